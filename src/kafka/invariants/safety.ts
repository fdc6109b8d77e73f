import { NativeMap } from '~/base/nativeMap'
import type { ProcessId } from '~/sim/ids'
import { isAlive } from '~/sim/world'
import type { KafkaWorld } from '../model'
import type { QuorumState } from '../quorum/quorumState'
import { isServer } from '../server/server'
import type { ServerState } from '../server/server'

/** A broken safety property: its rule and what was seen. */
export interface Violation {
  readonly rule: string
  readonly what: string
}

const NONE: readonly Violation[] = []

/** A live server now, and as it was before the event; the same, where the event left it alone. */
interface Watched {
  readonly now: ServerState
  readonly before: ServerState | null
}

function liveServer(world: KafkaWorld | null, id: ProcessId): ServerState | null {
  const process = world?.processes.get(id)
  if (process === undefined || !isAlive(process)) return null
  return isServer(process.state) ? process.state : null
}

function watch(world: KafkaWorld, before: KafkaWorld | null): readonly Watched[] {
  const watched: Watched[] = []
  world.processes.forEach((_, id) => {
    const now = liveServer(world, id)
    if (now !== null) watched.push({ now, before: liveServer(before, id) })
  })
  return watched
}

/** At most one leader in each epoch of the quorum. QI-1. */
function oneLeaderPerEpoch(all: readonly Watched[]): readonly Violation[] {
  const hasNews = all.some(({ now, before }) => {
    const [quorum, old] = [now.quorum, before?.quorum]
    if (quorum?.role.name !== 'Leader') return false
    return old?.role.name !== 'Leader' || old.epoch !== quorum.epoch
  })
  if (!hasNews) return NONE
  const leaders = new NativeMap<number, number>()
  const violations: Violation[] = []
  for (const { now } of all) {
    const { quorum } = now
    if (quorum?.role.name !== 'Leader') continue
    const other = leaders.get(quorum.epoch)
    if (other !== undefined) {
      const what = `nodes ${other} and ${quorum.config.nodeId} both lead epoch ${quorum.epoch}`
      violations.push({ rule: 'QI-1', what })
    }
    leaders.set(quorum.epoch, quorum.config.nodeId)
  }
  return violations
}

/** Committed prefixes of the metadata log agree. QI-3. */
function committedMetadataAgrees(all: readonly Watched[]): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of all) {
    const { quorum } = now
    const old = before?.quorum
    if (quorum === null || quorum.highWatermark === null) continue
    if (old?.log === quorum.log && old.highWatermark === quorum.highWatermark) continue
    for (const other of all) {
      if (other.now === now || other.now.quorum === null) continue
      violations.push(...disagreement(quorum, other.now.quorum))
    }
  }
  return violations
}

function disagreement(one: QuorumState, other: QuorumState): readonly Violation[] {
  if (one.highWatermark === null || other.highWatermark === null) return NONE
  const shared = Math.min(one.highWatermark, other.highWatermark)
  const a = lastBelow(one.log.batches, shared)
  const b = lastBelow(other.log.batches, shared)
  if (a?.baseOffset === b?.baseOffset && a?.epoch === b?.epoch) return NONE
  const what = `metadata of nodes ${one.config.nodeId} and ${other.config.nodeId} differs below ${shared}`
  return [{ rule: 'QI-3', what }]
}

interface Placed {
  readonly baseOffset: number
  readonly lastOffset: number
  readonly epoch: number
}

function lastBelow(
  batches: { readonly size: number; readonly get: (index: number) => Placed | undefined },
  end: number,
): Placed | undefined {
  let low = 0
  let high = batches.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((batches.get(middle)?.lastOffset ?? 0) < end) low = middle + 1
    else high = middle
  }
  return batches.get(low - 1)
}

/** A high watermark lies inside its log, a log's offsets are in order. RI-1. */
function marksInsideLogs(all: readonly Watched[]): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of all) {
    if (now.broker === null || now.broker.replicas === before?.broker?.replicas) continue
    now.broker.replicas.forEach(({ name, log }) => {
      const { highWatermark, logStartOffset, logEndOffset } = log
      if (highWatermark >= logStartOffset && highWatermark <= logEndOffset) return
      const what = `${name}: high watermark ${highWatermark} outside ${logStartOffset}–${logEndOffset}`
      violations.push({ rule: 'RI-1', what })
    })
  }
  return violations
}

/**
 * What is broken in a world; empty when nothing is. With the world `before` its event, which held,
 * only what the event changed is looked at: what two worlds share cannot have broken.
 */
export function checkSafety(
  world: KafkaWorld,
  before: KafkaWorld | null = null,
): readonly Violation[] {
  if (world.processes === before?.processes) return NONE
  const all = watch(world, before)
  if (all.every(({ now, before: old }) => now === old)) return NONE
  const found = [oneLeaderPerEpoch(all), committedMetadataAgrees(all), marksInsideLogs(all)]
  return found.every((violations) => violations.length === 0) ? NONE : found.flat()
}
