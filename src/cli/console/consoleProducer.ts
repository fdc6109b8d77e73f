import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channelState'
import { constructionProblem, producerProblem } from '~/kafka/client/producerProblem'
import { flush, onProducerInput, sendRecord, startProducer } from '~/kafka/client/producer'
import type { Producer, ProducerWork } from '~/kafka/client/producerState'
import { newProducer, producerOf, producerWork } from '~/kafka/client/producerState'
import type { KafkaContext } from '~/kafka/effects'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import type { ClientProgram } from '~/kafka/effects'
import type { KafkaFact } from '~/kafka/facts'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import { LineError, readerSettings, readLine } from './lineReader'
import { stackTrace } from '../exceptionText'
import { logTime } from '../logTime'
import type { Options, OptionSpec } from '../parse/options'
import { addressProblem, bootstrapTextProblem } from '../clientProblem'
import { parseOptions, require, UsageError, usageLines } from '../parse/options'
import { parseProperties } from '../parse/propertiesFile'
import { TOOL_STARTUP_MS } from '../script'

/** The options that it takes. */
export const OPTIONS: readonly OptionSpec[] = [
  { name: 'batch-size', argument: 'size', type: 'integer', about: 'Bytes of a batch.' },
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  {
    name: 'compression-codec',
    argument: 'compression-codec',
    isOptional: true,
    about: 'How batches are compressed.',
  },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'line-reader', argument: 'reader_class', about: 'The class that reads lines.' },
  {
    name: 'max-block-ms',
    argument: 'max block on send',
    type: 'long',
    about: 'How long a send may wait.',
  },
  {
    name: 'max-memory-bytes',
    argument: 'total memory in bytes',
    type: 'long',
    about: 'Memory for batches.',
  },
  {
    name: 'max-partition-memory-bytes',
    argument: 'memory in bytes per partition',
    type: 'integer',
    about: 'Bytes of a batch, before --batch-size.',
  },
  {
    name: 'message-send-max-retries',
    argument: 'Integer',
    type: 'integer',
    about: 'How often a batch is sent again.',
  },
  {
    name: 'metadata-expiry-ms',
    argument: 'metadata expiration interval',
    type: 'long',
    about: 'How old metadata may become.',
  },
  { name: 'producer-property', argument: 'producer_prop', about: 'A setting of the producer.' },
  { name: 'producer.config', argument: 'config file', about: 'A file of settings.' },
  {
    name: 'property',
    argument: 'prop',
    about: 'A setting of the line reader: parse.key, key.separator …',
  },
  { name: 'reader-config', argument: 'config file', about: 'A file of them.' },
  { name: 'request-required-acks', argument: 'request required acks', about: 'acks: -1, 0 or 1.' },
  {
    name: 'request-timeout-ms',
    argument: 'request timeout ms',
    type: 'integer',
    about: 'How long a request may take.',
  },
  {
    name: 'retry-backoff-ms',
    argument: 'Long',
    type: 'long',
    about: 'The first rest before a retry, ms.',
  },
  {
    name: 'socket-buffer-size',
    argument: 'size',
    type: 'integer',
    about: 'Bytes of the socket’s buffer.',
  },
  { name: 'sync', argument: null, about: 'One record at a time.' },
  { name: 'timeout', argument: 'timeout_ms', type: 'long', about: 'How long a batch gathers, ms.' },
  { name: 'topic', argument: 'topic', about: 'Where to write (required).' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

/** Producer settings that have an option of their own, with the option's default. X-26. */
const SETTINGS: readonly (readonly [option: string, setting: string, byDefault: string])[] = [
  ['request-required-acks', 'acks', '-1'],
  ['timeout', 'linger.ms', '1000'],
  ['message-send-max-retries', 'retries', '3'],
  ['retry-backoff-ms', 'retry.backoff.ms', '100'],
  ['request-timeout-ms', 'request.timeout.ms', '1500'],
  ['metadata-expiry-ms', 'metadata.max.age.ms', '300000'],
  ['max-block-ms', 'max.block.ms', '60000'],
  ['max-memory-bytes', 'buffer.memory', '33554432'],
  ['batch-size', 'batch.size', '16384'],
]

const PURPOSE = 'This tool helps to read data from standard input and publish it to Kafka.'
/** The only class that reads lines. */
const LINE_READER = 'org.apache.kafka.tools.LineMessageReader'
const CONFIG_EXCEPTION = 'org.apache.kafka.common.config.ConfigException'

interface State extends ProcessState {
  readonly kind: 'kafka-console-producer'
  readonly spec: ClientSpec
  readonly options: Options | null
  readonly reader: ReturnType<typeof readerSettings> | null
  readonly producer: Producer | null
  /** Lines that are not read yet. */
  readonly lines: readonly string[]
  readonly lineNumber: number
  readonly isInputOver: boolean
  /** With --sync: a record is on its way, and nothing is read meanwhile. */
  readonly isWaiting: boolean
  /** A call of send() has thrown, which ends the loop. */
  readonly hasThrown: boolean
  /** Set when the producer is being closed. */
  readonly exitCode: number | null
}

function pairs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=')
      return cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
    }),
  )
}

