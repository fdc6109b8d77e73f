import { byText } from '~/base/integers'
import { nodeId } from '~/kafka/ids'
import { validateTopicConfigs } from '~/kafka/config/topicConfigs'
import type { ErrorCode } from '~/kafka/protocol/errors'
import { errorMessage, ERRORS } from '~/kafka/protocol/errors'
import type { DescribeTopicPartitionsResponse } from '~/kafka/protocol/rpc/admin'
import { hasCollisionChars, isInternalTopic } from '~/kafka/protocol/topicName'
import type { Options, OptionSpec } from './options'
import { refuseWith, require, UsageError } from './options'
import type { Io, ScriptTool } from './script'
import { ToolError } from './script'

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })
const REPORTS = [
  'under-replicated-partitions',
  'under-min-isr-partitions',
  'at-min-isr-partitions',
  'unavailable-partitions',
]
const ACTIONS = ['create', 'list', 'alter', 'describe', 'delete']

const OPTIONS: readonly OptionSpec[] = [
  flag('alter', 'Adds partitions to a topic.'),
  flag('at-min-isr-partitions', 'With --describe: only partitions whose ISR is just large enough.'),
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  {
    name: 'command-config',
    argument: 'command config property file',
    about: 'Settings of the admin client.',
  },
  { name: 'config', argument: 'name=value', about: 'With --create: a config of the new topic.' },
  flag('create', 'Creates a topic.'),
  flag('delete', 'Deletes a topic.'),
  { name: 'delete-config', argument: 'name', about: 'No longer supported.' },
  flag('describe', 'Shows topics with their partitions.'),
  flag('exclude-internal', "Leaves Kafka's own topics out."),
  flag('help', 'Prints this table.'),
  flag('if-exists', 'Does nothing where the topic does not exist.'),
  flag('if-not-exists', 'Does nothing where the topic exists.'),
  flag('list', 'Lists all topics.'),
  {
    name: 'partition-size-limit-per-response',
    argument: 'maximum number of partitions per response',
    type: 'integer',
    about: 'Partitions an answer may hold.',
  },
  {
    name: 'partitions',
    argument: '# of partitions',
    type: 'integer',
    about: 'How many partitions.',
  },
  {
    name: 'replica-assignment',
    argument: 'broker_id_for_part1_replica1 : broker_id_for_part1_replica2 , ...',
    about: 'Which brokers hold which partition.',
  },
  {
    name: 'replication-factor',
    argument: 'replication factor',
    type: 'integer',
    about: 'How many replicas of each partition.',
  },
  {
    name: 'topic',
    argument: 'topic',
    about: 'The topic; a regular expression except with --create.',
  },
  { name: 'topic-id', argument: 'topic-id', about: 'With --describe: the id of the topic.' },
  flag('topics-with-overrides', 'With --describe: only topics with configs of their own.'),
  flag('unavailable-partitions', 'With --describe: only partitions without a living leader.'),
  flag('under-min-isr-partitions', 'With --describe: only partitions whose ISR is too small.'),
  flag('under-replicated-partitions', 'With --describe: only partitions that miss replicas.'),
  flag('version', 'Prints the version.'),
]

const others = (...allowed: readonly string[]) => ACTIONS.filter((name) => !allowed.includes(name))

/** Kafka: TopicCommand.TopicCommandOptions.checkArgs. */
function checkArgs(options: Options): void {
  if (ACTIONS.filter((name) => options.has(name)).length !== 1) {
    throw new UsageError(
      'usage',
      'Command must include exactly one action: --list, --describe, --create, --alter or --delete',
    )
  }
  if (!options.has('bootstrap-server')) {
    throw new UsageError(
      'joptsimple',
      '--bootstrap-server must be specified',
      'java.lang.IllegalArgumentException',
    )
  }
  if (!options.has('list') && !options.has('describe')) require(options, ['topic'])
  if (options.has('alter')) require(options, ['partitions'])
  refuseWith(options, 'config', others('create', 'alter'))
  refuseWith(options, 'partitions', others('create', 'alter'))
  refuseWith(options, 'replication-factor', others('create'))
  refuseWith(options, 'replica-assignment', others('create', 'alter'))
  if (options.has('create')) {
    refuseWith(options, 'replica-assignment', ['partitions', 'replication-factor'])
  }
  for (const report of REPORTS) {
    refuseWith(options, report, [
      ...others('describe'),
      ...REPORTS.filter((name) => name !== report),
      'topics-with-overrides',
    ])
  }
  refuseWith(options, 'topics-with-overrides', [...others('describe'), ...REPORTS])
  refuseWith(options, 'if-exists', others('alter', 'delete', 'describe'))
  refuseWith(options, 'if-not-exists', others('create'))
  refuseWith(options, 'exclude-internal', others('list', 'describe'))
}

/** The exception that a client throws for an error code. */
function kafkaError(error: ErrorCode, message: string | null): ToolError {
  const { exception } = ERRORS[error]
  return new ToolError(
    `org.apache.kafka.common.errors.${exception}`,
    message ?? errorMessage(error),
  )
}

