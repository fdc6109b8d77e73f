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
  readonly key: string | null
  readonly value: string | null
}

/** The producer's own numbers of a batch's records, first and last; -1 when there are none. */
export function numbersOf(records: readonly Queued[]): {
  readonly firstNumber: number
  readonly lastNumber: number
} {
  return { firstNumber: records[0]?.number ?? -1, lastNumber: records.at(-1)?.number ?? -1 }
}

/** The setting `acks` as a number. Kafka: ProducerConfig.parseAcks. */
export function acksOf(text: string): -1 | 0 | 1 {
  return text === '0' ? 0 : text === '1' ? 1 : -1
}
