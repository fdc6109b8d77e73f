import type { BrokerView, ReplicaView } from '~/views/clusterView'
import type { Box, Row, StageLayout } from './layout'

/** From so many marks on they are drawn on a canvas. EXPERIENCE, level of detail. */
export const MARKS_UP_TO = 2_000

/** A replica's cell in the heat matrix. */
export interface RasterCell {
  readonly replica: ReplicaView
  readonly box: Box
}

/** What draws the replicas of a row. */
export interface RasterProps {
  readonly layout: StageLayout
  readonly row: Row
  readonly replicas: readonly ReplicaView[]
}

/** Height of a cell, px: as that of a chip without a number. */
const CELL = 16

/** True when the chips of a stage are too many to be marks of their own. */
export function isRaster(layout: StageLayout, brokers: readonly BrokerView[]): boolean {
  if (layout.density !== 'heat') return false
  return brokers.reduce((sum, { replicas }) => sum + replicas.length, 0) > MARKS_UP_TO
}

/** The cells of a row, from left to right; folded topics have chips of their own. */
export function cellsOfRow(
  layout: StageLayout,
  row: Row,
  replicas: readonly ReplicaView[],
): readonly RasterCell[] {
  return replicas
    .flatMap((replica): readonly RasterCell[] => {
      const column = layout.columnOf.get(`${replica.topic}-${replica.partition}`)
      if (column === undefined || column.partition === null) return []
      const { x, chipWidth: width } = column
      return [{ replica, box: { x: x - width / 2, y: row.chipY - CELL / 2, width, height: CELL } }]
    })
    .toSorted((a, b) => a.box.x - b.box.x)
}

/** How far beside a cell a pointer may be, px: cells are narrow. */
const NEAR = 3

/** The cell at a place of the row, or the nearest one beside it; null: there is none. */
export function cellAt(cells: readonly RasterCell[], x: number): RasterCell | null {
  let [low, high] = [0, cells.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const cell = cells[middle]
    if (cell !== undefined && cell.box.x + cell.box.width < x) low = middle + 1
    else high = middle
  }
  const beside = ({ box }: RasterCell) => Math.max(0, box.x - x, x - box.x - box.width)
  const near = [cells[low - 1], cells[low]].filter((cell) => cell !== undefined)
  const [best] = near.toSorted((a, b) => beside(a) - beside(b))
  return best === undefined || beside(best) > NEAR ? null : best
}
