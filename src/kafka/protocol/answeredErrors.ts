import type { Body } from './rpc'

/** An error that an answer carries. */
export interface AnsweredError {
  readonly error: string
  /** The partition that it is of, `orders-0`; null: of the request as a whole. */
  readonly partition: string | null
}

/** The errors that an answer carries, at its top and with its partitions. */
export function errorsIn(body: Body): readonly AnsweredError[] {
  if ('error' in body && body.error !== 'NONE') return [{ error: body.error, partition: null }]
  if (!('partitions' in body) || body.partitions === null) return []
  const errors: AnsweredError[] = []
  for (const row of body.partitions) {
    if (!('error' in row) || row.error === 'NONE') continue
    const isNamed = 'topic' in row && typeof row.topic === 'string' && 'partition' in row
    errors.push({ error: row.error, partition: isNamed ? `${row.topic}-${row.partition}` : null })
  }
  return errors
}

/** A broker reports by itself what it refuses to append, and what the controller does not change. */
const TOLD: readonly Body['api'][] = ['Produce', 'AlterPartition']
/** These come when a batch is in the log already: no refusal tells of them. */
const AFTER_APPEND: readonly string[] = ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'REQUEST_TIMED_OUT']

/** The errors of an answer that no fact `RequestRefused` has told of before it. */
export function answeredErrors(body: Body): readonly AnsweredError[] {
  const errors = errorsIn(body)
  if (!TOLD.includes(body.api)) return errors
  return errors.filter(({ error }) => AFTER_APPEND.includes(error))
}
