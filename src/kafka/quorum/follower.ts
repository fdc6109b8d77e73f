import type { LeaderEpoch, Offset } from '../ids'
import { offset } from '../ids'
import type { Destination } from '../channel/channelState'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { Response } from '../protocol/rpc'
import type { FetchSnapshotRequest } from '../protocol/rpc/quorum'
import { isBackingOff, isReady } from './connections'
import { raftFault } from './fault'
import { beginSnapshot, MAX_FETCH_SIZE_BYTES } from './fetchSnapshot'
import { appendBatch, lastEpoch, truncateLog, truncationOffset } from './metadataLog'
import { earliestSnapshot } from './snapshots'
import { updatesVoter } from './updateVoter'
import type { QuorumWork } from './quorumState'
import { ask, destinationOf, ownKey, putLog, setQuorumTimer, endpointOf } from './quorumState'
import { reportControl } from './reportControl'

/** How long a follower asks the leader to hold its fetch, ms. Kafka: MAX_FETCH_WAIT_MS. */
const MAX_FETCH_WAIT_MS = 500

/** Fetches from the leader, or looks for one. One fetch at a time. §6.4. */
export function fetchNext(work: QuorumWork): void {
  const { state } = work
  const { role } = state
  // Who shuts down polls no more. Kafka: KafkaRaftClient.pollFollowerAsVoter, maybeCompleteShutdown.
  if (state.isFetching || state.isShuttingDown) return
  if (role.name !== 'Follower' && role.name !== 'Unattached') return
  if (role.name === 'Follower' && updatesVoter(work, role)) return
  const target = fetchTarget(work)
  if (target === null) {
    setQuorumTimer(work, 'again', { about: '', ms: state.config.retryBackoffMs })
    return
  }
  work.state.isFetching = true
  ask(work, {
    to: target,
    tag: `fetch ${target.key}`,
    body: snapshotRequest(work, target) ?? {
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

/** What a follower asks its leader while a snapshot is not whole. Kafka: maybeSendFetchOrFetchSnapshot. */
function snapshotRequest(work: QuorumWork, target: Destination): FetchSnapshotRequest | null {
  const { role, config, epoch } = work.state
  if (role.name !== 'Follower' || role.fetchingSnapshot === null) return null
  if (target.key !== String(role.leaderId)) return null
  const { endOffset, epoch: snapshotEpoch, position } = role.fetchingSnapshot
  return {
    api: 'FetchSnapshot',
    clusterId: config.clusterId,
    replica: ownKey(work.state),
    currentLeaderEpoch: epoch,
    snapshotId: { endOffset, epoch: snapshotEpoch },
    position,
    maxBytes: MAX_FETCH_SIZE_BYTES,
  }
}

function fetchTarget(work: QuorumWork): Destination | null {
  const { role, asksBootstrap } = work.state
  if (role.name === 'Follower' && !asksBootstrap) {
    const endpoint = endpointOf(work.state, role.leaderId)
    if (endpoint !== null && !isBackingOff(work, String(role.leaderId))) {
      return destinationOf({ id: role.leaderId, ...endpoint })
    }
  }
  const servers = bootstrapServers(work)
  if (servers.length === 0) return null
  const start = work.ctx.draw('bootstrap', servers.length)
  for (let step = 0; step < servers.length; step += 1) {
    const server = servers[(start + step) % servers.length]
    if (server !== undefined && isReady(work, server.key)) return server
  }
  return null
}

/** Where a leader is looked for; a static voter is one of them itself. Q-54. */
function bootstrapServers(work: QuorumWork): readonly Destination[] {
  const { bootstrapServers: servers, voters } = work.state.config
  if (servers.length === 0) return voters.map(destinationOf)
  return servers.map(({ host, port }) => ({ key: `bootstrap-${host}:${port}`, host, port }))
}

/** §6.1. Kafka: KafkaRaftClient.handleFetchResponse. */
export function onFetched(work: QuorumWork, body: Response<'FetchMetadata'>): void {
  const { role } = work.state
  // Only a leader answers without an error, so a bootstrap server that does is the leader.
  if (role.name !== 'Follower' || body.leaderId !== role.leaderId) return
  const wrong = impossible(work, body)
  if (wrong !== null) return raftFault(work, wrong)
  if (body.divergingEpoch !== null) truncateToLeader(work, body.divergingEpoch)
  else if (body.snapshotId !== null) beginSnapshot(work, role, body.snapshotId)
  else {
    appendFetched(work, body.batches)
    followHighWatermark(work, body.highWatermark)
    const { name, leaderId, hasUpdatedLeader, updateVoterAtMs, fetchingSnapshot } = role
    work.state.role = {
      name,
      leaderId,
      hasFetchedFromLeader: true,
      hasUpdatedLeader,
      updateVoterAtMs,
      fetchingSnapshot,
    }
  }
  work.state.asksBootstrap = false
  setQuorumTimer(work, 'fetch', { about: '', ms: work.state.config.fetchTimeoutMs })
}

/**
 * Why the leader cannot mean what it answers: something committed would be lost, as when a majority
 * has lost its disks. Q-50, §6.1. Null: it can. Kafka: KafkaRaftClient.handleFetchResponse,
 * FollowerState.updateHighWatermark.
 */
function impossible(
  { state: { highWatermark: mark, log } }: QuorumWork,
  { divergingEpoch, snapshotId, batches, highWatermark }: Response<'FetchMetadata'>,
): string | null {
  if (mark === null) return null
  if (divergingEpoch !== null) {
    if (divergingEpoch.endOffset >= mark) return null
    const own = `LogOffsetMetadata(offset=${mark}, metadata=Optional.empty)`
    return `org.apache.kafka.common.KafkaException: The leader requested truncation to offset ${divergingEpoch.endOffset}, which is below the current high watermark ${own}`
  }
  const endOffset = (batches.at(-1)?.lastOffset ?? log.endOffset - 1) + 1
  const told = Math.min(endOffset, highWatermark)
  if (snapshotId !== null || highWatermark < 0 || told >= mark) return null
  return `java.lang.IllegalArgumentException: Non-monotonic update of high watermark from ${mark} to ${told}`
}

/** Kafka: ReplicatedLog.truncateToEndOffset. */
function truncateToLeader(
  work: QuorumWork,
  leader: { readonly epoch: LeaderEpoch; readonly endOffset: Offset },
): void {
  const { log } = work.state
  const to = truncationOffset(log, leader, earliestSnapshot(work.state))
  if (to >= log.endOffset) return
  work.facts.push({ type: 'MetadataTruncated', from: log.endOffset, to: offset(to) })
  putLog(work, truncateLog(log, to))
}

function appendFetched(work: QuorumWork, batches: readonly MetadataBatch[]): void {
  const fresh = batches.filter(({ baseOffset }) => baseOffset >= work.state.log.endOffset)
  if (fresh.length === 0) return
  const log = fresh.reduce(appendBatch, work.state.log)
  reportControl(work, work.state.log, log)
  putLog(work, log)
}

function followHighWatermark(work: QuorumWork, told: number): void {
  const to = Math.min(work.state.log.endOffset, told)
  const from = work.state.highWatermark ?? -1
  if (told >= 0 && to > from) work.state.highWatermark = offset(to)
}
