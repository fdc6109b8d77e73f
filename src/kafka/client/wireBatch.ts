import { leaderEpoch, offset } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { CompressionType, RecordBatch, RecordHeader } from '../protocol/records'

/** A record as a program sends it. */
export interface NewRecord {
  readonly topic: string
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly RecordHeader[]
  /** Given by the program, else the producer chooses. */
  readonly partition?: number
  /** Given by the program, else the clock. */
  readonly timestampMs?: number
}

/** A record that waits for its batch. */
export interface Queued extends NewRecord {
  /** The producer's own number of the record. */
  readonly number: number
  readonly timestampMs: number
}

/** What of a producer's batch goes over the wire. */
export interface Sealed {
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly sizeInBytes: number
  readonly records: Iterable<Queued>
}

/** The batch as it goes over the wire; its sizes are those of magic 2, uncompressed. S71. */
export function wireBatch(sealed: Sealed, compression: CompressionType): RecordBatch {
  const { producerId, producerEpoch, baseSequence, sizeInBytes } = sealed
  const records = [...sealed.records].map(({ key, value, headers, timestampMs }, index) => ({
    offset: offset(index),
    timestampMs,
    key,
    value,
    headers,
  }))
  return {
    baseOffset: offset(0),
    lastOffset: offset(records.length - 1),
    leaderEpoch: leaderEpoch(-1),
    producerId,
    producerEpoch,
    baseSequence,
    isTransactional: false,
    isControl: false,
    timestampType: 'CreateTime',
    baseTimestampMs: records[0]?.timestampMs ?? 0,
    maxTimestampMs: records.reduce((most, row) => Math.max(most, row.timestampMs), -1),
    sizeInBytes,
    compression,
    records,
  }
}

/** The end of a record: its future is done. */
export interface RecordEnd {
  readonly number: number
  readonly topic: string
  /** -1: none was chosen. */
  readonly partition: number
  readonly error: ErrorCode
  /** Simple name of the exception that the program sees; '' without an error. */
  readonly exception: string
  readonly message: string
  /** What that exception names as its cause. */
  readonly cause?: ErrorCode
  /** -1 with acks=0, and without a place in the log. */
  readonly offset: number
  readonly record: Queued
}
