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
import { recoverLog } from './corrupt'
import type { LogConfig } from './logConfig'
import type { PartitionLog, ProducerSnapshot } from './partitionLog'
import { NO_PRODUCERS } from './producerState'
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
}

/** What a start knows of the stop before it, and of the log's settings. */
export interface StartContext {
  readonly config: LogConfig
  /** The last stop was a clean one. */
  readonly isClean: boolean
}

/** A log that was found, and where it ended before damaged batches were cut off. */
export interface LoadedLog {
  readonly log: PartitionLog
  readonly foundEnd: Offset
}

/**
 * The log as a start makes it of its directory; null: it belongs to another topic of that name, or
 * is not there. Rule R-32. Kafka: LogLoader.load, Partition.createLog.
 */
export function loadLog(disk: LogOnDisk, { config, isClean }: StartContext): LoadedLog | null {
  const found = findLog(disk)
  if (found === null) return null
  const { nowMs } = disk
  const whole = isClean ? found : recoverLog(found, { nowMs, config })
  const tidied = { ...whole, snapshots: withoutStrays(whole) }
  const log =
    isClean && tidied.snapshots.length === 0
      ? withEmptySnapshots(tidied)
      : rebuildProducers(tidied, { nowMs, expirationMs: config.producerExpirationMs })
  return { log, foundEnd: found.logEndOffset }
}

/** The log that lies in a directory; null: it is of another topic of that name, or is not there. */
function findLog(disk: LogOnDisk): PartitionLog | null {
  const metadata = disk.readFile(`${disk.dir}/partition.metadata`)
  if (!isPartitionMetadata(metadata) || metadata.topicId !== disk.topicId) return null
  const files = disk.paths
    .map((path) => disk.readFile(path))
    .filter(isSegmentFile)
    .sort((a, b) => a.segment.baseOffset - b.segment.baseOffset)
  const start = disk.logStartOffset ?? offset(0)
  const end = files.at(-1)?.endOffset ?? start
  if (files.length > 0 && end >= start) return assemble(disk, files)
  // All that is left lies below the log's start: it begins anew there. Kafka: LogLoader.load.
  const hasWrittenEpochs = files.length > 0 || hadEpochs(disk)
  return { ...newPartitionLog(disk.topicId, disk.nowMs, start), hasWrittenEpochs }
}

/**
 * Of the snapshots where no segment begins only the newest is kept, if it lies above all segments.
 * Kafka: ProducerStateManager.removeStraySnapshots.
 */
function withoutStrays({ snapshots, segments }: PartitionLog): readonly ProducerSnapshot[] {
  const bases = new Set(segments.map(({ baseOffset }) => baseOffset))
  const newest = snapshots.findLast((row) => !bases.has(row.offset))
  const last = segments.last()?.baseOffset ?? 0
  return snapshots.filter((row) => bases.has(row.offset) || (row === newest && row.offset >= last))
}

/**
 * After a clean stop without any snapshot nothing is read: no producers are known.
 * Kafka: UnifiedLog.rebuildProducerState.
 */
function withEmptySnapshots(log: PartitionLog): PartitionLog {
  const bases = log.segments.slice(-2).map(({ baseOffset }) => baseOffset)
  const at = [...new Set([...bases, log.logEndOffset])].filter((there) => there > 0)
  return { ...log, snapshots: at.map((there) => ({ offset: there, state: NO_PRODUCERS })) }
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
  return {
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
    const found = findLog({
      dir,
      topicId: metadata.topicId,
      paths: [...files.keys()].filter((path) => path.startsWith(`${dir}/`) && !isDeleted(path)),
      readFile: (path) => files.get(path),
      highWatermark: offsetIn(HIGH_WATERMARK_FILE),
      logStartOffset: offsetIn(LOG_START_FILE),
      recoveryPoint: offsetIn(RECOVERY_POINT_FILE),
      nowMs: 0,
    })
    const at = { nowMs: 0, expirationMs: Number.MAX_SAFE_INTEGER }
    return found === null ? null : rebuildProducers(found, at)
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
