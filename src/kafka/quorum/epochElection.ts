import { invariant } from '~/base/invariant'
import type { NodeId } from '../ids'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { VoterSet } from './voterSet'
import { majorityOf } from './voterSet'

/** The votes of one round: who may vote is settled when it begins. §2.3. Kafka: EpochElection. */
export interface EpochElection {
  readonly voters: VoterSet<ReplicaKey>
  readonly granted: readonly NodeId[]
  readonly rejected: readonly NodeId[]
}

/** A round in which only the candidate's own vote is given. */
export function newElection(voters: VoterSet<ReplicaKey>, candidate: NodeId): EpochElection {
  return { voters, granted: [candidate], rejected: [] }
}

/** True when the vote of this voter counts. */
export function mayVote(election: EpochElection, id: NodeId): boolean {
  return election.voters.some((voter) => voter.id === id)
}

/**
 * Counts a vote; a later one of the same voter replaces it. Kafka: EpochElection.recordVote.
 * @throws InvariantError when the voter is not in the set.
 */
export function recordVote(
  election: EpochElection,
  { id, isGranted }: { readonly id: NodeId; readonly isGranted: boolean },
): EpochElection {
  invariant(mayVote(election, id), `${id} is a voter of the round`)
  const granted = election.granted.filter((voter) => voter !== id)
  const rejected = election.rejected.filter((voter) => voter !== id)
  return isGranted
    ? { ...election, granted: [...granted, id], rejected }
    : { ...election, granted, rejected: [...rejected, id] }
}

/** True when neither yes nor no has come from this voter. */
export function isUnrecorded(election: EpochElection, id: NodeId): boolean {
  return !election.granted.includes(id) && !election.rejected.includes(id)
}

/** The voters that have not answered. Kafka: EpochElection.unrecordedVoters. */
export function unrecordedVoters(election: EpochElection): readonly ReplicaKey[] {
  return election.voters.filter(({ id }) => isUnrecorded(election, id))
}

/** A majority has granted. Kafka: EpochElection.isVoteGranted. */
export function isVoteGranted(election: EpochElection): boolean {
  return election.granted.length >= majorityOf(election.voters)
}

/** A majority is out of reach. Kafka: EpochElection.isVoteRejected. */
export function isVoteRejected(election: EpochElection): boolean {
  const possible = election.granted.length + unrecordedVoters(election).length
  return possible < majorityOf(election.voters)
}
