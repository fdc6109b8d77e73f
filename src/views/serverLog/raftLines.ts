import type { KafkaModel } from '~/kafka/model'
import type { VoteRequest } from '~/kafka/protocol/rpc/quorum'
import { ZERO_UUID } from '~/kafka/ids'
import { isVoteRejected, recordVote } from '~/kafka/quorum/epochElection'
import type { EpochElection } from '~/kafka/quorum/epochElection'
import { mayLeave } from '~/kafka/quorum/quorumRole'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { votersOf } from '~/kafka/quorum/quorumState'
import type { FactRecord } from '~/sim/facts'
import {
  electionText,
  offsetText,
  replicaKey,
  replicaText,
  roleText,
  voterSetText,
} from './roleText'
import type { LogScope } from './scope'
import { info } from './scope'

type Fact = FactRecord<KafkaModel>['fact']
type Transition = Extract<Fact, { type: 'Transitioned' }>

const CLIENT = 'org.apache.kafka.raft.KafkaRaftClient'

function say(scope: LogScope, text: string, logger = CLIENT): void {
  info(scope, logger, `[RaftManager id=${scope.after.spec.nodeId}] ${text}`)
}

const quorumBefore = (scope: LogScope): QuorumState | null => scope.before?.quorum ?? null

/** What the raft client prints before it handles an event: its start, and the begin of its end. */
export function raftBefore(scope: LogScope): void {
  const { quorum } = scope.after
  const old = quorumBefore(scope)
  if (quorum === null) return
  if (old === null) startLines(scope, quorum)
  else if (quorum.isShuttingDown && !old.isShuttingDown) say(scope, 'Beginning graceful shutdown')
}

/** Kafka: KafkaRaftClient's constructor, initialize; QuorumState.initialize. */
function startLines(scope: LogScope, quorum: QuorumState): void {
  const { bootstrapServers, voters } = quorum.config
  const isStatic = bootstrapServers.length === 0
  const ids = isStatic ? voters.map(({ id }) => id) : bootstrapServers.map((_, index) => -2 - index)
  const nodes = (isStatic ? voters : bootstrapServers).map(
    ({ host, port }, index) => `${host}:${port} (id: ${ids[index]} rack: null isFenced: false)`,
  )
  const text = `Starting request manager with ${isStatic ? 'static voters' : 'bootstrap servers'}: [${nodes.join(', ')}]`
  if (!isStatic) say(scope, text)
  say(scope, 'Reading KRaft snapshot and log as part of the initialization')
  say(scope, `Starting voters are ${voterSetText(votersOf(quorum))}`)
  if (isStatic) say(scope, text)
  const first = scope.facts.find(({ fact }) => isRoleChange(fact))?.fact
  if (first !== undefined && isRoleChange(first) && first.event === 'leaderLearned') return
  const role = first !== undefined && isRoleChange(first) ? first.from : roleText(quorum)
  say(scope, `Attempting durable transition to ${role} from null`, ROLES)
  say(scope, `Completed transition to ${role} from null`, ROLES)
}

const ROLES = 'org.apache.kafka.raft.QuorumState'

function isRoleChange(fact: Fact): fact is Transition {
  return fact.type === 'Transitioned' && fact.machine === 'quorumRole'
}

/** What is printed before a fact of the quorum. */
export function beforeFact(scope: LogScope, fact: Fact): void {
  if (isRoleChange(fact)) return whyRole(scope, fact)
  const { quorum } = scope.after
  const leader = quorum?.role.name === 'Follower' ? quorum.role.leaderId : -1
  switch (fact.type) {
    case 'VoteDecided':
      return voteLines(scope, fact)
    case 'MetadataTruncated':
      return say(scope, `Truncated to offset ${fact.to} from Fetch response from leader ${leader}`)
    case 'SnapshotFetchBegun':
      return say(
        scope,
        `Fetching snapshot ${snapshotId(fact)} from Fetch response from leader ${fact.leader}`,
      )
    case 'SnapshotFetched': {
      const place = `(segmentBaseOffset=${fact.endOffset},relativePositionInSegment=0)`
      const end = `LogOffsetMetadata(offset=${fact.endOffset}, metadata=Optional[${place}])`
      return say(
        scope,
        `Fully truncated the log at (${end}, ${fact.epoch}) after downloading snapshot ${snapshotId(fact)} from leader ${fact.leader}`,
      )
    }
    case 'MetadataCommitted':
      return firstMark(scope)
    default:
  }
}

function snapshotId({ endOffset, epoch }: { readonly endOffset: number; readonly epoch: number }) {
  return `OffsetAndEpoch[offset=${endOffset}, epoch=${epoch}]`
}

