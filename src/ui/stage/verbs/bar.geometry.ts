import type { Selected } from '~/store/selection'
import type { Box, StageLayout } from '../place/layout'

/** What a bar is placed by, px of the screen. */
export interface BarWish {
  /** The mark that it belongs to. */
  readonly box: Box
  readonly bar: { readonly width: number; readonly height: number }
  /** The part of the stage that is in sight. */
  readonly room: Box
  /** Marks that should stay in sight, with how much that matters. */
  readonly others: readonly { readonly box: Box; readonly weight: number }[]
}

const GAP = 8
const EDGE = 4
/** A bar is tried at every so many px. */
const STEP = 4
/** A bar that stands this far from its mark is as bad as one that covers as many px² of text. */
const FAR = 10

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

/** How far two rectangles are from each other, px, along the axes. */
function apart(a: Box, b: Box): number {
  const across = Math.max(a.x - b.x - b.width, b.x - a.x - a.width, 0)
  const down = Math.max(a.y - b.y - b.height, b.y - a.y - a.height, 0)
  return Math.max(0, across - GAP) + Math.max(0, down - GAP)
}

/** Where a bar that finds no room at its mark is tried, from the top down. */
function heights({ y, height }: Box): readonly number[] {
  return Array.from({ length: Math.ceil(height / STEP) }, (_, step) => y + step * STEP)
}

/** Where a bar stands: near its mark, where it covers least of what matters. */
export function placeBar({ box, bar, room, others }: BarWish): {
  readonly x: number
  readonly y: number
} {
  const edge = { x: room.x + room.width, y: room.y + room.height }
  const fitted = (x: number, y: number): Box => ({
    x: Math.max(room.x + EDGE, Math.min(x, edge.x - bar.width - EDGE)),
    y: Math.max(room.y, Math.min(y, edge.y - bar.height)),
    ...bar,
  })
  const below = box.y + box.height + GAP
  const above = box.y - bar.height - GAP
  const right = box.x + box.width + GAP
  // Right of what stands beside it, as of a row's header: nearer than any edge.
  const ends = others
    .filter(({ box: { y, height } }) => y < box.y + box.height && box.y < y + height)
    .map(({ box: { x, width } }) => x + width + GAP)
  const beside = Math.min(edge.x, ...ends.filter((x) => x > right))
  const places = [
    fitted(box.x, below),
    fitted(right, box.y),
    fitted(box.x, above),
    fitted(box.x - bar.width - GAP, box.y),
    fitted(right, below),
    fitted(right, above),
    fitted(box.x, edge.y),
    fitted(edge.x, box.y),
    fitted(edge.x, room.y),
    fitted(edge.x, edge.y),
    ...heights(room).flatMap((y) => [box.x, right, beside, edge.x].map((x) => fitted(x, y))),
  ]
  const cost = (place: Box): number =>
    overlap(place, box) * 10 +
    apart(place, box) * FAR +
    others.reduce((sum, other) => sum + overlap(place, other.box) * other.weight, 0)
  // The first of the cheapest: nearer places come first.
  const best = places.reduce((a, b) => (cost(b) < cost(a) ? b : a))
  return { x: best.x, y: best.y }
}

/**
 * Where a bar stands that has a place of its own, at the foot of the stage; null where its mark
 * lies there.
 */
export function dockBar({ box, bar, room }: Omit<BarWish, 'others'>): Pick<Box, 'x' | 'y'> | null {
  const place = { x: room.x + EDGE, y: room.y + room.height - bar.height - 2 }
  return overlap({ ...place, ...bar }, box) > 0 ? null : place
}

/** Where a partition's number stands over its column; null: it has none of its own. */
export function headBox({ columnOf, headY }: StageLayout, chosen: Selected): Box | null {
  if (chosen.kind !== 'partition') return null
  const column = columnOf.get(`${chosen.topic}-${chosen.partition}`)
  if (column === undefined) return null
  const { x, chipWidth } = column
  return { x: x - chipWidth / 2, y: headY - 20, width: chipWidth, height: 38 }
}

/** A controller's role and offset: right of its hexagon up to so far from its middle, px. */
const ROLE_END = 76

/** The hexagons with what each says beside it; on a phone they say nothing there. */
export function controllerBoxes({
  hexagons,
  form,
}: Pick<StageLayout, 'hexagons' | 'form'>): ReadonlyMap<string, Box> {
  return new Map(
    hexagons.map(({ process, x, y, radius }) => {
      const right = form === 'phone' ? radius : ROLE_END
      return [process, { x: x - radius, y: y - radius, width: right + radius, height: radius * 2 }]
    }),
  )
}

/** The names of the topics and the numbers of their partitions. */
export function headBoxes({ topics, headY }: StageLayout): readonly Box[] {
  return topics.map(({ left, right }) => ({
    x: left,
    y: headY - 20,
    width: right - left,
    height: 38,
  }))
}

/** A chip carries its leader's pennant, and below it what waits there, px. */
const PENNANT = 16
const BELOW = 2
/** Below the middle of a folded topic's bar end the words that count its replicas, px. */
const FOLDED_WORDS = 20
/** How much it matters that a replica is in sight, and one of what is chosen. */
const REPLICA = 3
const OWN_REPLICA = 6

/** The replicas that a bar should leave in sight: most of all those of the row that is chosen. */
export function chipBoxes(
  { rows, columns, chipHeight }: StageLayout,
  chosen: Selected,
): BarWish['others'] {
  const own = chosen.kind === 'broker' ? chosen.id : null
  return rows.flatMap(({ id, chipY }) =>
    columns.map(({ x, chipWidth, partition }) => {
      const top = chipY - chipHeight / 2 - PENNANT
      const bottom = chipY + (partition === null ? FOLDED_WORDS : chipHeight / 2 + BELOW)
      return {
        box: { x: x - chipWidth / 2, y: top, width: chipWidth, height: bottom - top },
        weight: id === own ? OWN_REPLICA : REPLICA,
      }
    }),
  )
}

/** What a part that folds out of a bar is placed by, px of the window. */
export interface FoldWish {
  readonly bar: Box
  readonly part: BarWish['bar']
  readonly chosen: Box
  readonly room: BarWish['bar']
}

/**
 * Where a part folds out of its bar, touching it: under it or over it, where the window has room, and
 * rather not over what is chosen.
 */
export function placeFold({ bar, part, chosen, room }: FoldWish): Pick<Box, 'x' | 'y'> {
  const x = Math.max(EDGE, Math.min(bar.x, room.width - part.width - EDGE))
  const places = [bar.y + bar.height - 1, bar.y - part.height + 1].map((y) => ({ x, y, ...part }))
  const inside = places.filter(({ y }) => y >= 0 && y + part.height <= room.height)
  const free = inside.find((place) => overlap(place, chosen) === 0)
  const { y } = free ?? inside[0] ?? { y: Math.max(0, room.height - part.height) }
  return { x, y }
}
