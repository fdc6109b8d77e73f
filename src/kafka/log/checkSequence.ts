import type { ErrorCode } from '../protocol/errors'
import type { RecordBatch } from '../protocol/records'
import type { Offset } from '../ids'
import type { PartitionLog } from './partitionLog'

/** A batch may be appended, is a repetition, or is refused. */
export type SequenceCheck =
  | { readonly type: 'append' }
  | { readonly type: 'duplicate'; readonly firstOffset: Offset; readonly timestampMs: number }
  | { readonly type: 'refused'; readonly error: ErrorCode; readonly message: string }

/** Sequence numbers wrap after 2³¹ - 1. Kafka: DefaultRecordBatch.incrementSequence. */
function follows(last: number, next: number): boolean {
  return next === last + 1 || (last === 2_147_483_647 && next === 0)
}

/**
 * Checks an idempotent producer's batch: duplicates among the last five, then epoch and sequence.
 * Rules R-20 ff. Kafka: UnifiedLog.append, ProducerAppendInfo.checkProducerEpoch, checkSequence.
 */
export function checkSequence(log: PartitionLog, batch: RecordBatch): SequenceCheck {
  const entry = log.producers.get(batch.producerId)
  if (batch.producerId < 0) return { type: 'append' }
  if (entry === undefined) return { type: 'append' }
  const { producerEpoch } = entry
  const lastSequence = batch.baseSequence + batch.records.length - 1
  const duplicate = entry.batches.find(
    (row) => row.firstSequence === batch.baseSequence && row.lastSequence === lastSequence,
  )
  if (duplicate !== undefined && producerEpoch === batch.producerEpoch) {
    const { firstOffset, timestampMs } = duplicate
    return { type: 'duplicate', firstOffset, timestampMs }
  }
  if (batch.producerEpoch < producerEpoch) {
    return {
      type: 'refused',
      error: 'INVALID_PRODUCER_EPOCH',
      message: `Epoch of producer ${batch.producerId} is ${batch.producerEpoch}, which is smaller than the last seen epoch ${producerEpoch}`,
    }
  }
  const last = entry.batches.at(-1)
  const isInOrder =
    batch.producerEpoch > producerEpoch
      ? batch.baseSequence === 0
      : last === undefined || follows(last.lastSequence, batch.baseSequence)
  if (isInOrder) return { type: 'append' }
  return {
    type: 'refused',
    error: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
    message: `Out of order sequence number for producer ${batch.producerId}: ${batch.baseSequence} (incoming seq. number), ${last?.lastSequence ?? -1} (current end sequence number)`,
  }
}
