import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type {
  DescribeTopicPartitionsResponse,
  ListPartitionReassignmentsResponse,
} from '~/kafka/protocol/rpc/admin'
import { askReassignments } from '../askReassignments'
import type { Options } from '../parse/options'
import type { Io } from '../script'
import { kafkaError, ToolError, wrapError } from '../script'

/** Options that show partitions which something is wrong with. */
export const REPORTS = [
  'under-replicated-partitions',
  'under-min-isr-partitions',
  'at-min-isr-partitions',
  'unavailable-partitions',
]

type DescribedTopic = DescribeTopicPartitionsResponse['topics'][number]
type DescribedPartition = DescribedTopic['partitions'][number]
type Reassignment = ListPartitionReassignmentsResponse['partitions'][number]

interface Context {
  readonly set: readonly {
    readonly name: string
    readonly value: string | null
    readonly source: string
  }[]
  readonly alive: readonly number[]
  readonly reassignments: readonly Reassignment[]
}

/** Asks about topics and prints them. X-23. Kafka: TopicCommand.TopicService.describeTopic. */
export function describeTopics(io: Io, names: readonly string[]): number {
  const { ask } = io
  const { topics } = ask<'DescribeTopicPartitions'>({
    api: 'DescribeTopicPartitions',
    topics: names,
  })
  const configs = ask<'DescribeConfigs'>({
    api: 'DescribeConfigs',
    resources: names.map((name) => ({ type: 'TOPIC', name, keys: null })),
    includeSynonyms: false,
  })
  const cluster = ask<'DescribeCluster'>({ api: 'DescribeCluster', endpointType: 'BROKER' })
  const alive = cluster.brokers.map(({ id }) => Number(id))
  const reassignments = listReassignments(io, topics)
  for (const topic of asReceived(topics)) {
    if (topic.error !== 'NONE') throw kafkaError(topic.error, null)
    const set = configs.results.find(({ name }) => name === topic.name)?.configs ?? []
    const moving = reassignments.filter((row) => row.topic === topic.name)
    describeTopic(io, topic, { set, alive, reassignments: moving })
  }
  return 0
}

/**
 * Topics in the order of the maps that hold their futures, that map's copy and their descriptions.
 * Kafka: KafkaAdminClient.handleDescribeTopicsByNamesWithDescribeTopicPartitionsApi, DescribeTopicsResult.all.
 */
function asReceived(topics: readonly DescribedTopic[]): readonly DescribedTopic[] {
  const hashOf = ({ name }: DescribedTopic) => javaHashCode(name)
  // A copy has room for more: HashMap.putMapEntries.
  let copied = 1
  while (copied < Math.floor(topics.length / 0.75 + 1)) copied *= 2
  const futures = javaHashOrder(topics, hashOf, 1)
  return javaHashOrder(javaHashOrder(futures, hashOf, copied), hashOf, 1)
}

/** Kafka: TopicCommand.TopicService.listAllReassignments. */
function listReassignments(
  io: Io,
  topics: readonly DescribedTopic[],
): ListPartitionReassignmentsResponse['partitions'] {
  const asked = topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.map(({ partition }) => partition),
  }))
  try {
    return askReassignments(io, asked)
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    throw wrapError('java.lang.RuntimeException', error)
  }
}

/** Without the replicas that are being added. Kafka: TopicCommand.getReplicationFactor. */
function factorOf(partition: DescribedPartition, moving: Reassignment | undefined): number {
  return partition.replicas.length - (moving?.addingReplicas.length ?? 0)
}

function describeTopic(io: Io, topic: DescribedTopic, context: Context): void {
  const { options, out } = io
  // The admin client keeps them in a hash map. Kafka: Config.entries.
  const overridden = javaHashOrder(context.set, ({ name }) => javaHashCode(name)).filter(
    ({ source }) => source !== 'DEFAULT_CONFIG',
  )
  const isReport = REPORTS.some((name) => options.has(name))
  const onlyOverrides = options.has('topics-with-overrides')
  const moving = (partition: DescribedPartition) =>
    context.reassignments.find((row) => row.partition === partition.partition)
  const [first] = topic.partitions
  if (!isReport && first !== undefined && (!onlyOverrides || overridden.length > 0)) {
    const text = overridden.map(({ name, value }) => `${name}=${value ?? ''}`).join(',')
    out(
      `Topic: ${topic.name}\tTopicId: ${topic.topicId ?? ''}\tPartitionCount: ${topic.partitions.length}\tReplicationFactor: ${factorOf(first, moving(first))}\tConfigs: ${text}`,
    )
  }
  if (onlyOverrides) return
  for (const partition of topic.partitions) {
    if (isReport && !isReported(options, partition, { ...context, moving: moving(partition) })) {
      continue
    }
    out(partitionLine(topic.name, partition, moving(partition)))
  }
}

function partitionLine(
  topic: string,
  partition: DescribedPartition,
  moving: Reassignment | undefined,
): string {
  const ids = (list: readonly number[]) => list.join(',')
  const move =
    moving === undefined
      ? ''
      : `\tAdding Replicas: ${ids(moving.addingReplicas)}\tRemoving Replicas: ${ids(moving.removingReplicas)}`
  return `\tTopic: ${topic}\tPartition: ${partition.partition}\tLeader: ${partition.leader ?? 'none'}\tReplicas: ${ids(partition.replicas)}\tIsr: ${ids(partition.isr)}${move}\tElr: ${ids(partition.elr)}\tLastKnownElr: ${ids(partition.lastKnownElr)}`
}

/** True when one of the reports that were asked for names the partition. */
function isReported(
  options: Options,
  partition: DescribedPartition,
  { set, alive, moving }: Context & { readonly moving: Reassignment | undefined },
): boolean {
  const { leader, isr } = partition
  const minIsr = Number(set.find(({ name }) => name === 'min.insync.replicas')?.value ?? 1)
  const holds: Readonly<Record<string, boolean>> = {
    'under-replicated-partitions': factorOf(partition, moving) > isr.length,
    'under-min-isr-partitions': leader === null || isr.length < minIsr,
    'at-min-isr-partitions': isr.length === minIsr,
    'unavailable-partitions': leader === null || !alive.includes(leader),
  }
  return REPORTS.some((name) => options.has(name) && holds[name] === true)
}
