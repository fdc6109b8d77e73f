import { List } from 'immutable'
import { Map } from '~/base/persistentMap'
import type { Mutable } from '~/base/mutable'
import type { EffectiveConfig } from '../config/effective'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import type { TopicPartition } from '../ids'
import type { BatchEvent, BatchState } from './batch.machine'
import { batchTable } from './batch.machine'
import type { ClientCore, CoreWork } from './coreState'
import { coreCopy, newClientCore } from './clientCore'
import type { Sticky } from './partitioner'
import type { Queued, RecordEnd } from './wireBatch'

/** A producer's id with its epoch; -1: none yet. Kafka: ProducerIdAndEpoch. */
export interface ProducerIdAndEpoch {
  readonly producerId: number
  readonly producerEpoch: number
}

/** No id yet. */
export const NO_PRODUCER_ID: ProducerIdAndEpoch = { producerId: -1, producerEpoch: -1 }

/** A batch of records for one partition. Kafka: ProducerBatch. */
export interface Batch extends ProducerIdAndEpoch {
  readonly id: number
  readonly name: TopicPartition
  readonly state: BatchState
  readonly records: List<Queued>
  readonly sizeInBytes: number
  /** What it may grow to; the first record always fits. */
  readonly limit: number
  /** Bytes of `buffer.memory` that it holds. */
  readonly memory: number
  readonly createdMs: number
  readonly lastAttemptMs: number
  readonly attempts: number
  /** How long it rests before the next attempt; 0 before the first. */
  readonly backoffMs: number
  /** -1: it was not sent yet. */
  readonly baseSequence: number
  /** Its sequence was set anew after it had been sent. */
  readonly isResequenced: boolean
  readonly leaderEpoch: number
  /** `attempts` when its leader last changed: a retry to a new leader does not rest. P-31. */
  readonly attemptsAtLeaderChange: number
}

/** A send() that waits for metadata or memory: the caller's thread stands in it. */
export interface BlockedSend {
  readonly record: Queued
  /** When its turn came; null behind another. */
  readonly sinceMs: number | null
}

/** Sequences of one partition. Kafka: TxnPartitionEntry. */
export interface PartitionSequences extends ProducerIdAndEpoch {
  readonly next: number
  /** -1: none. */
  readonly lastAcked: number
  /** Batches with a sequence that have not ended, lowest first. */
  readonly inFlight: readonly number[]
}

/** A producer. Kafka: KafkaProducer with its accumulator, sender and transaction manager. */
export interface Producer {
  readonly core: ClientCore
  readonly acks: -1 | 0 | 1
  readonly isIdempotent: boolean
  /** Set: it would write in transactions, which nobody begins; null: it writes without. */
  readonly transactionalId: string | null
  readonly identity: ProducerIdAndEpoch
  readonly isAskingForId: boolean
  /** send() calls that wait, the first of them first. */
  readonly blocked: List<BlockedSend>
  /** Every batch that has not ended. */
  readonly batches: Map<number, Batch>
  /** Batches that wait to be sent, by partition, in order. */
  readonly queues: Map<TopicPartition, readonly number[]>
  /** Memory of batches that expired on their way: free when the answer comes. */
  readonly lateMemory: Map<number, number>
  readonly freeMemory: number
  readonly sequences: Map<TopicPartition, PartitionSequences>
  /** Partitions of which an expired batch may or may not be in the log. P-24. */
  readonly unresolved: Map<TopicPartition, number>
  /** Partitions for which the epoch must be raised. P-23. */
  readonly bumps: readonly TopicPartition[]
  readonly sticky: Map<string, Sticky>
  /** Where the next drain of a node begins. */
  readonly drainIndex: Map<string, number>
  readonly nextNumber: number
  readonly nextBatch: number
  readonly unfinished: number
  readonly isFlushing: boolean
  /** When the sender is to be woken, ms; null: not at all. */
  readonly wakeAtMs: number | null
}

/** What one input changes. */
export interface ProducerWork extends CoreWork {
  /** This input's own copy; decision record 0006. */
  producer: Mutable<Producer>
  readonly ends: RecordEnd[]
  /** What a call of send() has thrown, as Java prints it; null: nothing. */
  thrown: string | null
}

function acksOf(text: string): -1 | 0 | 1 {
  return text === '0' ? 0 : text === '1' ? 1 : -1
}

/**
 * How long a record may take: what was not set is at least what one attempt may need. P-12.
 * Kafka: KafkaProducer.configureDeliveryTimeout.
 */
export function deliveryTimeoutMs(settings: EffectiveConfig): number {
  const ms = settings.int('delivery.timeout.ms')
  if (settings.given('delivery.timeout.ms') !== undefined) return ms
  const least = settings.int('linger.ms') + settings.int('request.timeout.ms')
  return Math.max(ms, Math.min(least, 2_147_483_647))
}

