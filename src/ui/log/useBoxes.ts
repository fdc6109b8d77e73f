import { useState } from 'react'
import type { CellMark } from './cells.geometry'

/** Which box draws a cell: its key among the row's. */
export type BoxOf = (cell: Pick<CellMark, 'offset'>) => number

/**
 * The boxes of a row's cells. While the log goes on, a cell keeps its box, and with it the focus;
 * after a leap in time the same boxes, in the same order, stand for other offsets: none is made or
 * taken away.
 */
export function useBoxes(cells: readonly Pick<CellMark, 'offset'>[]): BoxOf {
  const first = cells[0]?.offset ?? 0
  const last = cells.at(-1)?.offset ?? 0
  const [boxes, setBoxes] = useState({ first, last, shift: 0 })
  if (first !== boxes.first || last !== boxes.last) {
    const isLeap = first > boxes.last || last < boxes.first
    setBoxes({ first, last, shift: isLeap ? boxes.shift + first - boxes.first : boxes.shift })
  }
  return ({ offset }) => offset - boxes.shift
}