function illegal(message: string): ToolError {
  return new ToolError('java.lang.IllegalArgumentException', message)
}

/** Kafka: TopicCommand.parseReplicaAssignment. */
function parseAssignment(text: string): readonly (readonly number[])[] {
  const lists = text.split(',').map((part) => part.split(':').map((id) => Number(id.trim())))
  for (const [index, brokers] of lists.entries()) {
    const twice = [...new Set(brokers.filter((id, at) => brokers.indexOf(id) !== at))]
    if (twice.length > 0) {
      throw new ToolError(
        'org.apache.kafka.tools.AdminCommandFailedException',
        `Partition replica lists may not contain duplicate entries: ${twice.join(',')}`,
      )
    }
    if (brokers.length !== lists[0]?.length) {
      throw new ToolError(
        'org.apache.kafka.server.common.AdminOperationException',
        `Partition ${index} has different replication factor: [${brokers.join(', ')}]`,
      )
    }
  }
  return lists
}

function parseConfigs(
  options: Options,
): readonly { readonly name: string; readonly value: string }[] {
  const pairs = options.values('config').map((text) => text.split(/\s*=\s*/))
  if (pairs.some((pair) => pair.length !== 2)) {
    throw illegal(
      'requirement failed: Invalid topic config: all configs to be added must be in the format "key=val".',
    )
  }
  const configs = pairs.map(([name = '', value = '']) => ({
    name: name.trim(),
    value: value.trim(),
  }))
  const problem = validateTopicConfigs(configs)
  if (problem === null) return configs
  const javaClass = problem.startsWith('Unknown topic config')
    ? 'org.apache.kafka.common.errors.InvalidConfigurationException'
    : 'org.apache.kafka.common.config.ConfigException'
  throw new ToolError(javaClass, problem)
}

/** Kafka: TopicCommand.TopicService.createTopic. */
// eslint-disable-next-line complexity -- one check a line, in the order of Kafka's tool
function create({ options, ask, out }: Io): number {
  const name = options.value('topic') ?? ''
  const manual = options.value('replica-assignment')
  const assignments = manual === undefined ? null : parseAssignment(manual)
  const configs = parseConfigs(options)
  if (hasCollisionChars(name)) {
    out(
      "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. To avoid issues it is best to use either, but not both.",
    )
  }
  const factor = Number(options.value('replication-factor') ?? -1)
  if (options.has('replication-factor') && (factor > 32_767 || factor < 1)) {
    throw illegal('The replication factor must be between 1 and 32767 inclusive')
  }
  const partitions = Number(options.value('partitions') ?? -1)
  if (options.has('partitions') && partitions < 1) {
    throw illegal('The partitions must be greater than 0')
  }
  const response = ask<'CreateTopics'>({
    api: 'CreateTopics',
    topics: [
      {
        name,
        partitionCount: partitions,
        replicationFactor: factor,
        assignments: assignments?.map((ids) => ids.map(nodeId)) ?? null,
        configs,
      },
    ],
    timeoutMs: 30_000,
    validateOnly: false,
  })
  const [created] = response.topics
  if (created === undefined || created.error === 'NONE') {
    out(`Created topic ${name}.`)
    return 0
  }
  if (created.error === 'TOPIC_ALREADY_EXISTS' && options.has('if-not-exists')) return 0
  throw kafkaError(created.error, created.errorMessage)
}

/** The names that `--topic` means. Kafka: TopicCommand.TopicService.getTopics. */
function findTopics({ options, ask }: Io): readonly string[] {
  const response = ask<'Metadata'>({ api: 'Metadata', topics: null, allowAutoTopicCreation: false })
  const names = response.topics.map(({ name }) => name).sort(byText)
  const pattern = options.value('topic')
  const visible = options.has('exclude-internal')
    ? names.filter((name) => !isInternalTopic(name))
    : names
  if (pattern === undefined) return visible
  const expression = new RegExp(
    `^(?:${pattern.trim().replaceAll(',', '|').replaceAll(/["']/g, '')})$`,
  )
  return visible.filter((name) => expression.test(name))
}

function mustExist(io: Io, names: readonly string[], optional: boolean): void {
  const topic = io.options.value('topic')
  if (topic !== undefined && topic !== '' && !optional && names.length === 0) {
    throw illegal(`Topic '${topic}' does not exist as expected`)
  }
}

function list(io: Io): number {
  const names = findTopics(io)
  if (names.length > 0) io.out(names.join('\n'))
  return 0
}

/** Kafka: TopicCommand.TopicService.alterTopic. */
function alter(io: Io): number {
  const { options, ask } = io
  const names = findTopics(io)
  mustExist(io, names, options.has('if-exists'))
  if (names.length === 0) return 0
  const manual = options.value('replica-assignment')
  const count = Number(options.value('partitions'))
  const assignments = manual === undefined ? null : parseAssignment(manual)
  const topics = names.map((name) => ({
    name,
    count,
    assignments: assignments?.map((ids) => ids.map(nodeId)) ?? null,
  }))
  const response = ask<'CreatePartitions'>({
    api: 'CreatePartitions',
    topics,
    timeoutMs: 30_000,
    validateOnly: false,
  })
  const refused = response.topics.find(({ error }) => error !== 'NONE')
  if (refused !== undefined) throw kafkaError(refused.error, refused.errorMessage)
  return 0
}

