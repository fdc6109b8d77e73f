import type { Mutable } from '~/base/mutable'
import { invariant } from '~/base/invariant'
import { micros, toMillis } from '~/sim/ids'
import type { ConnectionId } from '~/sim/ids'
import type { Outgoing } from '../channel/channel'
import type { Channel, Destination } from '../channel/channelState'
import { send } from '../channel/channel'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import type { LeaderEpoch, NodeId, Offset } from '../ids'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { Protection } from '../serverSpec'
import type { Response } from '../protocol/rpc'
import type {
  FetchMetadataRequest,
  FetchMetadataResponse,
  LeaderHint,
  QuorumEndpoint,
} from '../protocol/rpc/quorum'
import { electionTimeoutMs } from './electionBackoff'
import type { EpochElection } from './epochElection'
import type { LeaderProgress } from './leaderState'
import type { MetadataLog } from './metadataLog'
import { isWithout } from './protection'
import type { QuorumStateFile } from './quorumFiles'
import { METADATA_LOG_PATH, QUORUM_STATE_PATH } from './quorumFiles'
import type { QuorumEvent, QuorumRoleName } from './quorumRole.machine'
import { quorumRoleTable } from './quorumRole.machine'
import type { MetadataSnapshot, SnapshotId } from './snapshot'
import type { QuorumVoter, VoterSet } from './voterSet'
import { isOnlyVoterKey, isVoterKey, majorityOf } from './voterSet'

/** Settings of the quorum; names as in Kafka's `controller.quorum.*`. */
export interface QuorumConfig {
  readonly nodeId: NodeId
  readonly isController: boolean
  readonly clusterId: string
  /** `controller.quorum.voters`; empty with bootstrap servers. */
  readonly voters: VoterSet
  /** `controller.quorum.bootstrap.servers`: where to look for the leader. */
  readonly bootstrapServers: readonly QuorumEndpoint[]
  /** The directory id of the node's metadata log. */
  readonly directoryId: string
  /** The first of `controller.listener.names`. */
  readonly controllerListener: string
  /** Where this controller is reached, null on a broker. */
  readonly ownEndpoint: QuorumEndpoint | null
  /** The voters that the bootstrap snapshot names; null: static voters, or none. Q-81. */
  readonly bootstrapVoters: VoterSet | null
  readonly electionTimeoutMs: number
  readonly fetchTimeoutMs: number
  readonly electionBackoffMaxMs: number
  readonly requestTimeoutMs: number
  readonly retryBackoffMs: number
  readonly appendLingerMs: number
  /** Rules that this node is without; Kafka has them all. */
  readonly unprotected: readonly Protection[]
  /** `metadata.max.retention.bytes`, -1: no limit. */
  readonly retentionBytes: number
  /** The most that one answer to a fetch carries, but for its first batch. */
  readonly maxFetchBytes: number
  /** `metadata.max.retention.ms`, -1: no limit. */
  readonly retentionMs: number
  /** `metadata.log.max.record.bytes.between.snapshots`. */
  readonly snapshotMaxBytes: number
  /** `metadata.log.max.snapshot.interval.ms`, 0: never for their age. */
  readonly snapshotIntervalMs: number
}

/** A fetch that waits at the leader. */
export interface ParkedFetch {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly request: FetchMetadataRequest
  /** What it is told when nothing comes in its time: so things were when it came. Q-40. */
  readonly empty: FetchMetadataResponse
}

/** The role of a node with what belongs to it. */
export type QuorumRole =
  | { readonly name: 'Unattached'; readonly leaderId: NodeId | null }
  | {
      readonly name: 'Prospective'
      readonly leaderId: NodeId | null
      readonly election: EpochElection
    }
  | { readonly name: 'Candidate'; readonly election: EpochElection }
  | {
      readonly name: 'Leader'
      readonly progress: LeaderProgress
      readonly grantingVoters: readonly NodeId[]
      /** Batches with their offsets that are not written yet. */
      readonly accumulator: readonly MetadataBatch[]
      readonly nextOffset: Offset
      /** A voter that is being added or removed; `offset` is its record's, null before. §9.2. */
      readonly pendingChange: {
        readonly api: 'AddRaftVoter' | 'RemoveRaftVoter'
        readonly connection: ConnectionId
        readonly correlationId: number
        readonly voter: QuorumVoter
        readonly offset: Offset | null
      } | null
      /** With kraft.version 0: the voters as they have told of themselves; null: in the log. Q-89. */
      readonly volatileVoters: VoterSet | null
      /** The version that it has been asked to raise kraft.version to, from then on. */
      readonly requestedVersion: number | null
      /** It resigns as soon as this input is done. Kafka: LeaderState.requestResign. */
      readonly isResignRequested: boolean
    }
  | {
      readonly name: 'Follower'
      readonly leaderId: NodeId
      readonly hasFetchedFromLeader: boolean
      /** The leader has answered where this voter is reached. §9.5. */
      readonly hasUpdatedLeader: boolean
      /** When a voter looks next whether the leader knows where it is reached, ms. */
      readonly updateVoterAtMs: number
      /** A snapshot of the leader's that is being fetched, and how many bytes of it are there. Q-57. */
      readonly fetchingSnapshot: (SnapshotId & { readonly position: number }) | null
    }
  | {
      readonly name: 'Resigned'
      readonly unacked: readonly NodeId[]
      readonly successors: readonly NodeId[]
    }

