import { Set } from 'immutable'
import { drawId } from '../drawUuid'
import { topicId as topicIdOf } from '../ids'
import { topicChangeProblem } from '../config/resourceConfigs'
import { errorMessage } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  CreateTopicsRequest,
  CreateTopicsResponse,
  DeleteTopicsRequest,
  DeleteTopicsResponse,
} from '../protocol/rpc/admin'
import { hasCollisionChars, topicNameProblem, unifyCollisionChars } from '../protocol/topicName'
import { clearElrRecords, inHashOrder } from './configs'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerWhenCommitted, findTopic, write } from './controllerState'
import { endReassignments } from './reassignmentEdges'
import type { Partitions, Refusal } from './replicaAssignments'
import { checkAssignments, partitionRecord, stripe, unable } from './replicaAssignments'

type NewTopic = CreateTopicsRequest['topics'][number]
type CreatedTopic = CreateTopicsResponse['topics'][number]

/** The metadata log's own name. Kafka: Topic.CLUSTER_METADATA_TOPIC_NAME. */
const CLUSTER_METADATA = '__cluster_metadata'
const METADATA_PROHIBITED = `Creation of internal topic ${CLUSTER_METADATA} is prohibited.`

/** Creates topics. §3. Kafka: ControllerApis.createTopics, ReplicationControlManager.createTopics. */
export function onCreateTopics(
  work: ControllerWork,
  caller: ControllerCaller,
  body: CreateTopicsRequest,
): void {
  const records: MetadataRecord[] = []
  const names = body.topics.map(({ name }) => name)
  const isTwice = ({ name }: NewTopic) => names.indexOf(name) !== names.lastIndexOf(name)
  // All copies of a name go, and are answered once, after the others. C-32.
  const twice = body.topics.filter(
    (topic, index) => isTwice(topic) && names.indexOf(topic.name) === index,
  )
  const isKept = (topic: NewTopic) => !isTwice(topic) && topic.name !== CLUSTER_METADATA
  const once = body.topics.filter(isKept)
  const metadata = body.topics.filter((topic) => !isTwice(topic) && !isKept(topic))
  const tooMany = partitionsProblem(work, once)
  const topics = [
    ...once.map((topic) =>
      tooMany === null ? createOne(work, topic, records) : failed(topic, tooMany),
    ),
    ...twice.map((topic) =>
      failed(topic, { error: 'INVALID_REQUEST', message: 'Duplicate topic name.' }),
    ),
    ...metadata.map((topic) =>
      failed(topic, { error: 'INVALID_REQUEST', message: METADATA_PROHIBITED }),
    ),
  ]
  if (body.validateOnly) work.facts.length = 0
  else write(work, records)
  answerWhenCommitted(work, caller, { api: 'CreateTopics', topics })
}

/** Most partitions that one request may create. Kafka: MAX_PARTITIONS_PER_BATCH. */
const MAX_PARTITIONS_PER_REQUEST = 10_000

/** §3.2 row 1. Kafka: ReplicationControlManager.validateTotalNumberOfPartitions. */
function partitionsProblem(work: ControllerWork, topics: readonly NewTopic[]): Refusal | null {
  const counts = topics.map(({ assignments, partitionCount }) => {
    if (assignments !== null) return assignments.length
    return partitionCount === -1 ? work.state.config.defaultPartitions : Math.max(0, partitionCount)
  })
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= MAX_PARTITIONS_PER_REQUEST) return null
  const message = 'Excessively large number of partitions per request.'
  return { error: 'POLICY_VIOLATION', message }
}

function createOne(work: ControllerWork, topic: NewTopic, records: MetadataRecord[]): CreatedTopic {
  const refused = checkName(work, topic) ?? checkConfigs(work, topic)
  if (refused !== null) return failed(topic, refused)
  const placed = topic.assignments === null ? place(work, topic) : assign(work, topic)
  if ('error' in placed) return failed(topic, placed)
  const topicId = topicIdOf(drawId(work.ctx))
  records.push({ type: 'TopicRecord', name: topic.name, topicId })
  const configs = inHashOrder(topic.configs).map(({ name, value }): MetadataRecord => ({
    type: 'ConfigRecord',
    resourceType: 'TOPIC',
    resourceName: topic.name,
    name,
    value,
  }))
  records.push(...configs, ...clearElrRecords(work, configs))
  placed.partitions.forEach((replicas, partition) => {
    records.push(partitionRecord(work, { topicId, partition, replicas }))
  })
  const replicationFactor = placed.partitions[0]?.length ?? 0
  work.facts.push({
    type: 'TopicCreated',
    topic: topic.name,
    topicId,
    partitionCount: placed.partitions.length,
    replicationFactor,
  })
  return {
    name: topic.name,
    topicId,
    error: 'NONE',
    errorMessage: null,
    partitionCount: placed.partitions.length,
    replicationFactor,
    configs: topic.configs,
  }
}

function failed(topic: NewTopic, { error, message }: Refusal): CreatedTopic {
  return {
    name: topic.name,
    topicId: null,
    error,
    errorMessage: message,
    partitionCount: -1,
    replicationFactor: -1,
    configs: [],
  }
}

/** Kafka: validateNewTopicNames; an existing name is found first. */
function checkName(work: ControllerWork, topic: NewTopic): Refusal | null {
  const { name } = topic
  if (findTopic(work, name) !== undefined) {
    return { error: 'TOPIC_ALREADY_EXISTS', message: `Topic '${name}' already exists.` }
  }
  const problem = topicNameProblem(name)
  const colliding = hasCollisionChars(name)
    ? Set(work.state.image.topicIds.keys())
        .filter((other) => hasCollisionChars(other))
        .toArray()
        .sort()
        .find((other) => unifyCollisionChars(other) === unifyCollisionChars(name))
    : undefined
  if (colliding !== undefined) {
    return {
      error: 'INVALID_TOPIC_EXCEPTION',
      message: `Topic '${name}' collides with existing topic: ${colliding}`,
    }
  }
  return problem === null ? null : { error: 'INVALID_TOPIC_EXCEPTION', message: problem }
}

