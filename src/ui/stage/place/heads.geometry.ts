import type { StageLayout } from './layout'
import { HEADS_TOP } from './layout'

/** How far the headers of rows and columns leave their places, so that they stay in sight, px. */
export interface KeptHeads {
  /** Of rows, to the right. */
  readonly slide: number
  /** Of columns, down. */
  readonly drop: number
}

/** Where headers stay in a stage that is scrolled so far (px of the page) and drawn at a scale. */
export function keptHeads(
  { left, top }: { readonly left: number; readonly top: number },
  { rows, headY }: Pick<StageLayout, 'rows' | 'headY'>,
  scale: number,
): KeptHeads {
  const slide = left / scale - (rows[0]?.box.x ?? 0) - 1
  const drop = top / scale - headY + HEADS_TOP
  return { slide: Math.max(0, slide), drop: Math.max(0, drop) }
}
