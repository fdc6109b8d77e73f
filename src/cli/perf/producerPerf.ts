import { Map } from '~/base/persistentMap'
import { micros, toMillis } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channelState'
import { flush, onProducerInput, sendRecord, startProducer } from '~/kafka/client/producer'
import { constructionProblem, producerProblem } from '~/kafka/client/producerProblem'
import type { Producer, ProducerWork } from '~/kafka/client/producerState'
import { isBlocked, newProducer, producerOf, producerWork } from '~/kafka/client/producerState'
import type { RecordEnd } from '~/kafka/client/wireBatch'
import type { ClientProgram, KafkaContext } from '~/kafka/effects'
import type { KafkaFact } from '~/kafka/facts'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import type { ArgparseOptions } from '../parse/argparse'
import { argparseError, ArgparseStop, parseArgparse } from '../parse/argparse'
import { usageOf } from '../parse/argparseText'
import { stackTrace } from '../exceptionText'
import { PERF_PARSER } from './perfParser'
import type { PerfStats } from './perfStats'
import { newStats, recordLatency, totalLine } from './perfStats'
import { parseProperties } from '../parse/propertiesFile'
import { TOOL_STARTUP_MS } from '../script'
import type { SplittableRandom } from './splittableRandom'
import { nextBelow, SEEDED_WITH_ZERO } from './splittableRandom'

/** What is to be written, and how fast. */
interface Job {
  readonly topic: string
  readonly numRecords: number
  /** Per second; negative: no limit, 0: nothing after the first. */
  readonly throughput: number
  readonly payload:
    | { readonly type: 'random'; readonly size: number }
    | { readonly type: 'file'; readonly payloads: readonly string[] }
    | { readonly type: 'monotonic' }
}

interface State extends ProcessState {
  readonly kind: 'kafka-producer-perf-test'
  readonly spec: ClientSpec
  readonly job: Job | null
  readonly producer: Producer | null
  readonly stats: PerfStats | null
  readonly random: SplittableRandom
  readonly sent: number
  /** When records were sent that have not ended, by their number. */
  readonly sentAtMs: Map<number, number>
  readonly isClosing: boolean
}

/** How many records its loop sends in a millisecond without a limit. MODEL Simplified S44. */
const RECORDS_PER_MS = 100

function timer(name: string, ms: number) {
  return {
    type: 'SetTimer',
    key: `tool/${name}`,
    delayMicros: micros(ms),
    timer: { role: 'tool', name, about: '' },
  } as const
}

function printed(stream: 'stdout' | 'stderr', text: string): KafkaFact {
  return { type: 'Printed', stream, text }
}