/** Kafka: ConsoleProducerOptions.producerProps, CommandLineUtils.maybeMergeOptions. */
function properties(
  options: Options,
  files: ClientSpec['files'],
): Readonly<Record<string, string>> {
  const given: Readonly<Record<string, string>> = {
    ...parseProperties(files[options.value('producer.config') ?? ''] ?? ''),
    ...pairs(options.values('producer-property')),
  }
  const own = SETTINGS.map(([option, setting, byDefault]) => {
    const partition =
      setting === 'batch.size' ? options.value('max-partition-memory-bytes') : undefined
    return [setting, partition ?? options.value(option) ?? given[setting] ?? byDefault] as const
  })
  const codec = options.value('compression-codec') ?? ''
  const compression = options.has('compression-codec') ? (codec === '' ? 'gzip' : codec) : 'none'
  return {
    'client.id': 'console-producer',
    ...given,
    ...Object.fromEntries(own),
    'compression.type': compression,
    'bootstrap.servers': options.value('bootstrap-server') ?? '',
  }
}

function printed(text: string): KafkaFact {
  return { type: 'Printed', stream: 'stderr', text }
}

function ended(state: State, lines: readonly string[]): Outcome<KafkaModel> {
  return { next: state, effects: [{ type: 'Exit', code: 1 }], facts: lines.map(printed) }
}

function kafkaException(error: LineError): string {
  return `org.apache.kafka.common.KafkaException: ${error.message}`
}

/** Kafka: ConsoleProducerOptions.checkArgs. @throws UsageError */
function checkArgs(options: Options): void {
  require(options, ['topic'])
  const invalid = bootstrapTextProblem(options.value('bootstrap-server') ?? '')
  if (invalid !== null) throw new UsageError('usage', invalid)
}

/** What is said of a file or a class that is not there, or null. */
function refusal(options: Options, files: ClientSpec['files']): readonly string[] | null {
  const absent = ['reader-config', 'producer.config']
    .map((name) => options.value(name))
    .find((path) => path !== undefined && !Object.hasOwn(files, path))
  if (absent !== undefined) return [`java.nio.file.NoSuchFileException: ${absent}`]
  const reading = options.value('line-reader') ?? LINE_READER
  return reading === LINE_READER ? null : [`java.lang.ClassNotFoundException: ${reading}`]
}

/** Why no producer can be made, as a trace, or null. Kafka: ProducerConfig, KafkaProducer. */
function notMade(
  settings: Readonly<Record<string, string>>,
  ctx: KafkaContext,
): readonly string[] | null {
  const refused = producerProblem(settings)
  if (refused !== null) return [`${CONFIG_EXCEPTION}: ${refused}`]
  const unknown =
    constructionProblem(settings) ??
    addressProblem(settings['bootstrap.servers'] ?? '', ctx.knowsHost)?.message
  if (unknown === undefined) return null
  return [
    'org.apache.kafka.common.KafkaException: Failed to construct kafka producer',
    `Caused by: ${CONFIG_EXCEPTION}: ${unknown}`,
  ]
}

function begin(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  try {
    const { args, files } = state.spec
    const options = parseOptions(OPTIONS, args)
    if (args.length === 0 || options.has('help')) throw new UsageError('usage', PURPOSE)
    if (options.has('version')) {
      const facts = [{ type: 'Printed', stream: 'stdout', text: '4.1.2' } as const]
      return { next: state, effects: [{ type: 'Exit', code: 0 }], facts }
    }
    checkArgs(options)
    const settings = properties(options, files)
    const refused = refusal(options, files) ?? notMade(settings, ctx)
    if (refused !== null) return ended(state, refused)
    const reader = readerSettings(pairs(options.values('property')))
    const producer = newProducer(settings)
    const work = producerWork(producer, ctx)
    startProducer(work)
    return proceed({ ...state, options, reader, producer }, options, work)
  } catch (error) {
    if (error instanceof LineError) return ended(state, [kafkaException(error)])
    if (!(error instanceof UsageError)) throw error
    const { kind, message } = error
    if (kind === 'value') return ended(state, [message])
    return ended(state, [message, ...usageLines(OPTIONS)])
  }
}

