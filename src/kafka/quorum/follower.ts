import type { LeaderEpoch, NodeId, Offset } from '../ids'
import { offset } from '../ids'
import { canConnect, loadOf, stateOf } from '../channel/channel'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { Response } from '../protocol/rpc'
import { appendBatch, endOffsetForEpoch, lastEpoch, truncateLog } from './metadataLog'
import type { QuorumWork } from './quorumState'
import {
  ask,
  destinationOf,
  otherVoters,
  ownKey,
  putLog,
  setQuorumTimer,
  votersOf,
} from './quorumState'

/** How long a follower asks the leader to hold its fetch, ms. Kafka: MAX_FETCH_WAIT_MS. */
const MAX_FETCH_WAIT_MS = 500

/** Fetches from the leader, or looks for one. One fetch at a time. §6.4. */
export function fetchNext(work: QuorumWork): void {
  const { state } = work
  const { role } = state
  if (state.isFetching || (role.name !== 'Follower' && role.name !== 'Unattached')) return
  const target = fetchTarget(work)
  if (target === null) {
    setQuorumTimer(work, 'again', { about: '', ms: state.config.retryBackoffMs })
    return
  }
  work.state = { ...work.state, isFetching: true }
  ask(work, {
    to: target,
    tag: `fetch ${target.key}`,
    body: {
      api: 'FetchMetadata',
      clusterId: state.config.clusterId,
      replica: ownKey(state),
      currentLeaderEpoch: state.epoch,
      fetchOffset: state.log.endOffset,
      lastFetchedEpoch: lastEpoch(state.log),
      highWatermark: state.highWatermark ?? -1,
      maxWaitMs: MAX_FETCH_WAIT_MS,
    },
  })
}

function fetchTarget(work: QuorumWork): ReturnType<typeof destinationOf> | null {
  const { role, channel, asksBootstrap } = work.state
  if (role.name === 'Follower' && !asksBootstrap) {
    const leader = votersOf(work.state).find(({ id }) => id === role.leaderId)
    if (leader !== undefined && canConnect(channel, String(leader.id))) return destinationOf(leader)
  }
  const others = otherVoters(work.state)
  if (others.length === 0) return null
  const start = work.ctx.draw('bootstrap', others.length)
  for (let step = 0; step < others.length; step += 1) {
    const voter = others[(start + step) % others.length]
    if (voter === undefined || stateOf(channel, String(voter.id)) === 'backoff') continue
    if (loadOf(channel, String(voter.id)) === 0) return destinationOf(voter)
  }
  return null
}

/** §6.1. Kafka: KafkaRaftClient.handleFetchResponse. */
export function onFetched(work: QuorumWork, from: NodeId, body: Response<'FetchMetadata'>): void {
  const { role } = work.state
  if (role.name !== 'Follower' || role.leaderId !== from) return
  if (body.divergingEpoch !== null) truncateToLeader(work, body.divergingEpoch)
  else {
    appendFetched(work, body.batches)
    followHighWatermark(work, body.highWatermark)
    work.state = { ...work.state, role: { ...role, hasFetchedFromLeader: true } }
  }
  work.state = { ...work.state, asksBootstrap: false }
  setQuorumTimer(work, 'fetch', { about: '', ms: work.state.config.fetchTimeoutMs })
}

/** Kafka: ReplicatedLog.truncateToEndOffset. */
function truncateToLeader(
  work: QuorumWork,
  leader: { readonly epoch: LeaderEpoch; readonly endOffset: Offset },
): void {
  const { log } = work.state
  const own = endOffsetForEpoch(log, leader.epoch)
  const to = own.epoch === leader.epoch ? Math.min(leader.endOffset, own.endOffset) : own.endOffset
  if (to >= log.endOffset) return
  work.facts.push({ type: 'MetadataTruncated', from: log.endOffset, to: offset(to) })
  putLog(work, truncateLog(log, to))
}

function appendFetched(work: QuorumWork, batches: readonly MetadataBatch[]): void {
  const fresh = batches.filter(({ baseOffset }) => baseOffset >= work.state.log.endOffset)
  if (fresh.length === 0) return
  putLog(work, fresh.reduce(appendBatch, work.state.log))
}

function followHighWatermark(work: QuorumWork, told: number): void {
  const to = Math.min(work.state.log.endOffset, told)
  const from = work.state.highWatermark ?? -1
  if (told >= 0 && to > from) work.state = { ...work.state, highWatermark: offset(to) }
}
