import type { Ghost } from './ghostMarks'
import type { Point, StageLayout } from '../place/layout'

/** The way of a pennant within its column, from the chip that it left to the one that it came to. */
export interface GhostWay {
  /** Feet of the pole, before and after. */
  readonly from: Point
  readonly to: Point
  readonly isSmall: boolean
  /** How far its arc leans out of the column, px. */
  readonly bend: number
  /** Ends of the arc beside the chips. */
  readonly arc: { readonly x: number; readonly start: number; readonly end: number }
}

/** Where a pennant moves; null: its column is folded, too narrow, or a broker has no row. */
export function ghostWay(layout: StageLayout, ghost: Ghost): GhostWay | null {
  if (layout.density === 'heat') return null
  const column = layout.columnOf.get(ghost.partition)
  const from = layout.rows.find(({ id }) => id === ghost.from)
  const to = layout.rows.find(({ id }) => id === ghost.to)
  if (column === undefined || column.partition === null) return null
  if (from === undefined || to === undefined) return null
  const left = column.x - column.chipWidth / 2
  const half = layout.density === 'chips' ? layout.chipHeight / 2 : 8
  const isSmall = layout.density === 'beads'
  return {
    from: { x: left + 3, y: from.chipY - half },
    to: { x: left + 3, y: to.chipY - half },
    isSmall,
    bend: isSmall ? 5 : 18,
    arc: { x: left, start: from.chipY + 2, end: to.chipY - half - 8 },
  }
}

/** The foot of the pole when so much of the way is passed, 0 to 1: it leans out as its arc does. */
export function pennantAt({ from, to, bend }: GhostWay, share: number): Point {
  const lean = bend * 3 * share * (1 - share)
  return { x: from.x + (to.x - from.x) * share - lean, y: from.y + (to.y - from.y) * share }
}
