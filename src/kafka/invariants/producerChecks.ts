import type { BrokerState, Replica } from '../broker/brokerState'
import { topicPartition } from '../ids'
import type { ProducerEntry } from '../log/producerState'
import type { RecordBatch } from '../protocol/records'
import type { ProduceResponse } from '../protocol/rpc/data'
import { incrementSequence, lastSequenceOf } from '../protocol/sequences'
import type { Sent, Watch } from './watched'
import { broken, lastBelow, requestOf } from './watched'

/**
 * PI-01, PI-02, PI-04, PI-07: an idempotent producer's batch that an event has written, where it is
 * the only one. What a log does not know of a producer it cannot compare: KAFKA-15591.
 */
export function sequenceCheck(watch: Watch, { name, log, role }: Replica, old: Replica): void {
  const batch = log.batches.last()
  if (batch === undefined || batch.producerId < 0 || batch.baseSequence < 0) return
  if (log.batches.size !== old.log.batches.size + 1) return
  const is = log.producerState.producers.get(batch.producerId)?.batches.at(-1)
  const at = `${name}: batch ${batch.baseSequence} of producer ${batch.producerId}`
  if (is?.lastOffset !== batch.lastOffset || is.lastSequence !== lastSequenceOf(batch)) {
    broken(watch, 'PI-07', `${at} is not what the log knows of it`)
  }
  const was = old.log.producerState.producers.get(batch.producerId)
  if (role.type === 'leader' && was !== undefined) follows(watch, { batch, was, at })
}

interface Written {
  readonly batch: RecordBatch
  /** What the log knew of the producer before. */
  readonly was: ProducerEntry
  readonly at: string
}

/** Kafka: ProducerAppendInfo.maybeValidateDataBatch. */
function follows(watch: Watch, { batch, was, at }: Written): void {
  if (batch.producerEpoch < was.producerEpoch) {
    broken(watch, 'PI-04', `${at} is of epoch ${batch.producerEpoch}, after ${was.producerEpoch}`)
  }
  const last = was.batches.at(-1)
  if (batch.producerEpoch > was.producerEpoch) {
    if (batch.baseSequence !== 0) broken(watch, 'PI-01', `${at} is the first of its epoch`)
    return
  }
  if (last === undefined || batch.baseSequence === incrementSequence(last.lastSequence, 1)) return
  const isAgain = was.batches.some((row) => row.firstSequence === batch.baseSequence)
  broken(watch, isAgain ? 'PI-02' : 'PI-01', `${at} follows ${last.lastSequence}`)
}

interface Answer {
  readonly message: Sent
  readonly body: ProduceResponse
}

/**
 * PI-03: a batch that is answered at once, perhaps again, is named by the offset where it stands.
 * Kafka: ProducerStateEntry.findDuplicateBatch.
 */
export function duplicateCheck(watch: Watch, broker: BrokerState, { message, body }: Answer): void {
  const asked = requestOf(watch, message)
  if (asked?.api !== 'Produce' || !('acks' in asked)) return
  for (const { topic, partition, batch } of asked.partitions) {
    const row = body.partitions.find((each) => each.partition === partition && each.topic === topic)
    const replica = broker.replicas.get(topicPartition(topic, partition))
    if (row?.error !== 'NONE' || replica === undefined || batch.producerId < 0) continue
    if (stands(replica, batch, row.baseOffset)) continue
    const what = `batch ${batch.baseSequence} of producer ${batch.producerId}`
    broken(watch, 'PI-03', `${replica.name}: ${what} is not at ${row.baseOffset}`)
  }
}

/** True for a batch that a log holds at this offset, or that was there before the log's start. */
function stands({ log }: Replica, batch: RecordBatch, baseOffset: number): boolean {
  if (baseOffset < log.logStartOffset) return true
  const held = lastBelow(log.batches, baseOffset + batch.lastOffset - batch.baseOffset + 1)
  return held?.producerId === batch.producerId && held.baseSequence === batch.baseSequence
}
