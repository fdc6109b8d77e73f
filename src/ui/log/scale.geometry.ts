import type { OffsetRange } from '~/views/projectLog'

/** Width of one offset, px: cells with text, beads, a ribbon. EXPERIENCE C2. */
export type CellSize = 28 | 12 | 3

/** How much room there is and what of it is looked at. */
export interface StripRoom {
  readonly width: number
  /** Pixels scrolled away at the left; null follows the newest offset. */
  readonly scroll: number | null
  readonly cell: CellSize
}

const WIDE = 560
const NOTE_ROOM = 208
const FLAG_ROOM = 40

/** True where remarks have no place beside a row. */
export function isNarrow(width: number): boolean {
  return width < WIDE
}

/** Where the cells begin: the names stand at the left. */
export function plotLeftOf(width: number): number {
  return width < WIDE ? 96 : 150
}

function roomRight(width: number): number {
  return width < WIDE ? FLAG_ROOM : NOTE_ROOM
}

/** How far a strip can be scrolled, px; whole cells, so that the newest ends where it should. */
export function scrollLimit(range: OffsetRange, room: StripRoom): number {
  const { width, cell } = room
  const content = (range.to - range.from) * cell + roomRight(width)
  const over = Math.max(0, content - (width - plotLeftOf(width)))
  return Math.ceil(over / cell) * cell
}

function scrolled(range: OffsetRange, room: StripRoom): number {
  const limit = scrollLimit(range, room)
  return room.scroll === null ? limit : Math.max(0, Math.min(room.scroll, limit))
}

/** The offsets that are seen. */
export function visibleOffsets(range: OffsetRange, room: StripRoom): OffsetRange {
  const from = range.from + Math.floor(scrolled(range, room) / room.cell)
  const count = Math.ceil((room.width - plotLeftOf(room.width)) / room.cell) + 1
  return { from, to: Math.min(range.to, from + count) }
}

/** From an offset to its place. */
export interface Scale {
  readonly left: number
  readonly right: number
  readonly cell: CellSize
  readonly x: (offset: number) => number
  readonly sees: (offset: number) => boolean
}

/** The scale of what is looked at. */
export function scaleOf(range: OffsetRange, room: StripRoom): Scale {
  const left = plotLeftOf(room.width)
  const shift = left - scrolled(range, room) - range.from * room.cell
  const x = (offset: number) => shift + offset * room.cell
  const sees = (offset: number) => x(offset) >= left - 0.5 && x(offset) <= room.width
  return { left, right: room.width, cell: room.cell, x, sees }
}