/** Everything a node knows of the quorum. Kafka: KafkaRaftClient with its QuorumState. */
export interface QuorumState {
  readonly config: QuorumConfig
  readonly role: QuorumRole
  readonly epoch: LeaderEpoch
  readonly votedKey: ReplicaKey | null
  readonly log: MetadataLog
  /** By epoch and end, ascending. */
  readonly snapshots: readonly MetadataSnapshot[]
  /** `null`: not known yet. */
  readonly highWatermark: Offset | null
  readonly channel: Channel
  /** What the role was given to wait for an election, ms, and until when; null: for ever. §3. */
  readonly electionTimer: { readonly timeoutMs: number; readonly endsAtMs: number } | null
  /** Counts role changes: answers to requests of an earlier role are ignored. Q-06. */
  readonly term: number
  readonly isFetching: boolean
  /** Nodes that failed to answer a moment ago; another role has failed with nobody. Q-06. */
  readonly backingOff: readonly { readonly key: string; readonly untilMs: number }[]
  /** An observer that has fetched nothing for too long asks bootstrap servers alone. §6.4. */
  readonly asksBootstrap: boolean
  readonly isShuttingDown: boolean
  /** Fetches that wait here; who is unseated keeps them until it follows, or their time is over. */
  readonly parked: readonly ParkedFetch[]
  /** A leader outside the voter set's endpoints, as a message named it. */
  readonly heard: (QuorumEndpoint & { readonly id: NodeId }) | null
}

/** What one input changes and wishes; lives inside that input. */
export interface QuorumWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy: its fields may be set; what they hold is never changed. */
  state: Mutable<QuorumState>
}

/** Begins to work on an input. The state is copied field by field; decision record 0006. */
export function quorumWork(state: QuorumState, ctx: KafkaContext): QuorumWork {
  const copy: Mutable<QuorumState> = {
    config: state.config,
    role: state.role,
    epoch: state.epoch,
    votedKey: state.votedKey,
    log: state.log,
    snapshots: state.snapshots,
    highWatermark: state.highWatermark,
    channel: state.channel,
    electionTimer: state.electionTimer,
    term: state.term,
    isFetching: state.isFetching,
    backingOff: state.backingOff,
    asksBootstrap: state.asksBootstrap,
    isShuttingDown: state.isShuttingDown,
    parked: state.parked,
    heard: state.heard,
  }
  return { ctx, state: copy, effects: [], facts: [] }
}

/** What the work came to. */
export function quorumStep(work: QuorumWork): RoleStep<QuorumState> {
  const { state: next, effects, facts } = work
  return { next, effects, facts }
}

/** The voters as this node has them. Q-80. Kafka: KRaftControlRecordStateMachine.lastVoterSet. */
export function votersOf(state: QuorumState): VoterSet {
  return state.log.voterSets.at(-1)?.voters ?? state.config.voters
}

/** The version of the quorum's own protocol: 1 = dynamic voters. Q-80. */
export function kraftVersionOf(state: QuorumState): number {
  return state.log.kraftVersions.at(-1)?.version ?? 0
}

/** This node as the voter set would name it. */
export function ownKey(state: QuorumState): ReplicaKey {
  return { id: state.config.nodeId, directoryId: state.config.directoryId }
}

/** True when this node votes. */
export function isVoter(state: QuorumState): boolean {
  return isVoterKey(votersOf(state), ownKey(state))
}

/** True when it is the only voter. */
export function isSoleVoter(state: QuorumState): boolean {
  return isOnlyVoterKey(votersOf(state), ownKey(state))
}

/** The voters but this node. */
export function otherVoters(state: QuorumState): VoterSet {
  return votersOf(state).filter(({ id }) => id !== state.config.nodeId)
}

/** Votes that make a majority. */
export function majority(state: QuorumState): number {
  return majorityOf(votersOf(state))
}

/** The leader as this node would name it, or null. */
export function knownLeader(state: QuorumState): NodeId | null {
  const { role } = state
  switch (role.name) {
    case 'Leader':
    case 'Resigned':
      return state.config.nodeId
    case 'Follower':
    case 'Unattached':
    case 'Prospective':
      return role.leaderId
    case 'Candidate':
      return null
  }
}

/** Where a node of the quorum is reached. */
export function destinationOf(node: QuorumEndpoint & { readonly id: NodeId }): Destination {
  return { key: String(node.id), host: node.host, port: node.port }
}

/** Where a leader is reached: by the voter set, or as a message said. */
export function endpointOf(state: QuorumState, id: NodeId): QuorumEndpoint | null {
  if (id === state.config.nodeId) return state.config.ownEndpoint
  const voter = votersOf(state).find((row) => row.id === id)
  const { host, port } = voter ?? (state.heard?.id === id ? state.heard : { host: '', port: 0 })
  return host === '' ? null : { host, port }
}

