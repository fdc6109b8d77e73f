import type { ClusterView } from '~/views/clusterView'
import { textWidth } from '../../kit/text/text.geometry'
import type { Box, Point, StageLayout } from './layout'
import type { LinkMark } from './linkMarks'
import { linkMarks } from './linkMarks'
import type { Route } from './routes'
import { pointAt } from './routes'

/** Where a label stands beside its glyph: its baseline's end, px from the glyph's middle. */
export interface LabelSide extends Point {
  readonly anchor: 'start' | 'end'
}

/** Sides of a glyph, the liked ones first. */
const SIDES: readonly LabelSide[] = [
  { x: 12, y: -5, anchor: 'start' },
  { x: 12, y: 15, anchor: 'start' },
  { x: -12, y: -5, anchor: 'end' },
  { x: -12, y: 15, anchor: 'end' },
]
const SIZE = 12
/** A way is looked at in so many places. */
const LOOKS = 13
/** The widest slip below a chip, and where it begins right of the chip's edge. */
const SLIP_WIDTH = 112
const SLIP_LEFT = 20
/** An epoch and the ISR against its minimum: `e12 1/2 min`. */
const NOTE_WIDTH = 76
/** Half of the sign of a link, and the room of its words: `500 ms`. */
const SIGN = 15
const SIGN_WORDS = 54

/** The rectangles of all text and signs that stand on the stage: nothing that flies is labelled over them. */
export function textBoxes(
  layout: StageLayout,
  cluster: Pick<ClusterView, 'brokers' | 'clients' | 'links'>,
): readonly Box[] {
  const { brokers } = cluster
  return [
    ...standingTexts(layout),
    ...slipBoxes(layout, brokers),
    ...noteBoxes(layout, brokers),
    ...linkMarks(layout, cluster).map(signBox),
  ]
}

/** What is written under a chip whose ISR is below its minimum: wider than the chip. */
function noteBoxes(layout: StageLayout, brokers: ClusterView['brokers']): readonly Box[] {
  if (layout.density !== 'chips') return []
  return brokers.flatMap(({ id, replicas }) => {
    const row = layout.rows.find((one) => one.id === id)
    return replicas.flatMap(({ topic, partition, underMinIsr }): readonly Box[] => {
      const column = layout.columnOf.get(`${topic}-${partition}`)
      if (underMinIsr === null || row === undefined || column === undefined) return []
      if (column.partition === null) return []
      const x = column.x - column.chipWidth / 2
      return [{ x, y: row.chipY + layout.chipHeight / 2, width: NOTE_WIDTH, height: 18 }]
    })
  })
}

/** The sign of a link: a cut, or how slow or lossy it is. */
function signBox({ at, links }: LinkMark): Box {
  const isCut = links.some(({ cut }) => cut)
  const width = isCut ? SIGN * 2 : SIGN + SIGN_WORDS
  return { x: at.x - SIGN, y: at.y - SIGN, width, height: SIGN * 2 }
}

const ofLayout = new WeakMap<StageLayout, readonly Box[]>()

function standingTexts(layout: StageLayout): readonly Box[] {
  const known = ofLayout.get(layout)
  if (known !== undefined) return known
  const { quorumTitle, form, hexagons, topics, columns, headY, groups, clients } = layout
  const made: readonly Box[] = [
    { x: quorumTitle.x, y: quorumTitle.y - 13, width: 148, height: 36 },
    ...hexagons.flatMap(({ x, y, radius }) => [
      { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 },
      ...(form === 'phone' ? [] : [{ x: x + 26, y: y - 14, width: 62, height: 30 }]),
    ]),
    ...topics.map(({ left, right }) => ({
      x: left,
      y: headY - 20,
      width: right - left,
      height: 18,
    })),
    ...columns.map(({ x }) => ({ x: x - 12, y: headY + 4, width: 24, height: 15 })),
    ...groups.map(({ head }) => ({ x: head.x, y: head.y - 13, width: head.width, height: 33 })),
    ...clients.map(({ box }) => box),
    ...rowTexts(layout),
  ]
  ofLayout.set(layout, made)
  return made
}

/** A row's header, and each chip with its pennant and the line below it. */
function rowTexts({ rows, columns, dividerX, density, chipHeight }: StageLayout): readonly Box[] {
  const isChip = density === 'chips'
  const height = isChip ? chipHeight : 16
  return rows.flatMap(({ box, chipY }) => [
    { x: box.x + 8, y: box.y + 8, width: dividerX - box.x - 16, height: box.height - 16 },
    ...columns.map(({ x, chipWidth }) => ({
      x: x - chipWidth / 2 - 2,
      y: chipY - height / 2 - (isChip ? 10 : 0),
      width: chipWidth + 4,
      height: height + (isChip ? 27 : 0),
    })),
  ])
}

function slipBoxes(layout: StageLayout, brokers: ClusterView['brokers']): readonly Box[] {
  if (layout.density !== 'chips' || layout.rowForm === 'compact') return []
  return brokers.flatMap(({ id, waiting }) => {
    const row = layout.rows.find((one) => one.id === id)
    return waiting.flatMap(({ topic, partition }): readonly Box[] => {
      const column = layout.columnOf.get(`${topic}-${partition}`)
      if (row === undefined || column === undefined || column.partition === null) return []
      const x = column.x - column.chipWidth / 2 + SLIP_LEFT
      return [{ x, y: row.chipY + layout.chipHeight / 2, width: SLIP_WIDTH, height: 20 }]
    })
  })
}

function isOver(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** The rectangle of a label at a point. */
function labelBox(at: Point, text: string, side: LabelSide): Box {
  const width = textWidth(text, SIZE)
  const x = at.x + side.x - (side.anchor === 'end' ? width : 0)
  return { x, y: at.y + side.y - 11, width, height: 14 }
}

/** What a label must keep clear of. */
export interface LabelRoom {
  readonly width: number
  readonly texts: readonly Box[]
}

function isFree(box: Box, { width, texts }: LabelRoom): boolean {
  return box.x >= 0 && box.x + box.width <= width && !texts.some((text) => isOver(box, text))
}

const sideOf = new WeakMap<Route, LabelSide>()

/** The side on which a label is clear of text along most of its way: it stays there all the way. */
function sideAlong(route: Route, text: string, room: LabelRoom): LabelSide | null {
  const known = sideOf.get(route)
  if (known !== undefined) return known
  let best: { readonly side: LabelSide; readonly free: number } | null = null
  for (const side of SIDES) {
    const free = Array.from({ length: LOOKS }, (_, look) =>
      labelBox(pointAt(route, (look + 0.5) / LOOKS), text, side),
    ).filter((box) => isFree(box, room)).length
    if (best === null || free > best.free) best = { side, free }
  }
  if (best !== null) sideOf.set(route, best.side)
  return best?.side ?? null
}

/** What asks for a label. */
interface LabelWish {
  readonly at: Point
  readonly route: Route
  readonly text: string
  /** It is said wherever any side is free: an error, or what does not move. */
  readonly isUrgent: boolean
}

/** A side that is clear here, with the room it takes; null: there is none. */
export function placeLabel(
  { at, route, text, isUrgent }: LabelWish,
  room: LabelRoom,
  taken: readonly Box[],
): { readonly side: LabelSide; readonly box: Box } | null {
  const liked = sideAlong(route, text, room)
  const sides = [...(liked === null ? [] : [liked]), ...(isUrgent ? SIDES : [])]
  for (const side of sides) {
    const box = labelBox(at, text, side)
    if (isFree(box, room) && !taken.some((other) => isOver(box, other))) return { side, box }
  }
  return null
}
