import type { EventView } from '~/views/eventView'
import { viewEvent } from '~/views/eventView'
import { currentRun } from './session'

/** So many views are kept. */
const KEPT = 40_000

const rows: { run: unknown; branch: number; views: Map<number, EventView> } = {
  run: null,
  branch: -1,
  views: new Map(),
}

/** One event, ready to be listed; made once. */
export function eventAt(index: number): EventView {
  const run = currentRun()
  if (rows.run !== run || rows.branch !== run.branch().id || rows.views.size > KEPT) {
    rows.run = run
    rows.branch = run.branch().id
    rows.views = new Map()
  }
  const old = rows.views.get(index)
  if (old !== undefined) return old
  const made = viewEvent(run.stepAt(index), run.nameOf, run.giverOf(index))
  rows.views.set(index, made)
  return made
}
