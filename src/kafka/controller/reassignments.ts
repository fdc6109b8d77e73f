import type { NodeId } from '../ids'
import type { PartitionRegistration, TopicImage } from '../metadata/image'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse,
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse,
} from '../protocol/rpc/admin'
import type { ControllerCaller, ControllerWork } from './controllerState'
import {
  allowsUnclean,
  answerNow,
  answerWhenCommitted,
  changePartition,
  findTopic,
  write,
} from './controllerState'
import { isReassigning } from './reassignmentEdges'
import { replicasProblem } from './replicaAssignments'

type Asked = AlterPartitionReassignmentsRequest['partitions'][number]
type Answered = AlterPartitionReassignmentsResponse['partitions'][number]

interface Refusal {
  readonly error: ErrorCode
  readonly message: string
}

const byId = (a: NodeId, b: NodeId) => a - b

/** Starts and cancels reassignments. §7.1. ReplicationControlManager.alterPartitionReassignments. */
export function onAlterPartitionReassignments(
  work: ControllerWork,
  caller: ControllerCaller,
  body: AlterPartitionReassignmentsRequest,
): void {
  const records: MetadataRecord[] = []
  const partitions = body.partitions.map((asked): Answered => {
    const { topic, partition } = asked
    const made = alterOne(work, asked, body.allowReplicationFactorChange)
    if ('error' in made) {
      return { topic, partition, error: made.error, errorMessage: made.message }
    }
    records.push(...made.records)
    return { topic, partition, error: 'NONE', errorMessage: null }
  })
  write(work, records)
  const answer = { api: 'AlterPartitionReassignments', error: 'NONE', errorMessage: null } as const
  answerWhenCommitted(work, caller, { ...answer, partitions })
}

type Made = { readonly records: readonly MetadataRecord[] } | Refusal

function alterOne(work: ControllerWork, asked: Asked, allowFactorChange: boolean): Made {
  const topic = findTopic(work, asked.topic)
  const error = 'UNKNOWN_TOPIC_OR_PARTITION'
  if (topic === undefined) {
    return { error, message: `Unable to find a topic named ${asked.topic}.` }
  }
  const partition = topic.partitions.get(asked.partition)
  if (partition === undefined) {
    return { error, message: `Unable to find partition ${asked.topic}:${asked.partition}.` }
  }
  const at = { topic, number: asked.partition, partition }
  if (asked.replicas === null) return cancel(work, at)
  return start(work, at, { target: asked.replicas, allowFactorChange })
}

interface At {
  readonly topic: TopicImage
  readonly number: number
  readonly partition: PartitionRegistration
}

/** C-69. Kafka: ReplicationControlManager.cancelPartitionReassignment. */
function cancel(work: ControllerWork, { topic, number, partition }: At): Made {
  if (!isReassigning(partition)) {
    const message = 'No partition reassignment is in progress.'
    return { error: 'NO_REASSIGNMENT_IN_PROGRESS', message }
  }
  const { addingReplicas } = partition
  const targetReplicas = partition.replicas.filter((id) => !addingReplicas.includes(id))
  const kept = partition.isr.filter((id) => !addingReplicas.includes(id))
  if (kept.length === 0 && !allowsUnclean(work, topic.name)) {
    const message = `Unable to revert partition assignment for ${topic.name}:${number} because it would require an unclean leader election.`
    return { error: 'INVALID_REPLICA_ASSIGNMENT', message }
  }
  const record = changePartition(work, {
    topicId: topic.id,
    partition: number,
    because: 'reassignmentCancelled',
    targets: {
      targetIsr: kept.length > 0 ? kept : targetReplicas.slice(0, 1),
      targetReplicas,
      targetAdding: [],
      targetRemoving: [],
    },
  })
  return { records: record === null ? [] : [record] }
}

/** C-65. Kafka: ReplicationControlManager.changePartitionReassignment, PartitionReassignmentReplicas. */
function start(
  work: ControllerWork,
  { topic, number, partition }: At,
  want: { readonly target: readonly NodeId[]; readonly allowFactorChange: boolean },
): Made {
  const { target } = want
  const message = replicasProblem(work, target, null)
  if (message !== null) return { error: 'INVALID_REPLICA_ASSIGNMENT', message }
  const removing = partition.replicas.filter((id) => !target.includes(id)).toSorted(byId)
  const adding = target.filter((id) => !partition.replicas.includes(id)).toSorted(byId)
  if (!want.allowFactorChange) {
    // While it moves, what goes does not count any more.
    const before = partition.replicas.length - partition.removingReplicas.length
    if (before !== target.length) {
      const text = `The replication factor is changed from ${before} to ${target.length}`
      return { error: 'INVALID_REPLICATION_FACTOR', message: text }
    }
  }
  const record = changePartition(work, {
    topicId: topic.id,
    partition: number,
    because: 'reassignmentStarted',
    // Whatever the topic allows: it is not the time to choose a leader uncleanly.
    election: 'ONLINE',
    targets: {
      targetReplicas: [...target, ...removing],
      ...(adding.length > 0 ? { targetAdding: adding } : {}),
      ...(removing.length > 0 ? { targetRemoving: removing } : {}),
    },
  })
  return { records: record === null ? [] : [record] }
}

/** C-70. What moves, as committed. Kafka: ReplicationControlManager.listPartitionReassignments. */
export function onListPartitionReassignments(
  work: ControllerWork,
  caller: ControllerCaller,
  body: ListPartitionReassignmentsRequest,
): void {
  const { committed } = work.state
  const isAsked = (topic: string, partition: number) =>
    body.topics === null ||
    body.topics.some((row) => row.topic === topic && row.partitions.includes(partition))
  const partitions: ListPartitionReassignmentsResponse['partitions'][number][] = []
  for (const { name, partitions: rows } of committed.topics.values()) {
    for (const [partition, { replicas, addingReplicas, removingReplicas, ...rest }] of rows) {
      const row = { replicas, addingReplicas, removingReplicas }
      if (!isReassigning({ ...row, ...rest }) || !isAsked(name, partition)) continue
      partitions.push({ topic: name, partition, ...row })
    }
  }
  partitions.sort((a, b) =>
    a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition,
  )
  answerNow(work, caller, { api: 'ListPartitionReassignments', error: 'NONE', partitions })
}
