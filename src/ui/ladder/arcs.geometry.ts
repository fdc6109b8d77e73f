import type { LadderArc } from '~/views/ladderArrows'
import type { Box, Label } from './arrows.geometry'
import { boxOf, meets } from './arrows.geometry'
import { textWidth } from '../kit/text/text.geometry'

/** A timer beside its lane. */
export interface ArcMark {
  readonly arc: LadderArc
  readonly path: string
  readonly label: Label | null
}

/** What timers are laid out by. */
interface ArcRoom {
  readonly xOf: (process: string) => number | null
  readonly yOf: (index: number) => number
  /** Timers that no setting rules are named, too. */
  readonly saysTimers: boolean
  /** Names end here at the latest, px. */
  readonly right: number
  /** What names must not lie on. */
  readonly taken: readonly Box[]
  /** Middles of folded times: a name stands beside their edges, or between them. */
  readonly folds: readonly number[]
}

/** An arc that is lower than this has no name, px. */
const NAMED = 26
const FONT = 11
const EDGE = 4
/** Places of a name along its arc, the best first. */
const SHARES = [0.5, 0.36, 0.64, 0.24, 0.76, 0.12, 0.88]

/** Lays timers out; a name that would stand on another, or on folded time, is left out. */
export function layoutArcs(arcs: readonly LadderArc[], room: ArcRoom): readonly ArcMark[] {
  const taken = [...room.taken]
  return arcs.flatMap((arc): readonly ArcMark[] => {
    const x = room.xOf(arc.process)
    if (x === null) return []
    const [top, bottom] = [room.yOf(arc.set), room.yOf(arc.fired)]
    const out = Math.min(26, 10 + (bottom - top) / 6)
    const path = `M${x} ${top}C${x - out} ${top} ${x - out} ${bottom} ${x} ${bottom}`
    const text = arc.setting ?? (room.saysTimers ? arc.timer : null)
    const isNamed = text !== null && bottom - top >= NAMED
    const label = isNamed ? labelOf({ x: x - out, top, bottom, text }, room, taken) : null
    if (label !== null) taken.push(boxOf(label))
    return [{ arc, path, label }]
  })
}

interface Named {
  /** Where the arc is farthest from its lane. */
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly text: string
}

/** The name across its arc where it is free, x at its left end; else none. */
function labelOf(
  { x, top, bottom, text }: Named,
  { right, folds }: ArcRoom,
  taken: readonly Box[],
): Label | null {
  const width = textWidth(text, FONT)
  const left = Math.max(EDGE, Math.min(x - width / 2, right - width - EDGE))
  const inside = folds.filter((y) => y > top && y < bottom)
  const places = SHARES.map((share) => top + (bottom - top) * share)
  const clear = places.filter((y) => inside.every((fold) => Math.abs(y - fold) > 15))
  return (
    [...clear, ...inside]
      .map((y): Label => ({ x: left, y: y + 4, text }))
      .find((label) => !taken.some((one) => meets(one, boxOf(label)))) ?? null
  )
}
