import { assertNever } from '~/base/assertNever'
import type { ConnectionId } from '~/sim/ids'
import type { KafkaInput } from '../channel/channelState'
import { onChannelInput } from '../channel/channel'
import type { KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import { leaderEpoch, nodeId } from '../ids'
import type { KafkaTimer } from '../model'
import type { Request } from '../protocol/rpc'
import {
  drain,
  forgetParked,
  onCheckQuorumTimer,
  onFetch,
  onParkedTimer,
  sendBeginQuorumEpoch,
} from './leader'
import type { QuorumState, QuorumWork } from './quorumState'
import {
  answer,
  isSoleVoter,
  isVoter,
  knownLeader,
  leaderHint,
  quorumNow,
  quorumStep,
  quorumWork,
  setQuorumTimer,
} from './quorumState'
import {
  becomeProspective,
  becomeResigned,
  becomeUnattached,
  giveUpElection,
  learn,
  requestVote,
  sendEndQuorumEpoch,
} from './roles'
import { onCompletion } from './answers'
import { describeQuorum } from './describeQuorum'
import { successorBackoffMs } from './electionBackoff'
import { isUnrecorded } from './epochElection'
import { onFetchSnapshot } from './fetchSnapshot'
import { fetchNext } from './follower'
import { cleanSnapshots } from './snapshots'
import { onUpdateRaftVoter } from './updateVoter'
import { isMeant } from './voterSet'
import { onVoteRequest } from './vote'
import { onAddRaftVoter, onRemoveRaftVoter, onVoterChangeTimeout } from './voterChanges'

/** The APIs of the quorum. */
export type QuorumApi =
  | 'Vote'
  | 'BeginQuorumEpoch'
  | 'EndQuorumEpoch'
  | 'FetchMetadata'
  | 'DescribeQuorum'
  | 'AddRaftVoter'
  | 'RemoveRaftVoter'
  | 'UpdateRaftVoter'
  | 'FetchSnapshot'

/** A request of the quorum with whom to answer. */
export interface QuorumCall {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Request<QuorumApi>
}

/** Answers a request of another node. */
export function onQuorumRequest(
  state: QuorumState,
  call: QuorumCall,
  ctx: KafkaContext,
): RoleStep<QuorumState> {
  const work = quorumWork(state, ctx)
  const { body } = call
  switch (body.api) {
    case 'Vote':
      onVoteRequest(work, call, body)
      break
    case 'BeginQuorumEpoch':
      onBeginQuorumEpoch(work, call, body)
      break
    case 'EndQuorumEpoch':
      onEndQuorumEpoch(work, call, body)
      break
    case 'FetchMetadata':
      onFetch(work, {
        connection: call.connection,
        correlationId: call.correlationId,
        request: body,
      })
      break
    case 'DescribeQuorum':
      answer(work, call, describeQuorum(work.state, quorumNow(work)))
      break
    case 'AddRaftVoter':
      onAddRaftVoter(work, call, body)
      break
    case 'RemoveRaftVoter':
      onRemoveRaftVoter(work, call, body)
      break
    case 'UpdateRaftVoter':
      onUpdateRaftVoter(work, call, body)
      break
    case 'FetchSnapshot':
      onFetchSnapshot(work, call, body)
      break
    default:
      assertNever(body)
  }
  return done(work)
}

/** A leader whose removal is committed leads no longer. Q-87. Kafka: KafkaRaftClient.pollLeader. */
function done(work: QuorumWork): RoleStep<QuorumState> {
  const { role } = work.state
  if (role.name === 'Leader' && role.isResignRequested) becomeResigned(work, 'removedFromVoters')
  return quorumStep(work)
}

type BeginQuorumEpoch = Request<'BeginQuorumEpoch'>
type EndQuorumEpoch = Request<'EndQuorumEpoch'>

function refusalOf(
  work: QuorumWork,
  body: BeginQuorumEpoch | EndQuorumEpoch,
): 'INCONSISTENT_CLUSTER_ID' | 'FENCED_LEADER_EPOCH' | null {
  const { config, epoch } = work.state
  if (body.clusterId !== null && body.clusterId !== config.clusterId) {
    return 'INCONSISTENT_CLUSTER_ID'
  }
  return body.leaderEpoch < epoch ? 'FENCED_LEADER_EPOCH' : null
}

/** §4.3. Kafka: KafkaRaftClient.handleBeginQuorumEpochRequest. */
function onBeginQuorumEpoch(work: QuorumWork, call: QuorumCall, body: BeginQuorumEpoch): void {
  const refused = refusalOf(work, body)
  if (refused === null) learn(work, body)
  const isKnown = isMeant(work.state.config, body)
  answer(work, call, {
    api: 'BeginQuorumEpoch',
    error: refused ?? (isKnown ? 'NONE' : 'INVALID_VOTER_KEY'),
    ...leaderHint(work.state),
  })
}

/** §7.2, Q-63. Kafka: KafkaRaftClient.handleEndQuorumEpochRequest. */
function onEndQuorumEpoch(work: QuorumWork, call: QuorumCall, body: EndQuorumEpoch): void {
  const refused = refusalOf(work, body)
  if (refused === null) {
    learn(work, body)
    const { role } = work.state
    if (role.name === 'Follower' && role.leaderId === body.leaderId) {
      const { nodeId, electionBackoffMaxMs } = work.state.config
      const found = body.preferredSuccessors.indexOf(nodeId)
      const count = body.preferredSuccessors.length
      const ms = successorBackoffMs(found < 0 ? count : found, count, electionBackoffMaxMs)
      setQuorumTimer(work, 'fetch', { about: '', ms })
    }
  }
  answer(work, call, {
    api: 'EndQuorumEpoch',
    error: refused ?? 'NONE',
    ...leaderHint(work.state),
  })
}

/** A timer of the quorum fired. */
export function onQuorumTimer(
  state: QuorumState,
  timer: KafkaTimer,
  ctx: KafkaContext,
): RoleStep<QuorumState> {
  const work = quorumWork(state, ctx)
  switch (timer.name) {
    case 'election':
      onElectionTimer(work)
      break
    case 'fetch':
      onFetchTimer(work)
      break
    case 'checkQuorum':
      onCheckQuorumTimer(work)
      break
    case 'beginQuorum':
      sendBeginQuorumEpoch(work)
      break
    case 'append':
      drain(work)
      break
    case 'voterChange':
      onVoterChangeTimeout(work)
      break
    case 'parked':
      onParkedTimer(work, timer.about)
      break
    case 'retry':
      onRetry(work, timer.about)
      break
    case 'clean':
      cleanSnapshots(work)
      break
    default:
      fetchNext(work)
  }
  return done(work)
}

/** Rows 2, 11, 12, 19, 33; a voter that shuts down begins nothing more. §7.3. */
function onElectionTimer(work: QuorumWork): void {
  const { role, epoch, isShuttingDown } = work.state
  if (isShuttingDown) return
  if (!isVoter(work.state) && role.name !== 'Resigned') return
  switch (role.name) {
    case 'Unattached':
    case 'Candidate':
      return becomeProspective(work, 'electionTimedOut')
    case 'Prospective':
      return giveUpElection(work, 'electionTimedOut')
    case 'Resigned':
      return becomeUnattached(work, 'electionTimedOut', leaderEpoch(epoch + 1))
    case 'Leader':
    case 'Follower':
  }
}

function onFetchTimer(work: QuorumWork): void {
  if (work.state.role.name !== 'Follower') return
  if (isVoter(work.state)) becomeProspective(work, 'fetchTimedOut')
  else {
    work.state = { ...work.state, asksBootstrap: true }
    fetchNext(work)
  }
}

function onRetry(work: QuorumWork, about: string): void {
  const [kind, id] = about.split(' ')
  if (kind === 'vote') {
    const { role } = work.state
    if (role.name !== 'Prospective' && role.name !== 'Candidate') return
    if (isUnrecorded(role.election, nodeId(Number(id)))) requestVote(work, nodeId(Number(id)))
  } else if (kind === 'end') sendEndQuorumEpoch(work, nodeId(Number(id)))
}

/** What the quorum's own connections say. `null`: the input is not for the quorum. */
export function onQuorumInput(
  state: QuorumState,
  input: KafkaInput,
  ctx: KafkaContext,
): RoleStep<QuorumState> | null {
  if (input.type === 'Disconnected' && input.side === 'server') {
    const work = quorumWork(state, ctx)
    forgetParked(work, input.connection)
    return quorumStep(work)
  }
  const taken = onChannelInput(state.channel, ctx, input)
  if (taken === null) return null
  const work = quorumWork(state, ctx)
  work.state.channel = take(work, taken)
  for (const completion of taken.completions) onCompletion(work, completion)
  return quorumStep(work)
}

/**
 * True when a node that shuts down need not wait: nobody needs its vote, or another node leads. §7.3.
 * Kafka: KafkaRaftClient.maybeCompleteShutdown.
 */
export function mayLeave(state: QuorumState): boolean {
  const leaderId = knownLeader(state)
  const isLed = leaderId !== null && leaderId !== state.config.nodeId
  return !isVoter(state) || isSoleVoter(state) || isLed
}

/** Shuts the quorum's part down: a leader resigns. §7.3. True when the process need not wait. */
export function shutDownQuorum(
  state: QuorumState,
  ctx: KafkaContext,
): { readonly step: RoleStep<QuorumState>; readonly isDone: boolean } {
  const work = quorumWork({ ...state, isShuttingDown: true }, ctx)
  if (state.role.name === 'Leader' && !isSoleVoter(state)) becomeResigned(work, 'shutdown')
  return { step: quorumStep(work), isDone: mayLeave(work.state) }
}
