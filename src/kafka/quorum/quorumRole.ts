import { assertNever } from '~/base/assertNever'
import type { ConnectionId } from '~/sim/ids'
import type { Completion, KafkaInput } from '../channel/channelState'
import { onChannelInput } from '../channel/channel'
import type { KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import type { LeaderEpoch, NodeId } from '../ids'
import { leaderEpoch, nodeId } from '../ids'
import type { KafkaFile, KafkaTimer } from '../model'
import type { Request, Response } from '../protocol/rpc'
import type { LeaderHint } from '../protocol/rpc/quorum'
import { drain, forgetParked, onFetch, onParkedTimer, sendBeginQuorumEpoch } from './leader'
import { bootstrapLog, isMetadataLog, lastEpoch } from './metadataLog'
import type { QuorumConfig, QuorumState, QuorumStateFile, QuorumWork } from './quorumState'
import {
  answer,
  isSoleVoter,
  isVoter,
  leaderHint,
  METADATA_LOG_PATH,
  QUORUM_STATE_PATH,
  quorumNow,
  quorumStep,
  quorumWork,
  raftChannel,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import {
  becomeFollower,
  becomeProspective,
  becomeResigned,
  becomeUnattached,
  learn,
  requestVote,
  restartElectionTimer,
  sendEndQuorumEpoch,
} from './roles'
import { describeQuorum } from './describeQuorum'
import { successorBackoffMs } from './electionBackoff'
import { isUnrecorded } from './epochElection'
import { fetchNext, onFetched } from './follower'
import { onVoteRequest, onVoteResponse } from './vote'

/** The APIs of the quorum. */
export type QuorumApi =
  'Vote' | 'BeginQuorumEpoch' | 'EndQuorumEpoch' | 'FetchMetadata' | 'DescribeQuorum'

/** A request of the quorum with whom to answer. */
export interface QuorumCall {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Request<QuorumApi>
}

function isQuorumStateFile(file: KafkaFile | undefined): file is QuorumStateFile {
  return file?.kind === 'quorumState'
}

/** Starts from what is on disk. §8.2. Kafka: QuorumState.initialize, KafkaRaftClient.initialize. */
export function bootQuorum(config: QuorumConfig, ctx: KafkaContext): RoleStep<QuorumState> {
  const stored = ctx.readFile(QUORUM_STATE_PATH)
  const file = isQuorumStateFile(stored) ? stored : null
  const logFile = ctx.readFile(METADATA_LOG_PATH)
  const log = isMetadataLog(logFile) ? logFile : bootstrapLog(config.bootstrapVoters)
  const { leaderId, leaderEpoch: epoch, votedKey } = remembered(file, lastEpoch(log))
  const work = quorumWork(
    {
      config,
      role: { name: 'Unattached', leaderId: null },
      epoch,
      votedKey,
      log,
      highWatermark: null,
      channel: raftChannel(config),
      term: 0,
      isFetching: false,
      asksBootstrap: false,
      isShuttingDown: false,
      heard: null,
    },
    ctx,
  )
  takeUp(work, leaderId)
  return quorumStep(work)
}

type Remembered = Pick<QuorumStateFile, 'leaderId' | 'leaderEpoch' | 'votedKey'>

/** A file older than the log tells nothing but that the log's epoch was reached. §8.2. */
function remembered(file: QuorumStateFile | null, epoch: LeaderEpoch): Remembered {
  if (file !== null && file.leaderEpoch >= epoch) return file
  return { leaderId: null, leaderEpoch: epoch, votedKey: null }
}

function takeUp(work: QuorumWork, leaderId: NodeId | null): void {
  const { config, votedKey, epoch } = work.state
  const leads = leaderId === config.nodeId
  if (isSoleVoter(work.state)) return becomeProspective(work, 'soleVoterStood')
  if (leads) {
    // Never straight back to Leader: its tail might be gone. Q-72.
    work.state = { ...work.state, role: { name: 'Resigned', unacked: [], successors: [] } }
    return restartElectionTimer(work)
  }
  if (votedKey?.id === config.nodeId && isVoter(work.state)) {
    work.state = { ...work.state, role: { name: 'Unattached', leaderId: null } }
    return restartElectionTimer(work)
  }
  if (leaderId !== null && votersOf(work.state).some(({ id }) => id === leaderId)) {
    return becomeFollower(work, 'leaderLearned', { epoch, leaderId })
  }
  if (isVoter(work.state)) restartElectionTimer(work)
  setQuorumTimer(work, 'again', { about: '', ms: 0 })
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
      onFetch(work, { ...call, request: body })
      break
    case 'DescribeQuorum':
      answer(work, call, describeQuorum(work.state, quorumNow(work)))
      break
    default:
      assertNever(body)
  }
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
  answer(work, call, {
    api: 'BeginQuorumEpoch',
    error: refused ?? 'NONE',
    ...leaderHint(work.state),
  })
}

/** §7.2, Q-63. Kafka: KafkaRaftClient.handleEndQuorumEpochRequest. */
function onEndQuorumEpoch(work: QuorumWork, call: QuorumCall, body: EndQuorumEpoch): void {
  const refused = refusalOf(work, body)
  if (refused === null) {
    learn(work, body)
    const { role } = work.state
    if (role.name === 'Follower' && role.leaderId === body.leaderId && isVoter(work.state)) {
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
  const { role } = state
  switch (timer.name) {
    case 'election':
      onElectionTimer(work)
      break
    case 'fetch':
      onFetchTimer(work)
      break
    case 'checkQuorum':
      if (role.name === 'Leader') becomeResigned(work, 'checkQuorumExpired')
      break
    case 'beginQuorum':
      sendBeginQuorumEpoch(work)
      break
    case 'append':
      drain(work)
      break
    case 'parked':
      onParkedTimer(work, timer.about)
      break
    case 'retry':
      onRetry(work, timer.about)
      break
    default:
      fetchNext(work)
  }
  return quorumStep(work)
}

/** Rows 2, 11, 12, 19, 33. */
function onElectionTimer(work: QuorumWork): void {
  const { role, epoch } = work.state
  if (role.name === 'Resigned' && work.state.isShuttingDown) return
  if (!isVoter(work.state) && role.name !== 'Resigned') return
  switch (role.name) {
    case 'Unattached':
    case 'Candidate':
      return becomeProspective(work, 'electionTimedOut')
    case 'Prospective':
      if (role.leaderId !== null) {
        return becomeFollower(work, 'wentBackToLeader', { epoch, leaderId: role.leaderId })
      }
      return becomeUnattached(work, 'electionTimedOut', epoch)
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

function onCompletion(work: QuorumWork, completion: Completion): void {
  const [term, kind = '', id = ''] = completion.tag.split(' ')
  if (Number(term) !== work.state.term) return
  const { body } = completion
  if (body === null) return onNoAnswer(work, kind, id)
  if (!('leaderEpoch' in body) || body.api === 'DescribeQuorum') return
  if (kind === 'fetch') work.state.isFetching = false
  const error = 'error' in body ? body.error : 'NONE'
  const isOver = common(work, {
    error,
    hint: {
      leaderId: 'leaderId' in body ? body.leaderId : null,
      leaderEpoch: leaderEpoch(body.leaderEpoch),
      leaderEndpoint: 'leaderEndpoint' in body ? body.leaderEndpoint : null,
    },
  })
  if (!isOver) onAnswer(work, nodeId(Number(id)), body)
  fetchNext(work)
}

function onNoAnswer(work: QuorumWork, kind: string, id: string): void {
  const ms = work.state.config.retryBackoffMs
  if (kind === 'fetch') {
    const { role } = work.state
    const wasLeader = role.name === 'Follower' && String(role.leaderId) === id
    // A silent leader: somebody else may know a newer one.
    work.state = {
      ...work.state,
      isFetching: false,
      asksBootstrap: work.state.asksBootstrap || wasLeader,
    }
    setQuorumTimer(work, 'again', { about: '', ms })
  } else setQuorumTimer(work, 'retry', { about: `${kind} ${id}`, ms })
}

/** What every answer may teach. §1.3. True: nothing is left to handle. */
function common(
  work: QuorumWork,
  { error, hint }: { readonly error: string; readonly hint: LeaderHint },
): boolean {
  const { leaderId, leaderEpoch: epoch } = hint
  if (epoch < work.state.epoch || error === 'UNKNOWN_LEADER_EPOCH') return true
  if (
    epoch > work.state.epoch ||
    error === 'FENCED_LEADER_EPOCH' ||
    error === 'NOT_LEADER_OR_FOLLOWER'
  ) {
    learn(work, hint)
    return true
  }
  if (leaderId !== null && leaderId !== work.state.config.nodeId) {
    const before = work.state.term
    learn(work, hint)
    return error !== 'NONE' || work.state.term !== before
  }
  return error !== 'NONE'
}

function onAnswer(work: QuorumWork, from: NodeId, body: Response): void {
  switch (body.api) {
    case 'Vote':
      return onVoteResponse(work, from, body)
    case 'FetchMetadata':
      return onFetched(work, from, body)
    case 'EndQuorumEpoch': {
      const { role } = work.state
      if (role.name !== 'Resigned') return
      const unacked = role.unacked.filter((id) => id !== from)
      work.state = { ...work.state, role: { ...role, unacked } }
      return
    }
    default:
  }
}

/** Shuts the quorum's part down: a leader resigns. §7.3. True when the process need not wait. */
export function shutDownQuorum(
  state: QuorumState,
  ctx: KafkaContext,
): { readonly step: RoleStep<QuorumState>; readonly isDone: boolean } {
  const work = quorumWork({ ...state, isShuttingDown: true }, ctx)
  if (state.role.name !== 'Leader' || isSoleVoter(state)) {
    return { step: quorumStep(work), isDone: true }
  }
  becomeResigned(work, 'shutdown')
  return { step: quorumStep(work), isDone: false }
}
