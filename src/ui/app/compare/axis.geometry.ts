import type { Ruler } from '../../kit/ruler.geometry'
import { xOf } from '../../kit/ruler.geometry'

/** A mark of the axis of two futures. */
export interface AxisMark<T> {
  readonly x: number
  readonly isDifferent: boolean
  /** What stands there: the one that matters most, and how many more hide behind it. */
  readonly shown: T
  readonly hidden: number
}

interface Markable {
  readonly moment: { readonly at: number; readonly severity: 'info' | 'notice' | 'alert' }
  readonly isDifferent: boolean
}

/** Marks nearer than this hide each other, px. */
const APART = 9
const RANK = { alert: 2, notice: 1, info: 0 } as const

function weight({ moment, isDifferent }: Markable): number {
  return RANK[moment.severity] + (isDifferent ? 3 : 0)
}

/** Where the moments of one future stand; of those that would hide each other the weightiest is shown. */
export function axisMarks<T extends Markable>(
  moments: readonly T[],
  ruler: Ruler,
): readonly AxisMark<T>[] {
  const marks: AxisMark<T>[] = []
  for (const one of moments) {
    const x = xOf(ruler, one.moment.at)
    const last = marks.at(-1)
    if (last === undefined || x - last.x >= APART) {
      marks.push({ x, isDifferent: one.isDifferent, shown: one, hidden: 0 })
      continue
    }
    const heavier = weight(one) > weight(last.shown)
    marks[marks.length - 1] = {
      x: last.x,
      isDifferent: last.isDifferent || one.isDifferent,
      shown: heavier ? one : last.shown,
      hidden: last.hidden + 1,
    }
  }
  return marks
}
