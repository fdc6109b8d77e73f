import type { Stages } from '../kit/phase'
import type { CellMark } from './cells.geometry'
import type { FlagMark, RowMark, StripLayout } from './log.geometry'

/** What of a strip has just changed, and how far that is played. */
export interface StripChange {
  /** Everything right of the names stands so far beside its place, px: the plot slides with its log. */
  readonly slide: number
  /** By broker: the first offset of its log that has just come, and the first that has just gone. */
  readonly rows: ReadonlyMap<number, RowChange>
  /** How much of what comes is there, and how far what is cut off is lifted, 0 to 1. */
  readonly add: number
  readonly lift: number
}

/** What of one replica's row has just changed. */
interface RowChange {
  /** Cells from here on have just come; null: none have. */
  readonly freshFrom: number | null
  readonly isCut: boolean
}

/** A strip while a change is played. */
interface ChangingStrip {
  readonly layout: StripLayout
  readonly change: StripChange
}

const endOf = ({ replica }: RowMark): number => replica.logEndOffset

/**
 * A strip between two instants: flags stand between their places, records turn committed as the
 * high watermark passes them, what comes fades in, what is cut off is lifted. With all stages at 1
 * it is the strip after.
 */
export function stripBetween(
  before: StripLayout,
  after: StripLayout,
  { remove, move, add }: Stages,
): ChangingStrip {
  const old = new Map(before.rows.map((row) => [row.replica.broker, row]))
  const slide = slideOf(before, after)
  const rows = after.rows.map((row) => {
    const was = old.get(row.replica.broker)
    return was === undefined ? row : rowBetween(was, row, { move, slide })
  })
  const changes = after.rows.flatMap((row): readonly [number, RowChange][] => {
    const was = old.get(row.replica.broker)
    if (was === undefined) return []
    const freshFrom = endOf(row) > endOf(was) ? endOf(was) : null
    return [[row.replica.broker, { freshFrom, isCut: endOf(row) < endOf(was) }]]
  })
  const [from, to] = [before.leaderHighWatermarkX, after.leaderHighWatermarkX]
  const across = from === null || to === null ? to : between(from - slide, to, move)
  return {
    layout: { ...after, rows, leaderHighWatermarkX: across },
    change: { slide: slide * (1 - move), rows: new Map(changes), add, lift: remove },
  }
}

/** How far the plot has moved: ticks that both have stand for the same offsets. */
function slideOf(before: StripLayout, after: StripLayout): number {
  const places = new Map(before.ticks.map(({ label, x }) => [label, x]))
  const shared = after.ticks.find(({ label }) => label !== null && places.has(label))
  return shared === undefined ? 0 : (places.get(shared.label) ?? shared.x) - shared.x
}

interface Moved {
  readonly move: number
  /** How far the plot slides, px: what did not move in it stood so far beside its place. */
  readonly slide: number
}

function rowBetween(was: RowMark, row: RowMark, moved: Moved): RowMark {
  const { move } = moved
  const flags = row.flags.map((flag) => {
    const old = was.flags.find(({ name }) => name === flag.name)
    return old === undefined || old.offset === flag.offset ? flag : flagBetween(old, flag, moved)
  })
  const [from, to] = [was.replica.highWatermark, row.replica.highWatermark]
  if (move >= 1 || from >= to) return { ...row, flags }
  const line = from + (to - from) * move
  const cells = row.cells.map((cell): CellMark => {
    const isPassed = cell.offset < from || cell.offset + 1 <= line
    return cell.isCommitted && !isPassed ? { ...cell, isCommitted: false } : cell
  })
  return { ...row, flags, cells }
}

function flagBetween(old: FlagMark, flag: FlagMark, { move, slide }: Moved): FlagMark {
  const x = between(old.x - slide, flag.x, move)
  return { ...flag, x, left: flag.left - flag.x + x }
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share
}
