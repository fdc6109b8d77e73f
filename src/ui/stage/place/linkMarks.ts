import type { ClusterView, LinkView } from '~/views/clusterView'
import type { Point, StageLayout } from './layout'

/** A mark on the stage for what is wrong between two hosts. */
export interface LinkMark {
  readonly key: string
  readonly links: readonly LinkView[]
  /** The line between the two ends, and where its sign stands. */
  readonly path: string
  readonly at: Point
  readonly isUpright: boolean
  /** A one-way cut: towards which end nothing passes; null: neither way. */
  readonly blocked: 'first' | 'second' | null
}

type Place =
  | { readonly kind: 'row'; readonly y: number; readonly index: number }
  | { readonly kind: 'clients' }

/** What links are drawn from. */
type Linked = Pick<ClusterView, 'brokers' | 'clients' | 'links'>

/** Where a host stands: a broker's row, a controller's place, or beside the rows. */
function placeOf(layout: StageLayout, cluster: Linked, host: string): Place | null {
  const index = layout.rows.findIndex(({ id }) =>
    cluster.brokers.some((broker) => broker.id === id && broker.host === host),
  )
  const row = layout.rows[index]
  if (row !== undefined) return { kind: 'row', y: row.chipY, index }
  return cluster.clients.some((client) => client.host === host) ? { kind: 'clients' } : null
}

/** Cut, slow and lossy links as marks: one for each pair of hosts that the stage shows. */
export function linkMarks(layout: StageLayout, cluster: Linked): readonly LinkMark[] {
  const pairs = new Map<string, LinkView[]>()
  for (const link of cluster.links) {
    if (!isOdd(link)) continue
    const key = [link.from, link.to].sort().join('/')
    pairs.set(key, [...(pairs.get(key) ?? []), link])
  }
  return [...pairs].flatMap(([key, links], lane): readonly LinkMark[] => {
    const [first = '', second = ''] = key.split('/')
    const ends = [placeOf(layout, cluster, first), placeOf(layout, cluster, second)] as const
    const drawn = lineOf(layout, ends, lane)
    return drawn === null ? [] : [{ key, links, ...drawn, blocked: blockedEnd(links, first) }]
  })
}

type Line = Pick<LinkMark, 'path' | 'at' | 'isUpright'>

/** Between two rows at their right end; from the clients into a row's request lane. */
function lineOf(
  layout: StageLayout,
  [a, b]: readonly [Place | null, Place | null],
  lane: number,
): Line | null {
  const [anyRow] = layout.rows
  if (a === null || b === null || anyRow === undefined) return null
  const { x: left, width } = anyRow.box
  if (a.kind === 'row' && b.kind === 'row') {
    const x = left + width - 8 - (lane % 4) * 14
    const at = { x, y: (a.y + b.y) / 2 }
    return { path: `M${x} ${a.y}V${b.y}`, at, isUpright: true }
  }
  const row = layout.rows[a.kind === 'row' ? a.index : b.kind === 'row' ? b.index : -1]
  if (row === undefined) return null
  const y = row.requestY
  const path = `M${layout.gutter.producers - 4} ${y}H${left}`
  return { path, at: { x: left - 20, y }, isUpright: false }
}

const isOdd = ({ cut, lossPerMille, latencyMicros, bytesPerSecond }: LinkView): boolean =>
  cut || lossPerMille > 0 || latencyMicros >= 2_000 || bytesPerSecond !== null

function blockedEnd(links: readonly LinkView[], first: string): LinkMark['blocked'] {
  const cuts = links.filter(({ cut }) => cut)
  const [only] = cuts
  if (cuts.length !== 1 || only === undefined) return null
  return only.to === first ? 'first' : 'second'
}