/** Kafka: TopicCommand.TopicService.deleteTopic. */
function remove(io: Io): number {
  const names = findTopics(io)
  mustExist(io, names, io.options.has('if-exists'))
  if (names.length === 0) return 0
  const response = io.ask<'DeleteTopics'>({
    api: 'DeleteTopics',
    topics: names.map((name) => ({ name, topicId: null })),
    timeoutMs: 30_000,
  })
  const refused = response.topics.find(({ error }) => error !== 'NONE')
  if (refused !== undefined) throw kafkaError(refused.error, refused.errorMessage)
  return 0
}

type DescribedTopic = DescribeTopicPartitionsResponse['topics'][number]
type DescribedPartition = DescribedTopic['partitions'][number]

/** Kafka: TopicCommand.TopicService.describeTopic. */
function describe(io: Io): number {
  const { options, ask } = io
  const names = findTopics(io)
  mustExist(io, names, options.has('if-exists'))
  if (names.length === 0) return 0
  const topics = ask<'DescribeTopicPartitions'>({
    api: 'DescribeTopicPartitions',
    topics: names,
  }).topics
  const configs = ask<'DescribeConfigs'>({
    api: 'DescribeConfigs',
    resources: names.map((name) => ({ type: 'TOPIC', name, keys: null })),
    includeSynonyms: false,
  })
  const cluster = ask<'DescribeCluster'>({ api: 'DescribeCluster' })
  const alive = cluster.brokers.map(({ id }) => Number(id))
  for (const topic of topics) {
    if (topic.error !== 'NONE') throw kafkaError(topic.error, null)
    const set = configs.results.find(({ name }) => name === topic.name)?.configs ?? []
    describeTopic(io, topic, { set, alive })
  }
  return 0
}

interface Context {
  readonly set: readonly {
    readonly name: string
    readonly value: string | null
    readonly source: string
  }[]
  readonly alive: readonly number[]
}

// eslint-disable-next-line complexity -- one column a line
function describeTopic({ options, out }: Io, topic: DescribedTopic, { set, alive }: Context): void {
  const overridden = set.filter(({ source }) => source !== 'DEFAULT_CONFIG')
  const isReport = REPORTS.some((name) => options.has(name))
  const onlyOverrides = options.has('topics-with-overrides')
  if (!isReport && (!onlyOverrides || overridden.length > 0)) {
    const text = overridden.map(({ name, value }) => `${name}=${value ?? ''}`).join(',')
    const factor = topic.partitions[0]?.replicas.length ?? 0
    out(
      `Topic: ${topic.name}\tTopicId: ${topic.topicId ?? ''}\tPartitionCount: ${topic.partitions.length}\tReplicationFactor: ${factor}\tConfigs: ${text}`,
    )
  }
  if (onlyOverrides) return
  const minIsr = Number(set.find(({ name }) => name === 'min.insync.replicas')?.value ?? 1)
  for (const partition of topic.partitions) {
    if (isReport && !isReported(options, partition, { minIsr, alive })) continue
    const ids = (list: readonly number[]) => list.join(',')
    out(
      `\tTopic: ${topic.name}\tPartition: ${partition.partition}\tLeader: ${partition.leader ?? 'none'}\tReplicas: ${ids(partition.replicas)}\tIsr: ${ids(partition.isr)}\tElr: ${ids(partition.elr)}\tLastKnownElr: ${ids(partition.lastKnownElr)}`,
    )
  }
}

function isReported(
  options: Options,
  partition: DescribedPartition,
  { minIsr, alive }: { readonly minIsr: number; readonly alive: readonly number[] },
): boolean {
  const { leader, isr, replicas } = partition
  if (options.has('under-replicated-partitions')) return isr.length < replicas.length
  if (options.has('under-min-isr-partitions')) return leader === null || isr.length < minIsr
  if (options.has('at-min-isr-partitions')) return isr.length === minIsr
  return leader === null || !alive.includes(leader)
}

/** `kafka-topics.sh`. Kafka: org.apache.kafka.tools.TopicCommand. */
export const topicsTool: ScriptTool = {
  name: 'kafka-topics',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  main: (io) => {
    checkArgs(io.options)
    if (io.options.has('create')) return create(io)
    if (io.options.has('list')) return list(io)
    if (io.options.has('alter')) return alter(io)
    return io.options.has('describe') ? describe(io) : remove(io)
  },
  onError: ({ out, err }, error) => {
    out(`Error while executing topic command : ${error.message}`)
    err(`[{time}] ERROR ${error.javaClass}: ${error.message}`)
    err(' (org.apache.kafka.tools.TopicCommand)')
    return 1
  },
}
