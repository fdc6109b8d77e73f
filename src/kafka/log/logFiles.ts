import type { List } from 'immutable'
import type { Effect } from '~/sim/model'
import type { Offset, TopicPartition } from '../ids'
import type { KafkaFile, KafkaModel } from '../model'
import type { RecordBatch } from '../protocol/records'
import type { LeaderEpochCache } from './leaderEpochCache'
import type { PartitionLog, ProducerSnapshot } from './partitionLog'
import { segmentEnd } from './partitionLog'
import type { Segment } from './segment'
import { segmentName } from './segment'

/** A segment as it lies on disk: its `.log` with its indexes. */
export interface SegmentFile extends KafkaFile {
  readonly kind: 'logSegment'
  readonly segment: Segment
  /** Batches of the whole log; those in [baseOffset, endOffset) are in this file. */
  readonly batches: List<RecordBatch>
  readonly endOffset: Offset
  /** It is written to: its indexes are longer than what is in them. */
  readonly isOpen: boolean
}

/** `leader-epoch-checkpoint`. */
export interface LeaderEpochFile extends KafkaFile {
  readonly kind: 'leaderEpochCheckpoint'
  readonly epochs: LeaderEpochCache
  /** False: the file was only made, and nothing is in it. */
  readonly isWritten: boolean
}

/** `partition.metadata`. */
export interface PartitionMetadataFile extends KafkaFile {
  readonly kind: 'partitionMetadata'
  readonly topicId: string
}

/** `N.snapshot`. */
export interface SnapshotFile extends KafkaFile {
  readonly kind: 'producerSnapshot'
  readonly snapshot: ProducerSnapshot
}

/** True when a file is a segment. */
export function isSegmentFile(file: KafkaFile | undefined): file is SegmentFile {
  return file?.kind === 'logSegment'
}

/** True when a file holds leader epochs. */
export function isLeaderEpochFile(file: KafkaFile | undefined): file is LeaderEpochFile {
  return file?.kind === 'leaderEpochCheckpoint'
}

/** True when a file names a partition's topic. */
export function isPartitionMetadata(file: KafkaFile | undefined): file is PartitionMetadataFile {
  return file?.kind === 'partitionMetadata'
}

/** True when a file is a snapshot of producers. */
export function isSnapshotFile(file: KafkaFile | undefined): file is SnapshotFile {
  return file?.kind === 'producerSnapshot'
}

/** Where a partition is kept: `DIR/TOPIC-N`. */
export function partitionDir(logDir: string, name: TopicPartition): string {
  return `${logDir}/${name}`
}

type FileEffect = Extract<Effect<KafkaModel>, { type: 'WriteFile' | 'DeleteFile' }>

function segmentFile(log: PartitionLog, index: number, segment: Segment): SegmentFile {
  const isOpen = index === log.segments.size - 1
  const endOffset = segmentEnd(log, index)
  return { kind: 'logSegment', segment, batches: log.batches, endOffset, isOpen }
}

/** Segments that differ, newest first: all below one that is the same are the same. */
function changedSegments(
  dir: string,
  before: PartitionLog | null,
  after: PartitionLog,
): FileEffect[] {
  const effects: FileEffect[] = []
  const isFlushed = before !== null && before.recoveryPoint < after.recoveryPoint
  if (before?.segments === after.segments && !isFlushed) return effects
  for (let index = after.segments.size - 1; index >= 0; index -= 1) {
    const segment = after.segments.get(index)
    if (segment === undefined) break
    const old = segmentFrom(before, index, segment.baseOffset)
    const wasOpen = before?.segments.last() === old
    const isOpen = index === after.segments.size - 1
    const isDirty = isFlushed && segmentEnd(after, index) > before.recoveryPoint
    if (old === segment && wasOpen === isOpen && !isDirty) break
    const content = segmentFile(after, index, segment)
    effects.push({
      type: 'WriteFile',
      path: `${dir}/${segmentName(segment.baseOffset)}.log`,
      content,
      // The page cache is flushed by a roll, by flush.messages and flush.ms, and by a clean stop. R-30.
      flush: isOnPlatter(after, content),
      inBackground: !isFlushedNow(before, after, content),
    })
  }
  return effects
}

/** True for a segment below the recovery point, and for one that holds nothing. */
function isOnPlatter(
  { recoveryPoint }: PartitionLog,
  { segment, endOffset }: SegmentFile,
): boolean {
  return endOffset <= recoveryPoint || segment.sizeInBytes === 0
}

