import type { RecordBatch } from './records'

const MAX_SEQUENCE = 2_147_483_647

/** A sequence so many records later; after 2³¹ - 1 comes 0. Kafka: incrementSequence. */
export function incrementSequence(sequence: number, by: number): number {
  return sequence > MAX_SEQUENCE - by ? by - (MAX_SEQUENCE - sequence) - 1 : sequence + by
}

/** A sequence so many records earlier. Kafka: DefaultRecordBatch.decrementSequence. */
export function decrementSequence(sequence: number, by: number): number {
  return sequence < by ? MAX_SEQUENCE - (by - sequence) + 1 : sequence - by
}

/** The sequence of a batch's last record; -1 without. Kafka: DefaultRecordBatch.lastSequence. */
export function lastSequenceOf(
  batch: Pick<RecordBatch, 'baseSequence' | 'baseOffset' | 'lastOffset'>,
): number {
  if (batch.baseSequence < 0) return -1
  return incrementSequence(batch.baseSequence, batch.lastOffset - batch.baseOffset)
}
