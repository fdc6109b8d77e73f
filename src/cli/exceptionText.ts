import type { RecordEnd } from '~/kafka/client/wireBatch'

const ERRORS_PACKAGE = 'org.apache.kafka.common.errors.'
/** Exceptions that are elsewhere. */
const PACKAGES: Readonly<Record<string, string>> = {
  BufferExhaustedException: 'org.apache.kafka.clients.producer.',
  InvalidRecordException: 'org.apache.kafka.common.',
  KafkaException: 'org.apache.kafka.common.',
}

/** A failed record's exception as Java prints it: class and message. */
export function exceptionText({ exception, message }: RecordEnd): string {
  return `${PACKAGES[exception] ?? ERRORS_PACKAGE}${exception}: ${message}`
}
