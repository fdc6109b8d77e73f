/** A straight map from simulated time to a place on a ruler. */
export interface Ruler {
  /** µs at the left end and at the right end. */
  readonly from: number
  readonly to: number
  /** px. */
  readonly left: number
  readonly right: number
}

/** A mark of a ruler; long ones carry their time. */
export interface Tick {
  readonly x: number
  readonly at: number
  readonly isLong: boolean
}

const SECOND = 1_000_000
/** Lengths of the whole-run ruler, s. */
const SPANS = [10, 15, 30, 60, 90, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200]
/** Half widths of the near ruler, µs. */
const WINDOWS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000]
const LABEL_PX = 80
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500]

/** Where an instant stands, px. */
export function xOf({ from, to, left, right }: Ruler, at: number): number {
  return left + ((at - from) / (to - from)) * (right - left)
}

/** Which instant stands at a place, µs; within the ruler. */
export function timeOf({ from, to, left, right }: Ruler, x: number): number {
  const share = Math.max(0, Math.min(1, (x - left) / (right - left)))
  return Math.round(from + share * (to - from))
}

/** The ruler of the whole run: it grows in few, large steps. */
export function wholeRuler(endMicros: number, left: number, right: number): Ruler {
  const span = SPANS.find((length) => length * SECOND >= endMicros * 1.05)
  return {
    from: 0,
    to: (span ?? Math.ceil(endMicros / SECOND / 3600) * 3600) * SECOND,
    left,
    right,
  }
}

/** Half the width of the near ruler, µs, from how long the newest events that say something took. */
export function nearWindow(spreadMicros: number): number {
  return (WINDOWS.find((ms) => ms * 1000 >= spreadMicros) ?? 60_000) * 1000
}

/** The marks of a ruler. */
export function ticksOf(ruler: Ruler): readonly Tick[] {
  const perPx = (ruler.to - ruler.from) / Math.max(1, ruler.right - ruler.left)
  const wanted = perPx * LABEL_PX
  let unit = 1
  let long = 0
  while (long === 0) {
    long = (STEPS.find((step) => step * unit >= wanted) ?? 0) * unit
    if (long === 0) unit *= 1000
  }
  const short = long / 5
  const ticks: Tick[] = []
  const first = Math.ceil(ruler.from / short)
  for (let number = first; number * short <= ruler.to; number += 1) {
    const at = number * short
    ticks.push({ x: xOf(ruler, at), at, isLong: number % 5 === 0 })
  }
  return ticks
}
