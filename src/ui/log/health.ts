import type { ClusterView, TopicView } from '~/views/clusterView'
import type { Place } from '../kit/lens/useShownPartitions'

/** How a partition is: what strips are chosen by where they are too many. */
export interface PartitionHealth extends Place {
  readonly hasLeader: boolean
  readonly isr: number
  readonly replicas: number
  readonly minIsr: number
  /** Records that the replica which is furthest behind has not got. */
  readonly behind: number
}

/** All partitions as strips up to this many; then the least healthy, the rest as bars or not at all. */
const STRIPS_UP_TO = 60
const BARS_UP_TO = 400
const WORST_BESIDE_BARS = 12
const WORST_ALONE = 10
/** Up to this many have cells with text, more have beads. */
const CELLS_UP_TO = 12

/** The size of a record that so many strips begin with. EXPERIENCE, level of detail. */
export function usualCell(count: number): 28 | 12 {
  return count <= CELLS_UP_TO ? 28 : 12
}

/** What is shown of many partitions. */
export interface LogLevel {
  /** Those with strips, in their own order. */
  readonly strips: readonly Place[]
  /** Those with a bar, in their own order. */
  readonly bars: readonly PartitionHealth[]
  /** How many are only to be chosen. */
  readonly left: number
}

/** Which partitions have strips, which a bar, which only a name. EXPERIENCE, level of detail. */
export function logLevel(
  cluster: Pick<ClusterView, 'topics' | 'brokers'>,
  places: readonly Place[],
): LogLevel {
  if (places.length <= STRIPS_UP_TO) return { strips: places, bars: [], left: 0 }
  const health = healthOf(cluster, places)
  const isAlone = places.length > BARS_UP_TO
  const count = isAlone ? WORST_ALONE : WORST_BESIDE_BARS
  const worst = new Set(health.toSorted(byHealth).slice(0, count))
  const rest = health.filter((one) => !worst.has(one))
  return {
    strips: health.filter((one) => worst.has(one)),
    bars: isAlone ? [] : rest,
    left: isAlone ? rest.length : 0,
  }
}

/** Without a leader, then below the minimum, then fewer in sync, then further behind. */
function byHealth(a: PartitionHealth, b: PartitionHealth): number {
  return (
    Number(a.hasLeader) - Number(b.hasLeader) ||
    Number(a.isr >= a.minIsr) - Number(b.isr >= b.minIsr) ||
    a.isr - a.replicas - (b.isr - b.replicas) ||
    b.behind - a.behind
  )
}

function healthOf(
  { topics, brokers }: Pick<ClusterView, 'topics' | 'brokers'>,
  places: readonly Place[],
): readonly PartitionHealth[] {
  const ends = new Map<string, { most: number; least: number }>()
  for (const { topic, partition, logEndOffset: end } of brokers.flatMap((one) => one.replicas)) {
    const key = `${topic}-${partition}`
    const old = ends.get(key) ?? { most: end, least: end }
    ends.set(key, { most: Math.max(old.most, end), least: Math.min(old.least, end) })
  }
  const rows = new Map<string, TopicView['partitions'][number]>(
    topics.flatMap(({ name, partitions }) =>
      partitions.map((row) => [`${name}-${row.partition}`, row] as const),
    ),
  )
  return places.flatMap(({ topic, partition }): readonly PartitionHealth[] => {
    const key = `${topic}-${partition}`
    const row = rows.get(key)
    if (row === undefined) return []
    const { most, least } = ends.get(key) ?? { most: 0, least: 0 }
    const sizes = { isr: row.isr.length, replicas: row.replicas.length, minIsr: row.minIsr }
    return [{ topic, partition, hasLeader: row.leader !== null, ...sizes, behind: most - least }]
  })
}
