import { invariant } from '~/base/invariant'
import type { ConnectionId } from '~/sim/ids'
import { offset } from '../ids'
import type { FetchSnapshotRequest, FetchSnapshotResponse } from '../protocol/rpc/quorum'
import { countVoter } from './leaderState'
import { armCheckQuorum } from './leader'
import { startAtSnapshot } from './metadataLog'
import type { QuorumRole, QuorumWork } from './quorumState'
import { answer, leaderHint, leaderRefusal, putLog, quorumNow, setQuorumTimer } from './quorumState'
import type { SnapshotId } from './snapshot'
import { isSameSnapshot } from './snapshot'
import { forgetSnapshotsBefore, keepSnapshot } from './snapshots'
import { reportControl } from './reportControl'

type Follower = Extract<QuorumRole, { name: 'Follower' }>

/** How much of a snapshot one answer holds, bytes. Kafka: KafkaRaftClient.MAX_FETCH_SIZE_BYTES. */
export const MAX_FETCH_SIZE_BYTES = 8 * 1024 * 1024

/** Gives a part of a snapshot. §5.4. Kafka: KafkaRaftClient.handleFetchSnapshotRequest. */
export function onFetchSnapshot(
  work: QuorumWork,
  to: { readonly connection: ConnectionId; readonly correlationId: number },
  body: FetchSnapshotRequest,
): void {
  const refuse = (error: FetchSnapshotResponse['error']) => {
    answer(work, to, { ...leaderHint(work.state), ...NOTHING, error })
  }
  const { config } = work.state
  if (body.clusterId !== null && body.clusterId !== config.clusterId) {
    return refuse('INCONSISTENT_CLUSTER_ID')
  }
  const error = leaderRefusal(work.state, body.currentLeaderEpoch)
  if (error !== null) return refuse(error)
  const snapshot = work.state.snapshots.find((row) => isSameSnapshot(row, body.snapshotId))
  if (snapshot === undefined) return refuse('SNAPSHOT_NOT_FOUND')
  const size = snapshot.sizeInBytes
  if (body.position < 0 || body.position >= size) return refuse('POSITION_OUT_OF_RANGE')
  countFetch(work, body)
  answer(work, to, {
    ...leaderHint(work.state),
    api: 'FetchSnapshot',
    error: 'NONE',
    snapshotId: body.snapshotId,
    size,
    position: body.position,
    sizeInBytes: Math.min(body.maxBytes, size - body.position),
    snapshot,
  })
}

const NOTHING = {
  api: 'FetchSnapshot',
  snapshotId: null,
  size: 0,
  position: 0,
  sizeInBytes: 0,
  snapshot: null,
} as const

/** It keeps the leader in office, and tells nothing of the log's end. Q-48. */
function countFetch(work: QuorumWork, { replica }: FetchSnapshotRequest): void {
  const { role } = work.state
  if (role.name !== 'Leader') return
  const before = role.progress.checkQuorumDeadlineMs
  const progress = countVoter(role.progress, { key: replica, nowMs: quorumNow(work) })
  work.state.role = { ...role, progress }
  armCheckQuorum(work, before)
}

/** The leader's log begins later than this one ends: its snapshot comes first. §6.1. */
export function beginSnapshot(work: QuorumWork, role: Follower, snapshotId: SnapshotId): void {
  const isThere = work.state.snapshots.some((row) => isSameSnapshot(row, snapshotId))
  const fetchingSnapshot = isThere ? null : { ...snapshotId, position: 0 }
  work.state.role = { ...role, fetchingSnapshot, hasFetchedFromLeader: true }
  if (isThere) return
  const { endOffset, epoch } = snapshotId
  const { leaderId: leader } = role
  work.facts.push({ type: 'SnapshotFetchBegun', rule: 'Q-57', endOffset, epoch, leader })
}

/** A part has come; the last one makes the snapshot the beginning of the log. Q-57. handleFetchSnapshotResponse. */
export function onSnapshotFetched(work: QuorumWork, body: FetchSnapshotResponse): void {
  const { role } = work.state
  if (role.name !== 'Follower' || role.fetchingSnapshot === null) return
  const { fetchingSnapshot: wanted } = role
  work.state.role = { ...role, hasFetchedFromLeader: true }
  setQuorumTimer(work, 'fetch', { about: '', ms: work.state.config.fetchTimeoutMs })
  const { snapshot } = body
  if (body.error === 'SNAPSHOT_NOT_FOUND' || snapshot === null) {
    work.state.role = { ...role, hasFetchedFromLeader: true, fetchingSnapshot: null }
    return
  }
  invariant(isSameSnapshot(snapshot, wanted), 'a follower gets the snapshot that it asked for')
  invariant(body.position === wanted.position, 'parts of a snapshot come in their order')
  const position = wanted.position + body.sizeInBytes
  if (position < body.size) {
    const fetchingSnapshot = { ...wanted, position }
    work.state.role = { ...role, hasFetchedFromLeader: true, fetchingSnapshot }
    return
  }
  work.state.role = { ...role, hasFetchedFromLeader: true, fetchingSnapshot: null }
  keepSnapshot(work, snapshot)
  const from = work.state.log.endOffset
  const log = startAtSnapshot(work.state.log, snapshot)
  forgetSnapshotsBefore(work, snapshot)
  reportControl(work, { ...work.state.log, voterSets: [], kraftVersions: [] }, log)
  putLog(work, log)
  const mark = Math.max(work.state.highWatermark ?? -1, snapshot.endOffset)
  work.state.highWatermark = offset(mark)
  const { endOffset, epoch } = snapshot
  const { leaderId: leader } = role
  work.facts.push({ type: 'SnapshotFetched', rule: 'Q-57', endOffset, epoch, leader, from })
}
