import type { NodeId, TopicId } from '../ids'
import { leaderEpoch } from '../ids'
import { defaultDirectory } from '../metadata/directories'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { ControllerWork } from './controllerState'
import { isActiveBroker } from './controllerState'
import { placeReplicas } from './stripedReplicaPlacer'

/** An error with its text. */
export interface Refusal {
  readonly error: ErrorCode
  readonly message: string
}

/** Replicas by partition, or why there are none. */
export type Partitions = { readonly partitions: readonly (readonly NodeId[])[] } | Refusal

/** A placer's reason as it is told of a new topic. */
export function unable(factor: number, reason: string): string {
  return `Unable to replicate the partition ${factor} time(s): ${reason}`
}

/** What the placer refuses: growing topics tell it as it is, new ones with a beginning. */
export interface Unplaced {
  readonly error: 'INVALID_REPLICATION_FACTOR'
  readonly reason: string
}

/** C-37 … C-42. Candidates are all that do not stop. Kafka: BrokerHeartbeatManager.usableBrokers. */
export function stripe(
  work: ControllerWork,
  { count, factor }: { readonly count: number; readonly factor: number },
): Partitions | Unplaced {
  const { image, contacts } = work.state
  const error = 'INVALID_REPLICATION_FACTOR'
  const brokers = [...image.brokers.values()]
    .filter(({ id }) => (contacts.get(id)?.controlledShutdownOffset ?? -1) < 0)
    .sort((a, b) => a.id - b.id)
    .map(({ id, rack, fenced }) => ({ id, rack, fenced }))
  const placed = placeReplicas({
    brokers,
    partitionCount: count,
    replicationFactor: factor,
    nextInt: (bound) => work.ctx.draw('placement', bound),
  })
  if (!placed.ok) return { error, reason: placed.message }
  const isDead = placed.assignments.some(
    (replicas) => !replicas.some((id) => isActiveBroker(image, id)),
  )
  if (!isDead) return { partitions: placed.assignments }
  const reason = 'All brokers are currently fenced or in controlled shutdown.'
  return { error, message: unable(factor, reason) }
}

interface Manual {
  readonly assignments: readonly (readonly NodeId[])[]
  readonly first: number
  readonly factor: number | null
}

/** Kafka: validateManualPartitionAssignment. */
export function checkAssignments(work: ControllerWork, manual: Manual): Partitions {
  const { assignments, first } = manual
  let { factor } = manual
  for (const [index, replicas] of assignments.entries()) {
    const message = replicasProblem(work, replicas, factor)
    if (message !== null) return { error: 'INVALID_REPLICA_ASSIGNMENT', message }
    factor = replicas.length
    if (!replicas.some((id) => isActiveBroker(work.state.image, id))) {
      return {
        error: 'INVALID_REPLICA_ASSIGNMENT',
        message: `All brokers specified in the manual partition assignment for partition ${first + index} are fenced or in controlled shutdown.`,
      }
    }
  }
  return { partitions: assignments }
}

/** What is wrong with a list of replicas, or null; `factor` null: any length. §3.2 rows 10-13. */
export function replicasProblem(
  work: ControllerWork,
  replicas: readonly NodeId[],
  factor: number | null,
): string | null {
  if (replicas.length === 0) {
    return 'The manual partition assignment includes an empty replica list.'
  }
  const sorted = [...replicas].sort((a, b) => a - b)
  for (const [index, id] of sorted.entries()) {
    if (!work.state.image.brokers.has(id)) {
      return `The manual partition assignment includes broker ${id}, but no such broker is registered.`
    }
    if (sorted[index - 1] === id) {
      return `The manual partition assignment includes the broker ${id} more than once.`
    }
  }
  if (factor === null || factor === replicas.length) return null
  return `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is not consistent with previous partitions, which have ${factor} replica(s).`
}

/** A new partition: in sync is who is there; the first of these leads. C-35. Kafka: buildPartitionRegistration. */
export function partitionRecord(
  work: ControllerWork,
  at: {
    readonly topicId: TopicId
    readonly partition: number
    readonly replicas: readonly NodeId[]
  },
): MetadataRecord {
  const isr = at.replicas.filter((id) => isActiveBroker(work.state.image, id))
  return {
    type: 'PartitionRecord',
    ...at,
    isr,
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    leader: isr[0] ?? null,
    leaderRecoveryState: 'RECOVERED',
    leaderEpoch: leaderEpoch(0),
    partitionEpoch: 0,
    directories: at.replicas.map((id) => defaultDirectory(work.state.image, id)),
  }
}
