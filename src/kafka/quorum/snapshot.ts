import type { LeaderEpoch, Offset } from '../ids'
import type { MetadataImage } from '../metadata/image'
import type { VoterSet } from './voterSet'

/** Where a snapshot ends, and the epoch of the last record in it. Q-56. Kafka: OffsetAndEpoch. */
export interface SnapshotId {
  readonly endOffset: Offset
  readonly epoch: LeaderEpoch
}

/** A snapshot of the metadata: the file `<endOffset>-<epoch>.checkpoint`. */
export interface MetadataSnapshot extends SnapshotId {
  readonly kind: 'metadataSnapshot'
  /** When the last record in it was appended, ms. */
  readonly lastContainedLogTimestampMs: number
  /** What it holds; its records are written from it. */
  readonly image: MetadataImage
  /** The voters in it; null with kraft.version 0. */
  readonly voters: VoterSet | null
  readonly kraftVersion: number
  readonly sizeInBytes: number
}

/** True when a file holds a snapshot. */
export function isMetadataSnapshot(
  file: { readonly kind: string } | undefined,
): file is MetadataSnapshot {
  return file?.kind === 'metadataSnapshot'
}

/** Where the metadata log and its snapshots are, in a log directory. */
const DIRECTORY = '__cluster_metadata-0'

/** A snapshot's name without its ending. Kafka: Snapshots.filenameFromSnapshotId. */
function snapshotName({ endOffset, epoch }: SnapshotId): string {
  return `${String(endOffset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}`
}

/** Where a snapshot is kept, in a node's own log directory or another one. */
export function snapshotPath(id: SnapshotId, logDir = 'data'): string {
  return `${logDir}/${DIRECTORY}/${snapshotName(id)}.checkpoint`
}

/** By ascending end, then epoch. Kafka: OffsetAndEpoch.compareTo (epoch first). */
export function compareSnapshots(a: SnapshotId, b: SnapshotId): number {
  return a.epoch - b.epoch || a.endOffset - b.endOffset
}

/** True when both name the same snapshot. */
export function isSameSnapshot(a: SnapshotId, b: SnapshotId): boolean {
  return a.endOffset === b.endOffset && a.epoch === b.epoch
}
