import { List } from 'immutable'
import { invariant } from '~/base/invariant'
import type { KafkaFile } from '../model'
import type { LeaderEpoch, Offset } from '../ids'
import { leaderEpoch, offset } from '../ids'
import type { MetadataBatch, MetadataRecord } from '../protocol/metadataRecords'
import type { MetadataSnapshot, SnapshotId } from './snapshot'
import type { VoterSet } from './voterSet'

/** The log of `__cluster_metadata`: batches without gaps from its start on. */
export interface MetadataLog extends KafkaFile {
  readonly kind: 'metadataLog'
  readonly batches: List<MetadataBatch>
  /** Its first readable offset: 0, or where a snapshot ends.. */
  readonly startOffset: Offset
  /** The epoch of what is before its start; 0 at offset 0. */
  readonly startEpoch: LeaderEpoch
  /** Bytes of its one segment: what is before the start is still in it. */
  readonly sizeInBytes: number
  readonly endOffset: Offset
  /** Each epoch with the offset it starts at, ascending. */
  readonly epochs: readonly { readonly epoch: LeaderEpoch; readonly startOffset: Offset }[]
  /** Voter sets with the offset of their record (-1: the bootstrap snapshot), ascending. Q-80. */
  readonly voterSets: readonly { readonly offset: number; readonly voters: VoterSet }[]
  /** The same for kraft.version. */
  readonly kraftVersions: readonly { readonly offset: number; readonly version: number }[]
}

/** A log without batches. */
const EMPTY_METADATA_LOG: MetadataLog = {
  kind: 'metadataLog',
  batches: List(),
  startOffset: offset(0),
  startEpoch: leaderEpoch(0),
  sizeInBytes: 0,
  endOffset: offset(0),
  epochs: [],
  voterSets: [],
  kraftVersions: [],
}

/** True when a file holds a metadata log. */
export function isMetadataLog(file: KafkaFile | undefined): file is MetadataLog {
  return file?.kind === 'metadataLog'
}

/** Epoch of the last batch, or of the snapshot that an empty log begins with. KML.lastFetchedEpoch. */
export function lastEpoch(log: MetadataLog): LeaderEpoch {
  return log.batches.last()?.epoch ?? log.startEpoch
}

/** The log with one more batch, which must begin where the log ends. */
export function appendBatch(log: MetadataLog, batch: MetadataBatch): MetadataLog {
  invariant(batch.baseOffset === log.endOffset, 'the metadata log has no gaps')
  const newest = log.epochs.at(-1)
  const { voterSets, kraftVersions } = batch.isControl ? controlled(log, batch) : log
  // Written out; decision record 0006.
  return {
    kind: log.kind,
    batches: log.batches.push(batch),
    startOffset: log.startOffset,
    startEpoch: log.startEpoch,
    sizeInBytes: log.sizeInBytes + batch.sizeInBytes,
    endOffset: offset(batch.lastOffset + 1),
    epochs:
      newest?.epoch === batch.epoch
        ? log.epochs
        : [...log.epochs, { epoch: batch.epoch, startOffset: batch.baseOffset }],
    voterSets,
    kraftVersions,
  }
}

/** Voters and version hold as soon as they are written, committed or not. Q-83. CRSM.handleBatch. */
function controlled(
  log: MetadataLog,
  batch: MetadataBatch,
): Pick<MetadataLog, 'voterSets' | 'kraftVersions'> {
  let { voterSets, kraftVersions } = log
  batch.records.forEach((record, index) => {
    const at = batch.baseOffset + index
    if (record.type === 'VotersRecord') {
      voterSets = [...voterSets, { offset: at, voters: votersOfRecord(record) }]
    } else if (record.type === 'KRaftVersionRecord') {
      kraftVersions = [...kraftVersions, { offset: at, version: record.version }]
    }
  })
  return { voterSets, kraftVersions }
}

function votersOfRecord(record: Extract<MetadataRecord, { type: 'VotersRecord' }>): VoterSet {
  return record.voters.map(({ id, directoryId, endpoints }) => {
    const { host = '', port = 0 } = endpoints[0] ?? {}
    return { id, directoryId, host, port }
  })
}

/** A voter set as a record. Kafka: VotersRecord.json. */
export function votersRecord(voters: VoterSet): MetadataRecord {
  return {
    type: 'VotersRecord',
    voters: voters.map(({ id, directoryId, host, port }) => ({
      id,
      directoryId,
      endpoints: [{ name: 'CONTROLLER', host, port, securityProtocol: 'PLAINTEXT' }],
    })),
  }
}

/** A log that begins with what the bootstrap snapshot 0-0 says. Q-81. */
export function bootstrapLog(voters: VoterSet | null): MetadataLog {
  if (voters === null) return EMPTY_METADATA_LOG
  return {
    ...EMPTY_METADATA_LOG,
    voterSets: [{ offset: -1, voters }],
    kraftVersions: [{ offset: -1, version: 1 }],
  }
}

/**
 * The largest epoch that is not above the asked one, with its end offset; an epoch above all is the
 * last one, an epoch below all ends where the first begins: `earliest` is the first snapshot.
 * Kafka: KafkaMetadataLog.endOffsetForEpoch, LeaderEpochFileCache.endOffsetFor.
 */
