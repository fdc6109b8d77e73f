import { createStore } from 'zustand/vanilla'
import { FIRST_SEED, firstScenario, isInteresting, OPENING_LIMIT } from '~/engine/opening'
import { learningProgram } from '~/engine/pageProgram'
import type { BrokenRule, Check } from '~/engine/guard'
import { watchWith } from '~/engine/guard'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { healRun } from '~/engine/verbs'
import { FAMOUS, famousRunOf, LIBRARY, STARTS } from '~/scenarios/library'
import type { ClusterPlan } from '~/scenarios/newCluster'
import { planProblem, planScenario } from '~/scenarios/newCluster'
import type { Scenario } from '~/scenarios/scenario'
import type { ClusterView } from '~/views/clusterView'
import { fromAddress } from './address'
import { firstPicture } from './firstPicture'

/** A bug of ours that stopped the run: what did not hold, and where. */
export interface RunProblem {
  readonly message: string
  /** The event that could not be handled. */
  readonly index: number
}

/** The run that the page shows. Worlds stay in the run; the store says that something changed. */
export interface Session {
  readonly run: Run
  /** Rises with every change of the cursor, the run's end or the branch. */
  readonly version: number
  /** Simulated time that is shown, µs; between two events messages are on their way. */
  readonly now: number
  /** The run is being brought to its first interesting instant. */
  readonly isOpening: boolean
  readonly problem: RunProblem | null
  /** A property of Kafka that the run has broken; null: none. */
  readonly brokenRule: BrokenRule | null
}

/** The newest time a run is advanced to by one step, µs after the present. */
export const STEP_LIMIT = 60_000_000

const { program, learn } = learningProgram()

/** The program of every run of this page. */
export const pageProgram = program

const guard: { check: Check | null } = { check: null }

/** Brings the checks of Kafka's safety properties; from then on each new event is checked. */
export async function loadChecks(): Promise<void> {
  const { safetyCheck } = await import('~/engine/safetyCheck')
  guard.check = safetyCheck
  watchOver(currentRun())
}

/** Lets the checks look at every event that a run will have, once they are there. */
export function watchOver(run: Run): void {
  if (guard.check !== null) watchWith(run.guard(), guard.check)
}

/** Brings the command line's programs; before the first command is run. */
export async function loadCommandLine(): Promise<void> {
  const { commandLine } = await import('~/engine/commandLine')
  learn(commandLine)
}

function firstRun(): Run {
  const scenario = LIBRARY[fromAddress('scenario') ?? ''] ?? firstScenario()
  const told = famousRunOf(scenario)?.seed ?? FIRST_SEED
  const seed = Number(fromAddress('seed') ?? told)
  return startRun(scenario, Number.isSafeInteger(seed) ? seed : told, program)
}

const opened = firstRun()

/** The store; the functions below change it. */
export const session = createStore<Session>(() => ({
  run: opened,
  version: 0,
  now: 0,
  isOpening: true,
  problem: null,
  brokenRule: null,
}))

/** What stands on the stage instead of a run that is not yet where its picture was made. */
export function selectPicture({ run, isOpening }: Session): ClusterView | null {
  return isOpening && run === opened ? firstPicture : null
}

/** The run that is shown. */
export function currentRun(): Run {
  return session.getState().run
}

/** Tells every lens that the run or its cursor changed; `now` is where the cursor is unless given. */
export function changed(now: number = currentRun().now()): void {
  const run = currentRun()
  run.lookAt(now)
  const brokenRule = run.guard().broken
  session.setState((old) => ({ now, version: old.version + 1, brokenRule }))
}

/**
 * Does something to the run. A rule of ours that does not hold stops it there: what was
 * recorded before stays, and the page says how to replay it.
 */
export function attempt<T>(deed: () => T, otherwise: T): T {
  const { run, problem } = session.getState()
  if (problem !== null && run.cursor() >= problem.index) return otherwise
  try {
    return deed()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    session.setState({ problem: { message, index: run.endIndex() } })
    return otherwise
  }
}

