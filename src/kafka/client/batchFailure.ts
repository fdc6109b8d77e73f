import type { ErrorCode } from '../protocol/errors'
import type { RecordError } from '../protocol/rpc/data'

/** How a batch failed. */
export interface BatchFailure {
  readonly error: ErrorCode
  readonly exception: string
  readonly message: string
  /** What the broker says of single records. */
  readonly recordErrors: readonly RecordError[]
  /** Sequences after it are to be set anew. */
  readonly adjusts: boolean
  /** It is still on its way: its memory is free only when an answer has come. P-07. */
  readonly isLate: boolean
}
