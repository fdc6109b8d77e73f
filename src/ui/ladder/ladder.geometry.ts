import { median } from 'd3-array'
import type { Ladder, LadderBundle, LadderEvent } from '~/views/ladder'
import type { HiddenWay } from '~/views/ladderCauses'
import type { ArcMark } from './arcs.geometry'
import { layoutArcs } from './arcs.geometry'
import type { ArrowMark, Box } from './arrows.geometry'
import { boxOf, layoutArrows } from './arrows.geometry'

/** Height of the heads, px; lanes begin below. */
export const HEAD = 44
/** The least distance of two lines: each is a target. */
export const LINE = 24
/** What the longest unfolded wait adds, px. */
const STRETCH = 22
/** Height of a fold. */
const FOLD = 24
/** Waits are folded from so many times the usual wait, and from so long, µs. */
const FOLD_FROM = 8
const FOLD_MICROS = 2_000
/** The column of sentences has this width at least, px; without it there is none. */
const SENTENCE_MIN = 260

/** A process as a vertical line. */
export interface LaneMark {
  readonly process: string
  readonly x: number
}

/** An event on its lane. */
export interface EventMark {
  readonly row: LadderEvent
  readonly index: number
  readonly x: number
  readonly y: number
  /** Its time stands beside it: another one than the line's above. */
  readonly saysTime: boolean
}

/** A run of like messages. */
export interface BundleMark {
  readonly row: LadderBundle
  readonly left: number
  readonly right: number
  readonly y: number
}

/** Time that is left out. */
export interface FoldMark {
  readonly y: number
  readonly micros: number
}

/** Where everything of a ladder stands, px. */
export interface LadderLayout {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly lanes: readonly LaneMark[]
  readonly events: readonly EventMark[]
  readonly bundles: readonly BundleMark[]
  readonly folds: readonly FoldMark[]
  readonly arrows: readonly ArrowMark[]
  readonly ways: readonly WayMark[]
  readonly arcs: readonly ArcMark[]
  /** The line of the cursor. */
  readonly cursorY: number
  /** Where sentences begin and how wide they are, or null: there is no room. */
  readonly sentences: { readonly x: number; readonly width: number } | null
}

/** What reaches a lane over hidden ones. */
export interface WayMark {
  readonly way: HiddenWay
  readonly from: Point
  readonly to: Point
}

interface Point {
  readonly x: number
  readonly y: number
}

/** What a layout is made from. */
export interface LadderRoom {
  readonly width: number
  /** Processes with a lane, from left to right. */
  readonly lanes: readonly string[]
  readonly ways: readonly HiddenWay[]
  readonly cursor: number
  /** Names stand at the arrows. */
  readonly saysNames: boolean
  /** Timers that no setting rules are named, too. */
  readonly saysTimers: boolean
}

/** Lays a ladder out: lanes across, lines down. */
export function layoutLadder(ladder: Ladder, room: LadderRoom): LadderLayout {
  const { lanesEnd, ...across } = layoutLanes(room)
  const { lanes } = across
  const xOf = (process: string) => lanes.find((lane) => lane.process === process)?.x ?? null
  const down = layoutLines(ladder, xOf)
  const yOf = yFinder(down.lines, down.height)
  const shown = ladder.arrows.filter(({ from, to }) => xOf(from) !== null && xOf(to) !== null)
  const places = { xOf: (id: string) => xOf(id) ?? 0, yOf, saysNames: room.saysNames }
  const arrows = layoutArrows(shown, places)
  return {
    ...across,
    ...down,
    arrows,
    ways: room.ways.map((way) => ({
      way,
      from: { x: xOf(way.from) ?? 0, y: yOf(way.sent) },
      to: { x: xOf(way.to) ?? 0, y: yOf(way.ended) },
    })),
    arcs: layoutArcs(ladder.arcs, {
      xOf,
      yOf,
      saysTimers: room.saysTimers,
      right: lanesEnd,
      taken: takenBy({ ...down, arrows }),
      folds: down.folds.map(({ y }) => y),
    }),
    cursorY: cursorOf(down, room.cursor),
  }
}

/** Where lanes begin on narrow pages, px: times of a long run stand before it, `1234.567`. */
const NARROW_LEFT = 76
/** Between the lanes and what stands before them, px. */
export const BEFORE_LANES = 14

/** Room for the cursor’s word, px. */
const NOW = 40

/** What the names of timers must not lie on: names and glyphs of messages, runs, events. */
function takenBy({
  arrows,
  bundles,
  events,
}: Pick<LadderLayout, 'arrows' | 'bundles' | 'events'>): readonly Box[] {
  return [
    ...arrows.flatMap(({ x, y, label }) => [
      { left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 },
      ...(label === null ? [] : [boxOf(label)]),
    ]),
    ...bundles.map(({ left, right, y }) => ({ left, right, top: y - 8, bottom: y + 8 })),
    ...events.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 })),
  ]
}

