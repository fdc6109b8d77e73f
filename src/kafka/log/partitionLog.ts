import { List } from 'immutable'
import type { Mutable } from '~/base/mutable'
import { invariant, present } from '~/base/invariant'
import type { LeaderEpoch, Offset } from '../ids'
import { offset } from '../ids'
import type { RecordBatch } from '../protocol/records'
import type { EpochEnd, LeaderEpochCache } from './leaderEpochCache'
import {
  assignEpoch,
  epochEndOffset,
  truncateEpochsFromEnd,
  truncateEpochsFromStart,
} from './leaderEpochCache'
import type { LogConfig } from './logConfig'
import type { ProducerState } from './producerState'
import {
  appendToProducers,
  expireProducers,
  NO_PRODUCERS,
  replicateMarkers,
  snapshotOf,
} from './producerState'
import type { RollReason, Segment } from './segment'
import { appendToSegment, closeSegment, newSegment, rollReason, truncateSegment } from './segment'

/** What was known of producers at an offset. Kafka: a `.snapshot` file. */
export interface ProducerSnapshot {
  readonly offset: Offset
  readonly state: ProducerState
}

/** A partition's log on one broker. Kafka: UnifiedLog. */
export interface PartitionLog {
  readonly topicId: string
  /** The batches of all segments. */
  readonly batches: List<RecordBatch>
  /** Never empty; the last one is active. */
  readonly segments: List<Segment>
  readonly logStartOffset: Offset
  readonly logEndOffset: Offset
  /** Each leader epoch with the offset it starts at, ascending. */
  readonly epochs: LeaderEpochCache
  /** Epochs have been written to `leader-epoch-checkpoint`, even if none is left. */
  readonly hasWrittenEpochs: boolean
  readonly producerState: ProducerState
  readonly snapshots: readonly ProducerSnapshot[]
  readonly highWatermark: Offset
  /** Everything below is on the platter. */
  readonly recoveryPoint: Offset
  readonly lastFlushMs: number
}

/** A new, empty log. */
export function newPartitionLog(topicId: string, nowMs = 0, startOffset = offset(0)): PartitionLog {
  return {
    topicId,
    batches: List(),
    segments: List([newSegment(startOffset, nowMs)]),
    logStartOffset: startOffset,
    logEndOffset: startOffset,
    epochs: [],
    hasWrittenEpochs: false,
    producerState: NO_PRODUCERS,
    snapshots: [],
    highWatermark: startOffset,
    recoveryPoint: startOffset,
    lastFlushMs: nowMs,
  }
}

/** The segment that is written to. */
function activeSegment(log: PartitionLog): Segment {
  return present(log.segments.last(), 'a log has an active segment')
}

/** The log as a clean stop leaves it: its last index ends with the largest time. Kafka: LogSegment.close. */
export function closeActive(log: PartitionLog): PartitionLog {
  return { ...log, segments: log.segments.set(-1, closeSegment(activeSegment(log))) }
}

/** The log with the start of a leader's epoch noted. Rule R-34. Kafka: Partition.makeLeader. */
export function startEpoch(log: PartitionLog, epoch: LeaderEpoch): PartitionLog {
  const epochs = assignEpoch(log.epochs, { epoch, startOffset: log.logEndOffset })
  return epochs === log.epochs ? log : { ...log, epochs, hasWrittenEpochs: true }
}

/** What an append needs to know besides the batch. */
export interface AppendContext {
  readonly nowMs: number
  readonly config: LogConfig
  /** A draw below `bound`, for the jitter of a new segment. */
  readonly draw: (bound: number) => number
}

/**
 * The log before a batch is appended: its epoch is noted, and a segment that it does not fit into
 * is closed. Both stand even if the batch then is refused. Rule R-06. Kafka: UnifiedLog.append.
 */
export function prepareAppend(
  log: PartitionLog,
  batch: RecordBatch,
  ctx: AppendContext,
): { readonly log: PartitionLog; readonly rolled: RollReason | null } {
  const { leaderEpoch: epoch, baseOffset: startOffset } = batch
  const epochs = assignEpoch(log.epochs, { epoch, startOffset })
  const noted = epochs === log.epochs ? log : { ...log, epochs, hasWrittenEpochs: true }
  const rolled = rollReason(activeSegment(log), batch, ctx)
  return { log: rolled === null ? noted : rollLog(noted, ctx), rolled }
}

/** Closes the active segment: producers are remembered, all below is flushed. Kafka: UnifiedLog.roll. */
export function rollLog(log: PartitionLog, ctx: AppendContext): PartitionLog {
  const { segmentJitterMs, segmentMs } = ctx.config
  const jitter = segmentJitterMs === 0 ? 0 : ctx.draw(Math.min(segmentJitterMs, segmentMs))
  const base = log.logEndOffset
  const fresh = newSegment(base, ctx.nowMs, jitter)
  const active = activeSegment(log)
  // An empty segment is made anew: two cannot begin at one offset.
  const segments =
    active.baseOffset === base
      ? log.segments.set(-1, fresh)
      : log.segments.set(-1, closeSegment(active)).push(fresh)
  return {
    ...takeSnapshot(log),
    segments,
    recoveryPoint: base,
    lastFlushMs: ctx.nowMs,
  }
}

