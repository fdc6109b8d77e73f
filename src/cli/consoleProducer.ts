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
import type { KafkaContext } from '~/kafka/effects'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import type { ClientProgram } from '~/kafka/effects'
import type { Options, OptionSpec } from './options'
import { parseOptions, require, UsageError, usageLines } from './options'
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
  readonly isEnding: boolean
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
function properties(options: Options): Readonly<Record<string, string>> {
  return {
    'bootstrap.servers': options.value('bootstrap-server') ?? '',
    acks: options.value('request-required-acks') ?? '-1',
    'linger.ms': options.value('timeout') ?? '1000',
    'batch.size': options.value('batch-size') ?? '16384',
    'client.id': 'console-producer',
    ...pairs(options.values('producer-property')),
  }
}

/** One line as a record. Kafka: LineMessageReader.readRecords. */
function recordOf(
  options: Options,
  line: string,
): { readonly key: string | null; readonly value: string | null } {
  const reader = pairs([...options.values('property'), ...options.values('reader-property')])
  const separator = reader['key.separator'] ?? '\t'
  const marker = reader['null.marker']
  const nullable = (text: string) => (text === marker ? null : text)
  if ((reader['parse.key'] ?? 'false').toLowerCase() !== 'true') {
    return { key: null, value: nullable(line) }
  }
  const cut = line.indexOf(separator)
  if (cut < 0) {
    if ((reader['ignore.error'] ?? 'false') === 'true') return { key: null, value: line }
    throw new UsageError('terse', `No key separator found on line number 1: '${line}'`)
  }
  return { key: nullable(line.slice(0, cut)), value: nullable(line.slice(cut + separator.length)) }
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
    require(options, ['bootstrap-server', 'topic'])
    const work = producerWork(newProducer(properties(options)), ctx)
    const next: State = { ...state, options, producer: null, early: [] }
    for (const line of state.early) takeLine(work, options, line)
    if (state.isEnding) flush(work)
    return settle(next, work)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const table = error.kind === 'usage' ? usageLines(OPTIONS) : []
    return ended(state, [error.message, ...table])
  }
}

function takeLine(work: ProducerWork, options: Options, line: string): void {
  const topic = options.value('topic') ?? ''
  sendRecord(work, { topic, ...recordOf(options, line), headers: [] })
}

function settle(state: State, work: ProducerWork): Outcome<KafkaModel> {
  const { effects, facts } = work
  const producer = producerOf(work)
  for (const { topic, error } of work.ends) {
    if (error !== 'NONE') {
      const text = `[ERROR] Error when sending message to topic ${topic}: ${error}`
      facts.push({ type: 'Printed', stream: 'stderr', text })
    }
  }
  if (state.isEnding && producer.unfinished === 0) effects.push({ type: 'Exit', code: 0 })
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
      early: [],
      isEnding: false,
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

// eslint-disable-next-line complexity -- one line an input
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
  try {
    if (input.type === 'Call' && input.call.type === 'InputLine') {
      takeLine(work, options, input.call.text)
    } else onProducerInput(work, input)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return ended(state, [`org.apache.kafka.common.KafkaException: ${error.message}`])
  }
  return settle(state, work)
}

function finish(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  if (state.producer === null) return { next: state, effects: [], facts: [] }
  const work = producerWork(state.producer, ctx)
  flush(work)
  return settle(state, work)
}
