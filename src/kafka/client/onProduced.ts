import { List } from 'immutable'
import type { Completion } from '../channel/channelState'
import { splitTopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import { errorMessage, ERRORS, exceptionText } from '../protocol/errors'
import { BATCH_OVERHEAD, recordSize } from '../protocol/recordSize'
import type { Response } from '../protocol/rpc'
import type { ProducePartitionResponse } from '../protocol/rpc/data'
import { upperBound } from './accumulator'
import { clientNow, requestRefresh } from './clientCore'
import { logLine } from './logLine'
import { endBatch, removeBatch } from './endBatch'
import { learnLeader } from './knownLeaders'
import type { Batch, ProducerWork } from './producerState'
import { deliveryTimeoutMs, moveBatch, putBatch, putQueue, queueOf } from './producerState'
import { retryBackoffMs } from './retryBackoff'
import { mayRetry, noteAcked, trackParts } from './sequences'
import type { Queued } from './wireBatch'

/** A Produce has ended, for each of its batches. Kafka: Sender.handleProduceResponse. */
export function onProduced(work: ProducerWork, completion: Completion): void {
  const ids = completion.tag.split(' ').slice(1).map(Number)
  const { body } = completion
  const rows = body?.api === 'Produce' ? body.partitions : []
  for (const id of ids) {
    const batch = work.producer.batches.get(id)
    if (batch?.state !== 'IN_FLIGHT') {
      freeLate(work, id)
      continue
    }
    const { topic, partition } = splitTopicPartition(batch.name)
    const row = rows.find((other) => other.topic === topic && other.partition === partition)
    const endpoints = body?.api === 'Produce' ? body.nodeEndpoints : []
    complete(work, batch, { ...outcomeOf(completion, row ?? null), endpoints })
  }
}

/** The answer to a batch that had expired: only its memory is still held. */
function freeLate(work: ProducerWork, id: number): void {
  const { lateMemory, freeMemory } = work.producer
  const held = lateMemory.get(id)
  if (held === undefined) return
  work.producer.lateMemory = lateMemory.delete(id)
  work.producer.freeMemory = freeMemory + held
}

interface Produced {
  readonly error: ErrorCode
  readonly message: string | null
  readonly row: ProducePartitionResponse | null
  readonly correlationId: number
  readonly endpoints: Response<'Produce'>['nodeEndpoints']
}

function outcomeOf(
  completion: Completion,
  row: ProducePartitionResponse | null,
): Omit<Produced, 'endpoints'> {
  const { correlationId, failure, to } = completion
  if (row !== null) return { error: row.error, message: row.errorMessage, row, correlationId }
  // acks=0: there is no answer, it is done when it is written.
  if (failure === null) return { error: 'NONE', message: null, row, correlationId }
  return failure === 'timeout'
    ? {
        error: 'REQUEST_TIMED_OUT',
        message: `Disconnected from node ${to.key} due to timeout`,
        row,
        correlationId,
      }
    : {
        error: 'NETWORK_EXCEPTION',
        message: `Disconnected from node ${to.key}`,
        row,
        correlationId,
      }
}

/** One batch's part of an answer. P-30 … P-34. Kafka: Sender.completeBatch. */
function complete(work: ProducerWork, batch: Batch, produced: Produced): void {
  const { error, row, endpoints } = produced
  if (error === 'NONE') return acknowledge(work, batch, row?.baseOffset ?? -1)
  if (error === 'MESSAGE_TOO_LARGE' && batch.records.size > 1) {
    warn(work, batch, { ...produced, how: 'in', verb: 'splitting and retrying', left: 0 })
    split(work, batch)
  } else if (canRetry(work, batch, error)) {
    warn(work, batch, { ...produced, how: 'with', verb: 'retrying', left: 1 })
    retry(work, batch)
  } else if (error === 'DUPLICATE_SEQUENCE_NUMBER') {
    acknowledge(work, batch, row?.baseOffset ?? -1)
  } else {
    fail(work, batch, produced)
  }
  if (!ERRORS[error].invalidMetadata) return
  noteStale(work, batch, produced)
  if (row !== null) learnLeader(work, row, { leader: row.currentLeader, endpoints })
  requestRefresh(work)
}

/** What it knows of the cluster may be old. Kafka: Sender.completeBatch. */
function noteStale(work: ProducerWork, { name }: Batch, { error, message }: Produced): void {
  if (error === 'UNKNOWN_TOPIC_OR_PARTITION') {
    log(
      work,
      `Received unknown topic or partition error in produce request on partition ${name}. The topic-partition may not exist or the user may not have Describe access to it`,
    )
    return
  }
  const why = exceptionText(error, message ?? undefined)
  log(
    work,
    `Received invalid metadata error in produce request on partition ${name} due to ${why} Going to request metadata update now`,
  )
}

function fail(work: ProducerWork, batch: Batch, { error, message, row }: Produced): void {
  endBatch(work, moveBatch(work, batch, 'refused'), {
    error,
    exception: ERRORS[error].exception,
    message: message ?? errorMessage(error),
    recordErrors: row?.recordErrors ?? [],
    adjusts: batch.attempts < work.core.settings.int('retries'),
    isLate: false,
  })
}

/** Kafka: Sender.canRetry. */
function canRetry(work: ProducerWork, batch: Batch, error: ErrorCode): boolean {
  const { settings } = work.core
  const ageMs = clientNow(work) - batch.createdMs
  return (
    ageMs < deliveryTimeoutMs(settings) &&
    batch.attempts < settings.int('retries') &&
    mayRetry(work, batch, error)
  )
}

function warn(
  work: ProducerWork,
  batch: Batch,
  what: Produced & {
    readonly how: 'in' | 'with'
    readonly verb: string
    readonly left: 0 | 1
  },
): void {
  const left = work.core.settings.int('retries') - batch.attempts - what.left
  const { correlationId, how, verb, error, message } = what
  const suffix = message === null || message === '' ? '' : `. Error Message: ${message}`
  log(
    work,
    `Got error produce response ${how} correlation id ${correlationId} on topic-partition ${batch.name}, ${verb} (${left} attempts left). Error: ${error}${suffix}`,
  )
}

function log(work: ProducerWork, text: string): void {
  logLine(work, { level: 'WARN', logger: 'producer.internals.Sender', text })
}

function acknowledge(work: ProducerWork, batch: Batch, baseOffset: number): void {
  const { topic, partition } = splitTopicPartition(batch.name)
  moveBatch(work, batch, 'acknowledged')
  noteAcked(work, batch)
  removeBatch(work, batch)
  const { unfinished } = work.producer
  work.producer.unfinished = unfinished - batch.records.size
  work.facts.push({
    type: 'RecordAcknowledged',
    topic,
    partition,
    baseOffset,
    count: batch.records.size,
    firstNumber: batch.records.first()?.number ?? -1,
    lastNumber: batch.records.last()?.number ?? -1,
    acks: work.producer.acks,
  })
  batch.records.forEach((record, index) => {
    const { number } = record
    const at = baseOffset < 0 ? -1 : baseOffset + index
    const done = { error: 'NONE', exception: '', message: '', offset: at } as const
    work.ends.push({ number, topic, partition, record, ...done })
  })
}

/** Back to its queue, in the order of sequences. Kafka: RecordAccumulator.reenqueue. */
function retry(work: ProducerWork, batch: Batch): void {
  const backoffMs = retryBackoffMs(work, batch.attempts)
  // An epoch bump may have given it another sequence since it was sent.
  const now = work.producer.batches.get(batch.id) ?? batch
  const attempts = batch.attempts + 1
  const again = { ...now, attempts, backoffMs, lastAttemptMs: clientNow(work) }
  enqueueFirst(work, moveBatch(work, again, 'retried'))
}

/** Kafka: RecordAccumulator.insertInSequenceOrder; without sequences simply first. */
function enqueueFirst(work: ProducerWork, batch: Batch): void {
  const queue = queueOf(work.producer, batch.name)
  const isBefore = (other: Batch) =>
    other.baseSequence >= 0 && other.baseSequence < batch.baseSequence
  const found = work.producer.isIdempotent ? queue.findIndex((other) => !isBefore(other)) : 0
  const at = found < 0 ? queue.length : found
  const ids = queue.map(({ id }) => id)
  putQueue(work, batch.name, [...ids.slice(0, at), batch.id, ...ids.slice(at)])
}

/** A batch too large for the broker becomes several. Kafka: RecordAccumulator.splitAndReenqueue. */
function split(work: ProducerWork, whole: Batch): void {
  moveBatch(work, whole, 'tooLarge')
  const batchSize = work.core.settings.int('batch.size')
  const groups: { records: readonly Queued[]; size: number; readonly limit: number }[] = []
  for (const record of whole.records) {
    const last = groups.at(-1)
    const base = last?.records[0]?.timestampMs ?? record.timestampMs
    const place = {
      offsetDelta: last?.records.length ?? 0,
      timestampDelta: record.timestampMs - base,
    }
    const size = recordSize({ ...record, ...place })
    if (last !== undefined && last.size + size <= last.limit) {
      last.records = [...last.records, record]
      last.size += size
    } else {
      const limit = Math.max(batchSize, upperBound(record))
      groups.push({ records: [record], size: BATCH_OVERHEAD + size, limit })
    }
  }
  let sequence = whole.baseSequence
  const parts = groups.map(({ records, size }, index): Batch => {
    const part: Batch = {
      ...whole,
      id: work.producer.nextBatch + index,
      state: 'QUEUED',
      records: List(records),
      sizeInBytes: size,
      limit: size,
      // The whole's memory is free; parts are not from the pool. Kafka: ProducerBatch.split.
      memory: 0,
      // As one that was never tried. Kafka: RecordAccumulator.splitAndReenqueue.
      attempts: 0,
      backoffMs: 0,
      lastAttemptMs: whole.createdMs,
      isResequenced: false,
      leaderEpoch: -1,
      attemptsAtLeaderChange: -1,
      baseSequence: sequence,
    }
    if (sequence >= 0) sequence += records.length
    return part
  })
  work.producer.nextBatch = work.producer.nextBatch + parts.length
  trackParts(work, whole, parts)
  removeBatch(work, whole)
  for (const part of parts.toReversed()) {
    putBatch(work, part)
    enqueueFirst(work, part)
  }
}
