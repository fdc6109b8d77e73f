import type { ConnectionId } from '~/sim/ids'
import type { ErrorCode } from '../protocol/errors'
import type { NodeId } from '../ids'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { Response } from '../protocol/rpc'
import type { VoteRequest } from '../protocol/rpc/quorum'
import { isVoteGranted, isVoteRejected, mayVote, newElection, recordVote } from './epochElection'
import { lastEpoch } from './metadataLog'
import { isWithout } from './protection'
import type { QuorumRole, QuorumState, QuorumWork } from './quorumState'
import { answer, knownLeader, leaderHint, persist } from './quorumState'
import {
  becomeCandidate,
  becomeLeader,
  becomeUnattached,
  giveUpElection,
  requestVotes,
  restartElectionTimer,
} from './roles'
import { isMeant, matchesKey } from './voterSet'

/** True when the candidate's log is at least as far as this one. Q-11. OffsetAndEpoch.compareTo. */
export function isLogUpToDate(
  own: { readonly lastEpoch: number; readonly endOffset: number },
  other: { readonly lastEpoch: number; readonly endOffset: number },
): boolean {
  if (other.lastEpoch !== own.lastEpoch) return other.lastEpoch > own.lastEpoch
  return other.endOffset >= own.endOffset
}

/** Why a vote was given or not. */
interface Decision {
  readonly granted: boolean
  readonly because: 'granted' | 'logBehind' | 'alreadyVoted' | 'knowsLeader' | 'leads'
}

function decide(granted: boolean, because: Decision['because']): Decision {
  return { granted, because: granted ? 'granted' : because }
}

/** What of a node decides about a vote. */
export interface Voting {
  readonly role: QuorumRole['name']
  readonly leaderId: NodeId | null
  readonly votedKey: ReplicaKey | null
  readonly hasFetchedFromLeader: boolean
}

/** §2.2. Kafka: canGrantVote of each EpochState. */
export function canGrantVote(
  own: Voting,
  asked: { readonly candidate: ReplicaKey; readonly preVote: boolean; readonly upToDate: boolean },
): Decision {
  const { candidate, preVote, upToDate } = asked
  switch (own.role) {
    case 'Leader':
      return decide(false, 'leads')
    case 'Follower':
      if (!preVote || own.hasFetchedFromLeader) return decide(false, 'knowsLeader')
      return decide(upToDate, 'logBehind')
    case 'Candidate':
    case 'Resigned':
      return decide(preVote && upToDate, preVote ? 'logBehind' : 'alreadyVoted')
    case 'Unattached':
    case 'Prospective':
      if (preVote) return decide(upToDate, 'logBehind')
      if (own.votedKey !== null) return decide(matchesKey(own.votedKey, candidate), 'alreadyVoted')
      if (own.leaderId !== null) return decide(false, 'knowsLeader')
      return decide(upToDate, 'logBehind')
  }
}

function decisionOf(state: QuorumState, request: VoteRequest): Decision {
  const { role, votedKey, log } = state
  const rejects = !isWithout(state, 'followerRejectsPreVote')
  const upToDate = isLogUpToDate(
    { lastEpoch: lastEpoch(log), endOffset: log.endOffset },
    { lastEpoch: request.lastEpoch, endOffset: request.lastEpochEndOffset },
  )
  const own: Voting = {
    role: role.name,
    leaderId: knownLeader(state),
    votedKey,
    hasFetchedFromLeader: role.name === 'Follower' && role.hasFetchedFromLeader && rejects,
  }
  const { candidate, preVote } = request
  return canGrantVote(own, { candidate, preVote, upToDate })
}

/** Answers a vote or pre-vote. §2.1. Kafka: KafkaRaftClient.handleVoteRequest. */
export function onVoteRequest(
  work: QuorumWork,
  to: { readonly connection: ConnectionId; readonly correlationId: number },
  request: VoteRequest,
): void {
  const error = check(work, request)
  if (error !== 'NONE') return vote(work, to, { error, granted: false })
  const decision = decisionOf(work.state, request)
  work.facts.push({
    type: 'VoteDecided',
    rule: 'Q-10',
    candidate: request.candidate.id,
    epoch: request.candidateEpoch,
    preVote: request.preVote,
    ...decision,
  })
  if (decision.granted && !request.preVote && work.state.votedKey === null) {
    rememberVote(work, request.candidate)
  }
  vote(work, to, { error: 'NONE', granted: decision.granted })
}

function vote(
  work: QuorumWork,
  to: { readonly connection: ConnectionId; readonly correlationId: number },
  { error, granted }: { readonly error: ErrorCode; readonly granted: boolean },
): void {
  answer(work, to, {
    api: 'Vote',
    error,
    voteGranted: granted,
    ...leaderHint(work.state),
  })
}

/** Checks 1 … 7; a higher epoch is adopted even from a pre-vote. */
function check(work: QuorumWork, request: VoteRequest): ErrorCode {
  const { config, epoch } = work.state
  if (request.clusterId !== null && request.clusterId !== config.clusterId) {
    return 'INCONSISTENT_CLUSTER_ID'
  }
  const tooNew = request.preVote
    ? request.lastEpoch > request.candidateEpoch
    : request.lastEpoch >= request.candidateEpoch
  if (tooNew) return 'INVALID_REQUEST'
  if (request.candidateEpoch < epoch) return 'FENCED_LEADER_EPOCH'
  if (request.candidateEpoch > epoch) {
    becomeUnattached(work, 'higherEpochSeen', request.candidateEpoch)
  }
  return isMeant(config, request) ? 'NONE' : 'INVALID_VOTER_KEY'
}

/** A given vote is on disk before it is told. Rows 6, 13. */
function rememberVote(work: QuorumWork, candidate: ReplicaKey): void {
  const { role } = work.state
  work.state = { ...work.state, votedKey: candidate }
  if (role.name === 'Prospective') {
    // Its own round begins again: it has promised its vote.
    const election = newElection(role.election.voters, work.state.config.nodeId)
    work.state = { ...work.state, role: { ...role, election } }
    requestVotes(work)
  }
  persist(work)
  restartElectionTimer(work)
}

/** Counts an answer. §2.3. Kafka: KafkaRaftClient.handleVoteResponse, EpochElection. */
export function onVoteResponse(work: QuorumWork, from: NodeId, body: Response<'Vote'>): void {
  const { role } = work.state
  if (role.name !== 'Prospective' && role.name !== 'Candidate') return
  if (!mayVote(role.election, from)) return
  const election = recordVote(role.election, { id: from, isGranted: body.voteGranted })
  work.state = { ...work.state, role: { ...role, election } }
  if (isVoteGranted(election)) {
    if (role.name === 'Prospective') becomeCandidate(work)
    else becomeLeader(work)
  } else if (isVoteRejected(election) && role.name === 'Prospective') {
    giveUpElection(work, 'electionLost')
  }
}
