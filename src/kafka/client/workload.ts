import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '../channel/channelState'
import type { KafkaContext } from '../effects'
import type { ClientSpec, KafkaModel, ProcessState } from '../model'
import type { ClientProgram } from '../effects'
import { nodeId } from '../ids'
import type { Admin } from './admin'
import { adminOf, adminWork, beginCall, newAdmin, onAdminInput } from './admin'
import {
  beginConsuming,
  consumerOf,
  consumerWork,
  newConsumer,
  onConsumerInput,
  setCommitting,
  setProcessing,
} from './consumer'
import { closeConsumer } from './closing'
import type { Consumer, ConsumerWork } from './consumerState'
import { enforceRebalance } from './membership'
import { flush, onProducerInput, sendRecord, startProducer } from './producer'
import type { Producer, ProducerWork } from './producerState'
import { isBlocked, newProducer, producerOf, producerWork } from './producerState'

/** Keys of a workload's records, in turn. */
const KEYS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
/** How long an admin waits before it tries again what failed, ms. */
const RETRY_MS = 500

/** A producer that writes so many records a second. */
export interface WorkloadProducer extends ProcessState {
  readonly kind: 'workload-producer'
  readonly topic: string
  readonly ratePerSecond: number
  readonly producer: Producer
  readonly sent: number
  /** Of a thousand records so many have the first key; the others take turns. */
  readonly keySkew: number
  /** Bytes of a value; 0: as short as it tells which record it is. */
  readonly sizeBytes: number
  readonly isEnding: boolean
}

/** A consumer of a group that reads and commits. */
export interface WorkloadConsumer extends ProcessState {
  readonly kind: 'workload-consumer'
  readonly topic: string
  readonly consumer: Consumer
  readonly read: number
  readonly isEnding: boolean
}

interface WorkloadAdmin extends ProcessState {
  readonly kind: 'workload-admin'
  readonly topics: readonly NewTopic[]
  readonly admin: Admin
  readonly calls: number
}

interface NewTopic {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly configs: Readonly<Record<string, string>>
  readonly assignments?: readonly (readonly number[])[]
}

function timer(name: string, ms: number) {
  return {
    type: 'SetTimer',
    key: `workload/${name}`,
    delayMicros: micros(ms),
    timer: { role: 'workload', name, about: '' },
  } as const
}

function isOwn(input: KafkaInput, name: string): boolean {
  return input.type === 'Timer' && input.timer.role === 'workload' && input.timer.name === name
}

function settleProducer(state: WorkloadProducer, work: ProducerWork): Outcome<KafkaModel> {
  const { effects, facts } = work
  const producer = producerOf(work)
  if (state.isEnding && producer.unfinished === 0) effects.push({ type: 'Exit', code: 0 })
  // Written out; decision record 0006.
  const next: WorkloadProducer = {
    kind: state.kind,
    topic: state.topic,
    ratePerSecond: state.ratePerSecond,
    producer,
    sent: state.sent,
    keySkew: state.keySkew,
    sizeBytes: state.sizeBytes,
    isEnding: state.isEnding,
  }
  return { next, effects, facts }
}

function period(ratePerSecond: number): number {
  return Math.max(1, Math.floor(1000 / ratePerSecond))
}

function sendNext(state: WorkloadProducer, work: ProducerWork): WorkloadProducer {
  const isSkewed = (state.sent * 617) % 1000 < state.keySkew
  const key = KEYS[isSkewed ? 0 : state.sent % KEYS.length] ?? 'A'
  // ASCII, so that its length is its bytes.
  const value = `${key}-${String(state.sent).padStart(6, '0')}`.padEnd(state.sizeBytes, '.')
  sendRecord(work, { topic: state.topic, key, value, headers: [] })
  return { ...state, sent: state.sent + 1 }
}

/** Writes keyed records at a steady rate; `Set` of `ratePerSecond`, `send`, `keySkew` changes it. */
const workloadProducer: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const [topic = '', rate = '1', size = '0', skew = '0'] = spec.args
    const next: WorkloadProducer = {
      kind: 'workload-producer',
      topic,
      ratePerSecond: Number(rate),
      producer: newProducer(spec.properties),
      sent: 0,
      keySkew: Number(skew),
      sizeBytes: Number(size),
      isEnding: false,
    }
    return { next, effects: [timer('tick', 1000)], facts: [] }
  },
  handle: (raw, input, ctx) => onProducer(raw as WorkloadProducer, input, ctx),
}

function onProducer(
  before: WorkloadProducer,
  input: KafkaInput,
  ctx: KafkaContext,
): Outcome<KafkaModel> {
  let state = before
  const work = producerWork(state.producer, ctx)
  if (isOwn(input, 'tick')) {
    if (state.sent === 0) startProducer(work)
    if (state.ratePerSecond > 0 && !state.isEnding) {
      // Its one thread stands in send() while there is no room or no topic.
      if (!isBlocked(work.producer)) state = sendNext(state, work)
      work.effects.push(timer('tick', period(state.ratePerSecond)))
    }
  } else if (input.type === 'Call' && input.call.type === 'Set') {
    state = set(state, work, input.call)
  } else if (input.type === 'Signal') {
    state = { ...state, isEnding: true }
    flush(work)
  } else onProducerInput(work, input)
  return settleProducer(state, work)
}

