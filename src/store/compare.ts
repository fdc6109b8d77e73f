import { createStore } from 'zustand/vanilla'
import type { Comparison, Difference } from '~/engine/compare/compare'
import { compareBranches } from '~/engine/compare/compare'
import { logPastOf } from '~/engine/logPast'
import type { ClusterView } from '~/views/clusterView'
import type { PartitionLogView } from '~/views/partitionLogView'
import { newClusterProjection } from '~/views/projectCluster'
import type { LogPlace } from '~/views/projectLog'
import { projectLog } from '~/views/projectLog'
import { arrange, layout } from './layout'
import { attempt, changed, currentRun, session, switchBranch } from './session'

export type { Comparison, Difference }

/** Which of the two futures. */
export type Which = 'a' | 'b'

/** Two futures that are shown side by side. */
export interface Comparing {
  /** Branch ids. */
  readonly a: number
  readonly b: number
  /** Up to where they are compared, µs. */
  readonly horizon: number
  /** `null` while the futures are brought to the horizon. */
  readonly result: Comparison | null
}

/** A comparison reaches so far behind the fork at least, µs. */
const SHORTEST = 5_000_000
/** So much further each time it is asked for, or the clock passes it, µs. */
const FURTHER = 10_000_000
const EVENTS_AT_ONCE = 64

/** The store; null: nothing is compared. */
export const comparing = createStore<{ readonly now: Comparing | null }>(() => ({ now: null }))

/** Whether the inspector stood open before: the pair needs its room. */
const before: { inspectorOpen: boolean | null } = { inspectorOpen: null }

/** Two futures that a person is likely to mean: the one that is shown, and the one it left. */
function likely(): { readonly a: number; readonly b: number } | null {
  const run = currentRun()
  const shown = run.branch()
  const others = run.branches().filter(({ id }) => id !== shown.id)
  const parent = others.find(({ id }) => id === shown.parent?.id)
  const child = others.findLast(({ parent: left }) => left?.id === shown.id)
  const other = parent ?? child ?? others.at(-1)
  if (other === undefined) return null
  return other.id < shown.id ? { a: other.id, b: shown.id } : { a: shown.id, b: other.id }
}

function endOf(id: number): number {
  const { history } = currentRun().branchOf(id)
  return history.size() === 0 ? 0 : history.timeAt(history.size() - 1)
}

/**
 * Shows two futures side by side; without ids the likely ones.
 * @returns false when there is only one.
 */
export function compare(
  wished: { readonly a: number; readonly b: number } | null = likely(),
  horizon = 0,
): boolean {
  before.inspectorOpen ??= layout.getState().inspectorOpen
  arrange({ isComparing: true, inspectorOpen: false })
  if (wished === null || wished.a === wished.b) {
    comparing.setState({ now: null })
    return false
  }
  const ends = Math.max(endOf(wished.a), endOf(wished.b), session.getState().now)
  comparing.setState({ now: { ...wished, horizon: Math.max(horizon, ends), result: null } })
  return true
}

/** Puts the comparison away. */
export function stopComparing(): void {
  arrange({ isComparing: false })
}

// Another lens ends it as well: nobody would bring the futures to their horizon any more.
layout.subscribe((shown, old) => {
  if (!old.isComparing || shown.isComparing) return
  comparing.setState({ now: null })
  if (before.inspectorOpen === true) arrange({ inspectorOpen: true })
  before.inspectorOpen = null
})

/** Compares further into the future. */
export function compareFurtherOn(): void {
  const { now } = comparing.getState()
  if (now === null) return
  comparing.setState({ now: { ...now, horizon: now.horizon + FURTHER, result: null } })
}

/** True while the futures are still brought to the horizon. */
export function isWorkingOn({ now }: { readonly now: Comparing | null }): boolean {
  return now !== null && now.result === null
}

