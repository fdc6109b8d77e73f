import { splitTopicPartition } from '../ids'
import type { BatchFailure } from './batchFailure'
import type { Batch, ProducerWork } from './producerState'
import { noteFailed } from './sequences'

/** Forgets a batch; its memory is free for others. Kafka: maybeRemoveAndDeallocateBatch. */
export function removeBatch(work: ProducerWork, batch: Batch, isLate = false): void {
  const { producer } = work
  const ids = producer.queues.get(batch.name) ?? []
  producer.batches = producer.batches.delete(batch.id)
  producer.queues = producer.queues.set(
    batch.name,
    ids.filter((id) => id !== batch.id),
  )
  if (isLate) producer.lateMemory = producer.lateMemory.set(batch.id, batch.memory)
  else producer.freeMemory += batch.memory
}

/** A batch has failed: so have its records. Kafka: Sender.failBatch. */
export function endBatch(work: ProducerWork, batch: Batch, why: BatchFailure): void {
  const { topic, partition } = splitTopicPartition(batch.name)
  const { error } = why
  noteFailed(work, batch, why)
  removeBatch(work, batch, why.isLate)
  const { unfinished } = work.producer
  work.producer.unfinished = unfinished - batch.records.size
  batch.records.forEach((record, index) => {
    const { number } = record
    const told = recordFailure(why, index)
    work.ends.push({ number, topic, partition, error, ...told, offset: -1, record })
  })
  work.facts.push({
    type: 'RecordFailed',
    topic,
    partition,
    count: batch.records.size,
    firstNumber: batch.records.first()?.number ?? -1,
    lastNumber: batch.records.last()?.number ?? -1,
    error,
  })
}

const BYSTANDER =
  'Failed to append record because it was part of a batch which had one more more invalid records'

/** What one record's future says: its own fault, another record's, or the batch's. Sender.failBatch. */
function recordFailure(
  { exception, message, recordErrors }: BatchFailure,
  index: number,
): { readonly exception: string; readonly message: string } {
  if (recordErrors.length === 0) return { exception, message }
  const own = recordErrors.find(({ batchIndex }) => batchIndex === index)
  if (own === undefined) return { exception: 'KafkaException', message: BYSTANDER }
  const isOnly = recordErrors.length === 1
  return { exception: isOnly ? exception : 'InvalidRecordException', message: own.message }
}
