import { toMillis } from '~/sim/ids'
import type { KafkaContext, RoleStep } from '../effects'
import type { MetadataImage } from '../metadata/image'
import { imageRecords } from '../metadata/imageRecords'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { wireBatchSize } from '../protocol/metadataSize'
import type { WireRecord } from '../protocol/metadataWire'
import { SNAPSHOT_FOOTER, snapshotHeader, wireOf } from '../protocol/metadataWire'
import { offset } from '../ids'
import type { MetadataLog } from './metadataLog'
import { positionOf, raiseLogStart, votersRecord } from './metadataLog'
import type { QuorumState, QuorumWork } from './quorumState'
import { putLog, quorumNow, quorumStep, quorumWork, setQuorumTimer } from './quorumState'
import type { MetadataSnapshot, SnapshotId } from './snapshot'
import { compareSnapshots, isSameSnapshot, snapshotPath } from './snapshot'

/** How often a node looks for old snapshots, ms. Kafka: KafkaRaftClient's RaftMetadataLogCleanerManager. */
const CLEAN_MS = 60_000

/** The first snapshot; null: there is none. Kafka: KafkaMetadataLog.earliestSnapshotId. */
export function earliestSnapshot({ snapshots }: Pick<QuorumState, 'snapshots'>): SnapshotId | null {
  return snapshots[0] ?? null
}

/** The newest snapshot; null: there is none. Kafka: KafkaMetadataLog.latestSnapshotId. */
export function latestSnapshot({
  snapshots,
}: Pick<QuorumState, 'snapshots'>): MetadataSnapshot | null {
  return snapshots.at(-1) ?? null
}

/** Voters and version as of an offset. Kafka: KRaftControlRecordStateMachine.voterSetAtOffset. */
function controlAt(
  log: MetadataLog,
  last: number,
): Pick<MetadataSnapshot, 'voters' | 'kraftVersion'> {
  const version = log.kraftVersions.findLast((row) => row.offset <= last)?.version ?? 0
  const voters = log.voterSets.findLast((row) => row.offset <= last)?.voters ?? null
  return { voters: version === 0 ? null : voters, kraftVersion: version }
}

/** The control records that a snapshot begins with, after its header. Kafka: RecordsSnapshotWriter. */
function snapshotControl({
  voters,
  kraftVersion,
}: Pick<MetadataSnapshot, 'voters' | 'kraftVersion'>): readonly MetadataRecord[] {
  if (voters === null) return []
  return [{ type: 'KRaftVersionRecord', version: kraftVersion }, votersRecord(voters)]
}

/** Most records of one batch of a snapshot. Kafka: SnapshotEmitter, batchSize. */
const SNAPSHOT_BATCH_RECORDS = 1024

/** The batches that a snapshot is written as. Kafka: RecordsSnapshotWriter. */
export function snapshotBatches(
  snapshot: Omit<MetadataSnapshot, 'sizeInBytes'>,
): readonly (readonly WireRecord[])[] {
  const records = imageRecords(snapshot.image).map(wireOf)
  const head = [
    snapshotHeader(snapshot.lastContainedLogTimestampMs),
    ...snapshotControl(snapshot).map(wireOf),
  ]
  const body: (readonly WireRecord[])[] = []
  for (let from = 0; from < records.length; from += SNAPSHOT_BATCH_RECORDS) {
    body.push(records.slice(from, from + SNAPSHOT_BATCH_RECORDS))
  }
  return [head, ...body, [SNAPSHOT_FOOTER]]
}

/** A snapshot with the size of its file. */
export function withSize(snapshot: Omit<MetadataSnapshot, 'sizeInBytes'>): MetadataSnapshot {
  const sizeInBytes = snapshotBatches(snapshot).reduce(
    (sum, records) => sum + wireBatchSize(records),
    0,
  )
  return { ...snapshot, sizeInBytes }
}

/**
 * Writes a snapshot of what this node has applied; nothing when there is one already, or the log
 * begins later. Q-56. Kafka: KafkaMetadataLog.createNewSnapshot, SnapshotEmitter.maybeEmit.
 */
export function createSnapshot(
  state: QuorumState,
  from: { readonly image: MetadataImage; readonly timestampMs: number; readonly because: string },
  ctx: KafkaContext,
): RoleStep<QuorumState> {
  const work = quorumWork(state, ctx)
  const { image, timestampMs, because } = from
  const epoch = state.log.epochs.findLast((row) => row.startOffset <= image.offset)?.epoch
  const id = { endOffset: offset(image.offset + 1), epoch: epoch ?? state.log.startEpoch }
  const isThere = state.snapshots.some((row) => isSameSnapshot(row, id))
  const isCommitted = id.endOffset <= (state.highWatermark ?? 0)
  const at = positionOf(state.log, id, earliestSnapshot(state))
  if (isThere || !isCommitted || id.endOffset < state.log.startOffset || at.type !== 'valid') {
    return quorumStep(work)
  }
  const snapshot = withSize({
    kind: 'metadataSnapshot',
    ...id,
    lastContainedLogTimestampMs: timestampMs,
    image,
    ...controlAt(state.log, image.offset),
  })
  keepSnapshot(work, snapshot)
  const { sizeInBytes } = snapshot
  work.facts.push({ type: 'SnapshotGenerated', rule: 'Q-56', ...id, sizeInBytes, because })
  return quorumStep(work)
}