/** What every answer of this node says of the leader. */
export function leaderHint(state: QuorumState): LeaderHint {
  const leaderId = knownLeader(state)
  return {
    leaderId,
    leaderEpoch: state.epoch,
    leaderEndpoint: leaderId === null ? null : endpointOf(state, leaderId),
  }
}

/**
 * Why a request that only a leader answers is refused; null: it is not. §5.1, checks 4 … 7.
 * Kafka: KafkaRaftClient.validateLeaderOnlyRequest.
 */
export function leaderRefusal(
  { epoch, role, isShuttingDown }: QuorumState,
  requestEpoch: LeaderEpoch,
):
  | 'FENCED_LEADER_EPOCH'
  | 'UNKNOWN_LEADER_EPOCH'
  | 'NOT_LEADER_OR_FOLLOWER'
  | 'BROKER_NOT_AVAILABLE'
  | null {
  if (requestEpoch < epoch) return 'FENCED_LEADER_EPOCH'
  if (requestEpoch > epoch) return 'UNKNOWN_LEADER_EPOCH'
  if (role.name !== 'Leader') return 'NOT_LEADER_OR_FOLLOWER'
  return isShuttingDown ? 'BROKER_NOT_AVAILABLE' : null
}

/** Answers a request. */
export function answer(
  work: QuorumWork,
  to: { readonly connection: ConnectionId; readonly correlationId: number },
  body: Response,
): void {
  const { connection, correlationId } = to
  work.effects.push({ type: 'Reply', connection, correlationId, body })
}

/** Sends a request; its answer counts only in the present role. */
export function ask(work: QuorumWork, request: Outgoing): void {
  const tag = `${work.state.term} ${request.tag}`
  work.state.channel = take(work, send(work.state.channel, work.ctx, { ...request, tag }))
}

/** The timers of the role. */
export type QuorumTimerName =
  | 'election'
  | 'fetch'
  | 'checkQuorum'
  | 'beginQuorum'
  | 'append'
  | 'parked'
  | 'retry'
  | 'again'
  | 'voterChange'
  | 'clean'

/** Sets a timer of the role. */
export function setQuorumTimer(
  work: QuorumWork,
  name: QuorumTimerName,
  { about, ms }: { readonly about: string; readonly ms: number },
): void {
  work.effects.push({
    type: 'SetTimer',
    key: `quorum/${name}/${about}`,
    delayMicros: micros(ms),
    timer: { role: 'quorum', name, about },
  })
}

/** Cancels a timer of the role. */
export function cancelQuorumTimer(work: QuorumWork, name: QuorumTimerName, about = ''): void {
  work.effects.push({ type: 'CancelTimer', key: `quorum/${name}/${about}` })
}

/** Milliseconds now. */
export function quorumNow(work: QuorumWork): number {
  return toMillis(work.ctx.now)
}

/** An election timeout: E + rnd(E). Kafka: QuorumState.randomElectionTimeoutMs. */
export function drawElectionTimeout(work: QuorumWork): number {
  const isDrawn = !isWithout(work.state, 'electionJitter')
  return electionTimeoutMs(work.state.config.electionTimeoutMs, (bound) =>
    isDrawn ? work.ctx.draw('election', bound) : 0,
  )
}

/** Writes `quorum-state`: what must not be forgotten by a restart. Q-05. */
export function persist(work: QuorumWork): void {
  const { state } = work
  const content: QuorumStateFile = {
    kind: 'quorumState',
    leaderId: knownLeader(state),
    leaderEpoch: state.epoch,
    votedKey: state.votedKey,
    voterIds: kraftVersionOf(state) === 0 ? votersOf(state).map(({ id }) => id) : null,
  }
  work.effects.push({ type: 'WriteFile', path: QUORUM_STATE_PATH, content, flush: true })
}

/** Writes the log; voters and controllers flush it, brokers do not. Q-53. */
export function putLog(work: QuorumWork, log: MetadataLog): void {
  work.state.log = log
  writeLog(work)
}

/** Puts the log on the disk.. */
export function writeLog(work: QuorumWork): void {
  const { log } = work.state
  const flush = work.state.config.isController && !isWithout(work.state, 'fsync')
  work.effects.push({ type: 'WriteFile', path: METADATA_LOG_PATH, content: log, flush })
}

/** Takes an edge of the role's machine; late answers of the old role no longer count. */
export function changeRole(work: QuorumWork, event: QuorumEvent, role: QuorumRole): void {
  const from: QuorumRoleName = work.state.role.name
  const to = quorumRoleTable.next(from, event)
  invariant(to === role.name, `${event} leads from ${from} to ${to}`)
  work.facts.push({
    type: 'Transitioned',
    machine: 'quorumRole',
    id: `node ${work.state.config.nodeId}`,
    from,
    event,
    to,
  })
  work.state = {
    ...work.state,
    role,
    term: work.state.term + 1,
    isFetching: false,
    backingOff: [],
    asksBootstrap: false,
  }
}
