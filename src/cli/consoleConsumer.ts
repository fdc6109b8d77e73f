import { Map } from '~/base/persistentMap'
import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channelState'
import type { Subscription } from '~/kafka/client/consumer'
import {
  beginConsuming,
  closeConsumer,
  consumerOf,
  consumerWork,
  newConsumer,
  onConsumerInput,
  rewindTo,
} from '~/kafka/client/consumer'
import type { ConsumedRecord, Consumer, ConsumerWork } from '~/kafka/client/consumerState'
import type { KafkaContext } from '~/kafka/effects'
import type { TopicPartition } from '~/kafka/ids'
import { topicPartition } from '~/kafka/ids'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import type { ClientProgram } from '~/kafka/effects'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import { logTime } from './logTime'
import type { Options, OptionSpec } from './options'
import { parseOptions, UsageError, usageLines } from './options'
import { parseProperties } from './propertiesFile'
import { TOOL_STARTUP_MS } from './script'

/** The options that it takes. */
export const OPTIONS: readonly OptionSpec[] = [
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
    name: 'formatter-property',
    argument: 'prop',
    about: 'A setting of the formatter: print.key …',
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
  { name: 'property', argument: 'prop', about: 'The same as --formatter-property.' },
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
  { name: 'version', argument: null, about: 'Prints the version.' },
]

const LOGGER = '(org.apache.kafka.tools.consumer.ConsoleConsumer)'

interface State extends ProcessState {
  readonly kind: 'kafka-console-consumer'
  readonly spec: ClientSpec
  readonly options: Options | null
  readonly consumer: Consumer | null
  readonly count: number
  /** Positions of what was printed, not of what was fetched. */
  readonly taken: Map<TopicPartition, number>
  readonly isEnding: boolean
  readonly exitCode: number
}

function pairs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=')
      return cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
    }),
  )
}

/** Kafka: ConsoleConsumerOptions.checkRequiredArgs and its constructor. @throws UsageError */
// eslint-disable-next-line complexity -- one check a line, in the order of Kafka's tool
function check(options: Options, groups: readonly string[], fromFile: Properties): void {
  const usage = (message: string) => new UsageError('usage', message)
  if (options.has('topic') === options.has('include')) {
    throw usage('Exactly one of --include/--topic is required. ')
  }
  if (options.has('partition') && !options.has('topic')) {
    throw usage('The topic is required when partition is specified.')
  }
  if (options.has('offset') && options.has('from-beginning')) {
    throw usage('Options from-beginning and offset cannot be specified together.')
  }
  if (options.has('offset') && !options.has('partition')) {
    throw usage('The partition is required when offset is specified.')
  }
  if (!options.has('bootstrap-server')) {
    throw usage('Missing required argument "[bootstrap-server]"')
  }
  offsetOf(options)
  if (groups.length > 1) {
    const named = groups.map((group) => `'${group}'`).join(', ')
    throw usage(
      `The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. Detected group ids: ${named}`,
    )
  }
  if (options.has('partition') && groups.length > 0) {
    throw usage('Options group and partition cannot be specified together.')
  }
  if (options.has('from-beginning') && resetOf(options, fromFile) === 'latest') {
    throw new UsageError(
      'terse',
      "Can't simultaneously specify --from-beginning and 'auto.offset.reset=latest', please remove one option",
    )
  }
}

type Properties = Readonly<Record<string, string>>

function resetOf(options: Options, fromFile: Properties): string | undefined {
  return (
    pairs(options.values('consumer-property'))['auto.offset.reset'] ?? fromFile['auto.offset.reset']
  )
}