/** Kafka: LeaderState.logHighWatermarkUpdate. */
function firstMark(scope: LogScope): void {
  const { quorum } = scope.after
  if (quorum?.role.name !== 'Leader' || quorumBefore(scope)?.highWatermark !== null) return
  const { voters } = quorum.role.progress
  const end = ({ endOffset }: (typeof voters)[number]) => endOffset ?? -1
  const rows = voters.toSorted((a, b) => end(b) - end(a) || a.key.id - b.key.id)
  const mark = offsetText(quorum, quorum.highWatermark ?? quorum.log.startOffset)
  const text = `High watermark set to ${mark} for the first time for epoch ${quorum.epoch} based on indexOfHw ${Math.floor(rows.length / 2)} and voters [${rows.map((row) => replicaText(quorum, row)).join(', ')}]`
  say(scope, text, 'org.apache.kafka.raft.LeaderState')
}

/** Why a role is left. Kafka: pollFollowerAsVoter, pollCandidate, pollProspective, pollLeader. */
function whyRole(scope: LogScope, { from, to, event }: Transition): void {
  if (event === 'fetchTimedOut') {
    say(scope, 'Transitioning to Prospective state due to fetch timeout')
  } else if (event === 'resigned') whyResigned(scope)
  else if (from === 'Candidate' && event === 'electionTimedOut') {
    say(scope, 'Election was not granted, transitioning to prospective')
  } else if (from === 'Prospective' && (to === 'Unattached' || to === 'Follower')) {
    whyLost(scope, event)
  }
}

function whyLost(scope: LogScope, event: string): void {
  if (event !== 'electionTimedOut' && event !== 'electionLost' && event !== 'wentBackToLeader')
    return
  const role = quorumBefore(scope)?.role
  if (role?.name !== 'Prospective') return
  const { what } = scope.event
  const isTimer = what.type === 'Input' && what.input.type === 'Timer'
  const text = isTimer
    ? `Election timed out before receiving sufficient vote responses to become candidate. Current epoch election state: ${electionText(role.election)}`
    : `Insufficient remaining votes to become candidate. Current epoch election state is ${electionText(withAnswer(scope, role.election))}. `
  say(scope, text)
}

/** The votes with the one that this event has brought: a refusal, which settled it. */
function withAnswer(scope: LogScope, election: EpochElection): EpochElection {
  const { what } = scope.event
  if (what.type !== 'Input' || what.input.type !== 'Response') return election
  const key = quorumBefore(scope)?.channel.byConnection.get(what.input.connection)
  const voter = election.voters.find(({ id }) => String(id) === key)
  return voter === undefined ? election : recordVote(election, { id: voter.id, isGranted: false })
}

function whyResigned(scope: LogScope): void {
  const old = quorumBefore(scope)
  if (old?.role.name !== 'Leader') return
  const because = scope.facts.find(({ fact }) => fact.type === 'QuorumLeaderResigned')?.fact
  if (because?.type !== 'QuorumLeaderResigned') return
  const { voters, fetchedVoters, checkQuorumTimeoutMs } = old.role.progress
  if (because.because === 'checkQuorumExpired') {
    const keys = voters.map(({ key }) => replicaKey(key)).join(', ')
    const text = `Did not receive fetch request from the majority of the voters within ${checkQuorumTimeoutMs}ms. Current fetched voters are [${fetchedVoters.toSorted((a, b) => a - b).join(', ')}], and voters are [${keys}]`
    say(scope, text, 'org.apache.kafka.raft.LeaderState')
  } else if (because.because === 'removedFromVoters') {
    const keys = votersOf(old).map(replicaKey).join(', ')
    const text = `Leader is not in the committed voter set [${keys}] resign from epoch ${old.epoch}`
    say(scope, text, 'org.apache.kafka.raft.internals.RemoveVoterHandler')
  }
  sentAway(scope)
}

/** Kafka: KafkaRaftClient.handleFetchRequest, where its future fails. */
function sentAway(scope: LogScope): void {
  for (const { request } of quorumBefore(scope)?.parked ?? []) {
    const { replica, fetchOffset } = request
    say(
      scope,
      `Failed to handle fetch from ${replicaKey(replica)} at ${fetchOffset} due to NOT_LEADER_OR_FOLLOWER`,
    )
  }
}

