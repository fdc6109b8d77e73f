import type { RecordBatch } from '../protocol/records'
import { epochForOffset } from './leaderEpochCache'
import type { PartitionLog } from './partitionLog'

/** A place in a log; -1 where there is none. */
export interface FoundOffset {
  readonly offset: number
  readonly timestampMs: number
  readonly leaderEpoch: number
}

/** No record is as late as that. */
export const NO_OFFSET: FoundOffset = { offset: -1, timestampMs: -1, leaderEpoch: -1 }

/** An offset with its epoch and no time. Rule R-63. */
export function placeOf(log: PartitionLog, at: number): FoundOffset {
  const epoch = epochForOffset(log.epochs, at) ?? -1
  return { offset: at, timestampMs: -1, leaderEpoch: epoch }
}

function found(batch: RecordBatch, index: number): FoundOffset {
  const record = batch.records[index]
  if (record === undefined) return NO_OFFSET
  const { offset, timestampMs } = record
  return { offset, timestampMs, leaderEpoch: batch.leaderEpoch }
}

/** The first record that is not earlier. Rule R-63. Kafka: LogSegment.findOffsetByTimestamp. */
export function firstNotBefore(log: PartitionLog, timestampMs: number): FoundOffset {
  const { logStartOffset } = log
  for (const batch of log.batches) {
    if (batch.maxTimestampMs < timestampMs || batch.lastOffset < logStartOffset) continue
    const index = batch.records.findIndex(
      (record) => record.timestampMs >= timestampMs && record.offset >= logStartOffset,
    )
    if (index >= 0) return found(batch, index)
  }
  return NO_OFFSET
}

/** The first record with the largest time. Rule R-63. Kafka: UnifiedLog.fetchOffsetByTimestamp. */
export function newestByTime(log: PartitionLog): FoundOffset {
  let newest: RecordBatch | undefined
  for (const batch of log.batches) {
    if (batch.maxTimestampMs > (newest?.maxTimestampMs ?? -1)) newest = batch
  }
  if (newest === undefined) return NO_OFFSET
  const { maxTimestampMs, records } = newest
  return found(
    newest,
    records.findIndex((record) => record.timestampMs === maxTimestampMs),
  )
}
