import type { Completion } from '../channel/channelState'
import { nodeId } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { Response } from '../protocol/rpc'
import type { LeaderHint } from '../protocol/rpc/quorum'
import { backOff } from './connections'
import { onSnapshotFetched } from './fetchSnapshot'
import { fetchNext, onFetched } from './follower'
import type { QuorumWork } from './quorumState'
import { setQuorumTimer } from './quorumState'
import { knowsLeader, learn } from './roles'
import { onVoterUpdated } from './updateVoter'
import { onVoteResponse } from './vote'
import { onNewVoterAnswered } from './voterChanges'

/** A request as its tag names it: what it is, and whom it went to. */
interface Asked {
  readonly kind: string
  readonly id: string
}

/**
 * A request of this node has its answer, or will have none; one of an earlier role counts no more.
 * Kafka: KafkaRaftClient.handleResponse, RequestManager.onResponseResult.
 */
export function onCompletion(work: QuorumWork, completion: Completion): void {
  const [term, kind = '', id = ''] = completion.tag.split(' ')
  if (Number(term) !== work.state.term) return
  const { body } = completion
  const asked: Asked = { kind, id }
  if (kind === 'addVoter') return onNewVoterAnswered(work, completion)
  if (fetches(kind)) work.state.isFetching = false
  if (body === null) return onFailed(work, asked)
  if ('leaderEpoch' in body && body.api !== 'DescribeQuorum') onAnswered(work, asked, body)
}

type Answer = Extract<Response, LeaderHint & { readonly error: ErrorCode }>

function onAnswered(work: QuorumWork, asked: Asked, body: Answer): void {
  const { term } = work.state
  // A node of another cluster teaches nothing. Kafka: handleTopLevelError.
  if (body.error === 'INCONSISTENT_CLUSTER_ID') return onFailed(work, asked)
  const heard = common(work, { error: body.error, hint: body })
  if (heard === 'failed' || (heard === 'open' && !isHandled(body))) return onFailed(work, asked)
  if (heard === 'open') onAnswer(work, asked.id, body)
  if (work.state.term !== term || body.error === 'NONE') fetchNext(work)
  else rest(work, asked)
}

/** Who was told nothing new rests. Kafka asks at once, a loop of one round trip. S11. */
function rest(work: QuorumWork, { kind, id }: Asked): void {
  const ms = work.state.config.retryBackoffMs
  if (fetches(kind)) setQuorumTimer(work, 'again', { about: '', ms })
  else setQuorumTimer(work, 'retry', { about: `${kind} ${id}`, ms })
}

/** What goes to the leader one at a time: a fetch, or what stands in its place. */
function fetches(kind: string): boolean {
  return kind === 'fetch' || kind === 'update'
}

/**
 * The node is left alone for a moment; meanwhile who looks for a leader, or follows this one, asks
 * somebody else. §6.4. Kafka: KafkaRaftClient.maybeSendFetchToBestNode, handleUnexpectedError.
 */
function onFailed(work: QuorumWork, asked: Asked): void {
  backOff(work, asked.id)
  if (fetches(asked.kind)) fetchNext(work)
  else rest(work, asked)
}

/** Errors of a node that says who leads instead. */
const NAMES_LEADER: readonly ErrorCode[] = ['FENCED_LEADER_EPOCH', 'NOT_LEADER_OR_FOLLOWER']

/**
 * What every answer may teach. §1.3. `told`: that is all of it; `failed`: its node is left alone for
 * a moment; `open`: the rest of it is to be looked at. Kafka: KafkaRaftClient.maybeHandleCommonResponse.
 */
function common(
  work: QuorumWork,
  { error, hint }: { readonly error: ErrorCode; readonly hint: LeaderHint },
): 'told' | 'failed' | 'open' {
  const { epoch, term } = work.state
  if (hint.leaderEpoch < epoch || error === 'UNKNOWN_LEADER_EPOCH') return 'told'
  const isTaught = hint.leaderEpoch > epoch || NAMES_LEADER.includes(error)
  if (isTaught || (hint.leaderId !== null && !knowsLeader(work.state))) learn(work, hint)
  if (isTaught || error === 'INVALID_VOTER_KEY') return 'told'
  // Who has just learned of its leader takes what came with it.
  if (work.state.term !== term) return error === 'NONE' ? 'open' : 'told'
  return error === 'BROKER_NOT_AVAILABLE' ? 'failed' : 'open'
}

/** An answer that its handler knows what to do with. Kafka: handleUnexpectedError has the others. */
function isHandled({ api, error }: { readonly api: string; readonly error: ErrorCode }): boolean {
  return error === 'NONE' || (api === 'FetchSnapshot' && error === 'SNAPSHOT_NOT_FOUND')
}

/** @param from the id of who answers; a bootstrap server has none. */
function onAnswer(work: QuorumWork, from: string, body: Response): void {
  switch (body.api) {
    case 'Vote':
      return onVoteResponse(work, nodeId(Number(from)), body)
    case 'FetchMetadata':
      return onFetched(work, body)
    case 'UpdateRaftVoter':
      return onVoterUpdated(work)
    case 'FetchSnapshot':
      return onSnapshotFetched(work, body)
    case 'EndQuorumEpoch': {
      const { role } = work.state
      if (role.name !== 'Resigned') return
      const unacked = role.unacked.filter((id) => String(id) !== from)
      work.state = { ...work.state, role: { ...role, unacked } }
      return
    }
    default:
  }
}
