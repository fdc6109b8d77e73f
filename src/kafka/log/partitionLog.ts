import { List } from 'immutable'
import { invariant } from '~/base/invariant'
import type { LeaderEpoch, Offset } from '../ids'
import { offset } from '../ids'
import type { KafkaFile } from '../model'
import type { RecordBatch } from '../protocol/records'
import type { EpochEnd, LeaderEpochCache } from './leaderEpochCache'
import { assignEpoch, epochEndOffset, truncateEpochsFromEnd } from './leaderEpochCache'
import type { ProducerState } from './producerState'
import { appendToProducers, NO_PRODUCERS, replicateMarkers } from './producerState'

/** A partition's log on one broker, with the high watermark of its checkpoint. */
export interface PartitionLog extends KafkaFile {
  readonly kind: 'partitionLog'
  readonly topicId: string
  readonly batches: List<RecordBatch>
  readonly logStartOffset: Offset
  readonly logEndOffset: Offset
  /** Each leader epoch with the offset it starts at, ascending. */
  readonly epochs: LeaderEpochCache
  readonly producerState: ProducerState
  readonly highWatermark: Offset
}

/** A new, empty log. */
export function newPartitionLog(topicId: string): PartitionLog {
  return {
    kind: 'partitionLog',
    topicId,
    batches: List(),
    logStartOffset: offset(0),
    logEndOffset: offset(0),
    epochs: [],
    producerState: NO_PRODUCERS,
    highWatermark: offset(0),
  }
}

/** True when a file holds a partition's log. */
export function isPartitionLog(file: KafkaFile | undefined): file is PartitionLog {
  return file?.kind === 'partitionLog'
}

/** Where a partition's log is kept. */
export function partitionLogPath(topicPartition: string): string {
  return `data/${topicPartition}/log`
}

/** The log with the start of a leader's epoch noted. Rule R-34. Kafka: Partition.makeLeader. */
export function startEpoch(log: PartitionLog, epoch: LeaderEpoch): PartitionLog {
  const epochs = assignEpoch(log.epochs, { epoch, startOffset: log.logEndOffset })
  return { ...log, epochs }
}

/**
 * The log with one more batch, whose offsets are set already. A leader gives the producer state
 * that it has checked the batch against; a follower replays the batch. Rules.
 */
export function appendToLog(
  log: PartitionLog,
  batch: RecordBatch,
  checked?: ProducerState,
): PartitionLog {
  invariant(batch.baseOffset === log.logEndOffset, 'a log has no gaps at its end')
  const { leaderEpoch: epoch, baseOffset: startOffset } = batch
  return {
    ...log,
    batches: log.batches.push(batch),
    logEndOffset: offset(batch.lastOffset + 1),
    epochs: assignEpoch(log.epochs, { epoch, startOffset }),
    producerState: checked ?? replayProducers(log.producerState, batch),
  }
}

/** What is known of producers after a batch that is in the log already. Kafka: REPLICATION appends. */
function replayProducers(state: ProducerState, batch: RecordBatch): ProducerState {
  const replayed = appendToProducers(state, { batch, origin: 'REPLICATION', partition: '' })
  // Only a mix of transactional and other batches is refused here, which no leader lets in.
  return replayed.type === 'append' ? replayed.next : state
}

/** The log with another high watermark; transactions below it are stable. */
export function withHighWatermark(log: PartitionLog, highWatermark: Offset): PartitionLog {
  const producerState = replicateMarkers(log.producerState, highWatermark)
  return { ...log, highWatermark, producerState }
}

/** Index of the first batch that reaches `from`; the number of batches when none does. */
function firstBatchAt(log: PartitionLog, from: number): number {
  let low = 0
  let high = log.batches.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((log.batches.get(middle)?.lastOffset ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** What is to be read: whole batches that end before `to`, at least one, up to so many bytes. */
export interface LogRead {
  readonly from: number
  readonly to: number
  readonly maxBytes: number
}

/** Batches from an offset on. Kafka: UnifiedLog.read; the first batch always fits. */
export function readLog(log: PartitionLog, read: LogRead): readonly RecordBatch[] {
  const batches: RecordBatch[] = []
  let size = 0
  for (let index = firstBatchAt(log, read.from); index < log.batches.size; index += 1) {
    const batch = log.batches.get(index)
    if (batch === undefined || batch.lastOffset >= read.to) break
    if (batches.length > 0 && size + batch.sizeInBytes > read.maxBytes) break
    batches.push(batch)
    size += batch.sizeInBytes
  }
  return batches
}

/** The log cut to end at `to`. Producers that lose batches are forgotten. Kafka: UnifiedLog.truncateTo. */
export function truncateLogTo(log: PartitionLog, to: number): PartitionLog {
  // An epoch that began at the end without any record is forgotten all the same.
  if (to >= log.logEndOffset) {
    return { ...log, epochs: truncateEpochsFromEnd(log.epochs, log.logEndOffset) }
  }
  const kept = log.batches.take(firstBatchAt(log, to))
  const logEndOffset = offset(
    Math.max(log.logStartOffset, (kept.last()?.lastOffset ?? log.logStartOffset - 1) + 1),
  )
  return {
    ...log,
    batches: kept,
    logEndOffset,
    producerState: kept.reduce(replayProducers, NO_PRODUCERS),
    epochs: truncateEpochsFromEnd(log.epochs, logEndOffset),
    highWatermark: offset(Math.min(log.highWatermark, logEndOffset)),
  }
}

/** The largest epoch not above the asked one, with its end offset; -1 for none. R-14. */
export function endOffsetFor(log: PartitionLog, asked: number): EpochEnd {
  return epochEndOffset(log.epochs, asked, log.logEndOffset)
}

/** The epoch of the last record, or null for an empty log. */
export function lastLogEpoch(log: PartitionLog): LeaderEpoch | null {
  return log.epochs.at(-1)?.epoch ?? null
}
