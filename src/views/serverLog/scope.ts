import type { ServerState } from '~/kafka/server/server'
import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { ProcessId, SimTime } from '~/sim/ids'
import type { EventRecord } from '~/sim/world'

/** A line of a server's log as log4j prints it, without its time. */
export interface ServerLogLine {
  /** Index of the event that it belongs to. */
  readonly index: number
  readonly at: SimTime
  readonly process: ProcessId
  readonly level: 'INFO' | 'WARN' | 'ERROR'
  readonly logger: string
  readonly text: string
  /** The exception below the line. */
  readonly thrown?: string
}

/** One event of one server: what it knew before and knows now, and what it reported. */
export interface LogScope {
  readonly process: ProcessId
  readonly event: EventRecord<KafkaModel>
  /** All facts of the event, of this process. */
  readonly facts: readonly FactRecord<KafkaModel>[]
  readonly before: ServerState | null
  readonly after: ServerState
  readonly lines: ServerLogLine[]
}

/** A line, with the level as its name. */
export function info(scope: LogScope, logger: string, text: string): void {
  push(scope, 'INFO', { logger, text })
}

/** A line at WARN. */
export function warn(scope: LogScope, logger: string, text: string): void {
  push(scope, 'WARN', { logger, text })
}

/** A line at a level that the fact itself gives. */
export function push(
  scope: LogScope,
  level: ServerLogLine['level'],
  line: { readonly logger: string; readonly text: string; readonly thrown?: string },
): void {
  const { process, event } = scope
  scope.lines.push({ index: event.index, at: event.at, process, level, ...line })
}

/** How many facts of a type the event has that meet a test. */
export function countFacts(
  scope: LogScope,
  test: (fact: FactRecord<KafkaModel>['fact']) => boolean,
): number {
  return scope.facts.filter(({ fact }) => test(fact)).length
}
