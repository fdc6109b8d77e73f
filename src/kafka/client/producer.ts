import { List, Map } from 'immutable'
import { NativeMap } from '~/base/nativeMap'
import type { Completion, KafkaInput } from '../channel/channel'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import { gather } from '../effects'
import { splitTopicPartition, topicPartition } from '../ids'
import type { TopicPartition } from '../ids'
import { ERRORS } from '../protocol/errors'
import type { ErrorCode } from '../protocol/errors'
import type { RecordBatch } from '../protocol/records'
import { batchSize } from '../protocol/recordSize'
import type { ProducePartitionResponse } from '../protocol/rpc/data'
import type { ClientCore, CoreWork } from './clientCore'
import {
  clientNow,
  leaderOf,
  leastLoaded,
  learnLeader,
  newClientCore,
  onCoreInput,
  refresh,
  requestRefresh,
  sendRequest,
  setClientTimer,
} from './clientCore'
import { utf8Bytes } from '../protocol/utf8'
import { partitionForKey } from './murmur2'
import type { NewRecord, Queued, RecordEnd } from './wireBatch'
import { acksOf, numbersOf, wireBatch } from './wireBatch'

interface Batch {
  readonly name: TopicPartition
  readonly records: readonly Queued[]
  readonly createdMs: number
  readonly isClosed: boolean
  /** Set when it was sent for the first time; repeated as it is. */
  readonly baseSequence: number | null
  /** How often it was sent again. */
  readonly retries: number
}

/** A producer. Kafka: KafkaProducer with its accumulator and sender. */
export interface Producer {
  readonly core: ClientCore
  readonly acks: -1 | 0 | 1
  readonly isIdempotent: boolean
  readonly producerId: number
  readonly producerEpoch: number
  readonly isAskingForId: boolean
  /** Records whose partition cannot be chosen before the topic is known. */
  readonly unplaced: List<Queued>
  /** Batches by partition, oldest first. */
  readonly batches: Map<TopicPartition, readonly Batch[]>
  /** Partitions with a batch on its way. */
  readonly inFlight: Map<TopicPartition, true>
  readonly sequences: Map<TopicPartition, number>
  readonly sticky: Map<string, number>
  readonly nextNumber: number
  readonly unfinished: number
  readonly isFlushing: boolean
}

/** What one input changes. */
export interface ProducerWork extends CoreWork {
  producer: Producer
  readonly ends: RecordEnd[]
}

/** A producer that has not connected yet. */
export function newProducer(properties: Readonly<Record<string, string>>): Producer {
  const settings = effectiveConfig('producer', properties)
  const acks = acksOf(settings.string('acks'))
  return {
    core: newClientCore({
      name: 'producer',
      settings,
      bootstrapServers: settings.string('bootstrap.servers'),
      clientId: settings.given('client.id') ?? 'producer-1',
      maxInFlight: settings.int('max.in.flight.requests.per.connection'),
      mayCreate: true,
      wanted: [],
    }),
    acks,
    isIdempotent: acks === -1 && settings.boolean('enable.idempotence'),
    producerId: -1,
    producerEpoch: -1,
    isAskingForId: false,
    unplaced: List(),
    batches: Map(),
    inFlight: Map(),
    sequences: Map(),
    sticky: Map(),
    nextNumber: 0,
    unfinished: 0,
    isFlushing: false,
  }
}

/** Begins to work on an input. */
export function producerWork(producer: Producer, ctx: KafkaContext): ProducerWork {
  return { ctx, core: producer.core, producer, ends: [], ...gather() }
}

/** The producer as the work leaves it. */
export function producerOf(work: ProducerWork): Producer {
  return { ...work.producer, core: work.core }
}

/** Takes a record in; it leaves with its batch. P-01. Kafka: KafkaProducer.doSend. */
export function sendRecord(work: ProducerWork, record: NewRecord): void {
  const { producer } = work
  const queued = { ...record, number: producer.nextNumber, timestampMs: clientNow(work) }
  work.producer = {
    ...producer,
    nextNumber: producer.nextNumber + 1,
    unfinished: producer.unfinished + 1,
    unplaced: producer.unplaced.push(queued),
  }
  const wanted = work.core.wanted ?? []
  if (!wanted.includes(record.topic)) {
    work.core = { ...work.core, wanted: [...wanted, record.topic] }
    refresh(work)
  }
  place(work)
}

function place(work: ProducerWork): void {
  const waiting = work.producer.unplaced
  const isKnown = ({ topic }: Queued) => (work.core.topics.get(topic)?.partitions.length ?? 0) > 0
  const ready = waiting.filter(isKnown)
  if (ready.size > 0) {
    work.producer = { ...work.producer, unplaced: waiting.filterNot(isKnown) }
    for (const record of ready) append(work, record)
  } else if (waiting.size > 0 && !work.core.isRefreshing) requestRefresh(work)
  pump(work)
}

