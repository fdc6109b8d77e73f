import { leaderEpoch, offset } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { RecordBatch, RecordHeader } from '../protocol/records'
import { batchSize } from '../protocol/recordSize'

/** A record as a program sends it. */
export interface NewRecord {
  readonly topic: string
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly RecordHeader[]
}

/** A record that waits for its batch. */
export interface Queued extends NewRecord {
  /** The producer's own number of the record. */
  readonly number: number
  readonly timestampMs: number
}

/** The batch as it goes over the wire; its sizes are those of magic 2. */
export function wireBatch(
  producer: {
    readonly producerId: number
    readonly producerEpoch: number
    readonly isIdempotent: boolean
  },
  queued: readonly Queued[],
  baseSequence: number,
): RecordBatch {
  const records = queued.map(({ key, value, headers, timestampMs }, index) => ({
    offset: offset(index),
    timestampMs,
    key,
    value,
    headers,
  }))
  const stamps = records.map(({ timestampMs }) => timestampMs)
  return {
    baseOffset: offset(0),
    lastOffset: offset(records.length - 1),
    leaderEpoch: leaderEpoch(-1),
    producerId: producer.producerId,
    producerEpoch: producer.producerEpoch,
    baseSequence: producer.isIdempotent ? baseSequence : -1,
    isTransactional: false,
    isControl: false,
    timestampType: 'CreateTime',
    baseTimestampMs: stamps[0] ?? 0,
    maxTimestampMs: Math.max(...stamps),
    sizeInBytes: batchSize(records),
    compression: 'none',
    records,
  }
}

/** The end of a record. */
export interface RecordEnd {
  readonly number: number
  readonly topic: string
  readonly partition: number
  readonly error: ErrorCode
}
