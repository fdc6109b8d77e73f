import type { MessageFamily } from './clusterView'
import type { EventView } from './eventView'
import type { LadderArc, LadderArrow } from './ladderArrows'
import { arcsOf, arrowsOf } from './ladderArrows'
import type { EventSpan, KnownEvents } from './knownEvents'
import { isMessage, isNetwork, processOf, senderOf, sendingOf } from './knownEvents'

/** Which events a ladder shows one by one, and what becomes of the quiet ones. */
export type LadderDetail = 'story' | 'mechanism' | 'wire'

/** An event that is shown by itself. */
export interface LadderEvent {
  readonly type: 'event'
  readonly event: EventView
  readonly process: string
}

/** Quiet messages of one kind between two processes, with nothing shown between them. */
export interface LadderBundle {
  readonly type: 'bundle'
  readonly api: string
  readonly family: MessageFamily
  /** The two processes, in the order of their names. */
  readonly ends: readonly [string, string]
  readonly count: number
  /** Index of the first and the last of them. */
  readonly from: number
  readonly to: number
  /** Instants of both, µs. */
  readonly startsAt: number
  readonly endsAt: number
}

/** A line of the ladder; lines are ascending in time. */
export type LadderRow = LadderEvent | LadderBundle

/** A window of a run as a space-time diagram. EXPERIENCE C5. */
export interface Ladder {
  readonly rows: readonly LadderRow[]
  readonly arrows: readonly LadderArrow[]
  readonly arcs: readonly LadderArc[]
  /** The events that the window spans, shown or not: [first, end). */
  readonly first: number
  readonly end: number
  /** Quiet events that are neither shown nor bundled. */
  readonly hidden: number
}

/** What is asked for. */
export interface LadderWish {
  /** The window lies around this number of events. */
  readonly cursor: number
  /** Events to be shown on each side of it. */
  readonly reach: number
  readonly detail: LadderDetail
  /** Events that are shown whatever they are: the window reaches to them. Ascending. */
  readonly also?: readonly number[]
}

/** A window reaches over so many events at most, shown or not, to each side. */
const SCANNED = 4_000

function isShown(event: EventView, detail: LadderDetail): boolean {
  if (isNetwork(event)) return false
  return detail === 'wire' || !event.isQuiet
}

/** The indexes from `from` in a direction until `wanted` shown events are passed. */
function reachOf(
  known: KnownEvents,
  { cursor, detail }: LadderWish,
  { wanted, by }: { readonly wanted: number; readonly by: 1 | -1 },
): number {
  const stop = by === 1 ? Math.min(known.end, cursor + SCANNED) : Math.max(0, cursor - SCANNED)
  let passed = 0
  let at = cursor
  while (at !== stop && passed < wanted) {
    const index = by === 1 ? at : at - 1
    if (isShown(known.viewAt(index), detail)) passed += 1
    at += by
  }
  return at
}

/** How many events of [first, end) are shown. */
function countShown(known: KnownEvents, { first, end }: EventSpan, detail: LadderDetail): number {
  let count = 0
  for (let index = first; index < end; index += 1) {
    if (isShown(known.viewAt(index), detail)) count += 1
  }
  return count
}

/** What is not to be had behind the cursor is shown before it, so that the window is full. */
function windowOf(known: KnownEvents, wish: LadderWish): EventSpan {
  const end = reachOf(known, wish, { wanted: wish.reach, by: 1 })
  const after = countShown(known, { first: wish.cursor, end }, wish.detail)
  const first = reachOf(known, wish, { wanted: wish.reach * 2 - after, by: -1 })
  const [oldest = first] = wish.also ?? []
  const newest = wish.also?.at(-1) ?? end - 1
  return { first: Math.min(first, oldest), end: Math.max(end, newest + 1) }
}

/**
 * A window of a run: its lines, the messages between them and the timers that ran out. A message
 * that is shown shows the event that sent it too.
 */
export function projectLadder(known: KnownEvents, wish: LadderWish): Ladder {
  const span = windowOf(known, wish)
  const shown = shownIn(known, span, wish)
  const rows = rowsOf(known, span, { shown, detail: wish.detail })
  const bundled = rows.reduce((sum, row) => sum + (row.type === 'bundle' ? row.count : 0), 0)
  return {
    rows,
    arrows: arrowsOf(known, span, shown),
    arcs: arcsOf(known, span, shown),
    ...span,
    hidden: span.end - span.first - shown.size - bundled,
  }
}

function shownIn(known: KnownEvents, span: EventSpan, wish: LadderWish): ReadonlySet<number> {
  const { detail, also = [] } = wish
  const shown = new Set(also.filter((index) => processOf(known, index) !== null))
  for (let index = span.first; index < span.end; index += 1) {
    const event = known.viewAt(index)
    if (!isShown(event, detail) || processOf(known, index) === null) continue
    shown.add(index)
    if (!isMessage(event) || event.message === null) continue
    const sent = sendingOf(known, index, event.message)
    if (sent !== null && sent >= span.first && processOf(known, sent) !== null) shown.add(sent)
  }
  return shown
}

interface Showing {
  readonly shown: ReadonlySet<number>
  readonly detail: LadderDetail
}

function rowsOf(known: KnownEvents, span: EventSpan, showing: Showing): readonly LadderRow[] {
  const rows: LadderRow[] = []
  let quiet: Map<string, LadderBundle> = new Map()
  const flush = () => {
    rows.push(...quiet.values())
    quiet = new Map()
  }
  for (let index = span.first; index < span.end; index += 1) {
    const process = processOf(known, index)
    if (showing.shown.has(index) && process !== null) {
      flush()
      rows.push({ type: 'event', event: known.viewAt(index), process })
    } else if (showing.detail === 'mechanism') bundle(known, index, quiet)
  }
  flush()
  return rows
}

function bundle(known: KnownEvents, index: number, quiet: Map<string, LadderBundle>): void {
  const event = known.viewAt(index)
  const [to, from] = [processOf(known, index), senderOf(known, index)]
  if (!isMessage(event) || event.family === null || to === null || from === null) return
  const ends: readonly [string, string] = from < to ? [from, to] : [to, from]
  const key = `${ends.join(' ')} ${event.name}`
  const old = quiet.get(key)
  quiet.set(key, {
    type: 'bundle',
    api: event.name,
    family: event.family,
    ends,
    count: (old?.count ?? 0) + 1,
    from: old?.from ?? index,
    to: index,
    startsAt: old?.startsAt ?? event.at,
    endsAt: event.at,
  })
}