/** True for the segment that the append itself flushes: its thread waits for that. UnifiedLog.append. */
function isFlushedNow(
  before: PartitionLog | null,
  after: PartitionLog,
  { segment, isOpen }: SegmentFile,
): boolean {
  if (before === null || before.recoveryPoint >= after.recoveryPoint) return false
  return isOpen && segment.sizeInBytes > 0 && after.recoveryPoint === after.logEndOffset
}

/** The segment that began at an offset; mostly it stands at the same place. */
function segmentFrom(log: PartitionLog | null, index: number, from: Offset): Segment | undefined {
  const here = log?.segments.get(index)
  if (here?.baseOffset === from) return here
  return log?.segments.findLast(({ baseOffset }) => baseOffset === from)
}

/** Segments that are gone, oldest first. */
export function goneSegments(before: PartitionLog, after: PartitionLog): readonly Segment[] {
  if (before.segments === after.segments) return []
  const isSame = (segment: Segment, index: number) =>
    after.segments.get(index)?.baseOffset === segment.baseOffset
  if (before.segments.every(isSame)) return []
  const kept = new Set(after.segments.map(({ baseOffset }) => baseOffset))
  return before.segments.filter(({ baseOffset }) => !kept.has(baseOffset)).toArray()
}

function changedSnapshots(
  dir: string,
  before: PartitionLog | null,
  after: PartitionLog,
): readonly FileEffect[] {
  if (before?.snapshots === after.snapshots) return []
  const path = (row: ProducerSnapshot) => `${dir}/${segmentName(row.offset)}.snapshot`
  const old = before?.snapshots ?? []
  const gone = old.filter((row) => !after.snapshots.some(({ offset }) => offset === row.offset))
  const fresh = after.snapshots.filter((row) => !old.includes(row))
  return [
    ...gone.map((row): FileEffect => ({ type: 'DeleteFile', path: path(row) })),
    ...fresh.map((snapshot): FileEffect => ({
      type: 'WriteFile',
      path: path(snapshot),
      content: asFile({ kind: 'producerSnapshot', snapshot }),
      flush: true,
      inBackground: true,
    })),
  ]
}

function asFile(file: SnapshotFile | LeaderEpochFile | PartitionMetadataFile): KafkaFile {
  return file
}

/**
 * What a partition's directory must be told of a change of its log. Segments that are gone are
 * first renamed; `goneSegments` says which. Rules.
 */
export function logFileEffects(
  dir: string,
  before: PartitionLog | null,
  after: PartitionLog,
): readonly FileEffect[] {
  if (before === after) return []
  const effects = changedSegments(dir, before, after)
  if (before?.epochs !== after.epochs) {
    const { epochs, hasWrittenEpochs: isWritten } = after
    effects.push({
      type: 'WriteFile',
      path: `${dir}/leader-epoch-checkpoint`,
      content: asFile({ kind: 'leaderEpochCheckpoint', epochs, isWritten }),
      flush: true,
    })
  }
  if (before === null) {
    effects.push({
      type: 'WriteFile',
      path: `${dir}/partition.metadata`,
      content: asFile({ kind: 'partitionMetadata', topicId: after.topicId }),
      flush: true,
      inBackground: true,
    })
  }
  for (const effect of changedSnapshots(dir, before, after)) effects.push(effect)
  return effects
}

/** A clean stop: the active segment is closed and flushed. R-64. Kafka: UnifiedLog.close, flush. */
export function closedLogEffects(dir: string, log: PartitionLog): readonly FileEffect[] {
  const last = log.segments.size - 1
  const active = log.segments.get(last)
  if (active === undefined) return []
  const content: SegmentFile = { ...segmentFile(log, last, active), isOpen: false }
  const path = `${dir}/${segmentName(active.baseOffset)}.log`
  return [{ type: 'WriteFile', path, content, flush: true, inBackground: true }]
}

/** The paths of a log's files. */
export function pathsOfLog(dir: string, log: PartitionLog): readonly string[] {
  return [
    ...log.segments.map(({ baseOffset }) => `${dir}/${segmentName(baseOffset)}.log`),
    ...log.snapshots.map((row) => `${dir}/${segmentName(row.offset)}.snapshot`),
    `${dir}/leader-epoch-checkpoint`,
    `${dir}/partition.metadata`,
  ]
}

/** The batches of a segment's file, in order. */
export function batchesOf(file: SegmentFile): readonly RecordBatch[] {
  const { segment, batches, endOffset } = file
  return batches
    .toArray()
    .filter(({ baseOffset }) => baseOffset >= segment.baseOffset && baseOffset < endOffset)
}
