import type { BrokerWork, Replica } from '../broker/brokerState'
import { appendContext, brokerClock } from '../broker/brokerState'
import { checkpointCut } from '../broker/checkpointFiles'
import type { Offset } from '../ids'
import { offset } from '../ids'
import type { PartitionLog } from '../log/partitionLog'
import {
  advanceLogStart,
  appendToLog,
  endOffsetFor,
  prepareAppend,
  restartLogAt,
  truncateLogTo,
  withHighWatermark,
} from '../log/partitionLog'
import type { RecordBatch } from '../protocol/records'
import type { FetchPartitionResponse } from '../protocol/rpc/data'
import { linesOfTruncation } from './fetcherLines'
import { isWithout } from './partition'
import { putLog, reportFlush, reportRoll } from './putLog'

/** Cuts the log to where it agrees with the leader's. R-59. Kafka: truncateOnFetchResponse. */
export function truncate(
  work: BrokerWork,
  replica: Replica,
  leader: { readonly epoch: number; readonly endOffset: number },
): void {
  const to = truncationTarget(replica.log, leader)
  const ownEpoch = endOffsetFor(replica.log, leader.epoch).epoch
  linesOfTruncation(work, replica, { to, told: leader, ownEpoch })
  cut(work, replica, { to, because: `leaderEpoch ${leader.epoch} ends at ${leader.endOffset}` })
}

/** Where both logs may agree last. R-59. Kafka: AbstractFetcherThread.getOffsetTruncationState. */
function truncationTarget(
  log: PartitionLog,
  leader: { readonly epoch: number; readonly endOffset: number },
): number {
  const { logEndOffset } = log
  if (leader.endOffset < 0) return logEndOffset
  if (leader.epoch < 0) return Math.min(leader.endOffset, logEndOffset)
  const own = endOffsetFor(log, leader.epoch)
  if (own.endOffset < 0) return Math.min(leader.endOffset, logEndOffset)
  if (own.epoch !== leader.epoch) return Math.min(own.endOffset, logEndOffset)
  return Math.min(own.endOffset, leader.endOffset, logEndOffset)
}

/** The log cut to an offset. Kafka: ReplicaFetcherThread.truncate. */
export function cut(
  work: BrokerWork,
  replica: Replica,
  { to, because }: { readonly to: number; readonly because: string },
): void {
  const { log, logConfig: config } = replica
  const next = truncateLogTo(log, to, { nowMs: brokerClock(work), config })
  const kept = putLog(work, replica, next)
  if (kept.isOffline) return
  if (kept.log.logEndOffset < log.logEndOffset) checkpointCut(work, kept.logDir)
  report(work, kept, { from: log.logEndOffset, because })
}

/** The log emptied, to begin at an offset. Kafka: LogManager.truncateFullyAndStartAt. */
export function beginAnew(
  work: BrokerWork,
  replica: Replica,
  { at, because }: { readonly at: Offset; readonly because: string },
): void {
  const next = restart(work, replica, at)
  report(work, next, { from: replica.log.logEndOffset, because })
}

function restart(work: BrokerWork, replica: Replica, at: Offset): Replica {
  const next = putLog(work, replica, restartLogAt(replica.log, at, brokerClock(work)))
  if (!next.isOffline) checkpointCut(work, next.logDir)
  return next
}

/** Reports that a log lost its end. */
function report(
  work: BrokerWork,
  { topic, partition, log }: Replica,
  { from, because }: { readonly from: Offset; readonly because: string },
): void {
  const to = log.logEndOffset
  if (to !== from) work.facts.push({ type: 'LogTruncated', topic, partition, from, to, because })
}

/** Records, then the high watermark, then the log's start. R-57. Kafka: processPartitionData. */
export function appendAll(
  work: BrokerWork,
  replica: Replica,
  row: FetchPartitionResponse,
): boolean {
  const appended = appendRecords(work, replica, row)
  if (appended.isOffline) return true
  const marked = followHighWatermark(work, appended, row)
  const started = followLogStart(work, marked, row)
  return started.log !== replica.log
}

