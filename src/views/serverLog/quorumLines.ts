import type { KafkaModel } from '~/kafka/model'
import type { ReplicaKey } from '~/kafka/protocol/replicaKey'
import type { EpochElection } from '~/kafka/quorum/epochElection'
import type { LeaderProgress } from '~/kafka/quorum/leaderState'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { votersOf } from '~/kafka/quorum/quorumState'
import type { VoterSet } from '~/kafka/quorum/voterSet'
import type { FactRecord } from '~/sim/facts'
import type { LogScope } from './scope'
import { info } from './scope'

const LOGGER = 'org.apache.kafka.raft.QuorumState'

/** Roles that a node takes without writing `quorum-state` first. Kafka: QuorumState.memoryTransitionTo. */
const IN_MEMORY: readonly string[] = ['Resigned', 'Prospective']

/** A node of the quorum changed its role. Kafka: QuorumState.durableTransitionTo, memoryTransitionTo. */
export function quorumLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  voterLines(scope, fact)
  if (fact.type !== 'Transitioned' || fact.machine !== 'quorumRole') return
  const { quorum } = scope.after
  if (quorum === null) return
  const old = scope.before?.quorum
  const prefix = `[RaftManager id=${scope.after.spec.nodeId}] `
  // One event may take two edges: only the last one's ends are the states before and after it.
  const from = old?.role.name === fact.from ? roleText(old) : fact.from
  const to = quorum.role.name === fact.to ? roleText(quorum) : fact.to
  if (!IN_MEMORY.includes(fact.to)) {
    info(scope, LOGGER, `${prefix}Attempting durable transition to ${to} from ${from}`)
  }
  info(scope, LOGGER, `${prefix}Completed transition to ${to} from ${from}`)
}

const CONTROL_LOGGER = 'org.apache.kafka.raft.internals.KRaftControlRecordStateMachine'

/** Which voters and which version the log brought. Kafka: KRaftControlRecordStateMachine.handleBatch. */
function voterLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  const prefix = `[RaftManager id=${scope.after.spec.nodeId}] `
  if (fact.type === 'VotersLearned') {
    const rows = scope.after.quorum?.log.voterSets ?? []
    const voters = rows.find(({ offset }) => offset === fact.offset)?.voters ?? []
    const text = `Latest set of voters is ${voterSetText(voters)} at offset ${fact.offset}`
    info(scope, CONTROL_LOGGER, `${prefix}${text}`)
  } else if (fact.type === 'KRaftVersionLearned') {
    const text = `Latest kraft.version is KRAFT_VERSION_${fact.version} at offset ${fact.offset}`
    info(scope, CONTROL_LOGGER, `${prefix}${text}`)
  }
}

/** Kafka: VoterSet.toString. */
function voterSetText(voters: VoterSet): string {
  const nodes = voters.map(({ host, port, ...key }) => {
    const address = `ListenerName(CONTROLLER)=${host}/<unresolved>:${port}`
    return `${key.id}=VoterNode(voterKey=${replicaKey(key)}, listeners=Endpoints(endpoints={${address}}), supportedKRaftVersion=SupportedVersionRange[min_version:0, max_version:1])`
  })
  return `VoterSet(voters={${nodes.join(', ')}})`
}

const optional = (value: string | null) =>
  value === null ? 'Optional.empty' : `Optional[${value}]`
const optionalInt = (value: number | null) =>
  value === null ? 'OptionalInt.empty' : `OptionalInt[${value}]`
const replicaKey = ({ id, directoryId }: ReplicaKey) =>
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
  const address = voter.host === 'localhost' ? 'localhost/127.0.0.1' : `${voter.host}/<unresolved>`
  return `Endpoints(endpoints={ListenerName(CONTROLLER)=${address}:${voter.port}})`
}

function electionText({ voters, granted, rejected }: EpochElection): string {
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

function leaderText(state: QuorumState, progress: LeaderProgress): string {
  const replicas = progress.voters.map(({ key, ...row }) => {
    const end = optional(
      row.endOffset === null ? null : `LogOffsetMetadata(offset=${row.endOffset})`,
    )
    return `${key.id}=ReplicaState(replicaKey=${replicaKey(key)}, endOffset=${end}, lastFetchTimestamp=${row.lastFetchMs}, lastCaughtUpTimestamp=${row.lastCaughtUpMs}, hasAcknowledgedLeader=${row.hasAcknowledged})`
  })
  const own = `VoterNode(voterKey=${replicaKey(progress.local)}, listeners=${endpoints(state, state.config.nodeId)}, supportedKRaftVersion=SupportedVersionRange[min_version:0, max_version:1])`
  return `Leader(localVoterNode=${own}, epoch=${state.epoch}, epochStartOffset=${progress.epochStartOffset}, highWatermark=${watermark(state)}, voterStates={${replicas.join(', ')}})`
}

/** A role as Kafka prints it. Kafka: toString of the EpochState classes. */
function roleText(state: QuorumState): string {
  const { role, epoch, config } = state
  const voters = `[${votersOf(state)
    .map(({ id }) => id)
    .join(', ')}]`
  const voted = optional(state.votedKey === null ? null : replicaKey(state.votedKey))
  const timeout = config.electionTimeoutMs
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
