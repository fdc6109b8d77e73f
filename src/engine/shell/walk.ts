import type { Run } from '../run'
import { containersAt } from './containers'
import type { LineEntry, ShellEntry, ShellPlace } from './entries'
import type { JobEnd, Typed } from './jobs'
import { jobEnd } from './jobs'

/** A typed line with what was typed while its job ran, and how that ended. */
export interface Walked {
  readonly line: LineEntry
  readonly typed: Typed
  /** `null` while it runs. */
  readonly end: JobEnd | null
}

/** What is typed where nothing runs: a key at the prompt. */
export type Stray = Exclude<ShellEntry, { type: 'line' }>

/** A tab as it is at the cursor. */
export interface TabState {
  /** Lines and stray keys, in order. */
  readonly past: readonly (Walked | Stray)[]
  readonly places: readonly ShellPlace[]
  /** The line whose job runs, if one does. */
  readonly running: Walked | null
  /** Exit status of what ended last. */
  readonly status: number
}

/** The person's own machine. */
const OUTER_PLACE: ShellPlace = { host: 'outer', prompt: '$ ', container: null }

/** Goes through what was typed in a tab up to the cursor. */
export function walkTab(run: Run, tab: number): TabState {
  const cursor = run.cursor()
  const { entries } = run.branch().journal
  const past: (Walked | Stray)[] = []
  let places: readonly ShellPlace[] = [OUTER_PLACE]
  for (const entry of entries) {
    if (entry.tab !== tab || entry.from > cursor) continue
    if (entry.type === 'line') {
      past.push({ line: entry, typed: [], end: jobEnd(run, entry, []) })
      places = placesAfter(places, entry)
      continue
    }
    if (takenByJob(run, past, entry)) continue
    past.push(entry)
    if (entry.type === 'key' && entry.key === '^D') places = withoutLast(places)
  }
  const last = past.findLast((item) => 'line' in item)
  const running = last?.end === null ? last : null
  return { past, places: living(run, places), running, status: statusOf(past) }
}

/** A shell in a container ends with the container. */
function living(run: Run, places: readonly ShellPlace[]): readonly ShellPlace[] {
  if (places.length === 1) return places
  const up = containersAt(run).filter(({ state }) => state === 'running' || state === 'paused')
  return places.filter(
    ({ container }) => container === null || up.some(({ id }) => id.startsWith(container)),
  )
}

/** Adds what was typed to the line whose job still ran then. */
function takenByJob(run: Run, past: (Walked | Stray)[], entry: Stray): boolean {
  const last = past.at(-1)
  if (last === undefined || !('line' in last) || isOver(last, entry)) return false
  const typed = [...last.typed, entry]
  past[past.length - 1] = { ...last, typed, end: jobEnd(run, last.line, typed) }
  return true
}

function statusOf(past: readonly (Walked | Stray)[]): number {
  const ended = past.findLast((item) => 'line' in item && item.end !== null)
  return ended !== undefined && 'end' in ended ? (ended.end?.status ?? 0) : 0
}

function placesAfter(places: readonly ShellPlace[], entry: LineEntry): readonly ShellPlace[] {
  const entered = entry.enters === null ? places : [...places, entry.enters]
  return entry.leaves ? withoutLast(entered) : entered
}

function withoutLast(places: readonly ShellPlace[]): readonly ShellPlace[] {
  return places.length > 1 ? places.slice(0, -1) : places
}

function isOver({ end }: Walked, entry: Stray): boolean {
  return end !== null && end.from < entry.from
}

/** Where the tab's commands run. */
export function placeOf(state: TabState): ShellPlace {
  return state.places.at(-1) ?? OUTER_PLACE
}
