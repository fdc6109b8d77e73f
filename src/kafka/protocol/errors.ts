import table from './errors.json'

/** One of Kafka's error codes. Kafka: org.apache.kafka.common.protocol.Errors. */
export interface KafkaError {
  readonly code: number
  /** Kafka's default text. */
  readonly message: string
  /** Simple name of the exception class that clients throw for it. */
  readonly exception: string
  /** The exception is a RetriableException. */
  readonly retriable: boolean
  /** The exception is an InvalidMetadataException: clients refresh their metadata. */
  readonly invalidMetadata: boolean
}

/** The name of an error code; responses carry it. `NONE` is success. */
export type ErrorCode = keyof typeof table

/** Every error code by its name. */
export const ERRORS: Readonly<Record<ErrorCode, KafkaError>> = table

/** The class of the exception that a client throws for an error. */
export function exceptionClass(error: ErrorCode): string {
  return `org.apache.kafka.common.errors.${ERRORS[error].exception}`
}

/** The exception of an error as Java prints it, with a text of its own or Kafka's default. */
export function exceptionText(error: ErrorCode, message: string = errorMessage(error)): string {
  return `${exceptionClass(error)}: ${message}`
}

/** Kafka's default text of an error. */
export function errorMessage(error: ErrorCode): string {
  return ERRORS[error].message
}

/** The error of an exception's class; one that no error has counts as unknown. Kafka: Errors.forException. */
export function errorCodeOf(javaClass: string): ErrorCode {
  // The table's keys are the codes.
  const codes = Object.keys(ERRORS) as ErrorCode[]
  return codes.find((code) => exceptionClass(code) === javaClass) ?? 'UNKNOWN_SERVER_ERROR'
}
