import type { LeaderEpoch, NodeId } from '../ids'
import { leaderEpoch, offset } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { metadataBatchSize } from '../protocol/metadataSize'
import type { LeaderHint, QuorumEndpoint } from '../protocol/rpc/quorum'
import { isReady } from './connections'
import type { EpochElection } from './epochElection'
import { newElection, unrecordedVoters } from './epochElection'
import { contradiction, raftFault } from './fault'
import { newLeaderProgress, successorsOf } from './leaderState'
import { lastEpoch, votersRecord } from './metadataLog'
import { isWithout } from './protection'
import type { QuorumEvent } from './quorumRole.machine'
import type { QuorumRole, QuorumState, QuorumWork } from './quorumState'
import {
  answer,
  ask,
  cancelQuorumTimer,
  changeRole,
  destinationOf,
  drawElectionTimeout,
  endpointOf,
  isSoleVoter,
  isVoter,
  kraftVersionOf,
  leaderHint,
  majority,
  otherVoters,
  ownKey,
  persist,
  quorumNow,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import { abandonVoterChange } from './voterChanges'
import type { QuorumVoter } from './voterSet'
import { idsOf, needsUpdate, updateVoter, updateVoterIgnoringDirectory } from './voterSet'

function ownVote(work: QuorumWork): EpochElection {
  return newElection(votersOf(work.state), work.state.config.nodeId)
}

/** Leaves what only a leader has. A fetch that waits is not among it: a higher epoch leaves it there. */
function leaveLeading(work: QuorumWork): void {
  if (work.state.role.name !== 'Leader') return
  abandonVoterChange(work)
  cancelQuorumTimer(work, 'checkQuorum')
  cancelQuorumTimer(work, 'beginQuorum')
  cancelQuorumTimer(work, 'append')
}

/**
 * Sends parked fetches away, with the leader as this node knows it now: who resigns names itself,
 * who follows names the new one. Q-60, rows 26, 29, 30. Kafka: fetchPurgatory.completeAllExceptionally
 * in KafkaRaftClient.transitionToResigned, onBecomeFollower.
 */
function failParked(work: QuorumWork): void {
  const { parked, log } = work.state
  if (parked.length === 0) return
  work.state.parked = []
  for (const fetch of parked) {
    cancelQuorumTimer(work, 'parked', fetch.connection)
    answer(work, fetch, {
      api: 'FetchMetadata',
      error: 'NOT_LEADER_OR_FOLLOWER',
      ...leaderHint(work.state),
      highWatermark: -1,
      logStartOffset: log.startOffset,
      divergingEpoch: null,
      snapshotId: null,
      batches: [],
    })
  }
}

/** Becomes Unattached, in a higher epoch or back from Prospective. Rows 4, 10, 14, 20, 27, 31, 34. */
export function becomeUnattached(
  work: QuorumWork,
  event: 'higherEpochSeen' | 'electionLost' | 'electionTimedOut',
  epoch: LeaderEpoch,
): void {
  const before = work.state
  leaveLeading(work)
  const sameEpoch = epoch === before.epoch
  const leaderId = before.role.name === 'Prospective' && sameEpoch ? before.role.leaderId : null
  cancelQuorumTimer(work, 'fetch')
  changeRole(work, event, { name: 'Unattached', leaderId })
  work.state = {
    ...work.state,
    epoch,
    votedKey: sameEpoch ? before.votedKey : null,
  }
  persist(work)
  rearmElectionTimer(work, event, before.role.name)
  setQuorumTimer(work, 'again', { about: '', ms: 0 })
}

/**
 * The rest of the timer stays, or it is over at once, or it is drawn anew; who observes waits for
 * ever. Rows 4 … 34. Kafka: QuorumState.transitionToUnattached.
 */
function rearmElectionTimer(work: QuorumWork, event: QuorumEvent, from: QuorumRole['name']): void {
  const { electionTimer: old } = work.state
  if (!isVoter(work.state)) work.state.electionTimer = null
  else if (event === 'electionTimedOut') setElectionTimer(work, 0)
  else if (event === 'electionLost' || from === 'Follower' || from === 'Leader' || old === null) {
    restartElectionTimer(work)
  } else {
    const timeoutMs = Math.max(0, old.endsAtMs - quorumNow(work))
    work.state.electionTimer = { timeoutMs, endsAtMs: old.endsAtMs }
  }
}

/** A new draw of the election timer. */
export function restartElectionTimer(work: QuorumWork): void {
  setElectionTimer(work, drawElectionTimeout(work))
}

function setElectionTimer(work: QuorumWork, timeoutMs: number): void {
  work.state.electionTimer = { timeoutMs, endsAtMs: quorumNow(work) + timeoutMs }
  setQuorumTimer(work, 'election', { about: '', ms: timeoutMs })
}

/** Follows a leader. Rows 2, 5, 9, 15, 21, 26, 30, 35. */
export function becomeFollower(
  work: QuorumWork,
  event: 'leaderLearned' | 'wentBackToLeader',
  { epoch, leaderId }: { readonly epoch: LeaderEpoch; readonly leaderId: NodeId },
): void {
  const before = work.state
  leaveLeading(work)
  cancelQuorumTimer(work, 'election')
  changeRole(work, event, {
    name: 'Follower',
    leaderId,
    hasFetchedFromLeader: false,
    hasUpdatedLeader: false,
    updateVoterAtMs: quorumNow(work) + before.config.fetchTimeoutMs,
    fetchingSnapshot: null,
  })
  work.state = {
    ...work.state,
    epoch,
    votedKey: epoch === before.epoch ? before.votedKey : null,
  }
  persist(work)
  failParked(work)
  setQuorumTimer(work, 'fetch', { about: '', ms: before.config.fetchTimeoutMs })
  // The first fetch leaves at once.
  setQuorumTimer(work, 'again', { about: '', ms: 0 })
}

/** Asks the voters whether they would vote for it. Rows 2, 19, 22. */
export function becomeProspective(
  work: QuorumWork,
  event: 'electionTimedOut' | 'fetchTimedOut' | 'soleVoterStood',
): void {
  const { role } = work.state
  const leaderId = role.name === 'Follower' || role.name === 'Unattached' ? role.leaderId : null
  cancelQuorumTimer(work, 'fetch')
  changeRole(work, event, { name: 'Prospective', leaderId, election: ownVote(work) })
  restartElectionTimer(work)
  const asksFirst = !isWithout(work.state, 'preVote')
  if (isSoleVoter(work.state) || !asksFirst) becomeCandidate(work)
  else requestVotes(work)
}

/**
 * A prospective that cannot win goes back to its leader, where that can be reached, or waits. Rows
 * 9 … 12. Kafka: KafkaRaftClient.prospectiveTransitionAfterElectionLoss.
 */
export function giveUpElection(work: QuorumWork, event: 'electionLost' | 'electionTimedOut'): void {
  const { role, epoch } = work.state
  const leaderId = role.name === 'Prospective' ? role.leaderId : null
  if (leaderId === null || endpointOf(work.state, leaderId) === null) {
    return becomeUnattached(work, event, epoch)
  }
  becomeFollower(work, 'wentBackToLeader', { epoch, leaderId })
}

/** Stands in the next epoch with its own vote. Row 8. */
export function becomeCandidate(work: QuorumWork): void {
  changeRole(work, 'majorityGranted', { name: 'Candidate', election: ownVote(work) })
  work.state = {
    ...work.state,
    epoch: leaderEpoch(work.state.epoch + 1),
    votedKey: ownKey(work.state),
  }
  persist(work)
  restartElectionTimer(work)
  if (isSoleVoter(work.state)) becomeLeader(work)
  else requestVotes(work)
}

/** Leads: the leader change record comes first. §4.1. */
export function becomeLeader(work: QuorumWork): void {
  const { state } = work
  const election = state.role.name === 'Candidate' ? state.role.election : ownVote(work)
  const grantingVoters = election.granted.toSorted((a, b) => a - b)
  const { endOffset } = state.log
  const records = firstRecords(state, grantingVoters)
  cancelQuorumTimer(work, 'election')
  changeRole(work, 'majorityGranted', {
    name: 'Leader',
    progress: newLeaderProgress({
      local: ownKey(state),
      epochStartOffset: isWithout(state, 'ownEpochCommit') ? offset(-1) : endOffset,
      voters: votersOf(state),
      fetchTimeoutMs: state.config.fetchTimeoutMs,
      nowMs: quorumNow(work),
    }),
    grantingVoters,
    nextOffset: offset(endOffset + records.length),
    pendingChange: null,
    // Of the others nothing is known until they tell. Q-89.
    volatileVoters:
      kraftVersionOf(state) === 0
        ? updateVoterIgnoringDirectory(votersOf(state), ownVoter(state))
        : null,
    requestedVersion: null,
    isResignRequested: false,
    accumulator: [
      {
        baseOffset: endOffset,
        lastOffset: offset(endOffset + records.length - 1),
        epoch: state.epoch,
        appendTimestampMs: Math.floor(work.ctx.now / 1000),
        isControl: true,
        sizeInBytes: metadataBatchSize(records),
        records,
      },
    ],
  })
  // A leader knows no high watermark until its own epoch commits. Q-44.
  work.state = { ...work.state, highWatermark: null, votedKey: null }
  persist(work)
  work.facts.push({
    type: 'QuorumLeaderElected',
    leader: state.config.nodeId,
    epoch: state.epoch,
    grantedBy: grantingVoters,
    needed: majority(state),
  })
  if (otherVoters(state).length > 0) {
    const ms = Math.floor((state.config.fetchTimeoutMs * 3) / 2)
    setQuorumTimer(work, 'checkQuorum', { about: '', ms })
  }
  setQuorumTimer(work, 'append', { about: '', ms: 0 })
  setQuorumTimer(work, 'beginQuorum', { about: '', ms: 0 })
}

/** This node as a voter set names it. Kafka: QuorumState.localVoterNodeOrThrow. */
function ownVoter(state: QuorumState): QuorumVoter {
  const { host, port } = state.config.ownEndpoint ?? { host: '', port: 0 }
  return { ...ownKey(state), host, port }
}

/** The records that begin an epoch; the bootstrap snapshot's voters are written once. §4.1. */
function firstRecords(
  state: QuorumState,
  grantingVoters: readonly NodeId[],
): readonly MetadataRecord[] {
  const voters = votersOf(state)
  const change: MetadataRecord = {
    type: 'LeaderChangeMessage',
    leaderId: state.config.nodeId,
    voters: idsOf(voters),
    grantingVoters,
  }
  const version = kraftVersionOf(state)
  if (version === 0) return [change]
  const own = ownVoter(state)
  const isNews = state.log.voterSets.at(-1)?.offset === -1 || needsUpdate(voters, own)
  if (!isNews) return [change]
  const told = votersRecord(updateVoter(voters, own) ?? voters)
  return [change, { type: 'KRaftVersionRecord', version }, told]
}

/** Gives up leading and tells the voters, the best successor first. §7. */
export function becomeResigned(work: QuorumWork, because: string): void {
  const { role } = work.state
  if (role.name !== 'Leader') return
  const successors = successorsOf(role.progress)
  failParked(work)
  leaveLeading(work)
  changeRole(work, 'resigned', {
    name: 'Resigned',
    unacked: otherVoters(work.state).map(({ id }) => id),
    successors,
  })
  work.state = { ...work.state, highWatermark: null }
  work.facts.push({ type: 'QuorumLeaderResigned', epoch: work.state.epoch, because })
  restartElectionTimer(work)
  for (const voter of otherVoters(work.state)) sendEndQuorumEpoch(work, voter.id)
}

/** Tells one voter that this leader has resigned. */
export function sendEndQuorumEpoch(work: QuorumWork, id: NodeId): void {
  const { role, config, epoch } = work.state
  const voter = votersOf(work.state).find((row) => row.id === id)
  if (role.name !== 'Resigned' || voter === undefined || !role.unacked.includes(id)) return
  if (!isReady(work, String(id))) return
  ask(work, {
    to: destinationOf(voter),
    tag: `end ${id}`,
    body: {
      api: 'EndQuorumEpoch',
      clusterId: config.clusterId,
      leaderId: config.nodeId,
      leaderEpoch: epoch,
      leaderEndpoint: config.ownEndpoint,
      preferredSuccessors: role.successors,
    },
  })
}

/** Asks every voter that has not answered in this round. §2.3. */
export function requestVotes(work: QuorumWork): void {
  const { role } = work.state
  if (role.name !== 'Prospective' && role.name !== 'Candidate') return
  for (const { id } of unrecordedVoters(role.election)) requestVote(work, id)
}

/** Asks one voter for its vote, or in a pre-vote whether it would give it. */
export function requestVote(work: QuorumWork, id: NodeId): void {
  const { role, config, epoch, log } = work.state
  const voter = votersOf(work.state).find((row) => row.id === id)
  if (voter === undefined || (role.name !== 'Prospective' && role.name !== 'Candidate')) return
  if (!isReady(work, String(id))) return
  ask(work, {
    to: destinationOf(voter),
    tag: `vote ${id}`,
    body: {
      api: 'Vote',
      clusterId: config.clusterId,
      voterId: id,
      voterDirectoryId: voter.directoryId,
      candidate: ownKey(work.state),
      candidateEpoch: epoch,
      lastEpoch: lastEpoch(log),
      lastEpochEndOffset: log.endOffset,
      preVote: role.name === 'Prospective',
    },
  })
}

/** Learns an epoch and perhaps its leader from a message. §1.3. Kafka: KafkaRaftClient.maybeTransition. */
export function learn(work: QuorumWork, hint: LeaderHint): void {
  const { leaderId, leaderEpoch: epoch, leaderEndpoint } = hint
  const wrong = contradiction(work.state, hint)
  if (wrong !== null) return raftFault(work, wrong)
  const isKnown = knowsLeader(work.state)
  if (leaderId !== null && leaderEndpoint !== null) hear(work, leaderId, leaderEndpoint)
  const { state } = work
  // A leader that cannot be reached cannot be followed.
  const isOther = leaderId !== null && leaderId !== state.config.nodeId
  const followed = isOther && endpointOf(state, leaderId) !== null ? leaderId : null
  if (epoch > state.epoch) {
    if (followed === null) becomeUnattached(work, 'higherEpochSeen', epoch)
    else becomeFollower(work, 'leaderLearned', { epoch, leaderId: followed })
  } else if (epoch === state.epoch && followed !== null && !isKnown) {
    becomeFollower(work, 'leaderLearned', { epoch, leaderId: followed })
  }
}

function hear(work: QuorumWork, id: NodeId, { host, port }: QuorumEndpoint): void {
  const { heard } = work.state
  // Nearly every message names the leader that is known already.
  if (heard?.id === id && heard.host === host && heard.port === port) return
  work.state.heard = { id, host, port }
}

/** True when a message of the same epoch can tell nothing of its leader. */
export function knowsLeader(state: QuorumState): boolean {
  const { role } = state
  switch (role.name) {
    case 'Leader':
    case 'Resigned':
    case 'Follower':
      return true
    case 'Prospective':
      return role.leaderId !== null && endpointOf(state, role.leaderId) !== null
    case 'Unattached':
    case 'Candidate':
      return false
  }
}
