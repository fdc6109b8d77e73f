import { micros } from '~/sim/ids'
import type { Completion } from '../channel/channelState'
import { send } from '../channel/channel'
import { present } from '~/base/invariant'
import type { BrokerWork, Fetcher, Replica } from '../broker/brokerState'
import { appendContext, brokerNow } from '../broker/brokerState'
import { take } from '../effects'
import type { NodeId, Offset } from '../ids'
import { nodeId, offset } from '../ids'
import type { PartitionLog } from '../log/partitionLog'
import {
  advanceLogStart,
  appendToLog,
  endOffsetFor,
  lastLogEpoch,
  prepareAppend,
  restartLogAt,
  truncateLogTo,
  withHighWatermark,
} from '../log/partitionLog'
import type { FetchPartition, FetchPartitionResponse } from '../protocol/rpc/data'
import { putLog, reportRoll } from './putLog'

type Name = Replica['name']

function followedFrom(work: BrokerWork, leader: NodeId): readonly Name[] {
  const known = work.state.fetchers.get(leader)?.followed ?? null
  if (known !== null) return known
  const names: Name[] = []
  work.state.replicas.forEach(({ name, role }) => {
    if (role.type === 'follower' && role.leader === leader) names.push(name)
  })
  return names.sort()
}

/** Roles have changed: what is followed from whom is looked up again. */
export function forgetFollowed(work: BrokerWork): void {
  work.state.fetchers = work.state.fetchers.map(({ isBusy }) => ({ isBusy, followed: null }))
}

/** Every leader that this broker follows. */
export function followedLeaders(work: BrokerWork): readonly NodeId[] {
  const leaders = new Set<NodeId>()
  for (const { role } of work.state.replicas.values()) {
    if (role.type === 'follower' && role.leader !== null) leaders.add(role.leader)
  }
  return [...leaders].sort((a, b) => a - b)
}

function setFetcher(work: BrokerWork, leader: NodeId, fetcher: Fetcher): void {
  work.state.fetchers = work.state.fetchers.set(leader, fetcher)
}

function askedOf(work: BrokerWork, name: Name, partitionMaxBytes: number): FetchPartition {
  const { topic, topicId, partition, leaderEpoch, log } = present(
    work.state.replicas.get(name),
    `${name} is followed`,
  )
  return {
    name,
    topic,
    topicId,
    partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset: log.logEndOffset,
    lastFetchedEpoch: lastLogEpoch(log),
    logStartOffset: log.logStartOffset,
    partitionMaxBytes,
  }
}

/** Asks a leader for what follows; one request at a time. R-41. Kafka: AbstractFetcherThread.doWork. */
export function fetchFrom(work: BrokerWork, leader: NodeId): void {
  const { state } = work
  if (state.fetchers.get(leader)?.isBusy === true) return
  const followed = followedFrom(work, leader)
  const broker = state.image.brokers.get(leader)
  const listener = broker?.endpoints.find(({ name }) => name === state.config.interBrokerListener)
  if (followed.length === 0 || listener === undefined) return
  const { settings } = state.config
  setFetcher(work, leader, { isBusy: true, followed })
  const maxBytes = settings.int('replica.fetch.max.bytes')
  work.state.fetchChannel = take(
    work,
    send(state.fetchChannel, work.ctx, {
      to: { key: String(leader), host: listener.host, port: listener.port },
      tag: `fetch ${leader}`,
      body: {
        api: 'Fetch',
        replicaId: state.config.nodeId,
        replicaEpoch: state.brokerEpoch ?? -1,
        maxWaitMs: settings.int('replica.fetch.wait.max.ms'),
        minBytes: settings.int('replica.fetch.min.bytes'),
        maxBytes: settings.int('replica.fetch.response.max.bytes'),
        isolationLevel: 'READ_UNCOMMITTED',
        rackId: '',
        partitions: followed.map((name) => askedOf(work, name, maxBytes)),
      },
    }),
  )
}

/** A fetch from a leader has ended; the next one leaves, after a failure a second later. */
export function onFetchCompletion(work: BrokerWork, completion: Completion): readonly Name[] {
  const leader = nodeId(Number(completion.tag.split(' ')[1]))
  const followed = work.state.fetchers.get(leader)?.followed ?? null
  setFetcher(work, leader, { isBusy: false, followed })
  const { body } = completion
  if (body?.api !== 'Fetch' || body.error !== 'NONE') {
    backOff(work, leader)
    return []
  }
  const changed = body.partitions.flatMap((row) => takeIn(work, leader, row))
  if (body.partitions.some(({ error }) => error !== 'NONE')) backOff(work, leader)
  else fetchFrom(work, leader)
  return changed
}

