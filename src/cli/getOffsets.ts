import { javaSplit } from '~/base/javaSplit'
import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { isInternalTopic } from '~/kafka/protocol/topicName'
import type { Limit } from './oneCall'
import { inOneCall, isLate } from './oneCall'
import type { OptionSpec, Options } from './parse/options'
import { UsageError } from './parse/options'
import type { Io, ScriptTool } from './script'
import { kafkaError, stackTrace, ToolError, waitFor, wrapError } from './script'
import { topicPattern } from './topics/topicPattern'
import { bootstrapTextProblem } from './clientProblem'

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'HOST1:PORT1,...,HOST3:PORT3',
    about: 'Where to begin (required).',
  },
  { name: 'command-config', argument: 'config file', about: 'Settings of the admin client.' },
  { name: 'exclude-internal-topics', argument: null, about: "Leaves Kafka's own topics out." },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'partitions', argument: 'partition ids', about: 'Partitions by number, with commas.' },
  {
    name: 'time',
    argument: '<timestamp> / -1 or latest / -2 or earliest / -3 or max-timestamp',
    about: 'Offsets of which time; latest unless given.',
  },
  { name: 'topic', argument: 'topic', about: 'The topic, or an expression for several.' },
  {
    name: 'topic-partitions',
    argument: 'topic1:1,topic2:0-3,...',
    about: 'Topics with partitions.',
  },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

const TIMES: Readonly<Record<string, number>> = {
  latest: -1,
  earliest: -2,
  'max-timestamp': -3,
  'earliest-local': -4,
  'latest-tiered': -5,
}

/** Decides which partitions are asked for; null: some of the topic's. Kafka: TopicPartitionFilter. */
type Filter = (topic: string, partition: number | null) => boolean

/** An error that is printed as its message. Kafka: TerseException. */
function terse(message: string): UsageError {
  return new UsageError('terse', `Error occurred: ${message}`)
}

/** Kafka: GetOffsetShell.parseOffsetSpec. */
function timestampOf(text: string): number {
  const named = Object.hasOwn(TIMES, text) ? TIMES[text] : undefined
  if (named !== undefined) return named
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  throw terse(
    `Malformed time argument ${text}. Please use -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / -5 or latest-tiered, or a specified long format timestamp`,
  )
}

/** One of `t:0-2`, `u:1`, `v`, `:5-`, `w:-3`. Kafka: GetOffsetShell.parseRuleSpec. */
function ruleOf(text: string): Filter {
  const match = /^([^:,]*)(?::(?:(\d*)|(?:(\d*)-(\d*))))?$/.exec(text)
  if (match === null) {
    const cause = `org.apache.kafka.tools.TerseException: Invalid rule specification: ${text}`
    throw new ToolError('java.lang.RuntimeException', cause, [cause])
  }
  const [, topic, only, low, high] = match.map((group: string | undefined) => group ?? '')
  const pattern = topicPattern(topic === undefined || topic === '' ? '.*' : topic)
  const from = low === '' || low === undefined ? 0 : Number(low)
  const end = high === '' || high === undefined ? Number.MAX_SAFE_INTEGER : Number(high)
  return (name, partition) => {
    if (!pattern.test(name)) return false
    if (partition === null) return true
    if (only !== '') return partition === Number(only)
    return partition >= from && partition < end
  }
}

function filterOf({ options }: Pick<Io, 'options'>): Filter {
  const rules = options.value('topic-partitions')
  if (rules !== undefined) {
    const filters = javaSplit(rules, ',').map(ruleOf)
    return (topic, partition) => filters.some((filter) => filter(topic, partition))
  }
  const pattern = topicPattern(options.value('topic') ?? '.*')
  const text = options.value('partitions') ?? ''
  const numbers = text === '' ? [] : javaSplit(text, ',')
  if (!numbers.every((number) => /^[+-]?\d+$/.test(number))) {
    throw terse(
      `--partitions expects a comma separated list of numeric partition ids, but received: ${text}`,
    )
  }
  const wanted = numbers.map(Number)
  return (topic, partition) =>
    pattern.test(topic) && (partition === null || wanted.length === 0 || wanted.includes(partition))
}

interface Asked {
  readonly topic: string
  readonly partition: number
}

