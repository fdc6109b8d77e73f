import type { KafkaWorld } from '../model'
import { isServer } from '../server/server'
import type { ServerState } from '../server/server'

/** A broken safety property: its rule and what was seen. */
export interface Violation {
  readonly rule: string
  readonly what: string
}

function servers(world: KafkaWorld): readonly ServerState[] {
  return [...world.processes.values()].flatMap(({ state, status }) =>
    isServer(state) && (status === 'running' || status === 'paused') ? [state] : [],
  )
}

/** At most one leader in each epoch of the quorum. QI-1. */
function oneLeaderPerEpoch(all: readonly ServerState[]): readonly Violation[] {
  const leaders = new Map<number, number>()
  const violations: Violation[] = []
  for (const { quorum } of all) {
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
function committedMetadataAgrees(all: readonly ServerState[]): readonly Violation[] {
  const logs = all.flatMap(({ quorum }) =>
    quorum === null || quorum.highWatermark === null
      ? []
      : [{ quorum, mark: quorum.highWatermark }],
  )
  const [first, ...others] = logs
  if (first === undefined) return []
  return others.flatMap(({ quorum, mark }) => {
    const shared = Math.min(mark, first.mark)
    const a = lastBelow(first.quorum.log.batches, shared)
    const b = lastBelow(quorum.log.batches, shared)
    if (a?.baseOffset === b?.baseOffset && a?.epoch === b?.epoch) return []
    const what = `metadata of nodes ${first.quorum.config.nodeId} and ${quorum.config.nodeId} differs below ${shared}`
    return [{ rule: 'QI-3', what }]
  })
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
function marksInsideLogs(all: readonly ServerState[]): readonly Violation[] {
  return all.flatMap(({ broker }) =>
    [...(broker?.replicas.values() ?? [])].flatMap(({ name, log }) => {
      const isInside =
        log.highWatermark >= log.logStartOffset && log.highWatermark <= log.logEndOffset
      if (isInside) return []
      const what = `${name}: high watermark ${log.highWatermark} outside ${log.logStartOffset}–${log.logEndOffset}`
      return [{ rule: 'RI-1', what }]
    }),
  )
}

/** What is broken in a world; empty when nothing is. Cheap enough for every event of a sweep. */
export function checkSafety(world: KafkaWorld): readonly Violation[] {
  const all = servers(world)
  return [...oneLeaderPerEpoch(all), ...committedMetadataAgrees(all), ...marksInsideLogs(all)]
}
