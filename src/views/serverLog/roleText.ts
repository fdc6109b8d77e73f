import type { Offset } from '~/kafka/ids'
import type { ReplicaKey } from '~/kafka/protocol/replicaKey'
import type { EpochElection } from '~/kafka/quorum/epochElection'
import type { LeaderProgress, ReplicaProgress } from '~/kafka/quorum/leaderState'
import { readBatches } from '~/kafka/quorum/metadataLog'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { votersOf } from '~/kafka/quorum/quorumState'
import type { VoterSet } from '~/kafka/quorum/voterSet'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'

/** Kafka: VoterSet.toString. */
export function voterSetText(voters: VoterSet): string {
  const nodes = voters.map(({ host, port, ...key }) => {
    // Static voters are resolved, and known to speak version 0 alone.
    const isStatic = key.directoryId === null
    const place = isStatic ? resolved(host) : `${host}/<unresolved>`
    const address = `ListenerName(CONTROLLER)=${place}:${port}`
    return `${key.id}=VoterNode(voterKey=${replicaKey(key)}, listeners=Endpoints(endpoints={${address}}), supportedKRaftVersion=SupportedVersionRange[min_version:0, max_version:${isStatic ? 0 : 1}])`
  })
  return `VoterSet(voters={${nodes.join(', ')}})`
}

const optional = (value: string | null) =>
  value === null ? 'Optional.empty' : `Optional[${value}]`
const optionalInt = (value: number | null) =>
  value === null ? 'OptionalInt.empty' : `OptionalInt[${value}]`
/** A host as a resolved address prints it, where the address is known. */
const resolved = (host: string) =>
  host === 'localhost' ? 'localhost/127.0.0.1' : `${host}/<unresolved>`
/** Kafka: ReplicaKey.toString. */
export const replicaKey = ({ id, directoryId }: ReplicaKey) =>
  `ReplicaKey(id=${id}, directoryId=${directoryId ?? '<undefined>'})`

function watermark(state: QuorumState): string {
  const { highWatermark } = state
  return optional(
    highWatermark === null
      ? null
      : `LogOffsetMetadata(offset=${highWatermark}, metadata=Optional.empty)`,
  )
}

function endpoints(state: QuorumState, id: number): string {
  const voter = votersOf(state).find((row) => row.id === id)
  if (voter === undefined) return 'Endpoints(endpoints={})'
  return `Endpoints(endpoints={ListenerName(CONTROLLER)=${resolved(voter.host)}:${voter.port}})`
}

/** Kafka: EpochElection.toString. */
export function electionText({ voters, granted, rejected }: EpochElection): string {
  const states = voters.map((voter) => {
    const word = granted.includes(voter.id)
      ? 'GRANTED'
      : rejected.includes(voter.id)
        ? 'REJECTED'
        : 'UNRECORDED'
    return `${voter.id}=VoterState(replicaKey=${replicaKey(voter)}, state=${word})`
  })
  return `EpochElection(voterStates={${states.join(', ')}})`
}

/** An end of the metadata log with its place in the segment. Kafka: LogOffsetMetadata, SegmentPosition. */
export function offsetText({ log }: QuorumState, at: Offset): string {
  const after = readBatches(log, at, log.endOffset)
  const position = log.sizeInBytes - after.reduce((sum, batch) => sum + batch.sizeInBytes, 0)
  const where = `(segmentBaseOffset=0,relativePositionInSegment=${position})`
  return `LogOffsetMetadata(offset=${at}, metadata=Optional[${where}])`
}

const clock = (ms: number) => (ms < 0 ? ms : ms + WALL_CLOCK_START_MS)

/** Kafka: LeaderState.ReplicaState.toString. */
export function replicaText(state: QuorumState, { key, ...row }: ReplicaProgress): string {
  const end = optional(row.endOffset === null ? null : offsetText(state, row.endOffset))
  return `ReplicaState(replicaKey=${replicaKey(key)}, endOffset=${end}, lastFetchTimestamp=${clock(row.lastFetchMs)}, lastCaughtUpTimestamp=${clock(row.lastCaughtUpMs)}, hasAcknowledgedLeader=${row.hasAcknowledged})`
}

function leaderText(state: QuorumState, progress: LeaderProgress): string {
  const replicas = progress.voters.map((row) => `${row.key.id}=${replicaText(state, row)}`)
  const { highWatermark } = state
  const mark = optional(highWatermark === null ? null : offsetText(state, highWatermark))
  const own = `VoterNode(voterKey=${replicaKey(progress.local)}, listeners=${endpoints(state, state.config.nodeId)}, supportedKRaftVersion=SupportedVersionRange[min_version:0, max_version:1])`
  return `Leader(localVoterNode=${own}, epoch=${state.epoch}, epochStartOffset=${progress.epochStartOffset}, highWatermark=${mark}, voterStates={${replicas.join(', ')}})`
}

/** A role as Kafka prints it. Kafka: toString of the EpochState classes. */
export function roleText(state: QuorumState): string {
  const { role, epoch, config } = state
  const voters = `[${votersOf(state)
    .map(({ id }) => id)
    .join(', ')}]`
  const voted = optional(state.votedKey === null ? null : replicaKey(state.votedKey))
  // For ever is Java's largest long.
  const timeout = state.electionTimer?.timeoutMs ?? '9223372036854775807'
  const mark = watermark(state)
  switch (role.name) {
    case 'Unattached':
      return `UnattachedState(epoch=${epoch}, leaderId=${optionalInt(role.leaderId)}, votedKey=${voted}, voters=${voters}, electionTimeoutMs=${timeout}, highWatermark=${mark})`
    case 'Prospective':
      return `ProspectiveState(epoch=${epoch}, leaderId=${optionalInt(role.leaderId)}, votedKey=${voted}, epochElection=${electionText(role.election)}, electionTimeoutMs=${timeout}, highWatermark=${mark})`
    case 'Candidate':
      return `CandidateState(localId=${config.nodeId}, localDirectoryId=${config.directoryId}, epoch=${epoch}, epochElection=${electionText(role.election)}, highWatermark=${mark}, electionTimeoutMs=${timeout})`
    case 'Leader':
      return leaderText(state, role.progress)
    case 'Follower':
      return `FollowerState(fetchTimeoutMs=${config.fetchTimeoutMs}, epoch=${epoch}, leader=${role.leaderId}, leaderEndpoints=${endpoints(state, role.leaderId)}, votedKey=${voted}, voters=${voters}, highWatermark=${mark}, fetchingSnapshot=Optional.empty)`
    case 'Resigned':
      return `ResignedState(localId=${config.nodeId}, epoch=${epoch}, voters=${voters}, electionTimeoutMs=${timeout}, unackedVoters=[${role.unacked.join(', ')}], preferredSuccessors=[${role.successors.map((id) => replicaKey({ id, directoryId: null })).join(', ')}])`
  }
}
