import { currentLog } from '~/store/frame'
import type { LogBatchView, LogRecordView, PartitionLogView } from '~/views/partitionLogView'
import type { Place } from '../kit/lens/useShownPartitions'

/** A record with the brokers that hold it. */
export interface HeldRecord {
  readonly batch: LogBatchView
  readonly record: LogRecordView
  readonly brokers: readonly number[]
  readonly isCommitted: boolean
}

/** The records of a log's window by offset and epoch, each once, with who holds them. */
export function heldRecords(log: PartitionLogView): readonly HeldRecord[] {
  const held = new Map<string, HeldRecord>()
  for (const { broker, batches, highWatermark } of log.replicas) {
    for (const batch of batches) {
      for (const record of batch.records) {
        const name = `${record.offset} ${batch.leaderEpoch}`
        const old = held.get(name)
        const brokers = [...(old?.brokers ?? []), broker]
        const isCommitted = (old?.isCommitted ?? false) || record.offset < highWatermark
        held.set(name, { batch, record, brokers, isCommitted })
      }
    }
  }
  return [...held.values()].toSorted(
    (a, b) => a.record.offset - b.record.offset || a.batch.leaderEpoch - b.batch.leaderEpoch,
  )
}

const HEAD = ['partition', 'offset', 'key', 'value', 'timestamp_ms', 'batch_base', 'batch_last']
const HEAD_REST = ['leader_epoch', 'producer_id', 'producer_epoch', 'brokers', 'committed']

/** All records of the partitions as rows of a table with a head. */
export function recordRows(
  places: readonly Place[],
): readonly (readonly (string | number | null)[])[] {
  const rows = places.flatMap(({ topic, partition }) => {
    const log = currentLog({ topic, partition, window: (range) => range })
    return heldRecords(log).map(({ record, batch, brokers, isCommitted }) => [
      `${topic}-${partition}`,
      record.offset,
      record.key,
      record.value,
      record.timestampMs,
      batch.baseOffset,
      batch.lastOffset,
      batch.leaderEpoch,
      batch.producerId,
      batch.producerEpoch,
      brokers.join(' '),
      isCommitted ? 'yes' : 'no',
    ])
  })
  return [[...HEAD, ...HEAD_REST], ...rows]
}
