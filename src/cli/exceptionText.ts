import type { RecordEnd } from '~/kafka/client/wireBatch'
import { errorMessage, ERRORS } from '~/kafka/protocol/errors'

const ERRORS_PACKAGE = 'org.apache.kafka.common.errors.'
/** Exceptions that are elsewhere. */
const PACKAGES: Readonly<Record<string, string>> = {
  BufferExhaustedException: 'org.apache.kafka.clients.producer.',
  InvalidRecordException: 'org.apache.kafka.common.',
  KafkaException: 'org.apache.kafka.common.',
}

/** A failed record's exception as Java prints it: class and message. */
function exceptionText({ exception, message }: RecordEnd): string {
  return `${PACKAGES[exception] ?? ERRORS_PACKAGE}${exception}: ${message}`
}

/** A failed record's exception as its stack trace is printed, its cause with it. Java: Throwable.printStackTrace. */
export function stackTrace(end: RecordEnd): readonly string[] {
  const text = exceptionText(end)
  if (end.cause === undefined) return [text]
  const { exception } = ERRORS[end.cause]
  const cause = { ...end, exception, message: errorMessage(end.cause) }
  return [text, `Caused by: ${exceptionText(cause)}`]
}
