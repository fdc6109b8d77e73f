import { offset } from '../ids'
import type { LogConfig } from './logConfig'
import type { AppendContext, PartitionLog } from './partitionLog'
import { advanceLogStart, firstBatchAt, logSize, rollLog, segmentEnd } from './partitionLog'
import type { Segment } from './segment'
import { largestTimestampMs } from './segment'

/** Segments that retention has taken out of a log, with the numbers that were compared. */
export interface Deletion {
  readonly because: 'logStartOffset' | 'size' | 'time'
  readonly segments: readonly Segment[]
  /** Of the first one: the log's size, the segment's age or the next segment's base. */
  readonly actual: number
  readonly limit: number
}

interface Breach {
  readonly actual: number
  readonly limit: number
}

type Condition = (segment: Segment, next: Segment | undefined) => Breach | null

/** From the oldest segment on, stopping at the first that stays. Kafka: UnifiedLog.deletableSegments. */
function deletable(
  log: PartitionLog,
  condition: Condition,
): { readonly segments: readonly Segment[]; readonly breach: Breach } | null {
  const segments: Segment[] = []
  let breach: Breach | null = null
  for (let index = 0; index < log.segments.size; index += 1) {
    const segment = log.segments.get(index)
    const next = log.segments.get(index + 1)
    if (segment === undefined) break
    const isLastAndEmpty = next === undefined && segment.sizeInBytes === 0
    if (log.highWatermark < segmentEnd(log, index) || isLastAndEmpty) break
    const found = condition(segment, next)
    if (found === null) break
    breach ??= found
    segments.push(segment)
  }
  return breach === null ? null : { segments, breach }
}

/** Takes segments out; a log of which all would go first gets a new one. deleteSegments. */
function remove(log: PartitionLog, count: number, ctx: AppendContext): PartitionLog {
  const rolled = count === log.segments.size ? rollLog(log, ctx) : log
  const gone = rolled.segments.take(count).map(({ baseOffset }) => baseOffset)
  const segments = rolled.segments.skip(count)
  const first = segments.first()?.baseOffset ?? rolled.logEndOffset
  const kept = {
    ...rolled,
    segments,
    batches: rolled.batches.skip(firstBatchAt(rolled, first)),
    snapshots: rolled.snapshots.filter((row) => !gone.includes(row.offset)),
  }
  return advanceLogStart(kept, offset(first))
}

function byLogStart(log: PartitionLog): Condition {
  return (_, next) =>
    next !== undefined && next.baseOffset <= log.logStartOffset
      ? { actual: next.baseOffset, limit: log.logStartOffset }
      : null
}

function bySize(log: PartitionLog, config: LogConfig): Condition {
  const size = logSize(log)
  const limit = config.retentionBytes
  let excess = size - limit
  return (segment) => {
    if (limit < 0 || size < limit || excess - segment.sizeInBytes < 0) return null
    excess -= segment.sizeInBytes
    return { actual: size, limit }
  }
}

function byTime(config: LogConfig, nowMs: number): Condition {
  const limit = config.retentionMs
  return (segment) => {
    const actual = nowMs - largestTimestampMs(segment)
    return limit >= 0 && actual > limit ? { actual, limit } : null
  }
}

/**
 * Takes out what retention allows to go: below the log's start, beyond its size, too old, in this
 * order. Rule R-22. Kafka: UnifiedLog.deleteOldSegments.
 */
export function deleteOldSegments(
  log: PartitionLog,
  ctx: AppendContext,
): { readonly log: PartitionLog; readonly deletions: readonly Deletion[] } {
  const deletions: Deletion[] = []
  let current = log
  const pass = (because: Deletion['because'], condition: Condition) => {
    const found = deletable(current, condition)
    if (found === null) return
    deletions.push({ because, segments: found.segments, ...found.breach })
    current = remove(current, found.segments.length, ctx)
  }
  pass('logStartOffset', byLogStart(log))
  if (ctx.config.deletes) {
    pass('size', bySize(current, ctx.config))
    pass('time', byTime(ctx.config, ctx.nowMs))
  }
  return { log: current, deletions }
}