/** Kafka: ConfigPostProcessor. @throws ArgparseStop */
function check(options: ArgparseOptions): void {
  const number = (name: string) => Number(options.value(name) ?? 1)
  const refuse = (message: string) => argparseError(PERF_PARSER, message)
  if (number('num-records') <= 0) throw refuse('--num-records should be greater than zero')
  if (number('record-size') <= 0) throw refuse('--record-size should be greater than zero')
  if (!options.has('producer-props') && !options.has('producer.config')) {
    throw refuse('Either --producer-props or --producer.config must be specified.')
  }
  if (number('transaction-duration-ms') <= 0) {
    throw refuse('--transaction-duration-ms should be greater than zero')
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CONFIG_EXCEPTION = 'org.apache.kafka.common.config.ConfigException'

/** What Java prints of an exception that nobody catches. */
class Uncaught extends Error {
  override readonly name = 'Uncaught'
}

/** What stands between delimiters; nothing before the first one, or behind the last. Java: Scanner. */
function tokensOf(text: string, delimiter: RegExp): readonly string[] {
  const tokens = text.split(delimiter)
  if (tokens[0] === '') tokens.shift()
  if (tokens.at(-1) === '') tokens.pop()
  return tokens
}

function payloadOf(
  options: ArgparseOptions,
  spec: ClientSpec,
  out: (line: string) => void,
): Job['payload'] {
  const size = options.value('record-size')
  if (size !== undefined) return { type: 'random', size: Number(size) }
  const path = options.value('payload-file')
  if (path === undefined) return { type: 'monotonic' }
  out(`Reading payloads from: ${path}`)
  const text = Object.hasOwn(spec.files, path) ? (spec.files[path] ?? '') : ''
  if (text === '') {
    const why = 'File does not exist or empty file provided.'
    throw new Uncaught(`java.lang.IllegalArgumentException: ${why}`)
  }
  const given = options.value('payload-delimiter') ?? '\\n'
  const delimiter = new RegExp(given === '\\n' ? '\n' : given)
  const payloads = tokensOf(text, delimiter)
  out(`Number of messages read: ${payloads.length}`)
  return { type: 'file', payloads }
}

/** Kafka: ProducerPerformance.readProps. */
function properties(options: ArgparseOptions, spec: ClientSpec): Record<string, string> {
  const file = options.value('producer.config')
  const fromFile = file === undefined ? {} : parseProperties(spec.files[file] ?? '')
  const given = options.values('producer-props').map((text) => {
    const [name, value, ...more] = text.split('=')
    if (name === undefined || value === undefined || value === '' || more.length > 0) {
      throw new Uncaught(`java.lang.IllegalArgumentException: Invalid property: ${text}`)
    }
    return [name, value] as const
  })
  return { 'client.id': 'perf-producer-client', ...fromFile, ...Object.fromEntries(given) }
}

function producerFrom(settings: Readonly<Record<string, string>>): Producer {
  const refused = producerProblem(settings)
  if (refused !== null) throw new Uncaught(`${CONFIG_EXCEPTION}: ${refused}`)
  const problem =
    settings['bootstrap.servers'] === undefined
      ? 'No resolvable bootstrap urls given in bootstrap.servers'
      : constructionProblem(settings)
  if (problem !== null) {
    throw new Uncaught(
      `org.apache.kafka.common.KafkaException: Failed to construct kafka producer\nCaused by: ${CONFIG_EXCEPTION}: ${problem}`,
    )
  }
  return newProducer(settings)
}

function begin(state: State, ctx: KafkaContext): Outcome<KafkaModel> {
  const { spec } = state
  const facts: KafkaFact[] = []
  try {
    const options = parseArgparse(PERF_PARSER, spec.args)
    check(options)
    const payload = payloadOf(options, spec, (line) => facts.push(printed('stdout', line)))
    const settings = properties(options, spec)
    const named = ['transactional-id', 'transaction-duration-ms'].some((name) => options.has(name))
    if (named || settings['transactional.id'] !== undefined) {
      throw new Uncaught('java.lang.UnsupportedOperationException: transactions; see MODEL.md')
    }
    const numRecords = Number(options.value('num-records'))
    const throughput = Number(options.value('throughput'))
    const job: Job = { topic: options.value('topic') ?? '', numRecords, throughput, payload }
    const work = producerWork(producerFrom(settings), ctx)
    for (const fact of facts) work.facts.push(fact)
    startProducer(work)
    const stats = newStats(numRecords, toMillis(ctx.now))
    return proceed({ ...state, job, stats, producer: work.producer }, job, work)
  } catch (error) {
    return failed(state, { error, facts })
  }
}

function failed(
  state: State,
  { error, facts }: { readonly error: unknown; readonly facts: readonly KafkaFact[] },
): Outcome<KafkaModel> {
  if (error instanceof ArgparseStop) {
    // Without a word on its command line the tool shows its help and is content. X-151.
    const isBare = state.spec.args.length === 0
    const lines = isBare
      ? usageOf(PERF_PARSER, null).map((line) => printed('stdout', line))
      : error.lines.map((line) => printed(error.stream, line))
    const code = isBare ? 0 : error.status
    return { next: state, effects: [{ type: 'Exit', code }], facts: [...facts, ...lines] }
  }
  if (!(error instanceof Uncaught)) throw error
  const lines = `Exception in thread "main" ${error.message}`.split('\n')
  return {
    next: state,
    effects: [{ type: 'Exit', code: 1 }],
    facts: [...facts, ...lines.map((line) => printed('stderr', line))],
  }
}

/** The next payload. Kafka: ProducerPerformance.generateRandomPayload. */
function draw(
  state: State,
  job: Job,
): { readonly value: string; readonly random: SplittableRandom } {
  let { random } = state
  const below = (bound: number) => {
    const drawn = nextBelow(random, bound)
    random = drawn.random
    return drawn.value
  }
  const { payload } = job
  switch (payload.type) {
    case 'monotonic':
      return { value: String(state.sent), random }
    case 'file':
      return { value: payload.payloads[below(payload.payloads.length)] ?? '', random }
    case 'random': {
      const letters = Array.from({ length: payload.size }, () => LETTERS[below(26)] ?? '')
      return { value: letters.join(''), random }
    }
  }
}

/** Sends what is due, counts what has ended, and ends when all has. */
function proceed(before: State, job: Job, work: ProducerWork): Outcome<KafkaModel> {
  let state = count(before, work)
  const due = dueNow(state, job, toMillis(work.ctx.now))
  for (let index = 0; index < due && !isBlocked(work.producer); index += 1) {
    state = count(sendOne(state, job, work), work)
  }
  if (state.sent < job.numRecords) work.effects.push(timer('tick', pauseMs(job)))
  else if (!state.isClosing) {
    flush(work)
    state = count({ ...state, isClosing: true }, work)
  }
  const { effects, facts } = work
  const producer = producerOf(work)
  if (state.isClosing && producer.unfinished === 0 && state.stats !== null) {
    facts.push(printed('stdout', totalLine(state.stats, toMillis(work.ctx.now))))
    effects.push({ type: 'Exit', code: 0 })
  }
  const next: State = { ...state, producer }
  return { next, effects, facts }
}

/** How many records may go now. Kafka: ThroughputThrottler.shouldThrottle. */
function dueNow(state: State, job: Job, nowMs: number): number {
  const left = job.numRecords - state.sent
  if (job.throughput < 0) return Math.min(left, RECORDS_PER_MS)
  if (job.throughput === 0) return state.sent === 0 ? 1 : 0
  const elapsedMs = nowMs - (state.stats?.startMs ?? nowMs)
  const allowed = Math.floor((job.throughput * elapsedMs) / 1000) + 1
  return Math.max(0, Math.min(left, allowed - state.sent))
}

/** The throttle sleeps at least 2 ms at a time. Kafka: ThroughputThrottler.throttle. */
function pauseMs(job: Job): number {
  return job.throughput < 0 ? 1 : Math.max(2, Math.floor(1000 / Math.max(1, job.throughput)))
}

function sendOne(state: State, job: Job, work: ProducerWork): State {
  const { value, random } = draw(state, job)
  const number = work.producer.nextNumber
  sendRecord(work, { topic: job.topic, key: null, value, headers: [] })
  const sentAtMs = state.sentAtMs.set(number, toMillis(work.ctx.now))
  return { ...state, random, sentAtMs, sent: state.sent + 1 }
}

/** Kafka: PerfCallback.onCompletion: failures are printed and not counted. */
function count(before: State, work: ProducerWork): State {
  let state = before
  for (const end of work.ends.splice(0)) state = countOne(state, end, work)
  return state
}

function countOne(state: State, end: RecordEnd, work: ProducerWork): State {
  const since = state.sentAtMs.get(end.number) ?? 0
  const sentAtMs = state.sentAtMs.delete(end.number)
  if (end.error !== 'NONE') {
    for (const line of stackTrace(end)) work.facts.push(printed('stderr', line))
    return { ...state, sentAtMs }
  }
  if (state.stats === null) return { ...state, sentAtMs }
  const nowMs = toMillis(work.ctx.now)
  const bytes = utf8Bytes(end.record.value ?? '').length
  const { stats, line } = recordLatency(state.stats, { latencyMs: nowMs - since, bytes, nowMs })
  if (line !== null) work.facts.push(printed('stdout', line))
  return { ...state, stats, sentAtMs }
}

/** `kafka-producer-perf-test.sh`. Kafka: org.apache.kafka.tools.ProducerPerformance. */
export const producerPerf: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const next: State = {
      kind: 'kafka-producer-perf-test',
      spec,
      job: null,
      producer: null,
      stats: null,
      random: SEEDED_WITH_ZERO,
      sent: 0,
      sentAtMs: Map(),
      isClosing: false,
    }
    return { next, effects: [timer('startup', TOOL_STARTUP_MS)], facts: [] }
  },
  handle: (raw, input, ctx) => handle(raw as State, input, ctx),
}

function handle(state: State, input: KafkaInput, ctx: KafkaContext): Outcome<KafkaModel> {
  const isTool = input.type === 'Timer' && input.timer.role === 'tool'
  if (isTool && input.timer.name === 'startup') return begin(state, ctx)
  if (input.type === 'Signal') {
    const code = input.signal === 'SIGINT' ? 130 : 143
    return { next: state, effects: [{ type: 'Exit', code }], facts: [] }
  }
  const { job, producer } = state
  if (job === null || producer === null) return { next: state, effects: [], facts: [] }
  const work = producerWork(producer, ctx)
  if (isTool) return proceed(state, job, work)
  onProducerInput(work, input)
  return settle(state, job, work)
}

/** What the network said: counted; the loop goes on when its own timer says so, or at the end. */
function settle(before: State, job: Job, work: ProducerWork): Outcome<KafkaModel> {
  if (before.isClosing) return proceed(before, job, work)
  const state = count(before, work)
  const { effects, facts } = work
  const next: State = { ...state, producer: producerOf(work) }
  return { next, effects, facts }
}
