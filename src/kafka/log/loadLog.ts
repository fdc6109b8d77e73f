import { List } from 'immutable'
import type { Offset, TopicPartition } from '../ids'
import { offset } from '../ids'
import type { KafkaFile } from '../model'
import type { LeaderEpochCache } from './leaderEpochCache'
import { truncateEpochsFromEnd, truncateEpochsFromStart } from './leaderEpochCache'
import {
  HIGH_WATERMARK_FILE,
  isOffsetCheckpoint,
  LOG_START_FILE,
  RECOVERY_POINT_FILE,
} from './checkpoints'
import type { SegmentFile } from './logFiles'
import {
  batchesOf,
  isLeaderEpochFile,
  isPartitionMetadata,
  isSegmentFile,
  isSnapshotFile,
  partitionDir,
} from './logFiles'
import type { PartitionLog } from './partitionLog'
import { newPartitionLog, rebuildProducers } from './partitionLog'

/** What a start finds of a log. */
export interface LogOnDisk {
  readonly dir: string
  readonly topicId: string
  /** The paths in its directory. */
  readonly paths: readonly string[]
  readonly readFile: (path: string) => KafkaFile | undefined
  /** Offsets of the checkpoints; undefined: no entry. */
  readonly highWatermark: Offset | undefined
  readonly logStartOffset: Offset | undefined
  readonly recoveryPoint: Offset | undefined
  readonly nowMs: number
  /** `producer.id.expiration.ms`. */
  readonly producerExpirationMs: number
}

/**
 * The log as its directory has it; null: it belongs to another topic of that name, or is not there.
 * Rule R-32. Kafka: LogLoader.load, Partition.createLog.
 */
export function loadLog(disk: LogOnDisk): PartitionLog | null {
  const metadata = disk.readFile(`${disk.dir}/partition.metadata`)
  if (!isPartitionMetadata(metadata) || metadata.topicId !== disk.topicId) return null
  const files = disk.paths
    .map((path) => disk.readFile(path))
    .filter(isSegmentFile)
    .sort((a, b) => a.segment.baseOffset - b.segment.baseOffset)
  const start = disk.logStartOffset ?? offset(0)
  const end = files.at(-1)?.endOffset ?? start
  // All that is left lies below the log's start: it begins anew there. Kafka: LogLoader.load.
  if (files.length === 0 || end < start) {
    const hasWrittenEpochs = files.length > 0 || hadEpochs(disk)
    return { ...newPartitionLog(disk.topicId, disk.nowMs, start), hasWrittenEpochs }
  }
  return assemble(disk, files)
}

function hadEpochs({ dir, readFile }: LogOnDisk): boolean {
  const file = readFile(`${dir}/leader-epoch-checkpoint`)
  return isLeaderEpochFile(file) && file.isWritten
}

function assemble(disk: LogOnDisk, files: readonly SegmentFile[]): PartitionLog {
  const batches = List(files.flatMap(batchesOf))
  const oldest = files[0]?.segment.baseOffset ?? offset(0)
  const logEndOffset = files.at(-1)?.endOffset ?? oldest
  const logStartOffset = offset(Math.max(disk.logStartOffset ?? 0, oldest))
  const cached = disk.readFile(`${disk.dir}/leader-epoch-checkpoint`)
  const known: LeaderEpochCache = isLeaderEpochFile(cached) ? cached.epochs : []
  const snapshots = disk.paths
    .map((path) => disk.readFile(path))
    .filter(isSnapshotFile)
    .map(({ snapshot }) => snapshot)
    .sort((a, b) => a.offset - b.offset)
  const mark = Math.min(disk.highWatermark ?? 0, logEndOffset)
  const rebuilt: PartitionLog = {
    ...newPartitionLog(disk.topicId, disk.nowMs),
    batches,
    // What was written since the last index entry is not known after a start. Kafka: LogSegment.
    segments: List(files.map(({ segment }) => ({ ...segment, bytesSinceIndexEntry: 0 }))),
    logStartOffset,
    logEndOffset,
    epochs: truncateEpochsFromStart(
      truncateEpochsFromEnd(known, logEndOffset),
      disk.logStartOffset ?? offset(0),
    ),
    hasWrittenEpochs: hadEpochs(disk),
    snapshots,
    highWatermark: offset(Math.max(mark, logStartOffset)),
    // Nothing below the start is to be recovered. Kafka: UnifiedLog.updateLogStartOffset.
    recoveryPoint: offset(
      Math.max(Math.min(disk.recoveryPoint ?? 0, logEndOffset), logStartOffset),
    ),
  }
  const { nowMs, producerExpirationMs: expirationMs } = disk
  return rebuildProducers(rebuilt, { nowMs, expirationMs })
}

/** The log of a server that does not run, as a next start would find it; null: none is there. */
export function stoppedLog(
  files: ReadonlyMapOf<KafkaFile>,
  logDirs: readonly string[],
  name: TopicPartition,
): PartitionLog | null {
  for (const logDir of logDirs) {
    const dir = partitionDir(logDir, name)
    const metadata = files.get(`${dir}/partition.metadata`)
    if (!isPartitionMetadata(metadata)) continue
    const offsetIn = (file: string) => {
      const found = files.get(`${logDir}/${file}`)
      return isOffsetCheckpoint(found) ? found.offsets.get(name) : undefined
    }
    return loadLog({
      dir,
      topicId: metadata.topicId,
      paths: [...files.keys()].filter((path) => path.startsWith(`${dir}/`) && !isDeleted(path)),
      readFile: (path) => files.get(path),
      highWatermark: offsetIn(HIGH_WATERMARK_FILE),
      logStartOffset: offsetIn(LOG_START_FILE),
      recoveryPoint: offsetIn(RECOVERY_POINT_FILE),
      nowMs: 0,
      producerExpirationMs: Number.MAX_SAFE_INTEGER,
    })
  }
  return null
}

/** A segment that waits to be unlinked. */
export function isDeleted(path: string): boolean {
  return path.endsWith('.deleted')
}

interface ReadonlyMapOf<V> {
  readonly get: (key: string) => V | undefined
  readonly keys: () => Iterable<string>
}