/** A snapshot is on disk, whole and for good. Kafka: KafkaMetadataLog.onSnapshotFrozen. */
export function keepSnapshot(work: QuorumWork, snapshot: MetadataSnapshot): void {
  work.state.snapshots = [...work.state.snapshots, snapshot].toSorted(compareSnapshots)
  work.effects.push({
    type: 'WriteFile',
    path: snapshotPath(snapshot),
    content: snapshot,
    flush: true,
  })
}

/** Snapshots that no longer count; the log begins after them. Kafka: KafkaMetadataLog.removeSnapshots. */
export function forgetSnapshotsBefore(work: QuorumWork, id: SnapshotId): void {
  const gone = work.state.snapshots.filter((row) => compareSnapshots(row, id) < 0)
  if (gone.length === 0) return
  work.state.snapshots = work.state.snapshots.filter((row) => !gone.includes(row))
  for (const row of gone) work.effects.push({ type: 'DeleteFile', path: snapshotPath(row) })
}

/** A node looks at its snapshots every minute. Q-58. */
export function startCleaning(work: QuorumWork): void {
  setQuorumTimer(work, 'clean', { about: '', ms: CLEAN_MS })
}

/** Old snapshots go, and what of the log is before the next one. Q-58. KafkaMetadataLog.maybeClean. */
export function cleanSnapshots(work: QuorumWork): void {
  startCleaning(work)
  const { retentionBytes, retentionMs } = work.state.config
  let sizes = work.state.snapshots.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0)
  clean(work, ({ sizeInBytes }) => {
    if (retentionBytes < 0 || work.state.log.sizeInBytes + sizes <= retentionBytes) return null
    sizes -= sizeInBytes
    return 'metadata.max.retention.bytes'
  })
  const now = quorumNow(work)
  clean(work, ({ lastContainedLogTimestampMs: at }) =>
    retentionMs >= 0 && now - at > retentionMs ? 'metadata.max.retention.ms' : null,
  )
}

/** Kafka: KafkaMetadataLog.cleanSnapshots, deleteBeforeSnapshot. */
function clean(work: QuorumWork, reasonOf: (snapshot: MetadataSnapshot) => string | null): void {
  for (;;) {
    const [oldest, next] = work.state.snapshots
    if (oldest === undefined || next === undefined) return
    const { log, highWatermark } = work.state
    const because = reasonOf(oldest)
    // The start never passes what is committed. UnifiedLog.maybeIncrementLogStartOffset.
    const isAllowed = log.startOffset < next.endOffset && next.endOffset <= (highWatermark ?? 0)
    if (because === null || !isAllowed) return
    forgetSnapshotsBefore(work, next)
    putLog(work, raiseLogStart(log, next))
    const { endOffset, epoch } = oldest
    const startOffset = next.endOffset
    work.facts.push({
      type: 'SnapshotDeleted',
      rule: 'Q-58',
      endOffset,
      epoch,
      startOffset,
      because,
    })
  }
}

/** When a snapshot of the metadata is due. C-90. Kafka: SnapshotGenerator.publishLogDelta. */
export interface Snapshotting {
  /** Last offset of the metadata that has been counted. */
  readonly upTo: number
  readonly bytesSinceLast: number
  /** When the last one was written or loaded, ms. */
  readonly lastAtMs: number
}

/** Nothing has been counted yet. Kafka: SnapshotGenerator.resetSnapshotCounters. */
export function freshSnapshotting(upTo: number, ctx: KafkaContext): Snapshotting {
  return { upTo, bytesSinceLast: 0, lastAtMs: toMillis(ctx.now) }
}

/** Why a snapshot is due now, or null. */
export function snapshotReason(
  { snapshotMaxBytes, snapshotIntervalMs }: QuorumState['config'],
  { bytesSinceLast, lastAtMs }: Snapshotting,
  nowMs: number,
): string | null {
  if (bytesSinceLast >= snapshotMaxBytes)
    return `we have replayed at least ${snapshotMaxBytes} bytes`
  if (snapshotIntervalMs === 0 || nowMs - lastAtMs < snapshotIntervalMs) return null
  return `we have waited at least ${Math.floor(snapshotIntervalMs / 60_000)} minute(s)`
}
