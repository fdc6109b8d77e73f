import { createStore } from 'zustand/vanilla'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { Verb } from '~/engine/verbs'
import { actOn } from '~/engine/verbs'
import { LIBRARY } from '~/scenarios/library'
import type { Scenario } from '~/scenarios/scenario'

/** The run that the page shows. Worlds stay in the run; the store says that something changed. */
export interface Session {
  readonly run: Run
  /** Rises with every change of the cursor, the run's end or the branch. */
  readonly version: number
  /** Simulated time that is shown, µs; between two events messages are on their way. */
  readonly now: number
}

/** The newest time a run is advanced to by one step, µs after the present. */
const STEP_LIMIT = 60_000_000
const FIRST_SEED = 1

function firstRun(): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its first scenario')
  return startRun(scenario, FIRST_SEED, kafkaProgram)
}

/** The store; the functions below change it. */
export const session = createStore<Session>(() => ({ run: firstRun(), version: 0, now: 0 }))

/** The run that is shown. */
export function currentRun(): Run {
  return session.getState().run
}

/** Tells every lens that the run or its cursor changed; `now` is where the cursor is unless given. */
export function changed(now: number = currentRun().now()): void {
  session.setState((old) => ({ now, version: old.version + 1 }))
}

/** Opens another scenario; the old run is left. */
export function openScenario(scenario: Scenario, seed: number = FIRST_SEED): void {
  session.setState((old) => ({
    run: startRun(scenario, seed, kafkaProgram),
    version: old.version + 1,
    now: 0,
  }))
}

/** Looks at the run after so many events. */
export function seek(index: number): void {
  const run = currentRun()
  run.seek(Math.max(0, Math.min(index, run.endIndex())))
  changed()
}

/** One event forward; at the end the run goes on. */
export function stepForward(): void {
  const run = currentRun()
  if (run.cursor() === run.endIndex()) run.advance(run.now() + STEP_LIMIT, 1)
  else run.seek(run.cursor() + 1)
  changed()
}

/** One event back. */
export function stepBack(): void {
  seek(currentRun().cursor() - 1)
}

/** To the next moment; at the end the run goes on until one comes. */
export function nextMoment(): void {
  const run = currentRun()
  const known = run.moments().find((moment) => moment.index >= run.cursor())
  if (known !== undefined) return seek(known.index + 1)
  run.seek(run.endIndex())
  const before = run.moments().length
  const until = run.now() + STEP_LIMIT
  while (run.moments().length === before && run.advance(until, 64) > 0);
  const found = run.moments()[before]
  seek(found === undefined ? run.endIndex() : found.index + 1)
}

/** To the moment before. */
export function previousMoment(): void {
  const run = currentRun()
  const before = run.moments().filter((moment) => moment.index + 1 < run.cursor())
  seek((before.at(-1)?.index ?? -1) + 1)
}

/** Does something to a process at the cursor; in the past this begins another future. */
export function act(verb: Verb, process: string): void {
  actOn(currentRun(), verb, process)
  changed()
}