function checkConfigs(work: ControllerWork, topic: NewTopic): Refusal | null {
  const { settings } = work.state.config
  return topicChangeProblem({
    name: topic.name,
    configs: topic.configs,
    existing: new Map(),
    tieredStorage: settings.boolean('remote.log.storage.system.enable'),
    groupSetting: settings.int,
  })
}

function place(work: ControllerWork, topic: NewTopic): Partitions {
  const { config } = work.state
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    return {
      error: 'INVALID_REPLICATION_FACTOR',
      message: 'Replication factor must be larger than 0, or -1 to use the default value.',
    }
  }
  if (topic.partitionCount < -1 || topic.partitionCount === 0) {
    return {
      error: 'INVALID_PARTITIONS',
      message: 'Number of partitions was set to an invalid non-positive value.',
    }
  }
  const count = topic.partitionCount === -1 ? config.defaultPartitions : topic.partitionCount
  const factor =
    topic.replicationFactor === -1 ? config.defaultReplicationFactor : topic.replicationFactor
  const placed = stripe(work, { count, factor })
  if (!('reason' in placed)) return placed
  return { error: placed.error, message: unable(factor, placed.reason) }
}

function assign(work: ControllerWork, topic: NewTopic): Partitions {
  if (topic.replicationFactor !== -1) {
    const message =
      'A manual partition assignment was specified, but replication factor was not set to -1.'
    return { error: 'INVALID_REQUEST', message }
  }
  if (topic.partitionCount !== -1) {
    const message =
      'A manual partition assignment was specified, but numPartitions was not set to -1.'
    return { error: 'INVALID_REQUEST', message }
  }
  return checkAssignments(work, { assignments: topic.assignments ?? [], first: 0, factor: null })
}

type Deleted = DeleteTopicsResponse['topics'][number]
type Deleting = DeleteTopicsRequest['topics'][number]

/** Deletes topics. §8. Kafka: ControllerApis.deleteTopics, ReplicationControlManager.deleteTopics. */
export function onDeleteTopics(
  work: ControllerWork,
  caller: ControllerCaller,
  body: DeleteTopicsRequest,
): void {
  const records: MetadataRecord[] = []
  const isEnabled = work.state.config.settings.boolean('delete.topic.enable')
  const topics = isEnabled
    ? deleteAll(work, body.topics, records)
    : body.topics.map((asked): Deleted => {
        const message = 'Topic deletion is disabled.'
        return { ...asked, error: 'TOPIC_DELETION_DISABLED', errorMessage: message }
      })
  write(work, records)
  answerWhenCommitted(work, caller, { api: 'DeleteTopics', topics })
}

/** A topic that is asked for by name and by id is left alone, and its id not answered. */
function deleteAll(
  work: ControllerWork,
  asked: readonly Deleting[],
  records: MetadataRecord[],
): readonly Deleted[] {
  const keyOf = ({ name, topicId }: Deleting) => `${name ?? ''} ${topicId ?? ''}`
  const keys = asked.map(keyOf)
  const isTwice = (row: Deleting) => keys.indexOf(keyOf(row)) !== keys.lastIndexOf(keyOf(row))
  const isNamedToo = ({ name, topicId }: Deleting) =>
    name === null && asked.some((row) => row.name !== null && idOf(work, row) === topicId)
  const firsts = asked.filter((row, index) => keys.indexOf(keyOf(row)) === index)
  return firsts
    .filter((row) => !isNamedToo(row))
    .map((row): Deleted => {
      const twice = isTwice(row) ? `Duplicate topic ${row.name === null ? 'id' : 'name'}.` : null
      const refused = formProblem(row) ?? twice ?? idProblem(work, row, asked)
      if (refused !== null) return { ...row, error: 'INVALID_REQUEST', errorMessage: refused }
      return deleteOne(work, row, records)
    })
}

function idOf(work: ControllerWork, { name }: Deleting) {
  return name === null ? undefined : findTopic(work, name)?.id
}

function formProblem({ name, topicId }: Deleting): string | null {
  if (name === null && topicId === null) return 'Neither topic name nor id were specified.'
  if (name === null || topicId === null) return null
  return 'You may not specify both topic name and topic id.'
}

function idProblem(work: ControllerWork, row: Deleting, asked: readonly Deleting[]): string | null {
  const id = idOf(work, row)
  const isNamedById = asked.some((other) => other.name === null && other.topicId === id)
  return isNamedById ? 'The provided topic name maps to an ID that was already supplied.' : null
}

function deleteOne(work: ControllerWork, asked: Deleting, records: MetadataRecord[]): Deleted {
  const topic =
    asked.topicId === null
      ? findTopic(work, asked.name ?? '')
      : work.state.image.topics.get(asked.topicId)
  if (topic === undefined) {
    const error = asked.topicId === null ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'UNKNOWN_TOPIC_ID'
    return { ...asked, error, errorMessage: errorMessage(error) }
  }
  records.push({ type: 'RemoveTopicRecord', topicId: topic.id })
  work.facts.push({ type: 'TopicDeleted', topic: topic.name, topicId: topic.id })
  endReassignments(work, topic)
  return { name: topic.name, topicId: topic.id, error: 'NONE', errorMessage: null }
}
