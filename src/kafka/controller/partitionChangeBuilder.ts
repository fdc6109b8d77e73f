import type { NodeId, TopicId } from '../ids'
import { nodeId } from '../ids'
import type { PartitionRegistration } from '../metadata/image'
import type { PartitionChangeRecord } from '../protocol/metadataRecords'

/** Kafka: LeaderConstants.NO_LEADER. */
const NO_LEADER = nodeId(-1)

/** How a leader is sought. Kafka: PartitionChangeBuilder.Election. */
export type Election = 'PREFERRED' | 'ONLINE' | 'UNCLEAN'

/** A partition, what is wanted of it, and what the cluster allows. Absent targets: as it is. */
export interface PartitionChange {
  readonly partition: PartitionRegistration
  readonly topicId: TopicId
  readonly partitionNumber: number
  readonly isAcceptableLeader: (replica: NodeId) => boolean
  readonly minIsr: number
  readonly isElrEnabled: boolean
  readonly useLastKnownLeader?: boolean
  /** It is elected whether it is there or not; absent: no. */
  readonly trustsLastKnown?: boolean
  readonly election?: Election
  readonly targetIsr?: readonly NodeId[]
  readonly targetReplicas?: readonly NodeId[]
  readonly targetRemoving?: readonly NodeId[]
  readonly targetAdding?: readonly NodeId[]
  readonly targetLeaderRecoveryState?: 'RECOVERED' | 'RECOVERING'
  readonly uncleanShutdownReplicas?: readonly NodeId[]
  /** A replica that is in another directory now. */
  readonly targetDirectory?: { readonly id: NodeId; readonly directory: string }
  /** The directory of a replica that is new. */
  readonly defaultDirectory: (replica: NodeId) => string
}

interface Draft {
  readonly change: PartitionChange
  readonly useLastKnownLeader: boolean
  isr: readonly NodeId[]
  replicas: readonly NodeId[]
  removing: readonly NodeId[]
  adding: readonly NodeId[]
  elr: readonly NodeId[]
  lastKnownElr: readonly NodeId[]
  readonly record: { -readonly [F in keyof PartitionChangeRecord]: PartitionChangeRecord[F] }
}

