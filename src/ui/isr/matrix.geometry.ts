import type { IsrHistory, SizeSpan } from '~/views/isrHistory'
import type { Ruler } from '../kit/ruler.geometry'
import { xOf } from '../kit/ruler.geometry'

/** How a partition's ISR stands against its replication factor and its minimum. */
export type SizeState = 'full' | 'reduced' | 'below' | 'leaderless'

/** A stretch of a partition's row. */
export interface SizeMark {
  readonly event: number
  readonly at: number
  readonly x: number
  readonly width: number
  readonly state: SizeState
  readonly isr: number
  readonly replicas: number
  readonly minIsr: number
  /** `2/3` where it fits. */
  readonly label: string | null
}

/** A partition's row. */
export interface MatrixRow {
  readonly topic: string
  readonly partition: number
  readonly y: number
  readonly sizes: readonly SizeMark[]
}

/** Height of a row, px. */
export const ROW = 20
const ROW_GAP = 4
const TOP = 38
const LABEL_ROOM = 36

/** How many replicas are in sync, in one word. */
export function sizeState({ isr, minIsr, replicas, hasLeader }: SizeSpan): SizeState {
  if (!hasLeader) return 'leaderless'
  if (isr < minIsr) return 'below'
  return isr < replicas ? 'reduced' : 'full'
}

/** One row for each partition. EXPERIENCE C3, matrix form. */
export function layoutMatrix(
  histories: readonly IsrHistory[],
  { ruler, end }: { readonly ruler: Ruler; readonly end: number },
): { readonly rows: readonly MatrixRow[]; readonly height: number } {
  const rows = histories.map(({ topic, partition, sizes }, index) => ({
    topic,
    partition,
    y: TOP + index * (ROW + ROW_GAP),
    sizes: sizes.map((size): SizeMark => {
      const x = xOf(ruler, size.from)
      const width = Math.max(0, xOf(ruler, size.to ?? Math.max(size.from, end)) - x)
      const { event, from: at, isr, replicas, minIsr } = size
      const label = width >= LABEL_ROOM ? `${isr}/${replicas}` : null
      return { event, at, x, width, state: sizeState(size), isr, replicas, minIsr, label }
    }),
  }))
  return { rows, height: TOP + rows.length * (ROW + ROW_GAP) + 8 }
}
