/** One partition's replicas as strips over a shared offset axis. */
export interface PartitionLogView {
  readonly topic: string
  readonly partition: number
  readonly leader: number | null
  readonly leaderEpoch: number
  /** First offset that any replica holds, and the first that none has (exclusive). */
  readonly startOffset: number
  readonly endOffset: number
  /** In broker-id order. */
  readonly replicas: readonly ReplicaLogView[]
  readonly readers: readonly ReaderView[]
}

/** One replica's log. */
export interface ReplicaLogView {
  readonly broker: number
  readonly standing: 'leader' | 'inSync' | 'lagging' | 'eligible' | 'offline'
  /** What the broker has replayed of the partition; null: it does not know it, or is down. */
  readonly known: KnownRole | null
  /** It leads by its own knowledge, although the metadata names another leader (or it is down). */
  readonly isFormerLeader: boolean
  readonly logStartOffset: number
  /** As this replica knows it. */
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logEndOffset: number
  /** Batches that reach into the window. */
  readonly batches: readonly LogBatchView[]
  /** Leader epochs with the offset each starts at, ascending. */
  readonly epochs: readonly { readonly epoch: number; readonly startOffset: number }[]
  /** Its files: where those begin that are in the window, and the active one, the last. */
  readonly segments: SegmentsView
  /** Leader only: members of the ISR whose fetch the uncommitted records wait for. */
  readonly waitsFor: readonly number[]
  /** Where it disagrees with the leader (without one: with the newest log). */
  readonly differs: RecordTally | null
  /** The newest cut, until something is appended again. */
  readonly cut: CutView | null
}

/** A replica's part as its own broker knows it, which the metadata may be ahead of. */
export interface KnownRole {
  readonly isLeader: boolean
  readonly leaderEpoch: number
}

/** The segments of a log. */
export interface SegmentsView {
  readonly count: number
  /** Base offsets of those that begin in the window, ascending. */
  readonly starts: readonly number[]
  /** Base offset of the one that is written to. */
  readonly activeFrom: number
}

/** Records from an offset on, and how many of them a producer was told are safe. */
export interface RecordTally {
  readonly from: number
  readonly count: number
  readonly acknowledged: number
}

/** Records that were cut off a log. */
export interface CutView extends RecordTally {
  /** How many of them were below the high watermark that the replica knew. */
  readonly committed: number
  readonly batches: readonly LogBatchView[]
}

/** A batch of a log. */
export interface LogBatchView {
  readonly baseOffset: number
  readonly lastOffset: number
  readonly leaderEpoch: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly sizeInBytes: number
  readonly isControl: boolean
  /** Its transaction is not decided yet. */
  readonly isUndecided: boolean
  readonly records: readonly LogRecordView[]
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
  /** Next offset it will be given; null: nobody reads, or it is not known yet. */
  readonly position: number | null
  /** As the group's coordinator has it. */
  readonly committed: number | null
  /** What it may see ends here: HW, or LSO under read_committed. */
  readonly visibleEnd: number
}

/** What a log's picture needs from before the cursor. */
export interface LogPast {
  /** The newest cut of each process's log, with the batches that went. */
  readonly cuts: readonly PastCut[]
  /** True when a producer was told by the leader of that epoch that the record is safe. */
  readonly isAcknowledged: (offset: number, leaderEpoch: number) => boolean
}

/** One cut of a log. */
export interface PastCut {
  readonly process: string
  readonly from: number
  readonly to: number
  /** The replica's before the cut. */
  readonly highWatermark: number
  readonly batches: readonly PastBatch[]
}

/** A batch as a log keeps it. */
export type PastBatch = Omit<LogBatchView, 'isUndecided'>