function same(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

/** Ids in the order of a Java hash set of ints: by bucket, ids below the capacity ascending. */
function hashOrder(ids: readonly NodeId[]): readonly NodeId[] {
  const unique = [...new Set(ids)]
  let capacity = 16
  while (unique.length * 4 > capacity * 3) capacity *= 2
  return unique
    .map((id, index) => ({ id, index, bucket: (id ^ (id >>> 16)) & (capacity - 1) }))
    .sort((a, b) => a.bucket - b.bucket || a.index - b.index)
    .map(({ id }) => id)
}

/**
 * The record that brings a partition to its targets: who leads, who is in sync, who is eligible.
 * `null`: there is nothing to write. Rules C-43 … C-50, C-66. Kafka: PartitionChangeBuilder.build.
 */
export function buildPartitionChange(change: PartitionChange): PartitionChangeRecord | null {
  const { partition, topicId, partitionNumber } = change
  const draft: Draft = {
    change,
    useLastKnownLeader: change.useLastKnownLeader ?? true,
    isr: change.targetIsr ?? partition.isr,
    replicas: change.targetReplicas ?? partition.replicas,
    removing: change.targetRemoving ?? partition.removingReplicas,
    adding: change.targetAdding ?? partition.addingReplicas,
    elr: partition.elr,
    lastKnownElr: partition.lastKnownElr,
    record: { type: 'PartitionChangeRecord', topicId, partition: partitionNumber },
  }
  completeReassignment(draft)
  populateElr(draft)
  elect(draft)
  if (draft.record.leader === undefined && losesReplica(draft.replicas, partition.replicas)) {
    draft.record.leader = partition.leader
  }
  writeElr(draft)
  writeIsr(draft)
  writeLastKnownLeader(draft)
  writeAssignment(draft)
  const recovery = change.targetLeaderRecoveryState ?? partition.leaderRecoveryState
  if (recovery !== partition.leaderRecoveryState) draft.record.leaderRecoveryState = recovery
  return isNoOp(draft.record) ? null : draft.record
}

function losesReplica(next: readonly NodeId[], before: readonly NodeId[]): boolean {
  return !before.every((id) => next.includes(id))
}

/** Kafka: PartitionReassignmentReplicas.maybeCompleteReassignment. */
function completeReassignment(draft: Draft): void {
  if (draft.removing.length === 0 && draft.adding.length === 0) return
  const isr = draft.isr.filter((id) => !draft.removing.includes(id))
  const replicas = draft.replicas.filter((id) => !draft.removing.includes(id))
  if (replicas.length === 0 || isr.length === 0) return
  if (!replicas.every((id) => isr.includes(id))) return
  draft.isr = isr
  draft.replicas = replicas
  draft.removing = []
  draft.adding = []
}

/** Kafka: maybePopulateTargetElr (KIP-966). */
function populateElr(draft: Draft): void {
  const { partition, minIsr, isElrEnabled, uncleanShutdownReplicas } = draft.change
  if (!isElrEnabled) return
  if (draft.isr.length >= minIsr) {
    draft.elr = []
    draft.lastKnownElr = []
    return
  }
  const candidates = hashOrder([...draft.elr, ...partition.isr])
  draft.elr = candidates.filter(
    (id) => !draft.isr.includes(id) && uncleanShutdownReplicas?.includes(id) !== true,
  )
  draft.lastKnownElr = hashOrder([...candidates, ...draft.lastKnownElr]).filter(
    (id) => !draft.isr.includes(id) && !draft.elr.includes(id),
  )
}

function isValidLeader(draft: Draft, replica: NodeId | null): replica is NodeId {
  if (replica === null) return false
  const isEligible =
    draft.isr.includes(replica) || (draft.isr.length === 0 && draft.elr.includes(replica))
  return isEligible && draft.change.isAcceptableLeader(replica)
}

function canElectLastKnown(draft: Draft): NodeId | null {
  const { partition, isElrEnabled, isAcceptableLeader, trustsLastKnown = false } = draft.change
  if (!isElrEnabled || !draft.useLastKnownLeader) return null
  if (draft.elr.length > 0 || draft.isr.length > 0) return null
  const [only, ...others] = partition.lastKnownElr
  if (only === undefined || others.length > 0) return null
  return trustsLastKnown || isAcceptableLeader(only) ? only : null
}

interface Elected {
  readonly leader: NodeId | null
  readonly unclean: boolean
}

/** Kafka: electPreferredLeader, electAnyLeader. */
function findLeader(draft: Draft): Elected {
  const { partition, election = 'ONLINE', isAcceptableLeader } = draft.change
  const [preferred = null] = draft.replicas
  if (election === 'PREFERRED' && isValidLeader(draft, preferred)) {
    return { leader: preferred, unclean: false }
  }
  if (isValidLeader(draft, partition.leader)) return { leader: partition.leader, unclean: false }
  const online = draft.replicas.find((id) => isValidLeader(draft, id))
  if (online !== undefined) return { leader: online, unclean: false }
  const lastKnown = canElectLastKnown(draft)
  if (lastKnown !== null) return { leader: lastKnown, unclean: true }
  if (election === 'UNCLEAN') {
    const any = draft.replicas.find((id) => isAcceptableLeader(id))
    if (any !== undefined) return { leader: any, unclean: true }
  }
  return { leader: null, unclean: false }
}

/** Kafka: tryElection. */
function elect(draft: Draft): void {
  const { partition } = draft.change
  const { leader, unclean } = findLeader(draft)
  if (leader === partition.leader) return
  if (leader !== null && draft.elr.includes(leader)) {
    draft.isr = [leader]
    draft.elr = draft.elr.filter((id) => id !== leader)
  }
  draft.record.leader = leader
  if (!unclean || leader === null) return
  draft.record.isr = [leader]
  if (partition.leaderRecoveryState !== 'RECOVERING') {
    draft.record.leaderRecoveryState = 'RECOVERING'
  }
}

/** Kafka: maybeUpdateRecordElr. */
function writeElr(draft: Draft): void {
  const { partition, isElrEnabled } = draft.change
  if (draft.record.isr !== undefined || !isElrEnabled) {
    draft.elr = []
    draft.lastKnownElr = []
  }
  if (!same(draft.elr, partition.elr)) draft.record.elr = draft.elr
  if (draft.useLastKnownLeader) return
  if (!same(draft.lastKnownElr, partition.lastKnownElr)) {
    draft.record.lastKnownElr = draft.lastKnownElr
  }
}

function writeIsr(draft: Draft): void {
  const { partition, isElrEnabled } = draft.change
  const mayWrite = draft.isr.length > 0 || isElrEnabled
  if (draft.record.isr === undefined && mayWrite && !same(draft.isr, partition.isr)) {
    draft.record.isr = draft.isr
  }
}

/** Kafka: maybeUpdateLastKnownLeader. */
function writeLastKnownLeader(draft: Draft): void {
  const { partition, isElrEnabled } = draft.change
  if (!draft.useLastKnownLeader || !isElrEnabled) return
  const { leader } = draft.record
  if (leader === null && partition.lastKnownElr.length === 0) {
    // A partition that had none, and loses a replica, notes the number that stands for none.
    draft.record.lastKnownElr = [partition.leader ?? NO_LEADER]
  } else if (leader !== null && leader !== undefined && partition.lastKnownElr.length > 0) {
    draft.record.lastKnownElr = []
  }
}

function writeAssignment(draft: Draft): void {
  const { partition } = draft.change
  writeDirectories(draft)
  if (draft.replicas.length > 0 && !same(draft.replicas, partition.replicas)) {
    draft.record.replicas = draft.replicas
  }
  if (!same(draft.removing, partition.removingReplicas)) {
    draft.record.removingReplicas = draft.removing
  }
  if (!same(draft.adding, partition.addingReplicas)) draft.record.addingReplicas = draft.adding
}

/** Kafka: setAssignmentChanges (KIP-858). */
function writeDirectories(draft: Draft): void {
  const { partition, targetDirectory, defaultDirectory } = draft.change
  if (draft.replicas.length === 0) return
  const directories = draft.replicas.map((id) => {
    if (targetDirectory?.id === id) return targetDirectory.directory
    return partition.directories[partition.replicas.indexOf(id)] ?? defaultDirectory(id)
  })
  const isSame =
    directories.length === partition.directories.length &&
    directories.every((directory, index) => directory === partition.directories[index])
  if (!isSame) draft.record.directories = directories
}

/** True when nothing but the partition's name stands in the record. Kafka: changeRecordIsNoOp. */
function isNoOp(record: PartitionChangeRecord): boolean {
  return Object.keys(record).length === 3
}