/** Clusters to begin with, and the famous runs: the library of the page. */
export const startScenarios: readonly Scenario[] = STARTS
/** The famous runs, in their order. */
export const famousRuns = FAMOUS

/** Shows a run that was made elsewhere, where its cursor is; the old run is left. */
export function showRun(run: Run): void {
  watchOver(run)
  session.setState((old) => ({
    run,
    brokenRule: run.guard().broken,
    version: old.version + 1,
    now: run.now(),
    isOpening: false,
    problem: null,
  }))
}

/** Opens another scenario; the old run is left. */
export function openScenario(scenario: Scenario, seed: number = FIRST_SEED): void {
  const run = startRun(scenario, seed, program)
  watchOver(run)
  session.setState((old) => ({
    run,
    brokenRule: null,
    version: old.version + 1,
    now: 0,
    isOpening: true,
    problem: null,
  }))
}

/** A cluster as a person draws it up. */
export type { ClusterPlan }
/** What keeps a plan from being a cluster, or null. */
export const planProblemOf = planProblem

/** Opens the cluster of a plan. */
export function openPlan(plan: ClusterPlan): void {
  openScenario(planScenario(plan))
}

/**
 * Goes on towards the first interesting instant for a slice of time, in silence. The run is the
 * same fold as ever: nothing is left out, it is only not shown.
 * @returns true when it is reached.
 */
export function openFurther(clock: () => number, sliceMs: number): boolean {
  const { run, isOpening } = session.getState()
  if (!isOpening) return true
  const begun = clock()
  let isOver = run.scenario.startsDown
  while (!isOver && clock() - begun < sliceMs) {
    const done = attempt(() => run.advance(OPENING_LIMIT, 1), 0)
    isOver = done === 0 || isInteresting(run)
  }
  // On the way only the clock moves: lenses drawn for every slice would take most of the time.
  session.setState({ now: run.now(), isOpening: !isOver })
  if (isOver) changed()
  return isOver
}

/** Looks at the run after so many events. */
export function seek(index: number): void {
  const run = currentRun()
  run.seek(Math.max(0, Math.min(index, run.endIndex())))
  changed()
}

/** Looks at an instant, µs; not after the newest event that is known. */
export function seekTime(micros: number): void {
  const run = currentRun()
  const end = run.endIndex() === 0 ? 0 : run.timeAt(run.endIndex() - 1)
  const at = Math.max(0, Math.min(Math.round(micros), end))
  run.seek(run.indexAtTime(at))
  changed(at)
}

/** Starts and resumes what is down or held, and lets every link pass again. */
export function healAll(): void {
  attempt(() => healRun(currentRun()), undefined)
  changed()
}

/** Changes the list of futures: names, pins, what is kept. */
export function editBranches(edit: (run: Run) => void): void {
  edit(currentRun())
  changed(session.getState().now)
}

/** Goes on on another future, or back to an older one. */
export function switchBranch(id: number): void {
  currentRun().switchTo(id)
  changed()
}

/** Another future begins at the cursor; the one that was known stays. */
export function branchHere(): void {
  currentRun().fork()
  changed()
}

/** How many commands a scenario itself gives at time 0. */
function givenCommands(run: Run): number {
  const recorded = run.branch().history.commands()
  const person = recorded.findIndex(({ index }, at) => index !== at)
  return person === -1 ? recorded.length : person
}

/** True when a person has done something before the cursor: it is not the run as it is told. */
export function isTouched(): boolean {
  const run = currentRun()
  const own = run.branch().history.commands().slice(givenCommands(run))
  return own.some(({ index }) => index < run.cursor())
}

/** Back to just before the last thing that was done; the future that it made stays. */
export function undo(): void {
  const run = currentRun()
  const own = run.branch().history.commands().slice(givenCommands(run))
  const last = own.findLast(({ index }) => index < run.cursor())
  if (last !== undefined) seek(last.index)
}

/** Forward over the next thing that was done. */
export function redo(): void {
  const run = currentRun()
  const own = run.branch().history.commands().slice(givenCommands(run))
  const next = own.find(({ index }) => index >= run.cursor())
  if (next !== undefined) seek(next.index + 1)
}
