import type { CoreWork } from './coreState'

/** What a class of the client logs. */
interface LogLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR'
  /** The class, below `org.apache.kafka.clients`. */
  readonly logger: string
  readonly text: string
  /** The exception that is logged with it. */
  readonly thrown?: string
}

/** Logs a line, which begins with who the client is. Kafka: LogContext. */
export function logLine(work: CoreWork, { level, logger, text, ...thrown }: LogLine): void {
  const prefix = work.core.channel.options.logPrefix ?? ''
  const from = `org.apache.kafka.clients.${logger}`
  work.facts.push({ type: 'Logged', level, logger: from, text: `${prefix}${text}`, ...thrown })
}

/** Logs names that no topic can have, listed as Java lists them. Kafka: Metadata.checkInvalidTopics. */
export function logInvalidTopics(work: CoreWork, topics: string): void {
  const text = `Metadata response reported invalid topics ${topics}`
  logLine(work, { level: 'ERROR', logger: 'Metadata', text })
}
