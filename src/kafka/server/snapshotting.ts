import { toMillis } from '~/sim/ids'
import type { KafkaContext } from '../effects'
import type { MetadataImage } from '../metadata/image'
import { readBatches } from '../quorum/metadataLog'
import type { MetadataSnapshot } from '../quorum/snapshot'
import type { Snapshotting } from '../quorum/snapshots'
import { freshSnapshotting, latestSnapshot, snapshotReason } from '../quorum/snapshots'
import type { BrokerState } from '../broker/brokerState'
import type { ControllerState } from '../controller/controllerState'
import type { QuorumState } from '../quorum/quorumState'

/** What of a server decides about snapshots. */
interface Server {
  readonly quorum: QuorumState | null
  readonly controller: ControllerState | null
  readonly broker: BrokerState | null
  readonly phase: string
  readonly told: number
  readonly snapshotting: Snapshotting
}

/**
 * Roles that have been told nothing, or less than where the log begins, begin from the newest
 * snapshot, or at offset 0 when there is none; null: they go on from the log. Q-57.
 * Kafka: KafkaRaftClient.updateListenersProgress.
 */
export function snapshotToLoad({
  quorum,
  told,
}: Pick<Server, 'quorum' | 'told'>): { readonly snapshot: MetadataSnapshot | null } | null {
  if (quorum === null || quorum.highWatermark === null) return null
  return told >= quorum.log.startOffset ? null : { snapshot: latestSnapshot(quorum) }
}

/** What has been applied now, and the snapshot that is due. */
export interface Counted {
  readonly snapshotting: Snapshotting
  readonly due: {
    readonly image: MetadataImage
    readonly timestampMs: number
    readonly because: string
  } | null
}

/** A snapshot of all that has been applied, whatever is due; null: the newest one has it all. */
export function snapshotOfAll(
  { quorum, broker, controller }: Pick<Server, 'quorum' | 'broker' | 'controller'>,
  ctx: KafkaContext,
): Counted | null {
  const image = (broker === null ? controller?.committed : broker.image) ?? null
  if (quorum === null || image === null || image.offset < 0) return null
  const newest = latestSnapshot(quorum)?.endOffset ?? 0
  const [last] = readBatches(quorum.log, image.offset, image.offset + 1).slice(-1)
  if (newest > image.offset || last === undefined) return null
  const timestampMs = last.appendTimestampMs
  const due = { image, timestampMs, because: 'somebody asked for it' }
  return { snapshotting: freshSnapshotting(image.offset, ctx), due }
}

/** Counts what has been applied since the last snapshot; null: nothing new. C-90. SnapshotGenerator. */
export function countApplied(
  { quorum, broker, controller, phase, snapshotting }: Server,
  ctx: KafkaContext,
): Counted | null {
  const image = (broker === null ? controller?.committed : broker.image) ?? null
  if (quorum === null || image === null || image.offset <= snapshotting.upTo) return null
  const batches = readBatches(quorum.log, snapshotting.upTo + 1, image.offset + 1)
  let bytesSinceLast = snapshotting.bytesSinceLast
  for (const { sizeInBytes } of batches) bytesSinceLast += sizeInBytes
  const { offset: upTo } = image
  const next = { upTo, bytesSinceLast, lastAtMs: snapshotting.lastAtMs }
  const reason = snapshotReason(quorum.config, next, toMillis(ctx.now))
  const because = phase === 'stopping' ? null : reason
  if (because === null) return { snapshotting: next, due: null }
  const timestampMs = batches.at(-1)?.appendTimestampMs ?? 0
  return { snapshotting: freshSnapshotting(upTo, ctx), due: { image, timestampMs, because } }
}
