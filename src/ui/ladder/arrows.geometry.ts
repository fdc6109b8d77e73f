import type { LadderArrow } from '~/views/ladderArrows'
import { textWidth } from '../kit/text/text.geometry'

/** A message as a line from lane to lane. */
export interface ArrowMark {
  readonly arrow: LadderArrow
  readonly path: string
  /** Where its glyph stands: the middle of its way. */
  readonly x: number
  readonly y: number
  /** Head of the arrow: where it points and from where, degrees; null: it has not arrived. */
  readonly tip: { readonly x: number; readonly y: number; readonly turn: number } | null
  /** Where it ends in nothing. */
  readonly lost: { readonly x: number; readonly y: number } | null
  readonly label: Label | null
}

/** A name beside a mark; x is its left end. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly text: string
}

interface Places {
  readonly xOf: (process: string) => number
  readonly yOf: (index: number) => number
  readonly saysNames: boolean
}

/** How far an arrow is drawn whose other end is not shown, px. */
const STUB = 48
const RISE = 16
/** The loop of a message that a process sends to itself, px. */
const LOOP = 30
const FONT = 11
const LABEL = 13

interface Ends {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

function endsOf(arrow: LadderArrow, { xOf, yOf }: Places): Ends {
  const { from, to, sent, ended } = arrow
  const [left, right] = [xOf(from), xOf(to)]
  const way = Math.sign(right - left)
  const stub = Math.min(STUB, Math.abs(right - left) * 0.6)
  if (sent === null) {
    const y2 = yOf(ended ?? 0)
    return { x1: right - way * stub, y1: y2 - RISE, x2: right, y2 }
  }
  const y1 = yOf(sent)
  if (ended === null) return { x1: left, y1, x2: left + way * stub, y2: y1 + RISE }
  return { x1: left, y1, x2: right, y2: yOf(ended) }
}

/** Places for a name: shares of the way, the best first. */
const SHARES = [0.5, 0.36, 0.64, 0.25, 0.75]

/** Lays messages out; a name that would stand on another is left out. */
export function layoutArrows(arrows: readonly LadderArrow[], places: Places): readonly ArrowMark[] {
  const taken: Box[] = []
  const marks = arrows.map((arrow) => markOf(arrow, endsOf(arrow, places)))
  for (const { x, y } of marks) taken.push({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 })
  return marks.map((mark) => {
    if (!places.saysNames) return mark
    const label = labelOf(mark, endsOf(mark.arrow, places), taken)
    if (label !== null) taken.push(boxOf(label))
    return { ...mark, label }
  })
}

function markOf(arrow: LadderArrow, ends: Ends): ArrowMark {
  const { x1, y1, x2, y2 } = ends
  if (x1 === x2) return loopOf(arrow, ends)
  const share = arrow.isLost ? 0.6 : 1
  const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  const arrives = arrow.ended !== null && !arrow.isLost
  return {
    arrow,
    path: `M${x1} ${y1}L${x} ${y}`,
    x: x1 + (x - x1) / 2,
    y: y1 + (y - y1) / 2,
    tip: arrives ? { x: x2, y: y2, turn } : null,
    lost: arrow.isLost ? { x, y } : null,
    label: null,
  }
}

function loopOf(arrow: LadderArrow, { x1: x, y1, y2 }: Ends): ArrowMark {
  return {
    arrow,
    path: `M${x} ${y1}C${x + LOOP} ${y1} ${x + LOOP} ${y2} ${x} ${y2}`,
    x: x + LOOP * 0.75,
    y: (y1 + y2) / 2,
    tip: arrow.ended === null ? null : { x, y: y2, turn: 180 },
    lost: null,
    label: null,
  }
}

/** A rectangle, px. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The rectangle of a name. */
export function boxOf({ x, y, text }: Label): Box {
  return { left: x, right: x + textWidth(text, FONT), top: y - LABEL + 3, bottom: y + 3 }
}

/** True when two rectangles have a place in common. */
export function meets(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function labelOf(mark: ArrowMark, ends: Ends, taken: readonly Box[]): Label | null {
  const { x1, y1, x2, y2 } = ends
  const text = mark.arrow.api
  if (x1 === x2) return null
  for (const share of SHARES) {
    const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
    const beside = share === 0.5 ? 11 : 4
    for (const label of [
      { x: x + beside, y: y - 3, text },
      { x: x - beside - textWidth(text, FONT), y: y - 3, text },
    ]) {
      const box = boxOf(label)
      const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
      const isInside = box.left > left + 4 && box.right < right - 4
      if (isInside && !taken.some((one) => meets(one, box))) return label
    }
  }
  return null
}