/** A person changes what the producer does. */
function set(
  before: WorkloadProducer,
  work: ProducerWork,
  { name, value }: { readonly name: string; readonly value: number },
): WorkloadProducer {
  if (name === 'keySkew') return { ...before, keySkew: value }
  if (name !== 'send') {
    if (value > 0) work.effects.push(timer('tick', period(value)))
    return { ...before, ratePerSecond: value }
  }
  let state = before
  for (let count = 0; count < value; count += 1) state = sendNext(state, work)
  return state
}

function settleConsumer(state: WorkloadConsumer, work: ConsumerWork): Outcome<KafkaModel> {
  const { effects, facts } = work
  if (state.isEnding && work.consumer.isClosed) effects.push({ type: 'Exit', code: 0 })
  const next: WorkloadConsumer = {
    kind: state.kind,
    topic: state.topic,
    consumer: consumerOf(work),
    read: state.read + work.records.length,
    isEnding: state.isEnding,
  }
  return { next, effects, facts }
}

/** Reads a topic as a member of its group; `Set` of `processingMs` and `commits` changes it. */
const workloadConsumer: ClientProgram = {
  boot: (spec): Outcome<KafkaModel> => {
    const [topic = ''] = spec.args
    const properties = { 'auto.offset.reset': 'earliest', ...spec.properties }
    const next: WorkloadConsumer = {
      kind: 'workload-consumer',
      topic,
      consumer: newConsumer(properties, { type: 'topics', topics: [topic] }, spec.unprotected),
      read: 0,
      isEnding: false,
    }
    return { next, effects: [timer('begin', 1000)], facts: [] }
  },
  handle: (raw, input, ctx): Outcome<KafkaModel> => {
    const state = raw as WorkloadConsumer
    const work = consumerWork(state.consumer, ctx)
    if (isOwn(input, 'begin')) beginConsuming(work)
    else if (input.type === 'Signal') {
      closeConsumer(work)
      return settleConsumer({ ...state, isEnding: true }, work)
    } else if (input.type === 'Call' && input.call.type === 'Set') {
      if (input.call.name === 'processingMs') setProcessing(work, input.call.value)
      else if (input.call.name === 'rebalance') enforceRebalance(work)
      else if (input.call.name === 'commits') setCommitting(work, input.call.value > 0)
    } else onConsumerInput(work, input)
    return settleConsumer(state, work)
  },
}

/** With assignments the counts are -1, as NewTopic sends them. Kafka: NewTopic.convertToCreatableTopic. */
function asNewTopic({ name, partitions, replicationFactor, configs, assignments }: NewTopic) {
  const rows = Object.entries(configs).map(([key, value]) => ({ name: key, value }))
  return assignments === undefined
    ? { name, partitionCount: partitions, replicationFactor, assignments: null, configs: rows }
    : {
        name,
        partitionCount: -1,
        replicationFactor: -1,
        assignments: assignments.map((brokers) => brokers.map(nodeId)),
        configs: rows,
      }
}

function createAll(state: WorkloadAdmin, ctx: KafkaContext): Outcome<KafkaModel> {
  const work = adminWork(state.admin, ctx)
  beginCall(work, {
    id: state.calls,
    route: { type: 'any' },
    name: 'createTopics',
    body: {
      api: 'CreateTopics',
      topics: state.topics.map(asNewTopic),
      timeoutMs: 30_000,
      validateOnly: false,
    },
  })
  const { effects, facts } = work
  const next: WorkloadAdmin = { ...state, admin: adminOf(work), calls: state.calls + 1 }
  return { next, effects, facts }
}

/** Creates the scenario's topics, again and again until all of them are there. */
const workloadAdmin: ClientProgram = {
  boot: (spec: ClientSpec): Outcome<KafkaModel> => {
    const next: WorkloadAdmin = {
      kind: 'workload-admin',
      // Written by the scenario's own build.
      topics: spec.args.map((text) => JSON.parse(text) as NewTopic),
      admin: newAdmin(spec.properties['bootstrap.servers'] ?? '', spec.properties),
      calls: 0,
    }
    return { next, effects: [timer('create', 500)], facts: [] }
  },
  handle: (raw, input, ctx): Outcome<KafkaModel> => {
    const state = raw as WorkloadAdmin
    if (isOwn(input, 'create')) return createAll(state, ctx)
    const work = adminWork(state.admin, ctx)
    onAdminInput(work, input)
    const { effects, facts, answer } = work
    const body = answer?.type === 'response' ? answer.body : null
    const rows = body?.api === 'CreateTopics' ? body.topics : []
    const failed = state.topics.filter(({ name }) => {
      const error = rows.find((row) => row.name === name)?.error
      return error !== 'NONE' && error !== 'TOPIC_ALREADY_EXISTS'
    })
    if (answer !== null && failed.length > 0) effects.push(timer('create', RETRY_MS))
    else if (answer !== null) effects.push({ type: 'Exit', code: 0 })
    const topics = answer === null ? state.topics : failed
    const next: WorkloadAdmin = { ...state, topics, admin: adminOf(work) }
    return { next, effects, facts }
  },
}

/** The programs of scenarios, by name. */
export const WORKLOADS: Readonly<Record<string, ClientProgram>> = {
  'workload-producer': workloadProducer,
  'workload-consumer': workloadConsumer,
  'workload-admin': workloadAdmin,
}
