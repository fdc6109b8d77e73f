import type { ReplicaStanding, ReplicaView } from '~/views/clusterView'
import type { Box } from './layout'

const ORDER: readonly ReplicaStanding[] = ['leader', 'inSync', 'lagging', 'eligible', 'offline']

/** A part of a bar: how many replicas stand so. */
export interface BarPart {
  readonly standing: ReplicaStanding
  readonly count: number
  readonly box: Box
}

/** Where a bar stands; `unit`: the width of a replica, px. */
interface BarPlace {
  readonly left: number
  readonly top: number
  readonly height: number
  readonly unit: number
}

/** Replicas as a bar of their counts by standing, always in one order; none of a standing: no part. */
export function barParts(
  replicas: readonly Pick<ReplicaView, 'standing'>[],
  { left, top, height, unit }: BarPlace,
): readonly BarPart[] {
  const counts = new Map<ReplicaStanding, number>()
  for (const { standing } of replicas) counts.set(standing, (counts.get(standing) ?? 0) + 1)
  let x = left
  return ORDER.flatMap((standing): readonly BarPart[] => {
    const count = counts.get(standing) ?? 0
    if (count === 0) return []
    const box = { x, y: top, width: count * unit, height }
    x += box.width
    return [{ standing, count, box }]
  })
}
