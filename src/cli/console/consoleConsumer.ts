import { patternProblem } from '~/base/javaPattern'
import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channelState'
import {
  beginConsuming,
  consumerOf,
  consumerWork,
  newConsumer,
  onConsumerInput,
  rewindTo,
} from '~/kafka/client/consumer'
import { closeConsumer } from '~/kafka/client/closing'
import type { Consumer, ConsumerWork } from '~/kafka/client/consumerState'
import type { KafkaContext } from '~/kafka/effects'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import { topicNameProblem } from '~/kafka/protocol/topicName'
import type { ClientProgram } from '~/kafka/effects'
import { logTime } from '../logTime'
import type { Options } from '../parse/options'
import { parseOptions, UsageError, usageLines } from '../parse/options'
import { addressProblem } from '../clientProblem'
import {
  CONSUMER_OPTIONS,
  checkConsumerArgs,
  consumerProperties,
  groupsOf,
  subscriptionOf,
} from './consoleConsumerArgs'
import { formatted, formatterWarnings } from './consoleFormat'
import { constructionProblem } from './consumerConstruction'
import { settingOf } from '~/kafka/config/catalogue'
import { valueProblem } from '~/kafka/config/configDef'
import { parseProperties } from '../parse/propertiesFile'
import { TOOL_STARTUP_MS } from '../script'

const LOGGER = '(org.apache.kafka.tools.consumer.ConsoleConsumer)'
const PURPOSE = 'This tool helps to read data from Kafka topics and outputs it to standard output.'

interface State extends ProcessState {
  readonly kind: 'kafka-console-consumer'
  readonly spec: ClientSpec
  readonly options: Options | null
  readonly consumer: Consumer | null
  readonly count: number
  readonly isEnding: boolean
  readonly exitCode: number
  /** What was printed of a line that has not ended. */
  readonly unended: string
  /** The exception that ended it, told when it has closed; empty: none did. */
  readonly last: readonly string[]
}

function refuse(state: State, error: UsageError): Outcome<KafkaModel> {
  const { kind, message, javaClass, causes } = error
  const lines =
    kind === 'value'
      ? [
          `Exception in thread "main" ${javaClass}: ${message}`,
          ...causes.map((cause) => `Caused by: ${cause}`),
        ]
      : // Every mistake of the parser's is followed by the table.
        [message, ...(kind === 'terse' ? [] : usageLines(CONSUMER_OPTIONS))]
  return exit(state, 'stderr', lines)
}

function exit(
  state: State,
  stream: 'stdout' | 'stderr',
  lines: readonly string[],
): Outcome<KafkaModel> {
  return {
    next: state,
    effects: [{ type: 'Exit', code: stream === 'stdout' ? 0 : 1 }],
    facts: lines.map((text) => ({ type: 'Printed', stream, text })),
  }
}

const CONFIG_EXCEPTION = 'org.apache.kafka.common.config.ConfigException'

/** Why no consumer can be made, as a trace, or null. Kafka: ConsumerConfig, KafkaConsumer. */
function consumerProblem(
  given: Readonly<Record<string, string>>,
  ctx: KafkaContext,
): readonly string[] | null {
  for (const [name, value] of Object.entries(given)) {
    const setting = settingOf('consumer', name)
    const problem = setting === undefined ? null : valueProblem(setting, value)
    if (problem !== null) return [`${CONFIG_EXCEPTION}: ${problem}`]
  }
  const refused = togetherProblem(given)
  if (refused !== null) return [refused]
  const problem = addressProblem(given['bootstrap.servers'] ?? '', ctx.knowsHost)
  const causes =
    problem === null
      ? constructionProblem(given)
      : [`Caused by: ${CONFIG_EXCEPTION}: ${problem.message}`]
  if (causes === null) return null
  return ['org.apache.kafka.common.KafkaException: Failed to construct kafka consumer', ...causes]
}

/** What members of a protocol cannot be given. Kafka: ConsumerConfig. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  CLASSIC: ['group.remote.assignor', 'share.acknowledgement.mode'],
  CONSUMER: [
    'partition.assignment.strategy',
    'heartbeat.interval.ms',
    'session.timeout.ms',
    'share.acknowledgement.mode',
  ],
}

/** Kafka: ConsumerConfig.postProcessParsedConfig. */
function togetherProblem(given: Readonly<Record<string, string>>): string | null {
  const instance = given['group.instance.id']
  const named = instance === undefined ? null : topicNameProblem(instance)
  if (named !== null) {
    const why = named.replace('Topic name', 'Group instance id')
    return `org.apache.kafka.common.errors.InvalidConfigurationException: ${why}`
  }
  const protocol = (given['group.protocol'] ?? 'classic').toUpperCase()
  const foreign = (FOREIGN[protocol] ?? []).filter((name) => (given[name] ?? '').trim() !== '')
  if (foreign.length === 0) return null
  return `${CONFIG_EXCEPTION}: ${foreign.join(', ')} cannot be set when group.protocol=${protocol}`
}

function unknownError(ctx: KafkaContext, trace: readonly string[]): readonly string[] {
  return [`[${logTime(ctx.now)}] ERROR Unknown error when running consumer:  ${LOGGER}`, ...trace]
}