function appendRecords(work: BrokerWork, before: Replica, row: FetchPartitionResponse): Replica {
  const { topic, partition } = before
  const ctx = appendContext(work, before)
  let replica = before
  for (const batch of row.batches) {
    if (beginsBefore(replica.log, batch)) replica = beginAt(work, replica, batch.baseOffset)
    if (replica.isOffline) return replica
    if (batch.baseOffset < replica.log.logEndOffset) continue
    // What a newer leader wrote is left for a fetch in its epoch. R-09.
    const isLater = batch.leaderEpoch > replica.leaderEpoch && !isWithout(work, 'fetchFencing')
    if (batch.baseOffset !== replica.log.logEndOffset || isLater) break
    const { log, rolled } = prepareAppend(replica.log, batch, ctx)
    reportRoll(work, replica, rolled)
    replica = putLog(work, replica, appendToLog(log, batch, { ctx }))
    if (replica.isOffline) return replica
    const { baseOffset, lastOffset, leaderEpoch } = batch
    const as = 'follower' as const
    const type = 'RecordsAppended' as const
    work.facts.push({ type, topic, partition, baseOffset, lastOffset, leaderEpoch, as })
    reportFlush(work, replica, { from: log.recoveryPoint, by: 'flush.messages' })
  }
  return replica
}

/** An empty log whose start lies within the leader's batch. Kafka: UnexpectedAppendOffsetException. */
function beginsBefore({ logStartOffset, logEndOffset }: PartitionLog, batch: RecordBatch): boolean {
  const isEmpty = logStartOffset === logEndOffset
  return isEmpty && batch.baseOffset < logEndOffset && batch.lastOffset >= logEndOffset
}

/**
 * The log begins where the batch does: records were deleted up to a place within it. R-09.
 * Kafka: Partition.appendRecordsToFollowerOrFutureReplica.
 */
function beginAt(work: BrokerWork, replica: Replica, at: Offset): Replica {
  const { name, log } = replica
  const prefix = `[Partition ${name} broker=${work.state.config.nodeId}] `
  work.facts.push({
    type: 'Logged',
    level: 'INFO',
    logger: 'kafka.cluster.Partition',
    text: `${prefix}Unexpected offset in append to ${name}. First offset ${at} is less than log start offset ${log.logStartOffset}. Since this is the first record to be appended to the follower's log, will start the log from offset ${at}.`,
  })
  return restart(work, replica, at)
}

/** The leader's mark, as far as the own log goes; it may go down. R-43. */
export function followHighWatermark(
  work: BrokerWork,
  replica: Replica,
  row: FetchPartitionResponse,
): Replica {
  const { log, topic, partition } = replica
  const from = log.highWatermark
  const to = offset(Math.max(log.logStartOffset, Math.min(row.highWatermark, log.logEndOffset)))
  if (to === from) return replica
  if (to > from) {
    const as = 'follower' as const
    const type = 'HighWatermarkAdvanced' as const
    work.facts.push({ type, rule: 'R-43', topic, partition, from, to, as, because: [] })
  }
  return putLog(work, replica, withHighWatermark(log, to))
}

/** The leader's log start. R-21. Kafka: maybeIncrementLogStartOffset(LeaderOffsetIncremented). */
function followLogStart(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): Replica {
  const { log, topic, partition } = replica
  const to = offset(row.logStartOffset)
  // A start above the own high watermark is taken with a later answer.
  if (to <= log.logStartOffset || to > log.highWatermark) return replica
  const from = log.logStartOffset
  const because = 'leader' as const
  work.facts.push({ type: 'LogStartAdvanced', rule: 'R-21', topic, partition, from, to, because })
  return putLog(work, replica, advanceLogStart(log, to))
}
