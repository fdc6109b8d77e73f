import type { TopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import { ERRORS, exceptionText } from '../protocol/errors'
import { incrementSequence } from '../protocol/sequences'
import type { Batch, PartitionSequences, ProducerIdAndEpoch, ProducerWork } from './producerState'
import { NO_PRODUCER_ID, putBatch } from './producerState'
import { logLine } from './logLine'

/** The largest epoch: a short of Java. */
const MAX_EPOCH = 32_767

const FRESH: PartitionSequences = {
  producerId: NO_PRODUCER_ID.producerId,
  producerEpoch: NO_PRODUCER_ID.producerEpoch,
  next: 0,
  lastAcked: -1,
  inFlight: [],
}

/** A partition's sequences. Kafka: TxnPartitionMap.getOrCreate. */
function sequencesOf(work: ProducerWork, name: TopicPartition): PartitionSequences {
  return work.producer.sequences.get(name) ?? FRESH
}

function put(work: ProducerWork, name: TopicPartition, next: PartitionSequences): void {
  const { producerId, producerEpoch, lastAcked, inFlight } = next
  // Written out; decision record 0006.
  const shaped = { producerId, producerEpoch, next: next.next, lastAcked, inFlight }
  work.producer.sequences = work.producer.sequences.set(name, shaped)
}

function isSame(a: ProducerIdAndEpoch, b: ProducerIdAndEpoch): boolean {
  return a.producerId === b.producerId && a.producerEpoch === b.producerEpoch
}

/**
 * True when a partition's first batch must not be sent now. P-21.
 * Kafka: RecordAccumulator.shouldStopDrainBatchesForPartition.
 */
export function mustWait(work: ProducerWork, first: Batch): boolean {
  const { producer } = work
  if (!producer.isIdempotent) return false
  if (producer.identity.producerId < 0) return true
  const known = sequencesOf(work, first.name)
  const { inFlight } = known
  if (first.baseSequence < 0) {
    const isStale = inFlight.length > 0 && !isSame(known, producer.identity)
    return isStale || producer.unresolved.has(first.name)
  }
  const [lowest] = inFlight
  return lowest !== undefined && lowest !== first.id
}

/** Gives a batch its id, epoch and sequence when it is drained first. P-10. */
export function giveSequence(work: ProducerWork, batch: Batch): Batch {
  const { isIdempotent, identity } = work.producer
  // Closed once more with its new sequence, it counts as any other. Kafka: ProducerBatch.close.
  if (batch.isResequenced) return putBatch(work, { ...batch, isResequenced: false })
  if (!isIdempotent || batch.baseSequence >= 0) return batch
  const old = sequencesOf(work, batch.name)
  // A raised epoch begins anew where nothing is out any more. Kafka: maybeUpdateProducerIdAndEpoch.
  const known =
    old.inFlight.length === 0 && !isSame(old, identity) ? { ...FRESH, ...identity } : old
  put(work, batch.name, {
    ...known,
    next: incrementSequence(known.next, batch.records.size),
    inFlight: [...known.inFlight, batch.id],
  })
  return putBatch(work, { ...batch, ...identity, baseSequence: known.next })
}

/** A batch is no longer out. Kafka: removeInFlightBatch. */
function forgetInFlight(work: ProducerWork, batch: Batch): void {
  const known = work.producer.sequences.get(batch.name)
  if (known === undefined) return
  const inFlight = known.inFlight.filter((id) => id !== batch.id)
  put(work, batch.name, { ...known, inFlight })
}

/** A batch that was split is out as its parts. */
export function trackParts(work: ProducerWork, whole: Batch, parts: readonly Batch[]): void {
  const known = work.producer.sequences.get(whole.name)
  if (known === undefined) return
  const inFlight = known.inFlight.flatMap((id) => (id === whole.id ? parts.map((p) => p.id) : [id]))
  put(work, whole.name, { ...known, inFlight })
}

function lastSequence(batch: Batch): number {
  return incrementSequence(batch.baseSequence, batch.records.size - 1)
}

/** The broker has a batch. Kafka: TransactionManager.handleCompletedBatch. */
export function noteAcked(work: ProducerWork, batch: Batch): void {
  if (!work.producer.isIdempotent) return
  const known = sequencesOf(work, batch.name)
  put(work, batch.name, { ...known, lastAcked: Math.max(known.lastAcked, lastSequence(batch)) })
  forgetInFlight(work, batch)
}

function askBump(work: ProducerWork, name: TopicPartition): void {
  const { bumps } = work.producer
  if (!bumps.includes(name)) work.producer.bumps = [...bumps, name]
}

/** True when an error may be mended by a retry. P-22, P-30. Kafka: TransactionManager.canRetry. */
export function mayRetry(work: ProducerWork, batch: Batch, error: ErrorCode): boolean {
  const { retriable } = ERRORS[error]
  if (!work.producer.isIdempotent || error !== 'OUT_OF_ORDER_SEQUENCE_NUMBER') return retriable
  const { name, baseSequence } = batch
  const unresolved = work.producer.unresolved.get(name)
  const isNext = baseSequence - sequencesOf(work, name).lastAcked === 1
  if (unresolved === undefined && (batch.isResequenced || !isNext)) return true
  if (unresolved === undefined || unresolved === baseSequence) askBump(work, name)
  return true
}

/**
 * A batch has failed for good. One that was out of order has left a gap, whether its retries are
 * used up or not. P-23. Kafka: TransactionManager.handleFailedBatch.
 */
export function noteFailed(
  work: ProducerWork,
  batch: Batch,
  why: { readonly error: ErrorCode; readonly message: string; readonly adjusts: boolean },
): void {
  if (!work.producer.isIdempotent) return
  forgetInFlight(work, batch)
  const { error, message, adjusts } = why
  const isOutOfOrder = error === 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  if (isOutOfOrder) {
    const { name, producerId, producerEpoch, baseSequence } = batch
    const exception = exceptionText(error, message)
    const text = `The broker returned ${exception} for topic-partition ${name} with producerId ${producerId}, epoch ${producerEpoch}, and sequence number ${baseSequence}`
    tell(work, { level: 'ERROR', text })
  }
  if (isOutOfOrder || (adjusts && batch.baseSequence >= 0)) askBump(work, batch.name)
}

function tell(
  work: ProducerWork,
  { level, text }: { readonly level: 'INFO' | 'ERROR'; readonly text: string },
): void {
  logLine(work, { level, logger: 'producer.internals.TransactionManager', text })
}

/** An expired batch that had been retried may be in the log or not. P-24. markSequenceUnresolved. */
export function noteUnresolved(work: ProducerWork, batch: Batch): void {
  if (!work.producer.isIdempotent || batch.baseSequence < 0) return
  const next = lastSequence(batch) + 1
  const known = work.producer.unresolved.get(batch.name) ?? next
  const unresolved = work.producer.unresolved.set(batch.name, Math.max(known, next))
  work.producer.unresolved = unresolved
}

/** Partitions whose other batches have ended are resolved. P-24. Kafka: maybeResolveSequences. */
export function resolveSequences(work: ProducerWork): void {
  for (const name of [...work.producer.unresolved.keys()].sort()) {
    const { inFlight, next, lastAcked } = sequencesOf(work, name)
    if (inFlight.length > 0) continue
    if (next - lastAcked !== 1) {
      const text = `No inflight batches remaining for ${name}, last ack'd sequence for partition is ${lastAcked}, next sequence is ${next}. Going to bump epoch and reset sequence numbers.`
      tell(work, { level: 'INFO', text })
      askBump(work, name)
    }
    work.producer.unresolved = work.producer.unresolved.delete(name)
  }
}

/**
 * Raises the epoch without asking anyone: what is out of the partitions that caused it gets new
 * sequences from 0. P-23. Kafka: TransactionManager.bumpIdempotentProducerEpoch.
 */
export function bumpEpoch(work: ProducerWork): void {
  const { bumps, identity } = work.producer
  if (bumps.length === 0 || identity.producerId < 0) return
  const isUsedUp = identity.producerEpoch === MAX_EPOCH
  const next = isUsedUp
    ? NO_PRODUCER_ID
    : { ...identity, producerEpoch: identity.producerEpoch + 1 }
  let { unresolved } = work.producer
  for (const name of bumps) unresolved = unresolved.delete(name)
  work.producer.identity = next
  work.producer.bumps = []
  work.producer.unresolved = unresolved
  for (const name of bumps) resequence(work, name, next)
  work.facts.push({
    type: 'ProducerEpochBumped',
    rule: 'P-23',
    ...identity,
    to: next.producerEpoch,
    partitions: bumps,
  })
}

/** Kafka: TxnPartitionEntry.startSequencesAtBeginning. */
function resequence(work: ProducerWork, name: TopicPartition, to: ProducerIdAndEpoch): void {
  const { inFlight } = sequencesOf(work, name)
  let next = 0
  for (const id of inFlight) {
    const batch = work.producer.batches.get(id)
    if (batch === undefined) continue
    putBatch(work, { ...batch, ...to, baseSequence: next, isResequenced: true })
    next = incrementSequence(next, batch.records.size)
  }
  put(work, name, { ...to, next, lastAcked: -1, inFlight })
}
