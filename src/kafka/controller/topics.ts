import { Set } from 'immutable'
import { drawId } from '../drawUuid'
import type { NodeId, TopicId } from '../ids'
import { leaderEpoch, topicId as topicIdOf } from '../ids'
import { topicChangeProblem } from '../config/resourceConfigs'
import type { TopicImage } from '../metadata/image'
import type { ErrorCode } from '../protocol/errors'
import { errorMessage } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  CreatePartitionsRequest,
  CreateTopicsRequest,
  CreateTopicsResponse,
  DeleteTopicsRequest,
  DeleteTopicsResponse,
} from '../protocol/rpc/admin'
import { hasCollisionChars, topicNameProblem, unifyCollisionChars } from '../protocol/topicName'
import { clearElrRecords, inHashOrder } from './configs'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { defaultDirectory } from '../metadata/directories'
import { answerWhenCommitted, findTopic, isActiveBroker, write } from './controllerState'
import { placeReplicas } from './stripedReplicaPlacer'
import { endReassignments } from './reassignmentEdges'

type NewTopic = CreateTopicsRequest['topics'][number]
type CreatedTopic = CreateTopicsResponse['topics'][number]

/** An error with its text, or nothing. */
interface Refusal {
  readonly error: ErrorCode
  readonly message: string
}

/** Creates topics. §3. Kafka: ReplicationControlManager.createTopics. */
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
  const once = body.topics.filter((topic) => !isTwice(topic))
  const tooMany = partitionsProblem(work, once)
  const topics = [
    ...once.map((topic) =>
      tooMany === null ? createOne(work, topic, records) : failed(topic, tooMany),
    ),
    ...twice.map((topic) =>
      failed(topic, { error: 'INVALID_REQUEST', message: 'Duplicate topic name.' }),
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
    return partitionCount === -1 ? work.state.config.defaultPartitions : partitionCount
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

type Partitions = { readonly partitions: readonly (readonly NodeId[])[] } | Refusal

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
  return stripe(work, { count, factor })
}

function stripe(
  work: ControllerWork,
  { count, factor }: { readonly count: number; readonly factor: number },
): Partitions {
  const brokers = [...work.state.image.brokers.values()]
    .sort((a, b) => a.id - b.id)
    .map(({ id, rack, fenced }) => ({ id, rack, fenced }))
  const placed = placeReplicas({
    brokers,
    partitionCount: count,
    replicationFactor: factor,
    nextInt: (bound) => work.ctx.draw('placement', bound),
  })
  const prefix = `Unable to replicate the partition ${factor} time(s): `
  if (!placed.ok) {
    return { error: 'INVALID_REPLICATION_FACTOR', message: prefix + placed.message }
  }
  const isDead = placed.assignments.some(
    (replicas) => !replicas.some((id) => isActiveBroker(work.state.image, id)),
  )
  if (!isDead) return { partitions: placed.assignments }
  const message = `${prefix}All brokers are currently fenced or in controlled shutdown.`
  return { error: 'INVALID_REPLICATION_FACTOR', message }
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

interface Manual {
  readonly assignments: readonly (readonly NodeId[])[]
  readonly first: number
  readonly factor: number | null
}

/** Kafka: validateManualPartitionAssignment. */
function checkAssignments(work: ControllerWork, manual: Manual): Partitions {
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

function partitionRecord(
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

/** Deletes topics. §8. Kafka: QuorumController.deleteTopics. */
export function onDeleteTopics(
  work: ControllerWork,
  caller: ControllerCaller,
  body: DeleteTopicsRequest,
): void {
  const records: MetadataRecord[] = []
  const isEnabled = work.state.config.settings.boolean('delete.topic.enable')
  const topics = body.topics.map((asked): DeleteTopicsResponse['topics'][number] => {
    if (!isEnabled) {
      const message = 'Topic deletion is disabled.'
      return { ...asked, error: 'TOPIC_DELETION_DISABLED', errorMessage: message }
    }
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
  })
  write(work, records)
  answerWhenCommitted(work, caller, { api: 'DeleteTopics', topics })
}

/** Adds partitions. §8. Kafka: ReplicationControlManager.createPartitions. */
export function onCreatePartitions(
  work: ControllerWork,
  caller: ControllerCaller,
  body: CreatePartitionsRequest,
): void {
  const records: MetadataRecord[] = []
  const topics = body.topics.map((asked) => {
    const grown = grow(work, asked)
    if ('error' in grown) {
      return { name: asked.name, error: grown.error, errorMessage: grown.message }
    }
    records.push(...grown.records)
    return { name: asked.name, error: 'NONE', errorMessage: null } as const
  })
  if (!body.validateOnly) write(work, records)
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
