/** The log of `__cluster_metadata` at one instant: the active controller's, and how far everybody is. */
export interface MetadataLogView {
  /** Whose log it is; null before any server is there. */
  readonly owner: number | null
  /** It leads the quorum; else it is the longest log of the newest epoch. */
  readonly isActive: boolean
  /** First offset that can be read: what is before it is in the snapshot that ends there. */
  readonly startOffset: number
  readonly endOffset: number
  /** The owner's snapshots, ascending. */
  readonly snapshots: readonly MetadataSnapshotView[]
  /** First offset that is not committed, as the owner knows it; null when it does not yet. */
  readonly highWatermark: number | null
  readonly epochs: readonly { readonly epoch: number; readonly startOffset: number }[]
  /** What is in the window, ascending. */
  readonly records: readonly MetadataRecordView[]
  readonly lanes: readonly MetadataLaneView[]
}

/** A snapshot of the metadata: all up to its end, in one file. */
export interface MetadataSnapshotView {
  /** First offset that is not in it. */
  readonly endOffset: number
  readonly epoch: number
  readonly sizeInBytes: number
}

/** What kind of thing a record is about: its shape. */
export type MetadataFamily = 'control' | 'broker' | 'topic' | 'partition' | 'config' | 'other'

/** One record. */
export interface MetadataRecordView {
  readonly offset: number
  readonly epoch: number
  readonly type: string
  /** The type's short name, for a cell. */
  readonly short: string
  readonly family: MetadataFamily
  /** What it is about: `orders-0`, a broker's id; '' where it names nothing. */
  readonly subject: string
  /** The batch it was written in. */
  readonly firstOfBatch: number
  readonly lastOfBatch: number
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Rows of the image that it made, changed or took away; see `imageTree`. */
  readonly touches: readonly string[]
}

/** How far a node is. */
export interface MetadataLaneView {
  readonly node: number
  readonly kind: 'active' | 'voter' | 'observer' | 'down'
  readonly epoch: number
  /** First offset that it has not fetched. */
  readonly fetchedEnd: number
  /** First offset that it has not replayed. */
  readonly replayedEnd: number
}

/** A row of the image, see `imageTree`. */
export interface ImageRow {
  readonly key: string
  readonly parent: string | null
  /** From 1. */
  readonly level: number
  readonly name: string
  readonly value: string
  readonly hasChildren: boolean
}
