import type { PartitionRegistration, TopicImage } from '../metadata/image'
import { topicByName } from '../metadata/image'
import { isInternalTopic, topicNameProblem } from '../protocol/topicName'
import { byText, javaHashCode } from '~/base/integers'
import { scalaHashOrder } from '~/base/javaOrder'
import type { DescribeTopicPartitionsResponse } from '../protocol/rpc/admin'
import type { MetadataPartition, MetadataRequest, MetadataTopic } from '../protocol/rpc/data'
import { autoCreate } from './autoCreate'
import type { BrokerState, BrokerWork, Caller } from './brokerState'
import { answer } from './brokerState'
import { aliveBrokers, endpointOf, listenerOf } from './leaders'

/** Answers what the cluster looks like from here. Kafka: KafkaApis.handleTopicMetadataRequest. */
export function onMetadata(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  request: MetadataRequest,
): void {
  const { state } = work
  const names = request.topics ?? allTopics(state)
  const missing = names.filter((name) => topicByName(state.image, name) === undefined)
  const mayCreate =
    request.allowAutoTopicCreation &&
    request.topics !== null &&
    state.config.settings.boolean('auto.create.topics.enable')
  const created = mayCreate ? autoCreate(work, missing) : new Map<string, MetadataTopic>()
  const brokers = aliveBrokers(state, caller.port)
  const controllerId =
    brokers.length === 0 ? -1 : (brokers[work.ctx.draw('controller', brokers.length)]?.id ?? -1)
  answer(work, caller, {
    api: 'Metadata',
    clusterId: state.config.clusterId,
    controllerId,
    brokers,
    topics: names.map((name) => created.get(name) ?? describe(state, name, caller.port)),
  })
}

/** All topics, as a Scala set has them that those a client may see are put into. Kafka: KafkaApis.handleTopicMetadataRequest. */
function allTopics({ image }: BrokerState): readonly string[] {
  return scalaHashOrder([...image.topicIds.keys()].sort(byText), javaHashCode)
}

function describe(state: BrokerState, name: string, port: number): MetadataTopic {
  const topic = topicByName(state.image, name)
  if (topic === undefined) return missingTopic(name)
  const listener = listenerOf(state, port)
  return {
    error: 'NONE',
    name,
    topicId: topic.id,
    isInternal: isInternalTopic(name),
    partitions: sortedPartitions(topic).map(([partition, registration]) =>
      describePartition(state, { partition, registration, listener }),
    ),
  }
}

/** A topic that does not exist, or cannot. */
function missingTopic(name: string): MetadataTopic {
  const isValid = topicNameProblem(name) === null
  return {
    error: isValid ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'INVALID_TOPIC_EXCEPTION',
    name,
    topicId: null,
    isInternal: isInternalTopic(name),
    partitions: [],
  }
}

function sortedPartitions(
  topic: TopicImage,
): readonly (readonly [number, PartitionRegistration])[] {
  return [...topic.partitions].sort((a, b) => a[0] - b[0])
}

interface Described {
  readonly partition: number
  readonly registration: PartitionRegistration
  readonly listener: string
}

/** Kafka: KRaftMetadataCache.getPartitionMetadata. */
function describePartition(state: BrokerState, described: Described): MetadataPartition {
  const { partition, registration, listener } = described
  const { leader, replicas, isr } = registration
  const broker = leader === null ? undefined : state.image.brokers.get(leader)
  const hasLeader = broker !== undefined && !broker.fenced
  const isReachable = hasLeader && endpointOf(broker, listener) !== null
  return {
    error: !hasLeader ? 'LEADER_NOT_AVAILABLE' : isReachable ? 'NONE' : 'LISTENER_NOT_FOUND',
    partition,
    leader: isReachable ? leader : null,
    leaderEpoch: registration.leaderEpoch,
    replicas,
    isr,
    offlineReplicas: replicas.filter((id) => isOffline(state, id)),
  }
}

function isOffline(state: BrokerState, id: (typeof state)['config']['nodeId']): boolean {
  const broker = state.image.brokers.get(id)
  return broker === undefined || broker.fenced
}

/** What `kafka-topics.sh --describe` asks. Kafka: DescribeTopicPartitionsRequestHandler. */
export function describeTopicPartitions(
  state: BrokerState,
  names: readonly string[],
): DescribeTopicPartitionsResponse {
  const topics = [...names].sort(byText).map((name) => {
    const topic = topicByName(state.image, name)
    if (topic === undefined) {
      const { error, isInternal, topicId } = missingTopic(name)
      return { error, name, topicId, isInternal, partitions: [] }
    }
    return {
      error: 'NONE',
      name,
      topicId: topic.id,
      isInternal: isInternalTopic(name),
      partitions: sortedPartitions(topic).map(([partition, row]) => {
        const broker = row.leader === null ? undefined : state.image.brokers.get(row.leader)
        const hasLeader = broker !== undefined && !broker.fenced
        return {
          error: hasLeader ? 'NONE' : 'LEADER_NOT_AVAILABLE',
          partition,
          leader: hasLeader ? row.leader : null,
          leaderEpoch: row.leaderEpoch,
          replicas: row.replicas,
          isr: row.isr,
          elr: row.elr,
          lastKnownElr: row.lastKnownElr,
          offlineReplicas: row.replicas.filter((id) => isOffline(state, id)),
        } as const
      }),
    } as const
  })
  return { api: 'DescribeTopicPartitions', topics }
}
