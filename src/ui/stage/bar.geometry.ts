import type { Box } from './layout'

/** What a bar is placed by, px of the screen. */
export interface BarWish {
  /** The mark that it belongs to. */
  readonly box: Box
  readonly bar: { readonly width: number; readonly height: number }
  readonly room: { readonly width: number; readonly height: number }
  /** Marks that should stay in sight, with how much that matters. */
  readonly others: readonly { readonly box: Box; readonly weight: number }[]
}

const GAP = 8
const EDGE = 4

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

/** Where a bar stands: near its mark, where it covers least of what matters. */
export function placeBar({ box, bar, room, others }: BarWish): {
  readonly x: number
  readonly y: number
} {
  const fitted = (x: number, y: number): Box => ({
    x: Math.max(EDGE, Math.min(x, room.width - bar.width - EDGE)),
    y: Math.max(0, Math.min(y, room.height - bar.height)),
    ...bar,
  })
  const below = box.y + box.height + GAP
  const above = box.y - bar.height - GAP
  const right = box.x + box.width + GAP
  const places = [
    fitted(box.x, below),
    fitted(right, box.y),
    fitted(box.x, above),
    fitted(box.x - bar.width - GAP, box.y),
    fitted(right, below),
    fitted(right, above),
  ]
  const cost = (place: Box): number =>
    overlap(place, box) * 10 +
    others.reduce((sum, other) => sum + overlap(place, other.box) * other.weight, 0)
  // The first of the cheapest: nearer places come first.
  const best = places.reduce((a, b) => (cost(b) < cost(a) ? b : a))
  return { x: best.x, y: best.y }
}
