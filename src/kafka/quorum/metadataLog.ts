import { List } from 'immutable'
import { invariant } from '~/base/invariant'
import type { KafkaFile } from '../model'
import type { LeaderEpoch, Offset } from '../ids'
import { leaderEpoch, offset } from '../ids'
import type { MetadataBatch, MetadataRecord } from '../protocol/metadataRecords'
import type { VoterSet } from './voterSet'

/** The log of `__cluster_metadata`: batches without gaps from offset 0. */
export interface MetadataLog extends KafkaFile {
  readonly kind: 'metadataLog'
  readonly batches: List<MetadataBatch>
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
  endOffset: offset(0),
  epochs: [],
  voterSets: [],
  kraftVersions: [],
}

/** True when a file holds a metadata log. */
export function isMetadataLog(file: KafkaFile | undefined): file is MetadataLog {
  return file?.kind === 'metadataLog'
}

/** Epoch of the last batch; 0 for an empty log. */
export function lastEpoch(log: MetadataLog): LeaderEpoch {
  return log.batches.last()?.epoch ?? leaderEpoch(0)
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

/** The largest epoch that is not above the asked one, with its end offset. KML.endOffsetForEpoch. */
export function endOffsetForEpoch(
  log: MetadataLog,
  epoch: LeaderEpoch,
): { readonly epoch: LeaderEpoch; readonly endOffset: Offset } {
  const index = log.epochs.findLastIndex((row) => row.epoch <= epoch)
  const row = log.epochs[index]
  if (row === undefined) return { epoch: leaderEpoch(0), endOffset: offset(0) }
  return { epoch: row.epoch, endOffset: log.epochs[index + 1]?.startOffset ?? log.endOffset }
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
  return {
    ...log,
    batches,
    endOffset: offset((batches.last()?.lastOffset ?? -1) + 1),
    epochs: log.epochs.filter((row) => row.startOffset < to),
    voterSets: log.voterSets.filter((row) => row.offset < to),
    kraftVersions: log.kraftVersions.filter((row) => row.offset < to),
  }
}
