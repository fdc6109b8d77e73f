import type { SimTime } from '~/sim/ids'
import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channel'
import type { Producer, ProducerWork } from '~/kafka/client/producer'
import {
  flush,
  newProducer,
  onProducerInput,
  producerOf,
  producerWork,
  sendRecord,
} from '~/kafka/client/producer'
import { producerProblem } from '~/kafka/client/producerProblem'
import type { RecordEnd } from '~/kafka/client/wireBatch'
import type { KafkaContext } from '~/kafka/effects'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import type { ClientProgram } from '~/kafka/effects'
import { ERRORS, errorMessage } from '~/kafka/protocol/errors'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import { LineError, readerSettings, readLine } from './lineReader'
import { logTime } from './logTime'
import type { Options, OptionSpec } from './options'
import { parseOptions, require, UsageError, usageLines } from './options'
import { parseProperties } from './propertiesFile'
import { TOOL_STARTUP_MS } from './script'

const OPTIONS: readonly OptionSpec[] = [
  { name: 'batch-size', argument: 'size', type: 'integer', about: 'Bytes of a batch.' },
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  {
    name: 'compression-codec',
    argument: 'compression-codec',
    about: 'How batches are compressed.',
  },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'max-block-ms', argument: 'max block on send', about: 'How long a send may wait.' },
  { name: 'producer-property', argument: 'producer_prop', about: 'A setting of the producer.' },
  { name: 'producer.config', argument: 'config file', about: 'A file of settings.' },
  {
    name: 'property',
    argument: 'prop',
    about: 'A setting of the line reader: parse.key, key.separator …',
  },
  { name: 'reader-property', argument: 'prop', about: 'The same.' },
  { name: 'request-required-acks', argument: 'request required acks', about: 'acks: -1, 0 or 1.' },
  {
    name: 'request-timeout-ms',
    argument: 'request timeout ms',
    type: 'integer',
    about: 'How long a request may take.',
  },
  { name: 'sync', argument: null, about: 'One record at a time.' },
  { name: 'timeout', argument: 'timeout_ms', about: 'How long a batch gathers, ms.' },
  { name: 'topic', argument: 'topic', about: 'Where to write (required).' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

interface State extends ProcessState {
  readonly kind: 'kafka-console-producer'
  readonly spec: ClientSpec
  readonly options: Options | null
  readonly producer: Producer | null
  /** Lines that came before the process was up. */
  readonly early: readonly string[]
  readonly reader: ReturnType<typeof readerSettings> | null
  /** How many lines were read. */
  readonly lineNumber: number
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

/** Kafka: ConsoleProducerOptions.producerProps. */
function properties(
  options: Options,
  files: ClientSpec['files'],
): Readonly<Record<string, string>> {
  return {
    'bootstrap.servers': options.value('bootstrap-server') ?? '',
    acks: options.value('request-required-acks') ?? '-1',
    'linger.ms': options.value('timeout') ?? '1000',
    'batch.size': options.value('batch-size') ?? '16384',
    'client.id': 'console-producer',
    ...parseProperties(files[options.value('producer.config') ?? ''] ?? ''),
    ...pairs(options.values('producer-property')),
  }
}

function ended(state: State, lines: readonly string[]): Outcome<KafkaModel> {
  return {
    next: state,
    effects: [{ type: 'Exit', code: 1 }],
    facts: lines.map((text) => ({ type: 'Printed', stream: 'stderr', text })),
  }
}

function begin(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  try {
    const options = parseOptions(OPTIONS, state.spec.args)
    if (!options.has('bootstrap-server')) {
      throw new UsageError('usage', 'Error while validating the bootstrap address\n')
    }
    require(options, ['topic'])
    const settings = properties(options, state.spec.files)
    const problem = producerProblem(settings)
    if (problem !== null) {
      return ended(state, [`org.apache.kafka.common.config.ConfigException: ${problem}`])
    }
    const reader = readerSettings(
      pairs([...options.values('property'), ...options.values('reader-property')]),
    )
    const work = producerWork(newProducer(settings), ctx)
    return takeEarly({ ...state, options, reader, early: [] }, work, state.early)
  } catch (error) {
    if (error instanceof LineError) return ended(state, [kafkaException(error)])
    if (!(error instanceof UsageError)) throw error
    const table = error.kind === 'usage' ? usageLines(OPTIONS) : []
    return ended(state, [error.message, ...table])
  }
}

function kafkaException(error: LineError): string {
  return `org.apache.kafka.common.KafkaException: ${error.message}`
}

/** Lines that came before the process was up. */
function takeEarly(
  state: State,
  work: ProducerWork,
  lines: readonly string[],
): Outcome<KafkaModel> {
  const next = lines.reduce((before, line) => takeLine(before, work, line), state)
  if (next.isEnding) flush(work)
  return settle(next, work)
}

/** One line; one that cannot be read ends the program when the lines before it are sent. X-27. */
function takeLine(state: State, work: ProducerWork, line: string): State {
  const { options, reader } = state
  if (options === null || reader === null || state.exitCode !== 0) return state
  const lineNumber = state.lineNumber + 1
  try {
    const topic = options.value('topic') ?? ''
    sendRecord(work, { topic, ...readLine(reader, line, lineNumber) })
    return { ...state, lineNumber }
  } catch (error) {
    if (!(error instanceof LineError)) throw error
    work.facts.push({ type: 'Printed', stream: 'stderr', text: kafkaException(error) })
    flush(work)
    return { ...state, lineNumber, isEnding: true, exitCode: 1 }
  }
}

const bytes = (text: string | null) => (text === null ? 'null' : `${utf8Bytes(text).length} bytes`)

/** Kafka: ErrorLoggingCallback.onCompletion. */
function errorLines(end: RecordEnd, at: SimTime): readonly string[] {
  const { topic, key, value, error } = end
  return [
    `[${logTime(at)}] ERROR Error when sending message to topic ${topic} with key: ${bytes(key)}, value: ${bytes(value)} with error: (org.apache.kafka.clients.producer.internals.ErrorLoggingCallback)`,
    `org.apache.kafka.common.errors.${ERRORS[error].exception}: ${errorMessage(error)}`,
  ]
}

function settle(state: State, work: ProducerWork): Outcome<KafkaModel> {
  const { effects, facts } = work
  const producer = producerOf(work)
  for (const end of work.ends) {
    if (end.error === 'NONE') continue
    for (const text of errorLines(end, work.ctx.now)) {
      facts.push({ type: 'Printed', stream: 'stderr', text })
    }
  }
  if (state.isEnding && producer.unfinished === 0) {
    effects.push({ type: 'Exit', code: state.exitCode })
  }
  const next: State = { ...state, producer }
  return { next, effects, facts }
}

/** `kafka-console-producer.sh`. Kafka: org.apache.kafka.tools.ConsoleProducer. */
export const consoleProducer: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const next: State = {
      kind: 'kafka-console-producer',
      spec,
      options: null,
      producer: null,
      reader: null,
      early: [],
      lineNumber: 0,
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
  if (input.type === 'Timer' && input.timer.role === 'tool') return begin(state, ctx)
  if (input.type === 'Signal') {
    // The shutdown hook closes the producer, which sends what is left.
    return finish({ ...state, isEnding: true }, ctx)
  }
  if (input.type === 'Call' && input.call.type === 'EndOfInput') {
    return finish({ ...state, isEnding: true }, ctx)
  }
  const { producer, options } = state
  if (producer === null || options === null) {
    const isLine = input.type === 'Call' && input.call.type === 'InputLine'
    const early = isLine ? [...state.early, input.call.text] : state.early
    const next: State = { ...state, early }
    return { next, effects: [], facts: [] }
  }
  const work = producerWork(producer, ctx)
  if (input.type === 'Call' && input.call.type === 'InputLine') {
    return settle(takeLine(state, work, input.call.text), work)
  }
  onProducerInput(work, input)
  return settle(state, work)
}

function finish(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  if (state.producer === null) return { next: state, effects: [], facts: [] }
  const work = producerWork(state.producer, ctx)
  flush(work)
  return settle(state, work)
}
