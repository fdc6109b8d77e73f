import type { CreateTopicsRequest } from '../protocol/rpc/admin'
import type { MetadataTopic } from '../protocol/rpc/data'
import { isInternalTopic, topicNameProblem } from '../protocol/topicName'
import type { BrokerWork } from './brokerState'
import { toController } from './toController'

type NewTopic = CreateTopicsRequest['topics'][number]

/** How a topic is made that nobody described. Kafka: AutoTopicCreationManager.creatableTopic. */
function creatable(work: BrokerWork, name: string): NewTopic {
  const { settings } = work.state.config
  const config = (key: string, value: string) => ({ name: key, value })
  switch (name) {
    case '__consumer_offsets':
      return {
        name,
        partitionCount: settings.int('offsets.topic.num.partitions'),
        replicationFactor: settings.int('offsets.topic.replication.factor'),
        assignments: null,
        configs: [
          config('cleanup.policy', 'compact'),
          config('compression.type', 'producer'),
          config('segment.bytes', settings.string('offsets.topic.segment.bytes')),
        ],
      }
    default:
      return {
        name,
        partitionCount: settings.int('num.partitions'),
        replicationFactor: settings.int('default.replication.factor'),
        assignments: null,
        configs: [],
      }
  }
}

/**
 * Asks the controller for topics that are missing; the client is told UNKNOWN_TOPIC_OR_PARTITION
 * and finds them at its next refresh. A-17. Kafka: DefaultAutoTopicCreationManager.createTopics.
 */
export function autoCreate(work: BrokerWork, names: readonly string[]): Map<string, MetadataTopic> {
  const answers = new Map<string, MetadataTopic>()
  const wanted: NewTopic[] = []
  for (const name of names) {
    const isValid = isInternalTopic(name) || topicNameProblem(name) === null
    answers.set(name, {
      error: isValid ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'INVALID_TOPIC_EXCEPTION',
      name,
      topicId: null,
      isInternal: isInternalTopic(name),
      partitions: [],
    })
    if (isValid && !work.state.creating.has(name)) wanted.push(creatable(work, name))
  }
  if (wanted.length === 0) return answers
  const tag = `create ${wanted.map(({ name }) => name).join(' ')}`
  const timeoutMs = work.state.config.settings.int('request.timeout.ms')
  const body = { api: 'CreateTopics', topics: wanted, timeoutMs, validateOnly: false } as const
  if (!toController(work, tag, body)) return answers
  const creating = wanted.reduce((map, { name }) => map.set(name, true), work.state.creating)
  work.state.creating = creating
  return answers
}

/** A creation that was asked for has ended, one way or the other. */
export function onCreated(work: BrokerWork, tag: string): void {
  const names = tag.split(' ').slice(1)
  work.state.creating = work.state.creating.deleteAll(names)
}
