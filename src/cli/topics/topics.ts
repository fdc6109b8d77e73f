import { javaSplit } from '~/base/javaSplit'
import { byText } from '~/base/integers'
import { nodeId, ZERO_UUID } from '~/kafka/ids'
import { newTopicProblem } from '~/kafka/config/resourceConfigs'
import { hasCollisionChars, isInternalTopic } from '~/kafka/protocol/topicName'
import { parseInteger } from '../parse/javaInteger'
import type { Options, OptionSpec } from '../parse/options'
import { refuseWith, require, UsageError } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { kafkaError, stackTrace, ToolError } from '../script'
import { topicPattern } from './topicPattern'
import { uuidProblem } from '../uuidText'
import { describeTopics, REPORTS } from './topicsDescribe'

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })
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
function checkArgs({ options, out, err }: Io): void {
  if (ACTIONS.filter((name) => options.has(name)).length !== 1) {
    throw new UsageError(
      'usage',
      'Command must include exactly one action: --list, --describe, --create, --alter or --delete',
    )
  }
  if (options.has('delete-config')) {
    err(
      'delete-config option is no longer supported and deprecated since version 4.0. The config will be fully removed in future releases.',
    )
  }
  if (!options.has('bootstrap-server')) {
    throw new UsageError(
      'joptsimple',
      '--bootstrap-server must be specified',
      'java.lang.IllegalArgumentException',
    )
  }
  checkRequired(options, out)
  refuseWith(options, 'config', others('create', 'alter'))
  refuseWith(options, 'partitions', others('create', 'alter'))
  refuseWith(options, 'replication-factor', others('create'))
  refuseWith(options, 'replica-assignment', others('create', 'alter'))
  if (options.has('create')) {
    refuseWith(options, 'replica-assignment', ['partitions', 'replication-factor'])
  }
  for (const report of REPORTS) {
    refuseWith(options, report, [...others('describe'), 'topics-with-overrides'])
  }
  refuseWith(options, 'topics-with-overrides', [...others('describe'), ...REPORTS])
  refuseWith(options, 'if-exists', others('alter', 'delete', 'describe'))
  refuseWith(options, 'if-not-exists', others('create'))
  refuseWith(options, 'exclude-internal', others('list', 'describe'))
}

/** Kafka: TopicCommand.TopicCommandOptions.checkRequiredArgs. */
function checkRequired(options: Options, out: Io['out']): void {
  if (options.has('describe') && options.has('if-exists')) {
    const [named, hasId] = [options.has('topic'), options.has('topic-id')]
    if (!named && !hasId) {
      throw new UsageError('usage', '--topic or --topic-id is required to describe a topic')
    }
    if (named && hasId) {
      out(
        'Only topic id will be used when both --topic and --topic-id are specified and topicId is not Uuid.ZERO_UUID',
      )
    }
  }
  if (!options.has('list') && !options.has('describe')) require(options, ['topic'])
  if (!options.has('alter')) return
  if (options.has('config')) {
    throw new UsageError(
      'usage',
      'Option combination "[[bootstrap-server], [config]]" can\'t be used with option "[alter]" (To alter topic configurations, the kafka-configs tool can be used.)',
    )
  }
  require(options, ['partitions'])
}

function illegal(message: string): ToolError {
  return new ToolError('java.lang.IllegalArgumentException', message)
}

/** The option's lists, or null where it says nothing. Kafka: TopicCommandOptions.replicaAssignment. */
function manualAssignment(options: Options): readonly (readonly number[])[] | null {
  const text = options.value('replica-assignment') ?? ''
  return text === '' ? null : parseAssignment(text)
}

/** Kafka: TopicCommand.parseReplicaAssignment. */
function parseAssignment(text: string): readonly (readonly number[])[] {
  const lists = javaSplit(text, ',').map((part) =>
    javaSplit(part, ':').map((id) => parseInteger(id.trim())),
  )
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
        'org.apache.kafka.tools.AdminOperationException',
        `Partition ${index} has different replication factor: [${brokers.join(', ')}]`,
      )
    }
  }
  return lists
}

