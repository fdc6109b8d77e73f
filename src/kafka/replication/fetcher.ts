import { micros } from '~/sim/ids'
import type { Completion } from '../channel/channelState'
import { send } from '../channel/channel'
import type { BrokerWork, Replica } from '../broker/brokerState'
import { take } from '../effects'
import type { NodeId } from '../ids'
import { nodeId, offset, topicPartition } from '../ids'
import {
  appendToLog,
  endOffsetFor,
  lastLogEpoch,
  truncateLogTo,
  withHighWatermark,
} from '../log/partitionLog'
import type { FetchPartitionResponse } from '../protocol/rpc/data'
import { putLog } from './partition'

type Name = Replica['name']

function followedFrom(work: BrokerWork, leader: NodeId): readonly Replica[] {
  return [...work.state.replicas.values()]
    .filter(({ role }) => role.type === 'follower' && role.leader === leader)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every leader that this broker follows. */
export function followedLeaders(work: BrokerWork): readonly NodeId[] {
  const leaders = new Set<NodeId>()
  for (const { role } of work.state.replicas.values()) {
    if (role.type === 'follower' && role.leader !== null) leaders.add(role.leader)
  }
  return [...leaders].sort((a, b) => a - b)
}

function setFetcher(work: BrokerWork, leader: NodeId, isBusy: boolean): void {
  work.state.fetchers = work.state.fetchers.set(leader, { isBusy })
}

/** Asks a leader for what follows; one request at a time. R-41. Kafka: AbstractFetcherThread.doWork. */
export function fetchFrom(work: BrokerWork, leader: NodeId): void {
  const { state } = work
  if (state.fetchers.get(leader)?.isBusy === true) return
  const replicas = followedFrom(work, leader)
  const broker = state.image.brokers.get(leader)
  const listener = broker?.endpoints.find(({ name }) => name === state.config.interBrokerListener)
  if (replicas.length === 0 || listener === undefined) return
  const { settings } = state.config
  setFetcher(work, leader, true)
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
        partitions: replicas.map(({ topic, topicId, partition, leaderEpoch, log }) => ({
          topic,
          topicId,
          partition,
          currentLeaderEpoch: leaderEpoch,
          fetchOffset: log.logEndOffset,
          lastFetchedEpoch: lastLogEpoch(log),
          logStartOffset: log.logStartOffset,
          partitionMaxBytes: settings.int('replica.fetch.max.bytes'),
        })),
      },
    }),
  )
}

/** A fetch from a leader has ended; the next one leaves, after a failure a second later. */
export function onFetchCompletion(work: BrokerWork, completion: Completion): readonly Name[] {
  const leader = nodeId(Number(completion.tag.split(' ')[1]))
  setFetcher(work, leader, false)
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
  const name = topicPartition(row.topic, row.partition)
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

/** The leader's log begins after ours ends, or ends before: start anew there. R-45. */
function restart(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): void {
  const to = Math.max(row.logStartOffset, 0)
  cut(work, replica, { to: Math.min(to, replica.log.logEndOffset), because: 'offsetOutOfRange' })
}

/** Cuts the log to where it agrees with the leader's. R-44. Kafka: truncateOnFetchResponse. */
function truncate(
  work: BrokerWork,
  replica: Replica,
  leader: { readonly epoch: number; readonly endOffset: number },
): void {
  const own = endOffsetFor(replica.log, leader.epoch)
  const to =
    own.epoch === leader.epoch
      ? Math.min(leader.endOffset, own.endOffset)
      : Math.min(own.endOffset < 0 ? leader.endOffset : own.endOffset, leader.endOffset)
  cut(work, replica, { to, because: `leaderEpoch ${leader.epoch} ends at ${leader.endOffset}` })
}

function cut(
  work: BrokerWork,
  replica: Replica,
  { to, because }: { readonly to: number; readonly because: string },
): void {
  const { log, topic, partition } = replica
  const next = truncateLogTo(log, to)
  putLog(work, replica, next)
  if (next.logEndOffset === log.logEndOffset) return
  work.facts.push({
    type: 'LogTruncated',
    topic,
    partition,
    from: log.logEndOffset,
    to: next.logEndOffset,
    because,
  })
}

function appendAll(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): boolean {
  const fresh = row.batches.filter(({ baseOffset }) => baseOffset >= replica.log.logEndOffset)
  const { topic, partition } = replica
  let log = replica.log
  for (const batch of fresh) {
    if (batch.baseOffset !== log.logEndOffset) break
    log = appendToLog(log, batch)
    const { baseOffset, lastOffset, leaderEpoch } = batch
    const as = 'follower' as const
    work.facts.push({
      type: 'RecordsAppended',
      topic,
      partition,
      baseOffset,
      lastOffset,
      leaderEpoch,
      as,
    })
  }
  const to = offset(Math.max(log.highWatermark, Math.min(row.highWatermark, log.logEndOffset)))
  if (to > log.highWatermark) {
    const from = log.highWatermark
    work.facts.push({
      type: 'HighWatermarkAdvanced',
      rule: 'R-32',
      topic,
      partition,
      from,
      to,
      as: 'follower',
      because: [],
    })
    log = withHighWatermark(log, to)
  }
  if (log === replica.log) return false
  putLog(work, replica, log)
  return true
}
