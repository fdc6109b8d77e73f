import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { Subscription } from '~/kafka/client/consumerState'
import type { KafkaContext } from '~/kafka/effects'
import type { Options, OptionSpec } from '../parse/options'
import { UsageError } from '../parse/options'
import { DEFAULT_FORMATTER, FORMATTERS, pairs } from './consoleFormat'

/** The options of the console consumer. */
export const CONSUMER_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  { name: 'consumer-property', argument: 'consumer_prop', about: 'A setting of the consumer.' },
  { name: 'consumer.config', argument: 'config file', about: 'A file of settings.' },
  { name: 'enable-systest-events', argument: null, about: 'Prints life cycle events.' },
  { name: 'formatter', argument: 'class', about: 'How records are printed.' },
  {
    name: 'formatter-config',
    argument: 'config file',
    about: 'A file of the formatter’s settings.',
  },
  {
    name: 'from-beginning',
    argument: null,
    about: 'Begins with the earliest record where nothing is committed.',
  },
  { name: 'group', argument: 'consumer group id', about: 'The consumer group.' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'include', argument: 'Java regex (String)', about: 'An expression for topics.' },
  { name: 'isolation-level', argument: 'String', about: 'read_committed or read_uncommitted.' },
  { name: 'key-deserializer', argument: 'deserializer for key', about: 'How keys are read.' },
  {
    name: 'max-messages',
    argument: 'num_messages',
    type: 'integer',
    about: 'Ends after so many records.',
  },
  {
    name: 'offset',
    argument: 'consume offset',
    about: 'With --partition: earliest, latest or a number.',
  },
  {
    name: 'partition',
    argument: 'partition',
    type: 'integer',
    about: 'One partition, without a group.',
  },
  { name: 'property', argument: 'prop', about: 'A setting of the formatter: print.key …' },
  {
    name: 'skip-message-on-error',
    argument: null,
    about: 'Goes on after a record that cannot be printed.',
  },
  {
    name: 'timeout-ms',
    argument: 'timeout_ms',
    type: 'integer',
    about: 'Ends when no record comes for so long.',
  },
  { name: 'topic', argument: 'topic', about: 'What to read.' },
  {
    name: 'value-deserializer',
    argument: 'deserializer for values',
    about: 'How values are read.',
  },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

/** Kafka: ConsoleConsumerOptions.checkRequiredArgs and its constructor. @throws UsageError */
// eslint-disable-next-line complexity -- one check a line, in the order of Kafka's tool
export function checkConsumerArgs(
  options: Options,
  groups: readonly string[],
  fromFile: Properties,
): void {
  const usage = (message: string) => new UsageError('usage', message)
  if (options.has('topic') === options.has('include')) {
    throw usage('Exactly one of --include/--topic is required. ')
  }
  if (options.has('partition') && !options.has('topic')) {
    throw usage('The topic is required when partition is specified.')
  }
  if (options.has('partition') && options.has('offset') && options.has('from-beginning')) {
    throw usage('Options from-beginning and offset cannot be specified together.')
  }
  if (options.has('offset') && !options.has('partition')) {
    throw usage('The partition is required when offset is specified.')
  }
  if (!options.has('bootstrap-server')) {
    throw usage('Missing required argument "[bootstrap-server]"')
  }
  if (groups.length > 1) {
    const named = javaHashOrder(groups, javaHashCode)
      .map((group) => `'${group}'`)
      .join(', ')
    throw usage(
      `The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. Detected group ids: ${named}`,
    )
  }
  if (options.has('partition') && groups.length > 0) {
    throw usage('Options group and partition cannot be specified together.')
  }
  const reset = resetOf(options, fromFile)
  if (options.has('from-beginning') && reset !== undefined && reset !== 'earliest') {
    throw new UsageError(
      'terse',
      `Can't simultaneously specify --from-beginning and 'auto.offset.reset=${reset}', please remove one option`,
    )
  }
  offsetOf(options)
  options.value('timeout-ms')
  const formatter = options.value('formatter') ?? DEFAULT_FORMATTER
  if (!FORMATTERS.includes(formatter)) throw usage(formatter)
}

type Properties = Readonly<Record<string, string>>

function resetOf(options: Options, fromFile: Properties): string | undefined {
  return (
    pairs(options.values('consumer-property'))['auto.offset.reset'] ?? fromFile['auto.offset.reset']
  )
}

/** The different group ids that a command line names, in the order of its places. */
export function groupsOf(options: Options, fromFile: Properties): readonly string[] {
  const given = pairs(options.values('consumer-property'))
  const named = [options.value('group'), given['group.id'], fromFile['group.id']]
  return [...new Set(named.filter((group) => group !== undefined))]
}

function offsetOf(options: Options): number {
  const text = options.value('offset')
  if (text === undefined) return options.has('from-beginning') ? -2 : -1
  if (text.toLowerCase() === 'earliest') return -2
  if (text.toLowerCase() === 'latest') return -1
  if (/^\d+$/.test(text)) return Number(text)
  throw new UsageError(
    'usage',
    `The provided offset value '${text}' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.`,
  )
}

/** What it reads: a topic, those of an expression, or one partition. Kafka: ConsumerWrapper. */
export function subscriptionOf(options: Options): Subscription {
  const include = options.value('include')
  if (include !== undefined) return { type: 'pattern', pattern: include }
  const topic = options.value('topic') ?? ''
  const partition = options.value('partition')
  if (partition === undefined) return { type: 'topics', topics: [topic] }
  const from = offsetOf(options)
  return { type: 'partitions', partitions: [{ topic, partition: Number(partition), from }] }
}

/** Kafka: ConsoleConsumerOptions.consumerProps; a group without a name does not commit. */
export function consumerProperties(
  options: Options,
  fromFile: Properties,
  ctx: KafkaContext,
): Properties {
  const given = { ...fromFile, ...pairs(options.values('consumer-property')) }
  const [named] = groupsOf(options, fromFile)
  const group =
    named === undefined
      ? {
          'group.id': `console-consumer-${ctx.draw('group', 100_000)}`,
          'enable.auto.commit': given['enable.auto.commit'] ?? 'false',
        }
      : { 'group.id': named }
  const isolation = options.value('isolation-level')
  return {
    'client.id': 'console-consumer',
    'auto.offset.reset': options.has('from-beginning') ? 'earliest' : 'latest',
    ...given,
    ...(isolation === undefined ? {} : { 'isolation.level': isolation }),
    'bootstrap.servers': options.value('bootstrap-server') ?? '',
    ...group,
  }
}
