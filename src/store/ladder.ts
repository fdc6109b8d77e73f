import { createStore } from 'zustand/vanilla'
import type { Ladder, LadderDetail } from '~/views/ladder'
import { projectLadder } from '~/views/ladder'
import type { CriticalPath } from '~/views/ladderCauses'
import { criticalPath } from '~/views/ladderCauses'
import { eventAt } from './eventAt'
import { knownEvents } from './knownEvents'
import { currentRun, session } from './session'

/** How the ladder stands: what is chosen in it, and its lanes. */
export interface LadderPlan {
  /** The chosen event, or null: the one before the cursor. */
  readonly chosen: number | null
  /** Shown events on each side of the cursor. */
  readonly reach: number
  /** Processes without a lane. */
  readonly hides: readonly string[]
  /** Lanes that a person moved: their order; others follow as the stage has them. */
  readonly order: readonly string[]
  /** The critical path is shown instead of causes and effects. */
  readonly showsPath: boolean
}

/** How far a ladder reaches, in shown events to each side; the first is how it opens. */
export const REACHES = [12, 24, 60] as const

/** The store. */
export const ladder = createStore<LadderPlan>(() => ({
  chosen: null,
  reach: REACHES[0],
  hides: [],
  order: [],
  showsPath: false,
}))

/** Changes how the ladder stands. */
export function planLadder(
  part: Partial<LadderPlan> | ((old: LadderPlan) => Partial<LadderPlan>),
): void {
  ladder.setState(part)
}

const kept: { version: number; wish: string; value: Ladder | null } = {
  version: -1,
  wish: '',
  value: null,
}

/** The ladder around the cursor; the same object until the run, the cursor or the wish changes. */
export function currentLadder(
  reach: number,
  detail: LadderDetail,
  path: CriticalPath | null,
): Ladder {
  const { version } = session.getState()
  const wish = `${reach} ${detail} ${path?.answered ?? ''}`
  if (kept.value === null || kept.version !== version || kept.wish !== wish) {
    const also = path === null ? [] : eventsOf(path)
    const cursor = currentRun().cursor()
    kept.value = projectLadder(knownEvents(), { cursor, reach, detail, also })
    kept.version = version
    kept.wish = wish
  }
  return kept.value
}

function eventsOf({ hops, sent, answered }: CriticalPath): readonly number[] {
  const inside = hops.map(({ from }) => from).filter((from) => from >= sent)
  return [...new Set([...inside, sent, answered])].sort((a, b) => a - b)
}

/** Answers are looked for so far before the cursor. */
const LOOK_BACK = 4_000

/** The last answer to somebody's record at or before the cursor, else the last answer. */
function lastAnswer(): number | null {
  const run = currentRun()
  const cursor = run.cursor()
  let any: number | null = null
  for (let index = cursor - 1; index >= Math.max(0, cursor - LOOK_BACK); index -= 1) {
    const event = eventAt(index)
    if (event.kind !== 'response' || event.isQuiet) continue
    if (event.name === 'Produce') return index
    any ??= index
  }
  return any
}

const path: { version: number; chosen: number | null; value: CriticalPath | null } = {
  version: -1,
  chosen: null,
  value: null,
}

/** The critical path of the chosen answer; where none is chosen, of the last one to a producer. */
export function currentPath(chosen: number | null): CriticalPath | null {
  const { version } = session.getState()
  if (path.version === version && path.chosen === chosen) return path.value
  const end = currentRun().endIndex()
  const isAnswer = chosen !== null && chosen < end && eventAt(chosen).kind === 'response'
  const answer = isAnswer ? chosen : lastAnswer()
  const found = answer === null ? null : criticalPath(knownEvents(), answer)
  // The same chain stays the same object while the run goes on.
  path.value = found?.answered === path.value?.answered ? path.value : found
  path.version = version
  path.chosen = chosen
  return path.value
}
