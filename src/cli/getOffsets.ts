import { byText } from '~/base/integers'
import { isInternalTopic } from '~/kafka/protocol/topicName'
import type { OptionSpec } from './options'
import { UsageError } from './options'
import type { Io, ScriptTool } from './script'

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'HOST1:PORT1,...,HOST3:PORT3',
    about: 'Where to begin (required).',
  },
  {
    name: 'broker-list',
    argument: 'HOST1:PORT1,...,HOST3:PORT3',
    about: 'The older name of --bootstrap-server.',
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

/** Kafka: GetOffsetShell.parseOffsetSpec. */
function timestampOf(text: string): number {
  const named = Object.hasOwn(TIMES, text) ? TIMES[text] : undefined
  if (named !== undefined) return named
  if (/^-?\d+$/.test(text)) return Number(text)
  throw new UsageError(
    'terse',
    `Malformed time argument ${text}. Please use -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / -5 or latest-tiered, or a specified long format timestamp`,
  )
}

function main({ options, ask, out }: Io): number {
  if (!options.has('bootstrap-server') && !options.has('broker-list')) {
    throw new UsageError('usage', 'Missing required argument "[bootstrap-server]"')
  }
  const timestamp = timestampOf(options.value('time') ?? 'latest')
  const expression = options.value('topic')
  const pattern =
    expression === undefined ? null : new RegExp(`^(?:${expression.replaceAll(',', '|')})$`)
  const numbers = options
    .value('partitions')
    ?.split(',')
    .filter((text) => text !== '')
    .map(Number)
  const response = ask<'Metadata'>({ api: 'Metadata', topics: null, allowAutoTopicCreation: false })
  const topics = response.topics
    .filter(({ name }) => pattern === null || pattern.test(name))
    .filter(({ name }) => !options.has('exclude-internal-topics') || !isInternalTopic(name))
    .toSorted((a, b) => byText(a.name, b.name))
  const rows = topics.flatMap(({ name, partitions }) =>
    partitions
      .filter(({ partition }) => numbers === undefined || numbers.includes(partition))
      .toSorted((a, b) => a.partition - b.partition)
      .map(({ partition, leader }) => ({ topic: name, partition, leader })),
  )
  if (rows.length === 0) {
    throw new UsageError('terse', 'Could not match any topic-partitions with the specified filters')
  }
  for (const { topic, partition, leader } of rows) {
    if (leader === null) continue
    const found = ask<'ListOffsets'>(
      {
        api: 'ListOffsets',
        replicaId: null,
        isolationLevel: 'READ_UNCOMMITTED',
        partitions: [{ topic, partition, currentLeaderEpoch: null, timestamp }],
      },
      { type: 'leader', topic, partition },
    )
    const offset = found.partitions[0]?.offset ?? -1
    out(`${topic}:${partition}:${offset >= 0 ? offset : ''}`)
  }
  return 0
}

/** `kafka-get-offsets.sh`. Kafka: org.apache.kafka.tools.GetOffsetShell. */
export const getOffsetsTool: ScriptTool = {
  name: 'kafka-get-offsets',
  bootstrapOption: 'bootstrap-server',
  options: OPTIONS,
  main,
  onError: ({ err }, error) => {
    err(`Error occurred: ${error.message}`)
    return 1
  },
}