/** The log with everything on the platter. R-30. Kafka: UnifiedLog.flush. */
export function flushLog(log: PartitionLog, nowMs: number): PartitionLog {
  if (log.recoveryPoint >= log.logEndOffset) return log
  return { ...log, recoveryPoint: log.logEndOffset, lastFlushMs: nowMs }
}

/** Remembers producers at the end, unless that was done there. Kafka: ProducerStateManager.takeSnapshot. */
export function takeSnapshot(log: PartitionLog): PartitionLog {
  const newest = log.snapshots.at(-1)?.offset ?? log.logStartOffset
  if (log.logEndOffset <= newest) return log
  const snapshot = { offset: log.logEndOffset, state: snapshotOf(log.producerState) }
  return { ...log, snapshots: [...log.snapshots, snapshot] }
}

/**
 * The log with one more batch, whose offsets are set and for which it was prepared. A leader gives
 * the producer state that it has checked the batch against; a follower replays the batch.
 * With flush.messages records not flushed it is flushed. Rules.
 */
export function appendToLog(
  log: PartitionLog,
  batch: RecordBatch,
  { ctx, checked }: { readonly ctx: AppendContext; readonly checked?: ProducerState },
): PartitionLog {
  invariant(batch.baseOffset === log.logEndOffset, 'a log has no gaps at its end')
  const { nowMs } = ctx
  const { indexIntervalBytes } = ctx.config
  const active = appendToSegment(activeSegment(log), batch, { nowMs, indexIntervalBytes })
  const next = copyOf(log)
  next.batches = log.batches.push(batch)
  next.segments = log.segments.set(-1, active)
  next.logEndOffset = offset(batch.lastOffset + 1)
  next.producerState = checked ?? replayProducers(log.producerState, batch)
  const unflushed = next.logEndOffset - next.recoveryPoint
  return unflushed >= ctx.config.flushMessages ? flushLog(next, nowMs) : next
}

/** A copy to change; decision record 0006. */
function copyOf(log: PartitionLog): Mutable<PartitionLog> {
  return {
    topicId: log.topicId,
    batches: log.batches,
    segments: log.segments,
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    epochs: log.epochs,
    hasWrittenEpochs: log.hasWrittenEpochs,
    producerState: log.producerState,
    snapshots: log.snapshots,
    highWatermark: log.highWatermark,
    recoveryPoint: log.recoveryPoint,
    lastFlushMs: log.lastFlushMs,
  }
}

/** What is known of producers after a batch that is in the log already. Kafka: REPLICATION appends. */
function replayProducers(state: ProducerState, batch: RecordBatch): ProducerState {
  const replayed = appendToProducers(state, { batch, origin: 'REPLICATION', partition: '' })
  // Only a mix of transactional and other batches is refused here, which no leader lets in.
  return replayed.type === 'append' ? replayed.next : state
}

/** The log with another high watermark; transactions below it are stable. */
export function withHighWatermark(log: PartitionLog, highWatermark: Offset): PartitionLog {
  const next = copyOf(log)
  next.highWatermark = highWatermark
  next.producerState = replicateMarkers(log.producerState, highWatermark)
  return next
}

