import type { ConnectionId } from '~/sim/ids'
import type { ErrorCode } from '../protocol/errors'
import type { UpdateRaftVoterRequest } from '../protocol/rpc/quorum'
import { isReady } from './connections'
import { countVoter } from './leaderState'
import type { QuorumRole, QuorumWork } from './quorumState'
import {
  answer,
  ask,
  destinationOf,
  endpointOf,
  isVoter,
  kraftVersionOf,
  leaderHint,
  leaderRefusal,
  quorumNow,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import { appendControl } from './controlBatch'
import { votersRecord } from './metadataLog'
import { armCheckQuorum } from './leader'
import type { QuorumVoter } from './voterSet'
import { needsUpdate, updateVoter, updateVoterIgnoringDirectory } from './voterSet'

type Follower = Extract<QuorumRole, { name: 'Follower' }>
type Leader = Extract<QuorumRole, { name: 'Leader' }>

/**
 * A voter whose time has come tells its leader where it is reached, in the place of a fetch. §9.5.
 * True: nothing is to be fetched now. Kafka: KafkaRaftClient.pollFollowerAsVoter.
 */
export function updatesVoter(work: QuorumWork, role: Follower): boolean {
  const { state } = work
  if (!state.config.isController || quorumNow(work) < role.updateVoterAtMs) return false
  if (!isVoter(state)) return false
  if (!shouldUpdate(work, role)) {
    rest(work, role)
    return false
  }
  const endpoint = endpointOf(state, role.leaderId)
  if (endpoint === null || !isReady(work, String(role.leaderId))) {
    setQuorumTimer(work, 'again', { about: '', ms: state.config.retryBackoffMs })
    return true
  }
  rest(work, role)
  sendUpdate(work, role)
  return true
}

/** The next look is a fetch timeout away. Kafka: FollowerState.resetUpdateVoterPeriod. */
function rest(work: QuorumWork, role: Follower): void {
  const updateVoterAtMs = quorumNow(work) + work.state.config.fetchTimeoutMs
  work.state.role = { ...role, updateVoterAtMs }
}

/** Kafka: KafkaRaftClient.shouldSendUpdateVoteRequest. */
function shouldUpdate({ state }: QuorumWork, role: Follower): boolean {
  if (kraftVersionOf(state) === 0) return !role.hasUpdatedLeader
  const { nodeId, directoryId, ownEndpoint } = state.config
  if (ownEndpoint === null) return false
  return needsUpdate(votersOf(state), { id: nodeId, directoryId, ...ownEndpoint })
}

function sendUpdate(work: QuorumWork, { leaderId }: Follower): void {
  const { config, epoch } = work.state
  const endpoint = endpointOf(work.state, leaderId)
  if (endpoint === null || config.ownEndpoint === null) return
  work.state.isFetching = true
  ask(work, {
    to: destinationOf({ id: leaderId, ...endpoint }),
    tag: `update ${leaderId}`,
    body: {
      api: 'UpdateRaftVoter',
      clusterId: config.clusterId,
      currentLeaderEpoch: epoch,
      voterId: config.nodeId,
      voterDirectoryId: config.directoryId,
      endpoint: config.ownEndpoint,
    },
  })
}

/** The leader knows; its answer counts as a fetch. Kafka: handleUpdateVoterResponse. */
export function onVoterUpdated(work: QuorumWork): void {
  const { role } = work.state
  if (role.name !== 'Follower') return
  work.state.role = { ...role, hasUpdatedLeader: true, hasFetchedFromLeader: true }
  setQuorumTimer(work, 'fetch', { about: '', ms: work.state.config.fetchTimeoutMs })
}

/** Answers a voter that tells where it is reached. §9.5. Kafka: UpdateVoterHandler. */
export function onUpdateRaftVoter(
  work: QuorumWork,
  to: { readonly connection: ConnectionId; readonly correlationId: number },
  body: UpdateRaftVoterRequest,
): void {
  const error = refusalOf(work, body) ?? take(work, body)
  answer(work, to, { api: 'UpdateRaftVoter', error, ...leaderHint(work.state) })
}

/** Kafka: KafkaRaftClient.handleUpdateVoterRequest, validateLeaderOnlyRequest. */
function refusalOf(work: QuorumWork, body: UpdateRaftVoterRequest): ErrorCode | null {
  const { config } = work.state
  if (body.clusterId !== null && body.clusterId !== config.clusterId) {
    return 'INCONSISTENT_CLUSTER_ID'
  }
  return leaderRefusal(work.state, body.currentLeaderEpoch)
}

/** Kafka: UpdateVoterHandler.handleUpdateVoterRequest. */
function take(work: QuorumWork, body: UpdateRaftVoterRequest): ErrorCode {
  const { role, highWatermark, log } = work.state
  if (role.name !== 'Leader') return 'NOT_LEADER_OR_FOLLOWER'
  if (role.pendingChange !== null || highWatermark === null) return 'REQUEST_TIMED_OUT'
  const { voterId: id, voterDirectoryId: directoryId, endpoint } = body
  const voter: QuorumVoter = { id, directoryId, ...endpoint }
  const isVolatile = kraftVersionOf(work.state) === 0
  const isCommitted = (log.voterSets.at(-1)?.offset ?? -1) < highWatermark
  const written = isCommitted ? votersOf(work.state) : null
  // Between the request for kraft.version 1 and its record there is no set to update.
  const voters = isVolatile ? role.volatileVoters : written
  if (voters === null) return 'REQUEST_TIMED_OUT'
  const next = isVolatile ? updateVoterIgnoringDirectory(voters, voter) : updateVoter(voters, voter)
  if (next === null) return 'VOTER_NOT_FOUND'
  if (isVolatile) work.state.role = { ...role, volatileVoters: next }
  else appendControl(work, [votersRecord(next)])
  noteVoter(work, voter)
  return 'NONE'
}

/** It counts for the check of the quorum as a fetch does. Q-48. */
function noteVoter(work: QuorumWork, { id, directoryId }: QuorumVoter): void {
  const role = work.state.role as Leader
  const before = role.progress.checkQuorumDeadlineMs
  const progress = countVoter(role.progress, { key: { id, directoryId }, nowMs: quorumNow(work) })
  work.state.role = { ...role, progress }
  armCheckQuorum(work, before)
}
