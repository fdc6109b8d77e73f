import type { LeaderEpoch, Offset } from '../ids'

/** A header of a record; values are text here. */
export interface RecordHeader {
  readonly key: string
  readonly value: string | null
}

/** How the records of a batch are packed. Kafka: CompressionType. */
export type CompressionType = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

const COMPRESSION_TYPES: readonly CompressionType[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

/** A codec by its name; any other name is none. Kafka: CompressionType.forName. */
export function compressionOf(name: string): CompressionType {
  return COMPRESSION_TYPES.find((type) => type === name) ?? 'none'
}

/** One record of an ordinary topic. Keys and values are UTF-8 text; `null` as in Kafka. */
export interface KafkaRecord {
  readonly offset: Offset
  readonly timestampMs: number
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly RecordHeader[]
}

/** What the one record of a transaction marker says. Kafka: EndTransactionMarker. */
export interface TransactionMarker {
  readonly type: 'COMMIT' | 'ABORT'
  readonly coordinatorEpoch: number
}

/**
 * A batch of records, the unit that is appended, replicated and fetched.
 * Kafka: DefaultRecordBatch, magic 2. Producer fields are -1 where there is none.
 */
export interface RecordBatch {
  readonly baseOffset: Offset
  readonly lastOffset: Offset
  /** The partition leader epoch that the leader stamps on it; -1 as a producer sends it. */
  readonly leaderEpoch: LeaderEpoch
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly isTransactional: boolean
  readonly isControl: boolean
  /** In the batch of a transaction marker only. */
  readonly marker?: TransactionMarker
  /** 'LogAppendTime' batches carry the broker's clock in `maxTimestampMs`. */
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
  readonly baseTimestampMs: number
  readonly maxTimestampMs: number
  readonly sizeInBytes: number
  readonly compression: CompressionType
  readonly records: readonly KafkaRecord[]
  /** Its bytes are damaged: the checksum does not fit. Kafka: DefaultRecordBatch.isValid. */
  readonly isCorrupt?: true
}