function layoutLanes({ width, lanes }: LadderRoom) {
  const isNarrow = width < 600
  const left = isNarrow ? NARROW_LEFT : 100
  const least = isNarrow ? 40 : 84
  const wanted = width - left - NOW - (isNarrow ? 0 : SENTENCE_MIN + 16)
  const gap = Math.max(least, Math.min(168, wanted / Math.max(1, lanes.length)))
  const marks = lanes.map((process, at): LaneMark => ({ process, x: left + gap * (at + 0.5) }))
  const lanesEnd = left + gap * lanes.length
  const whole = Math.max(width, lanesEnd + NOW)
  const x = lanesEnd + 24
  const sentences = whole - x - 16 >= SENTENCE_MIN ? { x, width: whole - x - 16 } : null
  return { width: whole, left, lanes: marks, lanesEnd: lanesEnd + NOW, sentences }
}

interface Line {
  /** The last event that the line stands for. */
  readonly index: number
  readonly y: number
}

interface Lines {
  readonly lines: readonly Line[]
  readonly events: readonly EventMark[]
  readonly bundles: readonly BundleMark[]
  readonly folds: readonly FoldMark[]
  readonly height: number
}

/** Waits longer than this are folded, µs. */
export function foldAbove(waits: readonly number[]): number {
  const usual = median(waits.filter((wait) => wait > 0)) ?? 0
  return Math.max(FOLD_MICROS, usual * FOLD_FROM)
}

function startOf(row: Ladder['rows'][number]): number {
  return row.type === 'event' ? row.event.at : row.startsAt
}

interface Pen extends Lines {
  readonly lines: Line[]
  readonly events: EventMark[]
  readonly bundles: BundleMark[]
  readonly folds: FoldMark[]
  readonly xOf: XOf
  /** Where the newest line stands, and the time said last. */
  y: number
  said: string
}

type XOf = (process: string) => number | null

/** One pass down the lines, with what stands beside each. */
function layoutLines({ rows }: Ladder, xOf: XOf): Lines {
  const waits = rows.slice(1).map((row, at) => startOf(row) - startOf(rows[at] ?? row))
  const limit = foldAbove(waits)
  const pen: Pen = {
    ...{ lines: [], events: [], bundles: [], folds: [], height: 0 },
    ...{ xOf, y: HEAD, said: '' },
  }
  rows.forEach((row, at) => {
    const wait = Math.max(0, waits[at - 1] ?? 0)
    if (wait > limit) {
      pen.folds.push({ y: pen.y + LINE / 2 + FOLD / 2, micros: wait })
      pen.y += LINE + FOLD
    } else if (!fitsBeside(pen, row)) pen.y += LINE + (STRETCH * wait) / limit
    if (row.type === 'bundle') putBundle(pen, row)
    else putEvent(pen, row)
  })
  const { lines, events, bundles, folds, y } = pen
  return { lines, events, bundles, folds, height: y + LINE }
}

function putEvent(pen: Pen, row: LadderEvent): void {
  const { y } = pen
  const { index, at } = row.event
  pen.lines.push({ index, y })
  const x = pen.xOf(row.process)
  if (x === null) return
  const said = (at / 1000).toFixed(0)
  pen.events.push({ row, index, x, y, saysTime: said !== pen.said })
  pen.said = said
}

function putBundle(pen: Pen, row: LadderBundle): void {
  pen.lines.push({ index: row.to, y: pen.y })
  const mark = bundleMark(pen, row)
  if (mark !== null) pen.bundles.push(mark)
}

function bundleMark({ y, xOf }: Pen, row: LadderBundle): BundleMark | null {
  const [a = null, b = null] = row.ends.map(xOf)
  return a === null || b === null ? null : { row, left: Math.min(a, b), right: Math.max(a, b), y }
}

/** Bundles stand on one line while their lanes lie apart. */
function fitsBeside(pen: Pen, row: Ladder['rows'][number]): boolean {
  if (row.type !== 'bundle') return false
  const mark = bundleMark(pen, row)
  if (mark === null) return true
  const beside = pen.bundles.filter(({ y }) => y === pen.y)
  return beside.length > 0 && beside.every((one) => one.right < mark.left || mark.right < one.left)
}

/** The y of an event: of its line, or of the next one where it is not shown. */
function yFinder(lines: readonly Line[], height: number): (index: number) => number {
  return (index) => lines.find((line) => line.index >= index)?.y ?? height
}

function cursorOf({ lines, height }: Lines, cursor: number): number {
  const before = lines.findLast(({ index }) => index < cursor)
  const after = lines.find(({ index }) => index >= cursor)
  if (before === undefined) return HEAD + 4
  return after === undefined ? Math.min(height - 4, before.y + LINE / 2) : (before.y + after.y) / 2
}