/** Index of the first batch that reaches `from`; the number of batches when none does. */
export function firstBatchAt(log: Pick<PartitionLog, 'batches'>, from: number): number {
  let low = 0
  let high = log.batches.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((log.batches.get(middle)?.lastOffset ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** The offset at which a segment ends, exclusive. */
export function segmentEnd(log: PartitionLog, index: number): Offset {
  return log.segments.get(index + 1)?.baseOffset ?? log.logEndOffset
}

/** What is to be read: whole batches that end before `to`, up to so many bytes. */
export interface LogRead {
  readonly from: number
  readonly to: number
  readonly maxBytes: number
  /** The first batch is read even if it is larger. */
  readonly minOneMessage?: boolean
}

/** Batches from an offset on, of one segment. Rule R-11. Kafka: UnifiedLog.read, LocalLog.read. */
export function readLog(log: PartitionLog, read: LogRead): readonly RecordBatch[] {
  const start = firstBatchAt(log, read.from)
  const first = log.batches.get(start)
  if (first === undefined) return []
  const to = Math.min(read.to, endOfSegmentWith(log, first.baseOffset) ?? read.to)
  const batches: RecordBatch[] = []
  let room = read.maxBytes
  for (let index = start; index < log.batches.size; index += 1) {
    const batch = log.batches.get(index)
    if (batch === undefined || batch.lastOffset >= to) break
    const isFree = batches.length === 0 && read.minOneMessage !== false
    room -= batch.sizeInBytes
    if (room < 0 && !isFree) break
    batches.push(batch)
  }
  return batches
}

/** Where the segment after the one that holds an offset begins; undefined: it is the active one. */
function endOfSegmentWith(log: PartitionLog, at: Offset): Offset | undefined {
  if (activeSegment(log).baseOffset <= at) return undefined
  return log.segments.find(({ baseOffset }) => baseOffset > at)?.baseOffset
}

/** What truncation needs to know. */
type TruncateContext = Pick<AppendContext, 'nowMs' | 'config'>

/** The log cut to end at `to`. Rule R-59. Kafka: UnifiedLog.truncateTo. */
export function truncateLogTo(log: PartitionLog, to: number, ctx: TruncateContext): PartitionLog {
  // An epoch that began at the end without any record is forgotten all the same.
  if (to >= log.logEndOffset) {
    const epochs = truncateEpochsFromEnd(log.epochs, log.logEndOffset)
    return epochs === log.epochs ? log : { ...log, epochs }
  }
  const oldest = log.segments.first()?.baseOffset ?? log.logStartOffset
  if (to < oldest) return restartLogAt(log, offset(to), ctx.nowMs)
  const kept = log.batches.take(firstBatchAt(log, to))
  const logEndOffset = offset(to)
  const whole = log.segments.filter(({ baseOffset }) => baseOffset <= to)
  const active = present(whole.last(), 'a truncated log keeps a segment')
  const rest = kept.skip(firstBatchAt({ batches: kept }, active.baseOffset))
  const cut: PartitionLog = {
    ...log,
    batches: kept,
    segments: whole.set(-1, truncateSegment(active, rest, { to, nowMs: ctx.nowMs })),
    logEndOffset,
    logStartOffset: offset(Math.min(log.logStartOffset, logEndOffset)),
    epochs: truncateEpochsFromEnd(log.epochs, logEndOffset),
    highWatermark: offset(Math.min(log.highWatermark, logEndOffset)),
    recoveryPoint: offset(Math.min(log.recoveryPoint, logEndOffset)),
  }
  const { nowMs, config } = ctx
  const hadNone = log.producerState.producers.size === 0
  return rebuildProducers(cut, { nowMs, expirationMs: config.producerExpirationMs, hadNone })
}

/** An empty log that goes on at an offset. Kafka: UnifiedLog.truncateFullyAndStartAt. */
export function restartLogAt(log: PartitionLog, at: Offset, nowMs: number): PartitionLog {
  // What was flushed of the old log counts on where it is less. Kafka: LocalLog.updateLogEndOffset.
  const recoveryPoint = offset(Math.min(log.recoveryPoint, at))
  return { ...newPartitionLog(log.topicId, nowMs, at), hasWrittenEpochs: true, recoveryPoint }
}

/**
 * Producers up to an offset, as the newest snapshot in range and the batches above it tell; snapshots
 * are taken there and, on the way, where the last two segments begin. Producers of the snapshot that
 * have been silent too long are left out. Without any producers nothing is read again.
 * Rule R-20. Kafka: UnifiedLog.rebuildProducerState, ProducerStateManager.truncateAndReload.
 */
export function rebuildProducers(
  log: PartitionLog,
  at: { readonly nowMs: number; readonly expirationMs: number; readonly hadNone?: boolean },
  to = log.logEndOffset,
): PartitionLog {
  const { logStartOffset } = log
  const snapshots = log.snapshots.filter((row) => row.offset <= to && row.offset > logStartOffset)
  const newest = snapshots.at(-1)
  const from = newest?.offset ?? logStartOffset
  let state = expireProducers(newest?.state ?? NO_PRODUCERS, at.nowMs, at.expirationMs)
  let taken = from
  const take = (there: Offset) => {
    if (there <= taken) return
    taken = there
    snapshots.push({ offset: there, state: snapshotOf(state) })
  }
  if (at.hadNone !== true) {
    const bases = log.segments.slice(-2).map(({ baseOffset }) => baseOffset)
    for (const batch of log.batches.slice(firstBatchAt(log, from), firstBatchAt(log, to))) {
      for (const base of bases) if (base <= batch.baseOffset) take(base)
      state = replayProducers(state, batch)
    }
  }
  take(to)
  return { ...log, snapshots, producerState: state }
}

/** The log with a later start; nothing happens for an earlier one. Rule R-21. maybeIncrementLogStartOffset. */
export function advanceLogStart(log: PartitionLog, to: Offset): PartitionLog {
  if (to <= log.logStartOffset) return log
  const raised = to > log.highWatermark ? withHighWatermark(log, to) : log
  return {
    ...raised,
    logStartOffset: to,
    epochs: truncateEpochsFromStart(log.epochs, to),
    recoveryPoint: offset(Math.max(log.recoveryPoint, to)),
  }
}

/** Bytes of all segments. */
export function logSize(log: PartitionLog): number {
  return log.segments.reduce((size, segment) => size + segment.sizeInBytes, 0)
}

/** The largest epoch not above the asked one, with its end offset; -1 for none. R-14. */
export function endOffsetFor(log: PartitionLog, asked: number): EpochEnd {
  return epochEndOffset(log.epochs, asked, log.logEndOffset)
}

/** The epoch of the last record, or null for an empty log. */
export function lastLogEpoch(log: PartitionLog): LeaderEpoch | null {
  return log.epochs.at(-1)?.epoch ?? null
}