function parseConfigs(
  options: Options,
): readonly { readonly name: string; readonly value: string }[] {
  const pairs = options.values('config').map((text) => javaSplit(text, /\s*=\s*/))
  if (pairs.some((pair) => pair.length !== 2)) {
    throw illegal(
      'requirement failed: Invalid topic config: all configs to be added must be in the format "key=val".',
    )
  }
  const configs = pairs.map(([name = '', value = '']) => ({
    name: name.trim(),
    value: value.trim(),
  }))
  const problem = newTopicProblem(configs)
  if (problem === null) return configs
  const isOwn = /^(Unknown topic config|conflict topic config)/.test(problem)
  const javaClass = isOwn
    ? 'org.apache.kafka.common.errors.InvalidConfigurationException'
    : 'org.apache.kafka.common.config.ConfigException'
  throw new ToolError(javaClass, problem)
}

/** Kafka: TopicCommand.TopicService.createTopic. */
// eslint-disable-next-line complexity -- one check a line, in the order of Kafka's tool
function create({ options, ask, out }: Io): number {
  const name = options.value('topic') ?? ''
  const factor = Number(options.value('replication-factor') ?? -1)
  const partitions = Number(options.value('partitions') ?? -1)
  const assignments = manualAssignment(options)
  const configs = parseConfigs(options)
  if (hasCollisionChars(name)) {
    out(
      "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. To avoid issues it is best to use either, but not both.",
    )
  }
  if (options.has('replication-factor') && (factor > 32_767 || factor < 1)) {
    throw illegal('The replication factor must be between 1 and 32767 inclusive')
  }
  if (options.has('partitions') && partitions < 1) {
    throw illegal('The partitions must be greater than 0')
  }
  if (name === '') {
    const text = "The given topic name '' cannot be represented in a request."
    throw new ToolError('org.apache.kafka.common.errors.InvalidTopicException', text)
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
  const expression = topicPattern(pattern)
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
  io.out(names.join('\n'))
  return 0
}

/** Kafka: TopicCommand.TopicService.alterTopic. */
function alter(io: Io): number {
  const { options, ask } = io
  const count = Number(options.value('partitions'))
  const assignments = manualAssignment(options)
  const names = findTopics(io)
  mustExist(io, names, options.has('if-exists'))
  if (names.length === 0) return 0
  const described = ask<'DescribeTopicPartitions'>({
    api: 'DescribeTopicPartitions',
    topics: names,
  })
  const topics = names.map((name) => {
    const known = described.topics.find((topic) => topic.name === name)?.partitions.length ?? 0
    const added = assignments?.slice(known).map((ids) => ids.map(nodeId)) ?? null
    return { name, count, assignments: added }
  })
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

/** Java: Uuid.fromString. @throws ToolError */
function uuidOf(text: string | undefined): string | undefined {
  const problem = text === undefined ? null : uuidProblem(text)
  if (problem !== null) throw illegal(problem)
  return text
}

/** Kafka: TopicCommand.TopicService.describeTopic. */
function describe(io: Io): number {
  const { options } = io
  // Kafka asks for it before it asks the cluster; a page of an answer changes nothing that is seen.
  options.value('partition-size-limit-per-response')
  const id = uuidOf(options.value('topic-id'))
  const byId = id !== undefined && id !== ZERO_UUID
  const names = byId ? topicsWithId(io, id) : findTopics(io)
  const isOptional = options.has('if-exists')
  if (!byId) mustExist(io, names, isOptional)
  else if (names.length === 0 && !isOptional) {
    throw illegal(`TopicId '${id}' does not exist as expected`)
  }
  return names.length === 0 ? 0 : describeTopics(io, names)
}

function topicsWithId({ ask }: Io, id: string): readonly string[] {
  const response = ask<'Metadata'>({ api: 'Metadata', topics: null, allowAutoTopicCreation: false })
  return response.topics.filter(({ topicId }) => topicId === id).map(({ name }) => name)
}

/** `kafka-topics.sh`. Kafka: org.apache.kafka.tools.TopicCommand. */
export const topicsTool: ScriptTool = {
  name: 'kafka-topics',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  purpose: {
    help: 'This tool helps to create, delete, describe, or change a topic.',
    noArguments: 'Create, delete, describe, or change a topic.',
  },
  main: (io) => {
    checkArgs(io)
    if (io.options.has('create')) return create(io)
    if (io.options.has('list')) return list(io)
    if (io.options.has('alter')) return alter(io)
    return io.options.has('describe') ? describe(io) : remove(io)
  },
  onError: ({ out, err }, error) => {
    out(`Error while executing topic command : ${error.message}`)
    const [first = '', ...causes] = stackTrace(error)
    err(`[{time}] ERROR ${first}`)
    for (const line of causes) err(line)
    err(' (org.apache.kafka.tools.TopicCommand)')
    return 1
  },
  onNoClient: ({ err }, error) => {
    err(error.message)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
