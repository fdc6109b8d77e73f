import { List } from 'immutable'
import { toMillis } from '~/sim/ids'
import { topicPartition } from '../ids'
import type { TopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import { errorMessage, ERRORS } from '../protocol/errors'
import { BATCH_OVERHEAD, recordSize, sizeUpperBound } from '../protocol/recordSize'
import type { MetadataTopic } from '../protocol/rpc/data'
import { utf8Bytes } from '../protocol/utf8'
import { clientNow, refreshForNewTopic, requestRefresh, setClientTimer } from './clientCore'
import { logInvalidTopics } from './logLine'
import { partitionForKey } from './murmur2'
import { countBytes, drawPartition, stickyOf } from './partitioner'
import type { Batch, BlockedSend, ProducerWork } from './producerState'
import { lastOf, moveBatch, NO_PRODUCER_ID, putBatch, putQueue, queueOf } from './producerState'
import type { NewRecord, Queued } from './wireBatch'

/** True when a batch takes no more records. Kafka: MemoryRecordsBuilder.isFull. */
export function isFull(batch: Batch): boolean {
  return batch.state !== 'OPEN' || batch.limit <= batch.sizeInBytes
}

/**
 * Takes a record in: it waits its turn behind earlier calls, as the caller's one thread does.
 * True when the sender has something new to look at. P-01. Kafka: KafkaProducer.doSend.
 */
export function acceptRecord(work: ProducerWork, record: NewRecord): boolean {
  const { producer } = work
  const { topic, key, value, headers, partition } = record
  const queued: Queued = {
    topic,
    key,
    value,
    headers,
    ...(partition === undefined ? {} : { partition }),
    number: producer.nextNumber,
    timestampMs: record.timestampMs ?? toMillis(work.ctx.clock),
  }
  const isBehind = producer.blocked.size > 0
  producer.nextNumber += 1
  producer.unfinished += 1
  producer.blocked = producer.blocked.push({ record: queued, sinceMs: null })
  return isBehind ? false : unblock(work)
}

/** Serves the calls that wait while they can be. True when a batch was begun or filled. */
export function unblock(work: ProducerWork): boolean {
  let isNews = false
  for (;;) {
    const head = work.producer.blocked.first()
    if (head === undefined) return isNews
    const outcome = serve(work, head)
    if (outcome === 'waits') {
      // The sender is woken as well: a call that waits for memory makes every batch ready.
      if (head.sinceMs === null) return waitFrom(work, head.record) || isNews
      return isNews
    }
    work.producer.blocked = work.producer.blocked.shift()
    if (outcome === 'news') isNews = true
    if (work.thrown !== null) stopCalls(work)
  }
}

/** The thread whose call has thrown makes no further ones. */
function stopCalls(work: ProducerWork): void {
  work.producer.unfinished -= work.producer.blocked.size
  work.producer.blocked = List()
}

function waitFrom(work: ProducerWork, record: Queued): boolean {
  const blocked = work.producer.blocked.set(0, { record, sinceMs: clientNow(work) })
  work.producer.blocked = blocked
  const ms = work.core.settings.int('max.block.ms')
  setClientTimer(work, 'block', { ms })
  const isMemory = topicOf(work, record) !== null
  work.facts.push({
    type: 'SendBlocked',
    rule: 'P-01',
    topic: record.topic,
    number: record.number,
    waitsFor: isMemory ? 'memory' : 'metadata',
    has: isMemory ? work.producer.freeMemory : 0,
    needs: isMemory ? memoryFor(work, record) : 1,
    maxBlockMs: ms,
  })
  return isMemory
}

/** max.block.ms of the first call is over. Kafka: TimeoutException, BufferExhaustedException. */
export function onBlockTimeout(work: ProducerWork): void {
  const head = work.producer.blocked.first()
  const ms = work.core.settings.int('max.block.ms')
  if (head?.sinceMs === null || head === undefined) return
  if (clientNow(work) - head.sinceMs < ms) return
  const { record } = head
  work.producer.blocked = work.producer.blocked.shift()
  if (topicOf(work, record) !== null) {
    const text = `Failed to allocate ${memoryFor(work, record)} bytes within the configured max blocking time ${ms} ms. Total memory: ${work.core.settings.int('buffer.memory')} bytes. Available memory: ${work.producer.freeMemory} bytes. Poolable size: ${work.core.settings.int('batch.size')} bytes`
    reject(work, record, {
      error: 'REQUEST_TIMED_OUT',
      exception: 'BufferExhaustedException',
      message: text,
    })
  } else {
    reject(work, record, topicMissing(work, record, ms))
  }
  if (work.thrown !== null) stopCalls(work)
  unblock(work)
}

interface Rejection {
  readonly error: ErrorCode
  readonly exception: string
  readonly message: string
  readonly cause?: ErrorCode
}

/** Metadata never had it. Its cause is what the last answer said of the topic. Kafka: KafkaProducer.waitOnMetadata. */
function topicMissing(work: ProducerWork, record: Queued, ms: number): Rejection {
  const topic = work.core.topics.get(record.topic)
  const known = topic?.partitions.length ?? 0
  const message =
    known > 0 && typeof record.partition === 'number'
      ? `Partition ${record.partition} of topic ${record.topic} with partition count ${known} is not present in metadata after ${ms} ms.`
      : `Topic ${record.topic} not present in metadata after ${ms} ms.`
  const timeout = { error: 'REQUEST_TIMED_OUT', exception: 'TimeoutException', message } as const
  const said = topic?.error ?? 'NONE'
  return said === 'NONE' ? timeout : { ...timeout, cause: said }
}

function reject(work: ProducerWork, record: Queued, why: Rejection): void {
  const { number, topic } = record
  const { transactionalId } = work.producer
  // Kafka: TransactionManager.maybeTransitionToErrorState.
  if (transactionalId !== null) {
    throwState(
      work,
      `TransactionalId ${transactionalId}: Invalid transition attempted from state UNINITIALIZED to state ABORTABLE_ERROR`,
    )
  }
  const partition = record.partition ?? -1
  work.producer.unfinished = work.producer.unfinished - 1
  work.ends.push({ ...why, number, topic, partition, offset: -1, record })
  const { error } = why
  work.facts.push({
    type: 'RecordFailed',
    topic,
    partition,
    count: 1,
    firstNumber: number,
    lastNumber: number,
    error,
  })
}

function throwState(work: ProducerWork, message: string): void {
  work.thrown = `java.lang.IllegalStateException: ${message}`
}

/** The topic as metadata has it, with the wanted partition; null: not yet. */
function topicOf(work: ProducerWork, record: Queued): MetadataTopic | null {
  const topic = work.core.topics.get(record.topic)
  const count = topic?.partitions.length ?? 0
  if (topic === undefined || count === 0 || (record.partition ?? 0) >= count) return null
  return topic
}

function learnTopic(work: ProducerWork, topic: string): void {
  const wanted = work.core.wanted ?? []
  const isNew = !work.core.topics.has(topic)
  if (!wanted.includes(topic)) {
    work.core.wanted = [...wanted, topic]
    refreshForNewTopic(work)
  } else if (!work.core.isRefreshing) {
    // The last answer was to what was asked before. Kafka: ProducerMetadata.requestUpdateForTopic.
    const isUnasked = isNew && work.core.version > 0 && work.core.refreshAttempts === 0
    if (isUnasked) refreshForNewTopic(work)
    else requestRefresh(work)
  }
}

/** What a record takes at most as the first of its batch. Kafka: estimateSizeInBytesUpperBound. */
export function upperBound(record: Queued): number {
  return BATCH_OVERHEAD + sizeUpperBound(record)
}

function memoryFor(work: ProducerWork, record: Queued): number {
  return Math.max(work.core.settings.int('batch.size'), upperBound(record))
}

type Served = 'waits' | 'news' | 'done'

/** What forbids a record whatever happens. Kafka: KafkaProducer.ensureValidRecordSize. */
function impossible(work: ProducerWork, record: Queued, isFirstWord: boolean): Rejection | null {
  const topic = work.core.topics.get(record.topic)
  if (topic?.error === 'INVALID_TOPIC_EXCEPTION') {
    const { exception } = ERRORS[topic.error]
    // Once metadata has said so its name is all that is said. Kafka: KafkaProducer.waitOnMetadata.
    if (!isFirstWord) return { error: topic.error, exception, message: record.topic }
    const message = `Invalid topics: [${record.topic}]`
    logInvalidTopics(work, `[${record.topic}]`)
    return { error: topic.error, exception, message }
  }
  if (topic?.error === 'TOPIC_AUTHORIZATION_FAILED') {
    const message = errorMessage(topic.error)
    return { error: topic.error, exception: ERRORS[topic.error].exception, message }
  }
  const size = upperBound(record)
  const tooLarge = (name: string): Rejection | null => {
    const limit = work.core.settings.int(name)
    if (size <= limit) return null
    const clause =
      name === 'buffer.memory'
        ? `the total memory buffer you have configured with the ${name} configuration.`
        : `${limit}, which is the value of the ${name} configuration.`
    return {
      error: 'MESSAGE_TOO_LARGE',
      exception: 'RecordTooLargeException',
      message: `The message is ${size} bytes when serialized which is larger than ${clause}`,
    }
  }
  const isKnown = topicOf(work, record) !== null
  return isKnown ? (tooLarge('max.request.size') ?? tooLarge('buffer.memory')) : null
}

function serve(work: ProducerWork, { record, sinceMs }: BlockedSend): Served {
  const why = impossible(work, record, sinceMs !== null)
  if (why !== null) {
    reject(work, record, why)
    return 'done'
  }
  const topic = topicOf(work, record)
  if (topic === null) {
    learnTopic(work, record.topic)
    return 'waits'
  }
  return append(work, record, topic)
}

/** Keyed records by hash, others to the sticky partition. P-02. Kafka: KafkaProducer.partition. */
function partitionOf(work: ProducerWork, record: Queued, topic: MetadataTopic): number | null {
  if (typeof record.partition === 'number') return record.partition
  const ignoresKeys = work.core.settings.boolean('partitioner.ignore.keys')
  if (record.key === null || ignoresKeys) return null
  return partitionForKey(utf8Bytes(record.key), topic.partitions.length)
}

function stickyPartition(work: ProducerWork, topic: MetadataTopic): number {
  const sticky = stickyOf(work.producer.sticky, topic.name)
  if (sticky.partition !== null) return sticky.partition
  const partition = drawPartition(sticky, topic, (bound) => work.ctx.draw('sticky', bound))
  const chosen = work.producer.sticky.set(topic.name, { ...sticky, partition })
  work.producer.sticky = chosen
  return partition
}

/** Kafka: RecordAccumulator.append. */
function append(work: ProducerWork, record: Queued, topic: MetadataTopic): Served {
  const chosen = partitionOf(work, record, topic)
  if (chosen === null) finishSwitch(work, topic)
  const partition = chosen ?? stickyPartition(work, topic)
  const name = topicPartition(record.topic, partition)
  const last = lastOf(work.producer, name)
  const grown = last === undefined ? null : grow(work, last, record)
  const bytes = grown?.bytes ?? begin(work, name, record)
  if (bytes === null) return 'waits'
  if (chosen === null) noteBytes(work, topic, { name, bytes })
  addToTransaction(work, name)
  const queue = queueOf(work.producer, name)
  const isNews = grown === null || queue.length > 1 || (queue[0] !== undefined && isFull(queue[0]))
  return isNews ? 'news' : 'done'
}

/** Nobody has begun one; the record stays where it is. Kafka: TransactionManager.maybeAddPartition. */
function addToTransaction(work: ProducerWork, name: TopicPartition): void {
  if (work.producer.transactionalId === null) return
  throwState(
    work,
    `Cannot add partition ${name} to transaction before completing a call to initTransactions`,
  )
}

function sizeIn(batch: Pick<Batch, 'records'>, record: Queued): number {
  const base = batch.records.first()?.timestampMs ?? record.timestampMs
  const timestampDelta = record.timestampMs - base
  const { key, value, headers } = record
  return recordSize({ key, value, headers, offsetDelta: batch.records.size, timestampDelta })
}

/** Adds to the open batch, or closes it. Kafka: RecordAccumulator.tryAppend, hasRoomFor. */
function grow(work: ProducerWork, last: Batch, record: Queued): { readonly bytes: number } | null {
  const bytes = sizeIn(last, record)
  if (!isFull(last) && last.limit >= last.sizeInBytes + bytes) {
    const records = last.records.push(record)
    putBatch(work, { ...last, records, sizeInBytes: last.sizeInBytes + bytes })
    return { bytes }
  }
  if (last.state === 'OPEN') moveBatch(work, last, 'closed')
  return null
}

/** Begins a batch; null: not enough memory. P-06, P-07. */
function begin(work: ProducerWork, name: TopicPartition, record: Queued): number | null {
  const { producer } = work
  const memory = memoryFor(work, record)
  if (memory > producer.freeMemory) return null
  const now = clientNow(work)
  const sizeInBytes = BATCH_OVERHEAD + sizeIn({ records: List() }, record)
  const batch: Batch = {
    producerId: NO_PRODUCER_ID.producerId,
    producerEpoch: NO_PRODUCER_ID.producerEpoch,
    id: producer.nextBatch,
    name,
    state: 'OPEN',
    records: List([record]),
    sizeInBytes,
    limit: memory,
    memory,
    createdMs: now,
    lastAttemptMs: now,
    attempts: 0,
    backoffMs: 0,
    baseSequence: -1,
    isResequenced: false,
    leaderEpoch: -1,
    attemptsAtLeaderChange: -1,
  }
  producer.nextBatch += 1
  producer.freeMemory -= memory
  putBatch(work, batch)
  putQueue(work, name, [...(producer.queues.get(name) ?? []), batch.id])
  return sizeInBytes
}

/**
 * A switch that an open batch has put off comes now that the batch is full or gone. P-04.
 * Kafka: RecordAccumulator.partitionChanged.
 */
function finishSwitch(work: ProducerWork, topic: MetadataTopic): void {
  const { partition } = stickyOf(work.producer.sticky, topic.name)
  if (partition === null) return
  noteBytes(work, topic, { name: topicPartition(topic.name, partition), bytes: 0 })
}

function noteBytes(
  work: ProducerWork,
  topic: MetadataTopic,
  at: { readonly name: TopicPartition; readonly bytes: number },
): void {
  const last = lastOf(work.producer, at.name)
  const canSwitch = last === undefined || isFull(last)
  const batchSize = Math.max(1, work.core.settings.int('batch.size'))
  const sticky = stickyOf(work.producer.sticky, topic.name)
  const next = countBytes(sticky, { bytes: at.bytes, canSwitch, batchSize }, () =>
    drawPartition(sticky, topic, (bound) => work.ctx.draw('sticky', bound)),
  )
  work.producer.sticky = work.producer.sticky.set(topic.name, next)
}
