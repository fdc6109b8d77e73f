import type { TopicImage } from '../metadata/image'
import { errorMessage } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { CreatePartitionsRequest } from '../protocol/rpc/admin'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, findTopic, write } from './controllerState'
import type { Refusal } from './replicaAssignments'
import { checkAssignments, partitionRecord, stripe } from './replicaAssignments'

/** Adds partitions. §8. Kafka: ReplicationControlManager.createPartitions. */
export function onCreatePartitions(
  work: ControllerWork,
  caller: ControllerCaller,
  body: CreatePartitionsRequest,
): void {
  const records: MetadataRecord[] = []
  const names = body.topics.map(({ name }) => name)
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  const doubled = [...twice].map((name) => {
    const errorMessage = 'Duplicate topic name.'
    return { name, error: 'INVALID_REQUEST', errorMessage } as const
  })
  const once = body.topics.filter(({ name }) => !twice.has(name))
  const grownTopics = once.map((asked) => {
    const grown = grow(work, asked)
    if ('error' in grown) {
      return { name: asked.name, error: grown.error, errorMessage: grown.message }
    }
    records.push(...grown.records)
    return { name: asked.name, error: 'NONE', errorMessage: null } as const
  })
  if (!body.validateOnly) write(work, records)
  const topics = [...doubled, ...grownTopics]
  answerWhenCommitted(work, caller, { api: 'CreatePartitions', topics })
}

function grow(
  work: ControllerWork,
  asked: CreatePartitionsRequest['topics'][number],
): { readonly records: readonly MetadataRecord[] } | Refusal {
  const topic = findTopic(work, asked.name)
  if (topic === undefined) {
    return {
      error: 'UNKNOWN_TOPIC_OR_PARTITION',
      message: errorMessage('UNKNOWN_TOPIC_OR_PARTITION'),
    }
  }
  const first = topic.partitions.size
  const refused = checkCount(topic, asked)
  if (refused !== null) return refused
  const factor = topic.partitions.get(0)?.replicas.length ?? 1
  const placed =
    asked.assignments === null
      ? stripe(work, { count: asked.count - first, factor })
      : checkAssignments(work, { assignments: asked.assignments, first, factor })
  if ('reason' in placed) return { error: placed.error, message: placed.reason }
  if ('error' in placed) return placed
  return {
    records: placed.partitions.map((replicas, index) =>
      partitionRecord(work, { topicId: topic.id, partition: first + index, replicas }),
    ),
  }
}

function checkCount(
  topic: TopicImage,
  asked: CreatePartitionsRequest['topics'][number],
): Refusal | null {
  const size = topic.partitions.size
  if (asked.count === size) {
    return { error: 'INVALID_PARTITIONS', message: `Topic already has ${size} partition(s).` }
  }
  if (asked.count < size) {
    const message = `The topic ${asked.name} currently has ${size} partition(s); ${asked.count} would not be an increase.`
    return { error: 'INVALID_PARTITIONS', message }
  }
  const additional = asked.count - size
  if (asked.assignments === null || asked.assignments.length === additional) return null
  const message = `Attempted to add ${additional} additional partition(s), but only ${asked.assignments.length} assignment(s) were specified.`
  return { error: 'INVALID_REPLICA_ASSIGNMENT', message }
}