/** Keyed records by hash, others to the partition of the batch that is filling. P-10, P-11. */
function partitionOf(work: ProducerWork, record: Queued): number {
  const count = work.core.topics.get(record.topic)?.partitions.length ?? 1
  if (record.key !== null) return partitionForKey(utf8Bytes(record.key), count)
  const known = work.producer.sticky.get(record.topic)
  if (known !== undefined) return known
  const drawn = work.ctx.draw('sticky', count)
  work.producer = { ...work.producer, sticky: work.producer.sticky.set(record.topic, drawn) }
  return drawn
}

function append(work: ProducerWork, record: Queued): void {
  const name = topicPartition(record.topic, partitionOf(work, record))
  const batches = work.producer.batches.get(name) ?? []
  const last = batches.at(-1)
  const limit = work.core.settings.int('batch.size')
  const fits = last !== undefined && !last.isClosed && batchSize([...last.records, record]) <= limit
  const fresh: Batch = {
    name,
    records: [record],
    createdMs: clientNow(work),
    isClosed: false,
    baseSequence: null,
    retries: 0,
  }
  const next: readonly Batch[] = fits
    ? [...batches.slice(0, -1), { ...last, records: [...last.records, record] }]
    : [...batches.map((batch) => ({ ...batch, isClosed: true })), fresh]
  work.producer = { ...work.producer, batches: work.producer.batches.set(name, next) }
  if (fits) return
  const ms = work.core.settings.int('linger.ms')
  setClientTimer(work, 'linger', { about: name, ms })
}

/** Sends what is ready: full, old enough, or flushed. P-12. Kafka: Sender.sendProducerData. */
function pump(work: ProducerWork): void {
  if (work.producer.isIdempotent && work.producer.producerId < 0) return askForId(work)
  const byLeader = new NativeMap<string, Batch[]>()
  let isLeaderless = false
  for (const name of [...work.producer.batches.keys()].sort()) {
    const batch = readyBatch(work, name)
    if (batch === null) continue
    const { topic, partition } = splitTopicPartition(name)
    const leader = leaderOf(work.core, topic, partition)
    if (leader === null) isLeaderless = true
    else byLeader.set(leader.key, [...(byLeader.get(leader.key) ?? []), batch])
  }
  for (const batches of byLeader.values()) sendBatches(work, batches)
  if (isLeaderless) requestRefresh(work)
}

function readyBatch(work: ProducerWork, name: TopicPartition): Batch | null {
  const { producer, core } = work
  const [batch] = producer.batches.get(name) ?? []
  if (batch === undefined || producer.inFlight.has(name)) return null
  const age = clientNow(work) - batch.createdMs
  const isReady =
    batch.isClosed ||
    producer.isFlushing ||
    batch.baseSequence !== null ||
    age >= core.settings.int('linger.ms')
  return isReady ? batch : null
}

function sendBatches(work: ProducerWork, batches: readonly Batch[]): void {
  const [first] = batches
  if (first === undefined) return
  const { topic, partition } = splitTopicPartition(first.name)
  const to = leaderOf(work.core, topic, partition)
  if (to === null) return
  const partitions = batches.map((batch) => {
    const at = splitTopicPartition(batch.name)
    return { ...at, topicId: null, batch: sealed(work, batch) }
  })
  const timeoutMs = work.core.settings.int('request.timeout.ms')
  const names = batches.map(({ name }) => name)
  sendRequest(work, {
    to,
    tag: `produce ${names.join(' ')}`,
    body: {
      api: 'Produce',
      transactionalId: null,
      acks: work.producer.acks,
      timeoutMs,
      partitions,
    },
  })
  for (const { topic: name, partition: number, batch } of partitions) {
    const sent = batches.find((other) => other.name === topicPartition(name, number))
    work.facts.push({
      type: 'RecordSent',
      topic: name,
      partition: number,
      count: batch.records.length,
      ...numbersOf(sent?.records ?? []),
    })
  }
}

/** Closes a batch for sending: its sequence is fixed, the partition has it on its way. */
function sealed(work: ProducerWork, batch: Batch): RecordBatch {
  const { producer } = work
  const { topic } = splitTopicPartition(batch.name)
  const known = producer.sequences.get(batch.name) ?? 0
  const baseSequence = batch.baseSequence ?? known
  const sequences =
    batch.baseSequence === null
      ? producer.sequences.set(batch.name, known + batch.records.length)
      : producer.sequences
  const rest = (producer.batches.get(batch.name) ?? []).slice(1)
  const kept = { ...batch, isClosed: true, baseSequence }
  work.producer = {
    ...producer,
    sequences,
    sticky: producer.sticky.delete(topic),
    inFlight: producer.inFlight.set(batch.name, true),
    batches: producer.batches.set(batch.name, [kept, ...rest]),
  }
  return wireBatch(producer, batch.records, baseSequence)
}

function askForId(work: ProducerWork): void {
  if (work.producer.isAskingForId || work.producer.batches.size === 0) return
  const to = leastLoaded(work)
  if (to === null) return setClientTimer(work, 'id', { ms: 100 })
  work.producer = { ...work.producer, isAskingForId: true }
  sendRequest(work, {
    to,
    tag: 'id',
    body: {
      api: 'InitProducerId',
      transactionalId: null,
      transactionTimeoutMs: 60_000,
      producerId: -1,
      producerEpoch: -1,
    },
  })
}