/** The partitions that pass, topics in the order of a hash map. GetOffsetShell.listPartitionInfos. */
function matching({ options, ask }: Pick<Io, 'options' | 'ask'>, filter: Filter): readonly Asked[] {
  const response = waitFor(() =>
    ask<'Metadata'>({ api: 'Metadata', topics: null, allowAutoTopicCreation: false }),
  )
  const topics = response.topics.filter(
    ({ name }) => !options.has('exclude-internal-topics') || !isInternalTopic(name),
  )
  const named = topics.filter(({ name }) => filter(name, null))
  return javaHashOrder(named, ({ name }) => javaHashCode(name), 1)
    .flatMap(({ name, partitions }) =>
      partitions.map(({ partition }) => ({ topic: name, partition })),
    )
    .filter(({ topic, partition }) => filter(topic, partition))
}

/** Kafka: GetOffsetShellOptions, then GetOffsetShell.fetchOffsets. @throws UsageError */
function checkArgs(options: Options): void {
  if (!options.has('bootstrap-server')) {
    throw new UsageError('usage', 'Missing required argument "[bootstrap-server]"')
  }
  const problem = bootstrapTextProblem(options.value('bootstrap-server') ?? '')
  if (problem !== null) throw new UsageError('usage', problem)
  if (options.has('topic-partitions') && (options.has('topic') || options.has('partitions'))) {
    throw terse('--topic-partitions cannot be used with --topic or --partitions')
  }
}

function main(io: Io): number {
  const { options, out, err } = io
  checkArgs(options)
  const timestamp = timestampOf(options.value('time') ?? 'latest')
  const rows = matching(io, filterOf(io))
  if (rows.length === 0) {
    throw terse('Could not match any topic-partitions with the specified filters')
  }
  const found = inOneCall(rows, (row, limit) => offsetAt(io, row, { timestamp, limit }))
  for (const row of found) if (row.failure !== null) err(row.failure)
  const named = found.toSorted((a, b) => byText(a.sortsAs, b.sortsAs))
  for (const row of named) if (row.offset >= 0) out(`${row.name}:${row.offset}`)
  return 0
}

/** One partition's offset, or why it is skipped. X-100. */
function offsetAt(
  { ask, err }: Pick<Io, 'ask' | 'err'>,
  { topic, partition }: Asked,
  { timestamp, limit }: { readonly timestamp: number; readonly limit: Limit },
): {
  readonly name: string
  readonly sortsAs: string
  readonly offset: number
  readonly failure: string | null
  /** The time of the call was over. */
  readonly isLate: boolean
} {
  const names = { name: `${topic}:${partition}`, sortsAs: `${topic}-${partition}` }
  try {
    const answer = ask<'ListOffsets'>(
      {
        api: 'ListOffsets',
        replicaId: null,
        isolationLevel: 'READ_UNCOMMITTED',
        partitions: [{ topic, partition, currentLeaderEpoch: null, timestamp }],
      },
      { type: 'leader', topic, partition, ...limit },
    )
    const [row] = answer.partitions
    if (row !== undefined && row.error !== 'NONE') {
      err(
        `[{time}] ERROR [AdminClient clientId=GetOffsetShell] ListOffsets request for topic partition ${topic}-${partition} failed due to an unexpected error ${row.error} (org.apache.kafka.clients.admin.internals.ListOffsetsHandler)`,
      )
      throw kafkaError(row.error, null)
    }
    return { ...names, offset: row?.offset ?? -1, failure: null, isLate: false }
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    const why = wrapError('java.util.concurrent.ExecutionException', error).message
    const failure = `Skip getting offsets for topic-partition ${topic}-${partition} due to error: ${why}`
    return { ...names, offset: -1, failure, isLate: isLate(error) }
  }
}

/** `kafka-get-offsets.sh`. Kafka: org.apache.kafka.tools.GetOffsetShell. */
export const getOffsetsTool: ScriptTool = {
  name: 'kafka-get-offsets',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  terseStart: 'Error occurred: ',
  purpose: 'An interactive shell for getting topic-partition offsets.',
  main,
  onError: ({ err }, error) => {
    err(`Error occurred: ${error.message}`)
    for (const line of stackTrace(error)) err(line)
    return 1
  },
}
