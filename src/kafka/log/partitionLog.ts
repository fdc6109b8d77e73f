import { List, Map } from 'immutable'
import { invariant } from '~/base/invariant'
import type { LeaderEpoch, Offset } from '../ids'
import { leaderEpoch, offset } from '../ids'
import type { KafkaFile } from '../model'
import type { RecordBatch } from '../protocol/records'

/** What the log remembers of a producer. Kafka: ProducerStateEntry; five batches are kept. */
export interface ProducerEntry {
  readonly producerEpoch: number
  readonly batches: readonly {
    readonly firstSequence: number
    readonly lastSequence: number
    readonly firstOffset: Offset
    readonly lastOffset: Offset
    readonly timestampMs: number
  }[]
}

/** A partition's log on one broker, with the high watermark of its checkpoint. */
export interface PartitionLog extends KafkaFile {
  readonly kind: 'partitionLog'
  readonly topicId: string
  readonly batches: List<RecordBatch>
  readonly logStartOffset: Offset
  readonly logEndOffset: Offset
  /** Each leader epoch with the offset it starts at, ascending. */
  readonly epochs: readonly { readonly epoch: LeaderEpoch; readonly startOffset: Offset }[]
  readonly producers: Map<number, ProducerEntry>
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
    producers: Map(),
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

function withEpoch(
  log: PartitionLog,
  epoch: LeaderEpoch,
  startOffset: Offset,
): PartitionLog['epochs'] {
  const newest = log.epochs.at(-1)
  if (newest?.epoch === epoch) return log.epochs
  // An older or overlapping entry is contradicted by the new one. Kafka: LeaderEpochFileCache.assign.
  const kept = log.epochs.filter((row) => row.epoch < epoch && row.startOffset < startOffset)
  return [...kept, { epoch, startOffset }]
}

/** The log with the start of a leader's epoch noted. Kafka: Partition.makeLeader. */
export function startEpoch(log: PartitionLog, epoch: LeaderEpoch): PartitionLog {
  return { ...log, epochs: withEpoch(log, epoch, log.logEndOffset) }
}

/** The log with one more batch, whose offsets are set already. */
export function appendToLog(log: PartitionLog, batch: RecordBatch): PartitionLog {
  invariant(batch.baseOffset === log.logEndOffset, 'a log has no gaps at its end')
  return {
    ...log,
    batches: log.batches.push(batch),
    logEndOffset: offset(batch.lastOffset + 1),
    epochs: withEpoch(log, batch.leaderEpoch, batch.baseOffset),
    producers: batch.producerId < 0 ? log.producers : noteProducer(log.producers, batch),
  }
}

const KEPT_BATCHES = 5

function noteProducer(
  producers: Map<number, ProducerEntry>,
  batch: RecordBatch,
): Map<number, ProducerEntry> {
  const old = producers.get(batch.producerId)
  const before = old?.producerEpoch === batch.producerEpoch ? old.batches : []
  const row = {
    firstSequence: batch.baseSequence,
    lastSequence: batch.baseSequence + batch.records.length - 1,
    firstOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    timestampMs: batch.maxTimestampMs,
  }
  return producers.set(batch.producerId, {
    producerEpoch: batch.producerEpoch,
    batches: [...before, row].slice(-KEPT_BATCHES),
  })
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
  const epochs = log.epochs.filter((row) => row.startOffset < to)
  if (to >= log.logEndOffset) return { ...log, epochs }
  const kept = log.batches.take(firstBatchAt(log, to))
  const logEndOffset = offset(
    Math.max(log.logStartOffset, (kept.last()?.lastOffset ?? log.logStartOffset - 1) + 1),
  )
  const empty = { ...newPartitionLog(log.topicId), logStartOffset: log.logStartOffset }
  const producers = kept.reduce(
    (map, batch) => (batch.producerId < 0 ? map : noteProducer(map, batch)),
    empty.producers,
  )
  return {
    ...log,
    batches: kept,
    logEndOffset,
    producers,
    epochs: log.epochs.filter((row) => row.startOffset < logEndOffset),
    highWatermark: offset(Math.min(log.highWatermark, logEndOffset)),
  }
}

/** The largest epoch not above the asked one, with its end offset; -1 for none. R-60. */
export function endOffsetFor(
  log: PartitionLog,
  asked: number,
): { readonly epoch: LeaderEpoch; readonly endOffset: Offset } {
  const newest = log.epochs.at(-1)
  if (newest !== undefined && asked === newest.epoch) {
    return { epoch: newest.epoch, endOffset: log.logEndOffset }
  }
  const index = log.epochs.findLastIndex((row) => row.epoch <= asked)
  const row = log.epochs[index]
  const after = log.epochs[index + 1]
  const [oldest] = log.epochs
  if (oldest === undefined || (after === undefined && row !== undefined && asked > row.epoch)) {
    return { epoch: leaderEpoch(-1), endOffset: offset(-1) }
  }
  // Older than all that is known: the log agrees up to where the first known epoch began. R-14.
  if (row === undefined) return { epoch: leaderEpoch(asked), endOffset: oldest.startOffset }
  return { epoch: row.epoch, endOffset: after?.startOffset ?? log.logEndOffset }
}

/** The epoch of the last record, or null for an empty log. */
export function lastLogEpoch(log: PartitionLog): LeaderEpoch | null {
  return log.epochs.at(-1)?.epoch ?? null
}