/** Takes an input. False: it was not for this producer. */
export function onProducerInput(work: ProducerWork, input: KafkaInput): boolean {
  if (input.type === 'Timer' && input.timer.role === 'client' && input.timer.name !== 'refresh') {
    if (
      input.timer.name === 'linger' ||
      input.timer.name === 'retry' ||
      input.timer.name === 'id'
    ) {
      pump(work)
      return true
    }
    return false
  }
  const result = onCoreInput(work, input)
  if (result === null) return false
  for (const completion of result.completions) onCompletion(work, completion)
  if (result.isUpdated) place(work)
  return true
}

function onCompletion(work: ProducerWork, completion: Completion): void {
  const { tag, body } = completion
  if (tag === 'id') {
    work.producer = { ...work.producer, isAskingForId: false }
    if (body?.api !== 'InitProducerId' || body.error !== 'NONE') {
      return setClientTimer(work, 'id', { ms: work.core.settings.int('retry.backoff.ms') })
    }
    const { producerId, producerEpoch } = body
    work.producer = { ...work.producer, producerId, producerEpoch }
    return pump(work)
  }
  const names = tag.split(' ').slice(1) as TopicPartition[]
  for (const name of names) {
    const { topic, partition } = splitTopicPartition(name)
    const rows = body?.api === 'Produce' ? body.partitions : []
    const row = rows.find((other) => other.topic === topic && other.partition === partition)
    settle(work, name, row ?? null)
    if (row === undefined && work.producer.acks === 0 && body !== null) finish(work, name, 'NONE')
  }
  pump(work)
}

/** One partition's part of an answer. P-31 … P-33. Kafka: Sender.completeBatch. */
// eslint-disable-next-line complexity -- the order of Sender.completeBatch's checks
function settle(
  work: ProducerWork,
  name: TopicPartition,
  row: ProducePartitionResponse | null,
): void {
  work.producer = { ...work.producer, inFlight: work.producer.inFlight.delete(name) }
  if (row === null && work.producer.acks === 0) return
  const error: ErrorCode = row === null ? 'NETWORK_EXCEPTION' : row.error
  const [batch] = work.producer.batches.get(name) ?? []
  if (batch === undefined) return
  if (error === 'NONE' || error === 'DUPLICATE_SEQUENCE_NUMBER') {
    acknowledge(work, batch, row?.baseOffset ?? -1)
    return finish(work, name, 'NONE')
  }
  const age = clientNow(work) - batch.createdMs
  const isLate = age >= work.core.settings.int('delivery.timeout.ms')
  const isSpent = batch.retries >= work.core.settings.int('retries')
  if (!ERRORS[error].retriable || isLate || isSpent) return finish(work, name, error)
  countRetry(work, batch)
  if (row !== null) learnLeader(work, row, row.currentLeader)
  if (ERRORS[error].invalidMetadata || row === null) requestRefresh(work)
  setClientTimer(work, 'retry', { about: name, ms: work.core.settings.int('retry.backoff.ms') })
  work.facts.push({
    type: 'Logged',
    level: 'WARN',
    logger: 'org.apache.kafka.clients.producer.internals.Sender',
    text: `[Producer clientId=${work.core.clientId}] Got error produce response on topic-partition ${name}, retrying. Error: ${error}`,
  })
}

function countRetry(work: ProducerWork, batch: Batch): void {
  const { batches } = work.producer
  const rest = (batches.get(batch.name) ?? []).slice(1)
  const again = { ...batch, retries: batch.retries + 1 }
  work.producer = { ...work.producer, batches: batches.set(batch.name, [again, ...rest]) }
}

function acknowledge(work: ProducerWork, batch: Batch, baseOffset: number): void {
  const { topic, partition } = splitTopicPartition(batch.name)
  work.facts.push({
    type: 'RecordAcknowledged',
    topic,
    partition,
    baseOffset,
    count: batch.records.length,
    ...numbersOf(batch.records),
    acks: work.producer.acks,
  })
}

function finish(work: ProducerWork, name: TopicPartition, error: ErrorCode): void {
  const [batch, ...rest] = work.producer.batches.get(name) ?? []
  if (batch === undefined) return
  const { topic, partition } = splitTopicPartition(name)
  const { batches, unfinished } = work.producer
  work.producer = {
    ...work.producer,
    unfinished: unfinished - batch.records.length,
    batches: rest.length === 0 ? batches.delete(name) : batches.set(name, rest),
  }
  for (const { number, key, value } of batch.records) {
    work.ends.push({ number, topic, partition, error, key, value })
  }
  if (error === 'NONE') return
  work.facts.push({
    type: 'RecordFailed',
    topic,
    partition,
    count: batch.records.length,
    ...numbersOf(batch.records),
    error,
  })
}

/** Sends everything that waits, without the linger. */
export function flush(work: ProducerWork): void {
  work.producer = { ...work.producer, isFlushing: true }
  place(work)
}