/** Keeps up with the run: branches that are gone end the comparison, a later clock extends it. */
export function followRun(): void {
  const { now } = comparing.getState()
  if (now === null || !layout.getState().isComparing) return
  const run = currentRun()
  const ids = run.branches().map(({ id }) => id)
  if (!ids.includes(now.a) || !ids.includes(now.b)) stopComparing()
  else if (now.result !== null && session.getState().now > now.horizon) compareFurtherOn()
}

/**
 * Brings both futures towards the horizon for a slice of time, then compares them.
 * @returns true when it is done.
 */
export function workOnComparison(clock: () => number, sliceMs: number): boolean {
  const { now } = comparing.getState()
  if (now === null || now.result !== null) return true
  const run = currentRun()
  const begun = clock()
  let left = 1
  while (left > 0 && clock() - begun < sliceMs) {
    left = [now.a, now.b].reduce(
      (sum, id) => sum + attempt(() => run.advanceBranch(id, horizonOf(now), EVENTS_AT_ONCE), 0),
      0,
    )
  }
  if (left > 0) return false
  const ids = { a: now.a, b: now.b }
  const result = attempt(() => compareBranches(run, ids, horizonOf(now)), null)
  comparing.setState({ now: { ...now, horizon: horizonOf(now), result } })
  changed(session.getState().now)
  return true
}

/** Not so near behind the fork that nothing can differ yet. */
function horizonOf({ a, b, horizon, result }: Comparing): number {
  if (result !== null) return horizon
  const run = currentRun()
  const [one, other] = [run.branchOf(a), run.branchOf(b)]
  const child = one.parent?.id === b ? one : other
  const at = child.parent?.at ?? 0
  const forkedAt = at === 0 ? 0 : child.history.timeAt(at - 1)
  return Math.max(horizon, forkedAt + SHORTEST)
}

/** Shows one of the two futures in every lens, at the instant that is shown now or at a given one. */
export function lookAt(which: Which, index?: number): void {
  const { now } = comparing.getState()
  if (now === null) return
  const run = currentRun()
  const { now: instant } = session.getState()
  if (run.branch().id !== now[which]) switchBranch(now[which])
  run.seek(Math.min(run.endIndex(), index ?? run.indexAtTime(instant)))
  changed(index === undefined ? instant : undefined)
}

/** Events of a branch at the instant that is shown; of the one that is shown, at the cursor. */
function cursorIn(id: number): number {
  const run = currentRun()
  if (run.branch().id === id) return run.cursor()
  return run.branchOf(id).history.countAt(session.getState().now)
}

interface Kept {
  readonly project: ReturnType<typeof newClusterProjection>
  world: unknown
  view: ClusterView | null
}

const kept: Readonly<Record<Which, Kept>> = {
  a: { project: newClusterProjection(), world: null, view: null },
  b: { project: newClusterProjection(), world: null, view: null },
}

/** What stands in one of the futures at the instant that is shown; the same object while it is. */
export function comparedView(which: Which): ClusterView | null {
  const { now } = comparing.getState()
  if (now === null) return null
  const { history } = currentRun().branchOf(now[which])
  const world = history.worldAt(Math.min(history.size(), cursorIn(now[which])))
  const cache = kept[which]
  if (cache.world !== world || cache.view === null) {
    cache.world = world
    cache.view = { ...cache.project(world), messages: [], quietMessages: [] }
  }
  return cache.view
}

/** One partition's logs in one of the futures, at the instant that is shown. */
export function comparedLog(which: Which, at: LogPlace): PartitionLogView | null {
  const { now } = comparing.getState()
  const cluster = comparedView(which)
  if (now === null || cluster === null) return null
  const branch = currentRun().branchOf(now[which])
  const cursor = Math.min(branch.history.size(), cursorIn(now[which]))
  const past = logPastOf(branch, cursor, at)
  return projectLog(branch.history.worldAt(cursor), { cluster, past }, at)
}