/** The different group ids that a command line names, in the order of its places. */
function groupsOf(options: Options, fromFile: Properties): readonly string[] {
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

function subscriptionOf(options: Options): Subscription {
  const topic = options.value('topic') ?? ''
  const partition = options.value('partition')
  if (partition === undefined) return { type: 'topics', topics: [topic] }
  const from = offsetOf(options)
  return { type: 'partitions', partitions: [{ topic, partition: Number(partition), from }] }
}

/** Kafka: ConsoleConsumerOptions.consumerProps; a group without a name does not commit. */
function properties(options: Options, fromFile: Properties, ctx: KafkaContext): Properties {
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

/** A record as a line. Kafka: DefaultMessageFormatter.writeTo. */
// eslint-disable-next-line complexity -- one line a field, in the order they are printed
function format(options: Options, consumed: ConsumedRecord): string {
  const settings = pairs([...options.values('property'), ...options.values('formatter-property')])
  const wants = (name: string, fallback = 'false') =>
    (settings[name] ?? fallback).trim().toLowerCase() === 'true'
  const { record, partition, timestampType } = consumed
  const nothing = settings['null.literal'] ?? 'null'
  const headers = record.headers
    .map(({ key, value }) => `${key}:${value ?? nothing}`)
    .join(settings['headers.separator'] ?? ',')
  const fields = [
    ...(wants('print.timestamp')
      ? [`${timestampType}:${record.timestampMs + WALL_CLOCK_START_MS}`]
      : []),
    ...(wants('print.partition') ? [`Partition:${partition}`] : []),
    ...(wants('print.offset') ? [`Offset:${record.offset}`] : []),
    ...(wants('print.delivery') ? ['Delivery:NOT_PRESENT'] : []),
    ...(wants('print.epoch') ? ['Epoch:NOT_PRESENT'] : []),
    ...(wants('print.headers') ? [headers === '' ? 'NO_HEADERS' : headers] : []),
    ...(wants('print.key') ? [record.key ?? nothing] : []),
    ...(wants('print.value', 'true') ? [record.value ?? nothing] : []),
  ]
  return fields.join(settings['key.separator'] ?? '\t')
}

function refuse(state: State, error: UsageError): Outcome<KafkaModel> {
  const lines = [error.message, ...(error.kind === 'usage' ? usageLines(OPTIONS) : [])]
  const extra = error.kind === 'joptsimple' ? [`${error.javaClass}: ${error.message}`] : []
  return {
    next: state,
    effects: [{ type: 'Exit', code: 1 }],
    facts: [...lines, ...extra].map((text) => ({ type: 'Printed', stream: 'stderr', text })),
  }
}

function begin(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  try {
    const options = parseOptions(OPTIONS, state.spec.args)
    const fromFile = parseProperties(state.spec.files[options.value('consumer.config') ?? ''] ?? '')
    check(options, groupsOf(options, fromFile), fromFile)
    const consumer = newConsumer(properties(options, fromFile, ctx), subscriptionOf(options))
    const work = consumerWork(consumer, ctx)
    beginConsuming(work)
    armTimeout(work, options)
    return settle({ ...state, options }, work)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return refuse(state, error)
  }
}

function armTimeout(work: ConsumerWork, options: Options): void {
  const timeout = options.value('timeout-ms')
  if (timeout === undefined) return
  work.effects.push({
    type: 'SetTimer',
    key: 'tool/timeout',
    delayMicros: micros(Number(timeout)),
    timer: { role: 'tool', name: 'timeout', about: '' },
  })
}

function print(work: ConsumerWork, stream: 'stdout' | 'stderr', text: string): void {
  work.facts.push({ type: 'Printed', stream, text })
}

/** Prints what came, ends when it is enough. */
// eslint-disable-next-line complexity -- the ends of the tool, in the order it looks at them
function settle(before: State, work: ConsumerWork): Outcome<KafkaModel> {
  let state = before
  const { options } = state
  const limit = Number(options?.value('max-messages') ?? -1)
  if (options !== null && !state.isEnding) {
    for (const consumed of work.records) {
      if (limit >= 0 && state.count >= limit) break
      print(work, 'stdout', format(options, consumed))
      const name = topicPartition(consumed.topic, consumed.partition)
      const taken = state.taken.set(name, consumed.record.offset + 1)
      state = { ...state, count: state.count + 1, taken }
    }
    if (work.records.length > 0) armTimeout(work, options)
    if (limit >= 0 && state.count >= limit) state = end(state, work)
    if (work.consumer.fatal !== null && !state.isEnding) {
      state = fail(state, work, `org.apache.kafka.common.errors.${work.consumer.fatal}`)
    }
  }
  if (state.isEnding && work.consumer.isClosed) {
    print(work, 'stderr', `Processed a total of ${state.count} messages`)
    work.effects.push({ type: 'Exit', code: state.exitCode })
  }
  const { effects, facts } = work
  const next: State = { ...state, consumer: consumerOf(work) }
  return { next, effects, facts }
}

function end(state: State, work: ConsumerWork): State {
  work.effects.push({ type: 'CancelTimer', key: 'tool/timeout' })
  rewindTo(work, state.taken)
  closeConsumer(work)
  return { ...state, isEnding: true }
}

/** Kafka: ConsoleConsumer.run's catch: the error is logged, the consumer closed, the status 0 or 1. */
function fail(state: State, work: ConsumerWork, text: string): State {
  const now = logTime(work.ctx.now)
  print(
    work,
    'stderr',
    `[${now}] ERROR Error processing message, terminating consumer process:  ${LOGGER}`,
  )
  print(work, 'stderr', text)
  return end(state, work)
}

/** `kafka-console-consumer.sh`. Kafka: org.apache.kafka.tools.consumer.ConsoleConsumer. */
export const consoleConsumer: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const next: State = {
      kind: 'kafka-console-consumer',
      spec,
      options: null,
      consumer: null,
      count: 0,
      taken: Map(),
      isEnding: false,
      exitCode: 0,
    }
    return {
      next,
      effects: [
        {
          type: 'SetTimer',
          key: 'tool/startup',
          delayMicros: micros(TOOL_STARTUP_MS),
          timer: { role: 'tool', name: 'startup', about: '' },
        },
      ],
      facts: [],
    }
  },
  handle: (raw, input, ctx) => handle(raw as State, input, ctx),
}

function handle(state: State, input: KafkaInput, ctx: KafkaContext): Outcome<KafkaModel> {
  if (input.type === 'Timer' && input.timer.role === 'tool' && input.timer.name === 'startup') {
    return begin(state, ctx)
  }
  if (state.consumer === null) {
    const isSignal = input.type === 'Signal'
    return { next: state, effects: isSignal ? [{ type: 'Exit', code: 130 }] : [], facts: [] }
  }
  const work = consumerWork(state.consumer, ctx)
  if (input.type === 'Timer' && input.timer.role === 'tool') {
    if (state.isEnding) return settle(state, work)
    return settle(fail(state, work, 'org.apache.kafka.common.errors.TimeoutException: null'), work)
  }
  if (input.type === 'Signal') {
    // The shutdown hook wakes the consumer, which closes; the JVM's own status stays.
    return settle(state.isEnding ? state : { ...end(state, work), exitCode: 130 }, work)
  }
  onConsumerInput(work, input)
  return settle(state, work)
}
