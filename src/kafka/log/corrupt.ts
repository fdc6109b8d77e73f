import type { List } from 'immutable'
import type { KafkaFile } from '../model'
import type { RecordBatch } from '../protocol/records'
import type { SegmentFile } from './logFiles'
import { isSegmentFile } from './logFiles'
import type { PartitionLog } from './partitionLog'
import { firstBatchAt, rebuildProducers, segmentEnd, truncateLogTo } from './partitionLog'
import { recoverSegment } from './segment'

/** The last batch of a segment, by its index among the log's batches; -1: it is empty. */
function lastBatchOf({ segment, batches, endOffset }: SegmentFile): number {
  const index = firstBatchAt({ batches }, endOffset) - 1
  const batch = batches.get(index)
  return batch === undefined || index < 0 || batch.baseOffset < segment.baseOffset ? -1 : index
}

function damaged(batches: List<RecordBatch>, index: number): List<RecordBatch> {
  const batch = batches.get(index)
  return batch === undefined ? batches : batches.set(index, { ...batch, isCorrupt: true })
}

/** The first batch of a segment, by its index; -1: the log has none after it, it is not old. */
function oldBatchOf({ segment, batches }: SegmentFile): number {
  const index = firstBatchAt({ batches }, segment.baseOffset)
  return index < batches.size - 1 ? index : -1
}

/**
 * A segment's file whose last batch is damaged, or its first one while others follow; null: it has
 * none, or is no segment. Faults D5, D6.
 */
export function corruptFile(file: KafkaFile, part: 'tail' | 'old' = 'tail'): KafkaFile | null {
  if (!isSegmentFile(file)) return null
  const index = part === 'tail' ? lastBatchOf(file) : oldBatchOf(file)
  if (index < 0 || file.batches.get(index)?.isCorrupt === true) return null
  const content: SegmentFile = { ...file, batches: damaged(file.batches, index) }
  return content
}

/** A log in memory after the same happened to the file of one of its segments. */
export function corruptLog(log: PartitionLog, file: SegmentFile): PartitionLog {
  const { segment, endOffset } = file
  const from = firstBatchAt(file, segment.baseOffset)
  let { batches } = log
  for (let index = from; index < file.batches.size; index += 1) {
    const batch = file.batches.get(index)
    if (batch === undefined || batch.baseOffset >= endOffset) break
    if (batch.isCorrupt === true) batches = damaged(batches, index)
  }
  return { ...log, batches }
}

/**
 * A log after an unclean stop, cut at the first damaged batch of the segments that were not flushed;
 * the segment that holds the recovery point is read whole. Indexes are made anew, and so are the
 * snapshots of producers above where it begins. Rule R-32.
 * Kafka: LogLoader.recoverLog, recoverSegment, LogSegment.recover.
 */
export function recoverLog(
  log: PartitionLog,
  ctx: Parameters<typeof truncateLogTo>[2],
): PartitionLog {
  const from = log.segments.findLast(({ baseOffset }) => baseOffset <= log.recoveryPoint)
  const start = from?.baseOffset ?? log.logStartOffset
  const bad = log.batches.skip(firstBatchAt(log, start)).find((batch) => batch.isCorrupt === true)
  const cut = bad === undefined ? log : truncateLogTo(log, bad.baseOffset, ctx)
  const { nowMs, config } = ctx
  const at = { nowMs, expirationMs: config.producerExpirationMs }
  let next = { ...cut, snapshots: log.snapshots }
  for (const [index, segment] of cut.segments.entries()) {
    if (segment.baseOffset < start) continue
    const end = segmentEnd(cut, index)
    const first = firstBatchAt(cut, segment.baseOffset)
    const valid = cut.batches.slice(first, firstBatchAt(cut, end))
    const recovered = recoverSegment(segment, valid, config.indexIntervalBytes)
    next = { ...next, segments: next.segments.set(index, recovered) }
    next = rebuildProducers(rebuildProducers(next, at, segment.baseOffset), at, end)
  }
  return next
}