/** A vote that is asked for, given or not; a given one is written down first. KafkaRaftClient.handleVoteRequest. */
function voteLines(scope: LogScope, fact: Extract<Fact, { type: 'VoteDecided' }>): void {
  const { what } = scope.event
  if (what.type !== 'Input' || what.input.type !== 'Request') return
  const body = what.input.body
  if (body.api !== 'Vote' || !('preVote' in body)) return
  remembered(scope, fact)
  const word = fact.granted ? 'granted' : 'rejected'
  say(scope, `Vote request ${voteRequestText(body)} with epoch ${fact.epoch} is ${word}`)
}

/** The role without the vote that this event has given. */
export function beforeVote(scope: LogScope, quorum: QuorumState): QuorumState {
  const given = scope.facts.some(({ fact }) => fact.type === 'VoteDecided' && isGiven(scope, fact))
  return given ? { ...quorum, votedKey: null } : quorum
}

function isGiven(scope: LogScope, fact: Extract<Fact, { type: 'VoteDecided' }>): boolean {
  const old = quorumBefore(scope)
  const wasGiven = old?.epoch === fact.epoch && old.votedKey !== null
  return fact.granted && !fact.preVote && !wasGiven
}

/** Kafka: QuorumState.unattachedAddVotedState, prospectiveAddVotedState. */
function remembered(scope: LogScope, fact: Extract<Fact, { type: 'VoteDecided' }>): void {
  const { quorum } = scope.after
  const old = quorumBefore(scope)
  if (quorum === null || !isGiven(scope, fact)) return
  const from = roleText(old?.epoch === fact.epoch ? old : beforeVote(scope, quorum))
  const to = roleText(quorum)
  say(scope, `Attempting durable transition to ${to} from ${from}`, ROLES)
  say(scope, `Completed transition to ${to} from ${from}`, ROLES)
}

/** Kafka: VoteRequestData.toString. */
function voteRequestText(body: VoteRequest): string {
  const partition = [
    'partitionIndex=0',
    `replicaEpoch=${body.candidateEpoch}`,
    `replicaId=${body.candidate.id}`,
    `replicaDirectoryId=${body.candidate.directoryId ?? ZERO_UUID}`,
    `voterDirectoryId=${body.voterDirectoryId ?? ZERO_UUID}`,
    `lastOffsetEpoch=${body.lastEpoch}`,
    `lastOffset=${body.lastEpochEndOffset}`,
    `preVote=${body.preVote}`,
  ].join(', ')
  const clusterId = body.clusterId === null ? 'null' : `'${body.clusterId}'`
  return `VoteRequestData(clusterId=${clusterId}, voterId=${body.voterId}, topics=[TopicData(topicName='__cluster_metadata', partitions=[PartitionData(${partition})])])`
}

/** What the raft client prints once an event is handled. */
export function raftAfter(scope: LogScope): void {
  const { quorum } = scope.after
  const old = quorumBefore(scope)
  if (quorum === null || old === null) return
  if (quorum.role.name === 'Follower') followerNews(scope, quorum, old)
  if (quorum.role.name === 'Candidate') candidateNews(scope, quorum, old)
  const leaves = (state: QuorumState) => state.isShuttingDown && mayLeave(state)
  if (leaves(quorum) && !leaves(old)) say(scope, 'Graceful shutdown completed')
}

/** Kafka: KafkaRaftClient.onBecomeFollower, FollowerState.logHighWatermarkUpdate. */
function followerNews(scope: LogScope, quorum: QuorumState, old: QuorumState): void {
  if (quorum.parked.length < old.parked.length && old.role.name !== 'Follower') sentAway(scope)
  if (old.highWatermark !== null || quorum.highWatermark === null) return
  const mark = `Optional[LogOffsetMetadata(offset=${quorum.highWatermark}, metadata=Optional.empty)]`
  const text = `High watermark set to ${mark} for the first time for epoch ${quorum.epoch}`
  say(scope, text, 'org.apache.kafka.raft.FollowerState')
}

/** Kafka: KafkaRaftClient.maybeHandleElectionLoss. */
function candidateNews(scope: LogScope, quorum: QuorumState, old: QuorumState): void {
  if (quorum.role.name !== 'Candidate' || old.role.name !== 'Candidate') return
  const { election } = quorum.role
  const isNews = isVoteRejected(election) && !isVoteRejected(old.role.election)
  if (quorum.epoch !== old.epoch || !isNews) return
  const endsAtMs = quorum.electionTimer?.endsAtMs ?? 0
  const left = Math.max(0, endsAtMs - Math.floor(scope.event.at / 1000))
  say(
    scope,
    `Insufficient remaining votes to become leader. Candidate will wait the remaining election timeout (${left}) before transitioning back to Prospective. Current epoch election state is ${electionText(election)}.`,
  )
}
