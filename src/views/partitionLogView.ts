/** One partition's replicas as strips over a shared offset axis. */
export interface PartitionLogView {
  readonly topic: string
  readonly partition: number
  readonly leader: number | null
  readonly leaderEpoch: number
  /** In broker-id order. */
  readonly replicas: readonly ReplicaLogView[]
  readonly readers: readonly ReaderView[]
}

/** One replica's log. */
export interface ReplicaLogView {
  readonly broker: number
  readonly standing: 'leader' | 'inSync' | 'lagging' | 'eligible' | 'offline'
  readonly logStartOffset: number
  readonly highWatermark: number
  readonly logEndOffset: number
  readonly batches: readonly LogBatchView[]
  /** Leader epochs with the offset each starts at, ascending. */
  readonly epochs: readonly { readonly epoch: number; readonly startOffset: number }[]
}

/** A batch of a log. */
export interface LogBatchView {
  readonly baseOffset: number
  readonly lastOffset: number
  readonly leaderEpoch: number
  readonly records: readonly LogRecordView[]
  readonly isControl: boolean
}

/** A record of a log. */
export interface LogRecordView {
  readonly offset: number
  readonly key: string | null
  readonly value: string | null
  readonly timestampMs: number
  readonly headers: readonly { readonly key: string; readonly value: string | null }[]
}

/** A consumer's place in the partition. */
export interface ReaderView {
  readonly group: string | null
  readonly label: string
  readonly position: number | null
  readonly committed: number | null
}
