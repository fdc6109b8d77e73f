import { List } from 'immutable'
import type { Offset } from '../ids'
import type { RecordBatch } from '../protocol/records'
import type { LogConfig } from './logConfig'

/** Where a batch stands in its segment's file. Kafka: OffsetPosition. */
export interface OffsetIndexEntry {
  /** The batch's last offset. */
  readonly offset: Offset
  /** Bytes before the batch. */
  readonly position: number
}

/** The largest timestamp up to a batch. Kafka: TimestampOffset. */
export interface TimeIndexEntry {
  readonly timestampMs: number
  readonly offset: Offset
}

/**
 * A segment of a log: its batches are the log's from its base offset to the next one's.
 * Kafka: LogSegment with its two indexes.
 */
export interface Segment {
  readonly baseOffset: Offset
  readonly sizeInBytes: number
  readonly createdMs: number
  readonly lastModifiedMs: number
  /** By how much it is rolled before segment.ms; drawn once. */
  readonly rollJitterMs: number
  /** The largest timestamp of its first batch; null while it is empty. */
  readonly firstTimestampMs: number | null
  /** -1: no record has one. */
  readonly maxTimestampMs: number
  readonly maxTimestampOffset: Offset
  readonly bytesSinceIndexEntry: number
  readonly offsetIndex: List<OffsetIndexEntry>
  readonly timeIndex: List<TimeIndexEntry>
}

/** A new, empty segment. */
export function newSegment(baseOffset: Offset, nowMs: number, rollJitterMs = 0): Segment {
  return {
    baseOffset,
    sizeInBytes: 0,
    createdMs: nowMs,
    lastModifiedMs: nowMs,
    rollJitterMs,
    firstTimestampMs: null,
    maxTimestampMs: -1,
    maxTimestampOffset: baseOffset,
    bytesSinceIndexEntry: 0,
    offsetIndex: List(),
    timeIndex: List(),
  }
}

/** The segment with one more batch at its end. Rule R-10. Kafka: LogSegment.append. */
export function appendToSegment(
  segment: Segment,
  batch: RecordBatch,
  at: { readonly nowMs: number; readonly indexIntervalBytes: number },
): Segment {
  const isNewest = batch.maxTimestampMs > segment.maxTimestampMs
  // Written out: every append passes here; decision record 0006.
  const marked: Segment = {
    baseOffset: segment.baseOffset,
    sizeInBytes: segment.sizeInBytes + batch.sizeInBytes,
    createdMs: segment.createdMs,
    lastModifiedMs: at.nowMs,
    rollJitterMs: segment.rollJitterMs,
    firstTimestampMs: segment.firstTimestampMs ?? batch.maxTimestampMs,
    maxTimestampMs: isNewest ? batch.maxTimestampMs : segment.maxTimestampMs,
    maxTimestampOffset: isNewest ? batch.lastOffset : segment.maxTimestampOffset,
    bytesSinceIndexEntry: segment.bytesSinceIndexEntry + batch.sizeInBytes,
    offsetIndex: segment.offsetIndex,
    timeIndex: segment.timeIndex,
  }
  if (segment.bytesSinceIndexEntry <= at.indexIntervalBytes) return marked
  const entry = { offset: batch.lastOffset, position: segment.sizeInBytes }
  return noteTime({
    ...marked,
    bytesSinceIndexEntry: batch.sizeInBytes,
    offsetIndex: segment.offsetIndex.push(entry),
  })
}

/** Only a later time is noted. Kafka: TimeIndex.maybeAppend. */
function noteTime(segment: Segment): Segment {
  const last = segment.timeIndex.last()?.timestampMs ?? -1
  if (segment.maxTimestampMs <= last) return segment
  const { maxTimestampMs: timestampMs, maxTimestampOffset } = segment
  const timeIndex = segment.timeIndex.push({ timestampMs, offset: maxTimestampOffset })
  return { ...segment, timeIndex }
}

/** The segment as it is left when another one becomes active. Kafka: onBecomeInactiveSegment. */
export function closeSegment(segment: Segment): Segment {
  return noteTime(segment)
}

/** Why a segment is rolled: the numbers that were compared. */
export interface RollReason {
  /** `asked`: somebody wished it, whatever the limits. */
  readonly because: 'size' | 'time' | 'index' | 'offsets' | 'asked'
  readonly actual: number
  readonly limit: number
}

const OFFSET_ENTRY_BYTES = 8
const TIME_ENTRY_BYTES = 12
const MAX_RELATIVE_OFFSET = 2_147_483_647

/** How long a segment may stay active. Kafka: LogConfig.maxSegmentMs. */
function maxSegmentMs(config: LogConfig): number {
  const byCompaction = config.compacts && config.maxCompactionLagMs > 0
  return byCompaction ? Math.min(config.maxCompactionLagMs, config.segmentMs) : config.segmentMs
}