/** Reads on, reports what failed, and ends when all is sent. Kafka: ConsoleProducer.loopReader. */
function proceed(before: State, options: Options, work: ProducerWork): Outcome<KafkaModel> {
  let state = report(before, options, work)
  while (state.exitCode === null && !state.isWaiting && state.lines.length > 0) {
    state = report(readOne(state, options, work), options, work)
  }
  const isIdle = !state.isWaiting && state.lines.length === 0
  if (state.exitCode === null && state.isInputOver && isIdle) {
    state = close(state, work, 0)
    state = report(state, options, work)
  }
  const { effects, facts } = work
  const producer = producerOf(work)
  if (state.exitCode !== null && producer.unfinished === 0) {
    effects.push({ type: 'Exit', code: state.exitCode })
  }
  const next: State = { ...state, producer }
  return { next, effects, facts }
}

function close(state: State, work: ProducerWork, exitCode: number): State {
  flush(work)
  return { ...state, exitCode: state.exitCode ?? exitCode }
}

function readOne(state: State, options: Options, work: ProducerWork): State {
  const [line = '', ...lines] = state.lines
  const next = { ...state, lines, lineNumber: state.lineNumber + 1 }
  if (state.reader === null) return next
  try {
    const record = readLine(state.reader, line, next.lineNumber)
    sendRecord(work, { topic: options.value('topic') ?? '', ...record })
    return { ...next, isWaiting: options.has('sync') }
  } catch (error) {
    if (!(error instanceof LineError)) throw error
    work.facts.push(printed(kafkaException(error)))
    // The shutdown hook closes the producer: what was read before is sent.
    return close(next, work, 1)
  }
}

function size(text: string | null): string {
  return text === null ? 'null' : `${utf8Bytes(text).length} bytes`
}

/** Kafka: ErrorLoggingCallback; with --sync the exception of the future. */
function report(before: State, options: Options, work: ProducerWork): State {
  let state = before
  const isSync = options.has('sync')
  for (const end of work.ends.splice(0)) {
    state = { ...state, isWaiting: false }
    // With --sync nobody asks for the future of a call that has thrown.
    const isUnasked = isSync && (state.hasThrown || work.thrown !== null)
    if (end.error === 'NONE' || isUnasked) continue
    const trace = stackTrace(end)
    if (isSync) {
      const [text = '', ...causes] = trace
      work.facts.push(printed(`java.util.concurrent.ExecutionException: ${text}`))
      for (const line of [`Caused by: ${text}`, ...causes]) work.facts.push(printed(line))
      state = close({ ...state, lines: [] }, work, 1)
      continue
    }
    const { topic, record } = end
    const what = `with key: ${size(record.key)}, value: ${size(record.value)} with error:`
    const logger = '(org.apache.kafka.clients.producer.internals.ErrorLoggingCallback)'
    const head = `[${logTime(work.ctx.now)}] ERROR Error when sending message to topic`
    for (const line of [`${head} ${topic} ${what} ${logger}`, ...trace]) {
      work.facts.push(printed(line))
    }
  }
  if (work.thrown === null || state.hasThrown) return state
  work.facts.push(printed(work.thrown))
  // The call may have waited for the topic while the input came to its end.
  const ending = { ...state, lines: [], isWaiting: false, hasThrown: true, exitCode: null }
  return close(ending, work, 1)
}

/** `kafka-console-producer.sh`. Kafka: org.apache.kafka.tools.ConsoleProducer. */
export const consoleProducer: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const next: State = {
      kind: 'kafka-console-producer',
      spec,
      options: null,
      reader: null,
      producer: null,
      lines: [],
      lineNumber: 0,
      isInputOver: false,
      isWaiting: false,
      hasThrown: false,
      exitCode: null,
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

function handle(before: State, input: KafkaInput, ctx: KafkaContext): Outcome<KafkaModel> {
  if (input.type === 'Timer' && input.timer.role === 'tool') return begin(before, ctx)
  const state = heard(before, input)
  const { producer, options } = state
  if (producer === null || options === null) {
    const code = input.type === 'Signal' ? signalCode(input) : null
    const effects = code === null ? [] : [{ type: 'Exit', code } as const]
    return { next: state, effects, facts: [] }
  }
  const work = producerWork(producer, ctx)
  if (input.type === 'Signal') {
    // The shutdown hook closes the producer, which sends what is left.
    return proceed(close({ ...state, lines: [] }, work, signalCode(input)), options, work)
  }
  if (input.type !== 'Call') onProducerInput(work, input)
  return proceed(state, options, work)
}

function signalCode(input: Extract<KafkaInput, { type: 'Signal' }>): number {
  return input.signal === 'SIGINT' ? 130 : 143
}

function heard(state: State, input: KafkaInput): State {
  if (input.type !== 'Call') return state
  if (input.call.type === 'EndOfInput') return { ...state, isInputOver: true }
  if (input.call.type !== 'InputLine') return state
  return { ...state, lines: [...state.lines, input.call.text] }
}