function endOffsetForEpoch(
  log: MetadataLog,
  epoch: LeaderEpoch,
  earliest: SnapshotId | null,
): SnapshotId {
  const last = log.epochs.at(-1)
  if (last === undefined || epoch > last.epoch) {
    return { epoch: lastEpoch(log), endOffset: log.endOffset }
  }
  const index = log.epochs.findLastIndex((row) => row.epoch <= epoch)
  const row = log.epochs[index]
  const endOffset = log.epochs[index + 1]?.startOffset ?? log.endOffset
  if (row !== undefined) return { epoch: row.epoch, endOffset }
  return earliest?.endOffset === endOffset ? earliest : { epoch, endOffset }
}

/** What a follower's position is to a leader. Kafka: ReplicatedLog.validateOffsetAndEpoch. */
export type Position =
  | { readonly type: 'valid' }
  | { readonly type: 'snapshot' }
  | { readonly type: 'diverging'; readonly at: SnapshotId }

/** Checks 9 … 12 of §5.1: where a log that ends at `at` stands to this one. */
export function positionOf(
  log: MetadataLog,
  at: SnapshotId,
  earliest: SnapshotId | null,
): Position {
  const { epoch, endOffset } = at
  if (log.startOffset === 0 && endOffset === 0) return { type: 'valid' }
  if (earliest !== null) {
    const isBefore = endOffset < log.startOffset || epoch < earliest.epoch
    const isAtStart = endOffset === log.startOffset && epoch !== earliest.epoch
    if (isBefore || isAtStart) return { type: 'snapshot' }
  }
  const known = endOffsetForEpoch(log, epoch, earliest)
  const agrees = known.epoch === epoch && known.endOffset >= endOffset
  return agrees ? { type: 'valid' } : { type: 'diverging', at: known }
}

/** The log after all of it was given up for a snapshot. Q-57. KafkaMetadataLog.truncateToLatestSnapshot. */
export function startAtSnapshot(log: MetadataLog, snapshot: MetadataSnapshot): MetadataLog {
  const { endOffset, epoch, voters, kraftVersion } = snapshot
  const offset = endOffset - 1
  return {
    ...log,
    batches: List(),
    startOffset: endOffset,
    startEpoch: epoch,
    sizeInBytes: 0,
    endOffset,
    epochs: [],
    voterSets: voters === null ? [] : [{ offset, voters }],
    kraftVersions: kraftVersion === 0 ? [] : [{ offset, version: kraftVersion }],
  }
}

/** The log once nothing before a snapshot's end can be read. Q-58. UnifiedLog.maybeIncrementLogStartOffset. */
export function raiseLogStart(log: MetadataLog, { endOffset, epoch }: SnapshotId): MetadataLog {
  const later = log.epochs.findIndex((row) => row.startOffset > endOffset)
  const first = (later < 0 ? log.epochs.length : later) - 1
  return {
    ...log,
    batches: log.batches.skip(firstBatchAt(log, endOffset)),
    startOffset: endOffset,
    startEpoch: epoch,
    epochs: log.epochs
      .slice(Math.max(0, first))
      .map((row) => (row.startOffset < endOffset ? { ...row, startOffset: endOffset } : row)),
  }
}

/** Kafka truncates to no more than this. Q-52. Kafka: ReplicatedLog.truncateToEndOffset. */
export function truncationOffset(
  log: MetadataLog,
  leader: SnapshotId,
  earliest: SnapshotId | null,
): number {
  if (leader.epoch === 0) return Math.min(leader.endOffset, log.endOffset)
  const own = endOffsetForEpoch(log, leader.epoch, earliest)
  return own.epoch === leader.epoch ? Math.min(leader.endOffset, own.endOffset) : own.endOffset
}

/** Index of the first batch that reaches `from`; the number of batches when none does. */
function firstBatchAt(log: MetadataLog, from: number): number {
  let low = 0
  let high = log.batches.size
  // Most who ask are near the end: longer and longer steps back from there find where to halve.
  for (let stride = 1; low === 0 && high > 0; stride *= 2) {
    const index = Math.max(0, high - stride)
    if ((log.batches.get(index)?.lastOffset ?? 0) < from) low = index + 1
    else high = index
  }
  while (low < high) {
    const middle = (low + high) >> 1
    if ((log.batches.get(middle)?.lastOffset ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** The batches from `from` on that end before `to`. */
export function readBatches(log: MetadataLog, from: number, to: number): readonly MetadataBatch[] {
  const batches: MetadataBatch[] = []
  for (let index = firstBatchAt(log, from); index < log.batches.size; index += 1) {
    const batch = log.batches.get(index)
    if (batch === undefined || batch.lastOffset >= to) break
    batches.push(batch)
  }
  return batches
}

/** The log cut to end at `to`, a batch boundary at most. */
export function truncateLog(log: MetadataLog, to: number): MetadataLog {
  if (to >= log.endOffset) return log
  const batches = log.batches.take(firstBatchAt(log, to))
  const cut = log.batches.skip(batches.size)
  return {
    ...log,
    batches,
    sizeInBytes: log.sizeInBytes - cut.reduce((sum, batch) => sum + batch.sizeInBytes, 0),
    endOffset: offset((batches.last()?.lastOffset ?? log.startOffset - 1) + 1),
    epochs: log.epochs.filter((row) => row.startOffset < to),
    voterSets: log.voterSets.filter((row) => row.offset < to),
    kraftVersions: log.kraftVersions.filter((row) => row.offset < to),
  }
}