/** Whether a batch must go to a new segment; null: it fits. Rule R-10. Kafka: LogSegment.shouldRoll. */
export function rollReason(
  segment: Segment,
  batch: Pick<RecordBatch, 'sizeInBytes' | 'maxTimestampMs' | 'lastOffset'>,
  at: { readonly nowMs: number; readonly config: LogConfig },
): RollReason | null {
  const { config, nowMs } = at
  const size = segment.sizeInBytes
  if (size > config.segmentBytes - batch.sizeInBytes) {
    return { because: 'size', actual: size + batch.sizeInBytes, limit: config.segmentBytes }
  }
  const first = segment.firstTimestampMs ?? -1
  // The time is the records', not the clock's, wherever records have one.
  const waitedMs = first >= 0 ? batch.maxTimestampMs - first : nowMs - segment.createdMs
  const limitMs = maxSegmentMs(config) - segment.rollJitterMs
  if (size > 0 && waitedMs > limitMs) return { because: 'time', actual: waitedMs, limit: limitMs }
  const most = Math.floor(config.segmentIndexBytes / OFFSET_ENTRY_BYTES)
  const mostTimes = Math.floor(config.segmentIndexBytes / TIME_ENTRY_BYTES) - 1
  if (segment.offsetIndex.size >= most) {
    return { because: 'index', actual: segment.offsetIndex.size, limit: most }
  }
  if (segment.timeIndex.size >= mostTimes) {
    return { because: 'index', actual: segment.timeIndex.size, limit: mostTimes }
  }
  const relative = batch.lastOffset - segment.baseOffset
  return relative > MAX_RELATIVE_OFFSET
    ? { because: 'offsets', actual: relative, limit: MAX_RELATIVE_OFFSET }
    : null
}

/** The time by which retention judges a segment. Rule R-22. Kafka: LogSegment.largestTimestamp. */
export function largestTimestampMs(segment: Segment): number {
  return segment.maxTimestampMs >= 0 ? segment.maxTimestampMs : segment.lastModifiedMs
}

/**
 * The segment with only the batches that are left below an offset. Index entries below it stay as
 * they are, and what was written since the last of them is not known any more. Rule R-59.
 * Kafka: LogSegment.truncateTo, OffsetIndex.truncateTo, TimeIndex.truncateTo.
 */
export function truncateSegment(
  segment: Segment,
  left: List<RecordBatch>,
  { to, nowMs }: { readonly to: number; readonly nowMs: number },
): Segment {
  const sizeInBytes = left.reduce((size, batch) => size + batch.sizeInBytes, 0)
  const cut: Segment = {
    ...segment,
    sizeInBytes,
    lastModifiedMs: sizeInBytes < segment.sizeInBytes ? nowMs : segment.lastModifiedMs,
    bytesSinceIndexEntry: 0,
    offsetIndex: segment.offsetIndex.filter((row) => row.offset < to),
    timeIndex: segment.timeIndex.filter((row) => row.offset < to),
  }
  const timed = segment.maxTimestampMs >= 0 ? withLargestTimestamp(cut, left) : cut
  return sizeInBytes === 0 ? { ...timed, createdMs: nowMs, firstTimestampMs: null } : timed
}

/**
 * The segment with its indexes made anew of its valid batches; bytes to an entry are counted from
 * the entry before it. Rule R-32. Kafka: LogSegment.recover.
 */
export function recoverSegment(
  segment: Segment,
  batches: Iterable<RecordBatch>,
  indexIntervalBytes: number,
): Segment {
  let next: Segment = {
    ...segment,
    maxTimestampMs: -1,
    maxTimestampOffset: segment.baseOffset,
    bytesSinceIndexEntry: 0,
    offsetIndex: List(),
    timeIndex: List(),
  }
  let position = 0
  let indexed = 0
  for (const batch of batches) {
    if (batch.maxTimestampMs > next.maxTimestampMs) {
      const { maxTimestampMs, lastOffset: maxTimestampOffset } = batch
      next = { ...next, maxTimestampMs, maxTimestampOffset }
    }
    if (position - indexed > indexIntervalBytes) {
      const offsetIndex = next.offsetIndex.push({ offset: batch.lastOffset, position })
      next = noteTime({ ...next, offsetIndex })
      indexed = position
    }
    position += batch.sizeInBytes
  }
  return noteTime(next)
}

/** Only what lies behind the last time that is noted is looked at. Kafka: LogSegment.readLargestTimestamp. */
function withLargestTimestamp(segment: Segment, batches: List<RecordBatch>): Segment {
  const noted = segment.timeIndex.last() ?? { timestampMs: -1, offset: segment.baseOffset }
  const from = segment.offsetIndex.findLast((row) => row.offset <= noted.offset)?.offset ?? -1
  let largest: TimeIndexEntry = noted
  for (const batch of batches) {
    const isLater = batch.lastOffset >= from && batch.maxTimestampMs > largest.timestampMs
    if (isLater) largest = { timestampMs: batch.maxTimestampMs, offset: batch.lastOffset }
  }
  return { ...segment, maxTimestampMs: largest.timestampMs, maxTimestampOffset: largest.offset }
}

/** A segment's name in its directory: its base offset with 20 digits. Kafka: LogFileUtils. */
export function segmentName(baseOffset: Offset | number): string {
  return String(baseOffset).padStart(20, '0')
}