/** A producer that has not connected yet. */
export function newProducer(properties: Readonly<Record<string, string>>): Producer {
  const settings = effectiveConfig('producer', properties)
  const acks = acksOf(settings.string('acks'))
  const wantsIdempotence = settings.boolean('enable.idempotence')
  const transactionalId = settings.given('transactional.id') ?? null
  return {
    core: newClientCore({
      name: 'producer',
      settings,
      bootstrapServers: settings.string('bootstrap.servers'),
      clientId: settings.given('client.id') ?? `producer-${transactionalId ?? 1}`,
      maxInFlight: settings.int('max.in.flight.requests.per.connection'),
      mayCreate: true,
      wanted: [],
    }),
    acks,
    // Kafka: KafkaProducer.configureTransactionState, ProducerConfig.postProcessAndValidate.
    isIdempotent: acks === -1 && wantsIdempotence && settings.int('retries') > 0,
    transactionalId,
    identity: NO_PRODUCER_ID,
    isAskingForId: false,
    blocked: List(),
    batches: Map(),
    queues: Map(),
    lateMemory: Map(),
    freeMemory: settings.int('buffer.memory'),
    sequences: Map(),
    unresolved: Map(),
    bumps: [],
    sticky: Map(),
    drainIndex: Map(),
    nextNumber: 0,
    nextBatch: 0,
    unfinished: 0,
    isFlushing: false,
    wakeAtMs: null,
  }
}

/** Begins to work on an input. */
export function producerWork(producer: Producer, ctx: KafkaContext): ProducerWork {
  return {
    ctx,
    core: coreCopy(producer.core),
    producer: copyOf(producer),
    ends: [],
    thrown: null,
    effects: [],
    facts: [],
  }
}

function copyOf(producer: Producer): Mutable<Producer> {
  return {
    core: producer.core,
    acks: producer.acks,
    isIdempotent: producer.isIdempotent,
    transactionalId: producer.transactionalId,
    identity: producer.identity,
    isAskingForId: producer.isAskingForId,
    blocked: producer.blocked,
    batches: producer.batches,
    queues: producer.queues,
    lateMemory: producer.lateMemory,
    freeMemory: producer.freeMemory,
    sequences: producer.sequences,
    unresolved: producer.unresolved,
    bumps: producer.bumps,
    sticky: producer.sticky,
    drainIndex: producer.drainIndex,
    nextNumber: producer.nextNumber,
    nextBatch: producer.nextBatch,
    unfinished: producer.unfinished,
    isFlushing: producer.isFlushing,
    wakeAtMs: producer.wakeAtMs,
  }
}

/** The producer as the work leaves it. */
export function producerOf(work: ProducerWork): Producer {
  work.producer.core = work.core
  return work.producer
}

/** True while a send() waits: a program with one thread sends nothing more meanwhile. */
export function isBlocked(producer: Producer): boolean {
  return producer.blocked.size > 0
}

/** Replaces a batch. */
export function putBatch(work: ProducerWork, batch: Batch): Batch {
  const shaped = shapedBatch(batch)
  work.producer.batches = work.producer.batches.set(batch.id, shaped)
  return shaped
}

function shapedBatch(batch: Batch): Batch {
  return {
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    id: batch.id,
    name: batch.name,
    state: batch.state,
    records: batch.records,
    sizeInBytes: batch.sizeInBytes,
    limit: batch.limit,
    memory: batch.memory,
    createdMs: batch.createdMs,
    lastAttemptMs: batch.lastAttemptMs,
    attempts: batch.attempts,
    backoffMs: batch.backoffMs,
    baseSequence: batch.baseSequence,
    isResequenced: batch.isResequenced,
    leaderEpoch: batch.leaderEpoch,
    attemptsAtLeaderChange: batch.attemptsAtLeaderChange,
  }
}

/** A batch takes an edge of its life. */
export function moveBatch(work: ProducerWork, batch: Batch, event: BatchEvent): Batch {
  const from = batch.state
  const to = batchTable.next(from, event)
  const id = `${work.core.clientId} batch ${batch.id} ${batch.name}`
  work.facts.push({ type: 'Transitioned', machine: 'batch', id, from, event, to })
  return putBatch(work, { ...batch, state: to })
}

/** The batches of a partition that wait, the first first. */
export function queueOf(producer: Producer, name: TopicPartition): readonly Batch[] {
  const ids = producer.queues.get(name) ?? []
  return ids.flatMap((id) => producer.batches.get(id) ?? [])
}

/** The batch of a partition that leaves first. */
export function firstOf(producer: Producer, name: TopicPartition): Batch | undefined {
  const ids = producer.queues.get(name)
  if (ids === undefined) return undefined
  for (const id of ids) {
    const batch = producer.batches.get(id)
    if (batch !== undefined) return batch
  }
  return undefined
}

/** The batch of a partition that was begun last. */
export function lastOf(producer: Producer, name: TopicPartition): Batch | undefined {
  const ids = producer.queues.get(name) ?? []
  for (let index = ids.length - 1; index >= 0; index -= 1) {
    const batch = producer.batches.get(ids[index] ?? -1)
    if (batch !== undefined) return batch
  }
  return undefined
}

/** Replaces a partition's queue. */
export function putQueue(work: ProducerWork, name: TopicPartition, ids: readonly number[]): void {
  work.producer.queues = work.producer.queues.set(name, ids)
}
