import type { NodeId } from '../ids'
import type { ReplicaKey } from '../protocol/replicaKey'

/** A voter with its directory (null: static voters, kraft.version 0) and its endpoint. */
export interface QuorumVoter extends ReplicaKey {
  readonly host: string
  readonly port: number
}

/** The voters by ascending id. Kafka: VoterSet. */
export type VoterSet<V extends ReplicaKey = QuorumVoter> = readonly V[]

/** True when a key means this voter: without a recorded directory the id is enough. Q-82. */
export function matchesKey(recorded: ReplicaKey, asked: ReplicaKey): boolean {
  if (recorded.id !== asked.id) return false
  return recorded.directoryId === null || recorded.directoryId === asked.directoryId
}

/** Kafka: VoterSet.isVoter. */
export function isVoterKey(voters: VoterSet<ReplicaKey>, key: ReplicaKey): boolean {
  return voters.some((voter) => matchesKey(voter, key))
}

/** Kafka: VoterSet.isOnlyVoter. */
export function isOnlyVoterKey(voters: VoterSet<ReplicaKey>, key: ReplicaKey): boolean {
  return voters.length === 1 && isVoterKey(voters, key)
}

/** Votes that make a majority. §2.3. */
export function majorityOf(voters: VoterSet<ReplicaKey>): number {
  return Math.floor(voters.length / 2) + 1
}

/** The set with one voter more; null when its id is in it. Kafka: VoterSet.addVoter. */
export function addVoter<V extends ReplicaKey>(voters: VoterSet<V>, voter: V): VoterSet<V> | null {
  if (voters.some(({ id }) => id === voter.id)) return null
  return [...voters, voter].sort((a, b) => a.id - b.id)
}

/** The set without a voter; null: not exactly in it, or the only one. Kafka: VoterSet.removeVoter. */
export function removeVoter<V extends ReplicaKey>(
  voters: VoterSet<V>,
  key: ReplicaKey,
): VoterSet<V> | null {
  const isThere = voters.some(
    ({ id, directoryId }) => id === key.id && directoryId === key.directoryId,
  )
  if (!isThere || voters.length === 1) return null
  return voters.filter(({ id }) => id !== key.id)
}

/** The set with a voter's data replaced; null when it is not in it. Kafka: VoterSet.updateVoter. */
export function updateVoter<V extends ReplicaKey>(
  voters: VoterSet<V>,
  voter: V,
): VoterSet<V> | null {
  if (!isVoterKey(voters, voter)) return null
  return voters.map((old) => (old.id === voter.id ? voter : old))
}

/** The same, whatever directory it had. Kafka: VoterSet.updateVoterIgnoringDirectoryId. */
export function updateVoterIgnoringDirectory<V extends ReplicaKey>(
  voters: VoterSet<V>,
  voter: V,
): VoterSet<V> | null {
  if (!voters.some(({ id }) => id === voter.id)) return null
  return voters.map((old) => (old.id === voter.id ? voter : old))
}

/** The set knows the voter, but not as it is now. Kafka: VoterSet.voterNodeNeedsUpdate. */
export function needsUpdate(voters: VoterSet, voter: QuorumVoter): boolean {
  const old = voters.find(({ id }) => id === voter.id)
  if (old === undefined || !matchesKey(old, voter)) return false
  return old.directoryId !== voter.directoryId || old.host !== voter.host || old.port !== voter.port
}

/** At most one voter came and at most one went. Q-83. Kafka: VoterSet.hasOverlappingMajority. */
export function hasOverlappingMajority(
  one: VoterSet<ReplicaKey>,
  other: VoterSet<ReplicaKey>,
): boolean {
  const text = ({ id, directoryId }: ReplicaKey) => `${id} ${directoryId ?? ''}`
  const missing = (from: VoterSet<ReplicaKey>, all: VoterSet<ReplicaKey>) => {
    const there = new Set(all.map(text))
    return from.filter((voter) => !there.has(text(voter))).length
  }
  return missing(one, other) <= 1 && missing(other, one) <= 1
}

/** The ids of a set, ascending. */
export function idsOf(voters: VoterSet<ReplicaKey>): readonly NodeId[] {
  return voters.map(({ id }) => id)
}

/**
 * True when a request that names a voter means this node: by its id, and by its directory where it
 * names one. Rule KR-22. Kafka: KafkaRaftClient.isValidVoterKey.
 */
export function isMeant(
  { nodeId, directoryId }: { readonly nodeId: NodeId; readonly directoryId: string },
  voter: { readonly voterId: NodeId; readonly voterDirectoryId: string | null },
): boolean {
  if (voter.voterId !== nodeId) return false
  return voter.voterDirectoryId === null || voter.voterDirectoryId === directoryId
}