function begin(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  const { spec } = state
  try {
    const options = parseOptions(CONSUMER_OPTIONS, spec.args)
    if (spec.args.length === 0 || options.has('help')) throw new UsageError('usage', PURPOSE)
    if (options.has('version')) return exit(state, 'stdout', ['4.1.2'])
    const fromFile = fileOf(options, spec.files)
    checkConsumerArgs(options, groupsOf(options, fromFile), fromFile)
    const given = consumerProperties(options, fromFile, ctx)
    const problem = consumerProblem(given, ctx) ?? includeProblem(options)
    if (problem !== null) return exit(state, 'stderr', unknownError(ctx, problem))
    const limit = limitProblem(options)
    if (limit !== null) {
      const lines = ['Processed a total of 0 messages', ...unknownError(ctx, limit)]
      return exit(state, 'stderr', lines)
    }
    const consumer = newConsumer(given, subscriptionOf(options))
    const work = consumerWork(consumer, ctx)
    for (const line of formatterWarnings(options, spec)) {
      const isLogged = line.startsWith('ERROR')
      print(work, 'stderr', isLogged ? `[${logTime(ctx.now)}] ${line}` : line)
    }
    beginConsuming(work)
    armTimeout(work, options)
    return settle({ ...state, options }, work)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return refuse(state, error)
  }
}

/** The settings of its file. Kafka: ConsoleConsumerOptions. @throws UsageError for one that is absent */
function fileOf(options: Options, files: ClientSpec['files']): Readonly<Record<string, string>> {
  const isAbsent = (path: string | undefined): path is string =>
    path !== undefined && !Object.hasOwn(files, path)
  const [consumer, formatter] = [
    options.value('consumer.config'),
    options.value('formatter-config'),
  ]
  if (isAbsent(consumer)) {
    throw new UsageError('value', consumer, 'java.nio.file.NoSuchFileException')
  }
  if (isAbsent(formatter)) throw new UsageError('usage', formatter)
  return parseProperties(files[consumer ?? ''] ?? '')
}

/** Kafka: ConsoleConsumer.ConsumerWrapper, where the pattern is compiled. */
function includeProblem(options: Options): readonly string[] | null {
  const problem = patternProblem(options.value('include') ?? '')
  if (problem === null) return null
  const [what = '', ...lines] = problem
  return [`java.util.regex.PatternSyntaxException: ${what}`, ...lines]
}

/** The limit is read when the consumer runs already. Kafka: ConsoleConsumerOptions.maxMessages. */
function limitProblem(options: Options): readonly string[] | null {
  try {
    options.value('max-messages')
    return null
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const { javaClass, message, causes } = error
    return [`${javaClass}: ${message}`, ...causes.map((cause) => `Caused by: ${cause}`)]
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

/** Adds to standard output; a line is printed when it ends. */
function write(state: State, work: ConsumerWork, text: string): State {
  const lines = `${state.unended}${text}`.split('\n')
  const unended = lines.pop() ?? ''
  for (const line of lines) print(work, 'stdout', line)
  return { ...state, unended }
}

/** Prints what came, ends when it is enough. */
// eslint-disable-next-line complexity -- the ends of the tool, in the order it looks at them
function settle(before: State, work: ConsumerWork): Outcome<KafkaModel> {
  let state = before
  const { options } = state
  const limit = Number(options?.value('max-messages') ?? -1)
  if (options !== null && !state.isEnding) {
    let taken = 0
    for (const consumed of work.records) {
      if (limit >= 0 && state.count >= limit) break
      taken += 1
      const { text, trace } = formatted(options, state.spec, consumed)
      state = { ...write(state, work, text), count: state.count + 1 }
      if (trace === null) continue
      if (options.has('skip-message-on-error')) skip(work, trace)
      else {
        rewindTo(work, work.records.slice(taken))
        state = { ...end(state, work), exitCode: 1, last: trace }
        break
      }
    }
    if (work.records.length > 0) armTimeout(work, options)
    if (limit >= 0 && state.count >= limit && !state.isEnding) {
      rewindTo(work, work.records.slice(taken))
      state = end(state, work)
    }
    const { fatal } = work.consumer
    if (fatal !== null && !state.isEnding) {
      state = fail(state, work, `org.apache.kafka.${fatal}`)
    }
  }
  if (state.isEnding && work.consumer.isClosed) {
    if (state.unended !== '') print(work, 'stdout', state.unended)
    if (options?.has('enable-systest-events') === true) print(work, 'stdout', 'shutdown_complete')
    print(work, 'stderr', `Processed a total of ${state.count} messages`)
    if (state.last.length > 0) {
      for (const line of unknownError(work.ctx, state.last)) print(work, 'stderr', line)
    }
    work.effects.push({ type: 'Exit', code: state.exitCode })
  }
  const { effects, facts } = work
  const next: State = { ...state, consumer: consumerOf(work) }
  return { next, effects, facts }
}

function end(state: State, work: ConsumerWork): State {
  work.effects.push({ type: 'CancelTimer', key: 'tool/timeout' })
  closeConsumer(work)
  return { ...state, isEnding: true }
}

/** Kafka: ConsoleConsumer.process, with --skip-message-on-error. */
function skip(work: ConsumerWork, trace: readonly string[]): void {
  const what = 'ERROR Error processing message, skipping this message: '
  print(work, 'stderr', `[${logTime(work.ctx.now)}] ${what} ${LOGGER}`)
  for (const line of trace) print(work, 'stderr', line)
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
      isEnding: false,
      exitCode: 0,
      unended: '',
      last: [],
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