function backOff(work: BrokerWork, leader: NodeId): void {
  const ms = work.state.config.settings.int('replica.fetch.backoff.ms')
  work.effects.push({
    type: 'SetTimer',
    key: `broker/fetch/${leader}`,
    delayMicros: micros(ms),
    timer: { role: 'broker', name: 'fetch', about: String(leader) },
  })
}

/** One partition's part of an answer. Kafka: ReplicaFetcherThread.processPartitionData. */
function takeIn(work: BrokerWork, leader: NodeId, row: FetchPartitionResponse): readonly Name[] {
  const { name } = row
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'follower' || replica.role.leader !== leader) return []
  if (row.error === 'OFFSET_OUT_OF_RANGE') {
    restart(work, replica, row)
    return []
  }
  if (row.error !== 'NONE') return []
  if (row.divergingEpoch !== null) {
    truncate(work, replica, row.divergingEpoch)
    return []
  }
  return appendAll(work, replica, row) ? [name] : []
}

/** The leader's log begins after ours ends, or ends before: start anew there. R-60. */
function restart(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): void {
  const { log } = replica
  const start = offset(Math.max(row.logStartOffset, 0))
  if (start <= log.logEndOffset) {
    return cut(work, replica, {
      to: Math.max(start, row.highWatermark),
      because: 'offsetOutOfRange',
    })
  }
  report(work, putLog(work, replica, restartLogAt(log, start, brokerNow(work))), {
    from: log.logEndOffset,
    because: 'offsetOutOfRange',
  })
}

/** Cuts the log to where it agrees with the leader's. R-59. Kafka: truncateOnFetchResponse. */
function truncate(
  work: BrokerWork,
  replica: Replica,
  leader: { readonly epoch: number; readonly endOffset: number },
): void {
  const to = truncationTarget(replica.log, leader)
  cut(work, replica, { to, because: `leaderEpoch ${leader.epoch} ends at ${leader.endOffset}` })
}

/** Where both logs may agree last. R-59. Kafka: AbstractFetcherThread.getOffsetTruncationState. */
export function truncationTarget(
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

function cut(
  work: BrokerWork,
  replica: Replica,
  { to, because }: { readonly to: number; readonly because: string },
): void {
  const { log, logConfig: config } = replica
  const next = truncateLogTo(log, to, { nowMs: brokerNow(work), config })
  report(work, putLog(work, replica, next), { from: log.logEndOffset, because })
}

function report(
  work: BrokerWork,
  { topic, partition, log }: Replica,
  { from, because }: { readonly from: Offset; readonly because: string },
): void {
  const to = log.logEndOffset
  if (to !== from) work.facts.push({ type: 'LogTruncated', topic, partition, from, to, because })
}

/** Records, then the high watermark, then the log's start. R-57. Kafka: processPartitionData. */
function appendAll(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): boolean {
  const appended = appendRecords(work, replica, row)
  const marked = followHighWatermark(work, appended, row)
  const started = followLogStart(work, marked, row)
  return started.log !== replica.log
}

function appendRecords(work: BrokerWork, before: Replica, row: FetchPartitionResponse): Replica {
  const { topic, partition } = before
  const ctx = appendContext(work, before)
  let replica = before
  for (const batch of row.batches) {
    if (batch.baseOffset < replica.log.logEndOffset) continue
    // What a newer leader wrote is left for a fetch in its epoch. R-09.
    if (batch.baseOffset !== replica.log.logEndOffset || batch.leaderEpoch > replica.leaderEpoch) {
      break
    }
    const { log, rolled } = prepareAppend(replica.log, batch, ctx)
    reportRoll(work, replica, rolled)
    replica = putLog(work, replica, appendToLog(log, batch, { ctx }))
    const { baseOffset, lastOffset, leaderEpoch } = batch
    const as = 'follower' as const
    const type = 'RecordsAppended' as const
    work.facts.push({ type, topic, partition, baseOffset, lastOffset, leaderEpoch, as })
  }
  return replica
}

/** The leader's mark, as far as the own log goes; it may go down. R-43. */
function followHighWatermark(
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
    work.facts.push({
      type: 'HighWatermarkAdvanced',
      rule: 'R-43',
      topic,
      partition,
      from,
      to,
      as,
      because: [],
    })
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
