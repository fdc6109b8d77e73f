import { invariant, present } from '~/base/invariant'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Scenario } from '~/scenarios/scenario'
import type { ProcessNames } from '~/views/processName'
import { namesOf } from '~/views/processName'
import type { Program } from '~/sim/model'
import { nextDue } from '~/sim/step'
import type { Command, Step } from '~/sim/world'
import type { Branch } from './branches'
import { makeRoom, setPinned } from './branches'
import { buildWorld, firstCommands } from './build'
import type { Guard } from './guard'
import { guardBefore, guardStep, newGuard } from './guard'
import type { RecordedStep } from './history'
import { newHistory } from './history'
import { takeReplicationNotes } from './isrNotes'
import { forkJournal, newJournal, noteInJournal } from './journal'
import type { Moment } from './momentKinds'
import { memoryAtFork, NOTHING_SEEN, seenMoments } from './seenMoments'
import type { Notes } from './notes'
import { noNotes, notesBefore, takeNotes } from './notes'
import type { PrintedLine } from './printedLine'
import { toolWarnings } from './toolWarnings'
import { EMPTY_TRACE, factLine, hashLine, hashText } from './traceHash'

/** A run of one scenario: commands in, worlds and facts out. Only the handle is mutable. */
export interface Run {
  readonly scenario: Scenario
  readonly seed: number
  /** What its processes are called. */
  readonly nameOf: ProcessNames
  /** Whose a command is, that was given or came due as this event. */
  readonly giverOf: (index: number) => 'person' | 'scenario'
  readonly endIndex: () => number
  /** How many events have happened where the person looks. */
  readonly cursor: () => number
  /** Simulated time at the cursor, µs. */
  readonly now: () => number
  readonly world: () => KafkaWorld
  readonly worldAt: (index: number) => KafkaWorld
  readonly stepAt: (index: number) => RecordedStep
  readonly timeAt: (index: number) => number
  /** Events at or before an instant. */
  readonly indexAtTime: (micros: number) => number
  /** When the next event at the end is due, or null. */
  readonly nextDue: () => number | null
  /** Runs on at the end, to an instant or for so many events; returns the events done. */
  readonly advance: (untilMicros: number, budgetEvents: number) => number
  readonly seek: (index: number) => void
  /** The person sees this instant (µs) after the cursor's event: what is done is done then. */
  readonly lookAt: (micros: number) => void
  /**
   * What a person does at the cursor, at the instant that is looked at unless `at` (µs) says when,
   * and not after the next event that is due; in the past it forks.
   */
  readonly command: (command: Command<KafkaModel>, at?: number) => Step<KafkaModel>
  readonly moments: () => readonly Moment[]
  readonly printed: () => readonly PrintedLine[]
  readonly warned: () => readonly PrintedLine[]
  /** What lenses look back for, of the whole branch: filter by the event, which may be ahead. */
  readonly notes: () => Notes
  /** What watches over the shown branch: which of Kafka's properties it broke. */
  readonly guard: () => Guard
  /** Hash of the trace up to the cursor. */
  readonly traceHash: () => string
  readonly branches: () => readonly Branch[]
  readonly branch: () => Branch
  readonly switchTo: (id: number) => void
  /**
   * Begins another future at the cursor, unless the shown one has only just begun there. What the
   * scenario itself does at time 0 belongs to every future.
   */
  readonly fork: () => void
  /** A branch that is kept. @throws InvariantError */
  readonly branchOf: (id: number) => Branch
  /** Runs on at the end of any branch; the cursor stays, also at what was the newest event. */
  readonly advanceBranch: (id: number, untilMicros: number, budgetEvents: number) => number
  /** Gives a branch a name, or its letter again (null). */
  readonly rename: (id: number, name: string | null) => void
  readonly pin: (id: number, isPinned: boolean) => void
  /** Takes a branch out; the one that is shown stays. */
  readonly remove: (id: number) => void
}

interface RunState {
  /** So many commands of the scenario itself come before all that a person does. */
  given: number
  readonly branches: Branch[]
  current: Branch
  cursor: number
  /** A branch, a cursor, and the instant after its event that a person sees, µs. */
  looked: { readonly branch: number; readonly cursor: number; readonly at: number } | null
  nextBranch: number
}

/** Starts a run: builds the world and carries out what the scenario does at time 0. */
export function startRun(scenario: Scenario, seed: number, program: Program<KafkaModel>): Run {
  const nameOf = namesOf(scenario.servers)
  const history = newHistory(buildWorld(scenario, seed, program))
  const first = newBranch({ id: 0, parent: null, history, nameOf, guard: newGuard() })
  const state: RunState = {
    given: 0,
    branches: [first],
    current: first,
    cursor: 0,
    looked: null,
    nextBranch: 1,
  }
  const begun = firstCommands(scenario)
  for (const command of begun) obey(state, command)
  state.given = begun.length
  return {
    scenario,
    seed,
    nameOf,
    giverOf: (index) => (originOf(state, index) < state.given ? 'scenario' : 'person'),
    endIndex: () => state.current.history.size(),
    cursor: () => state.cursor,
    now: () => state.current.history.worldAt(state.cursor).now,
    world: () => state.current.history.worldAt(state.cursor),
    worldAt: (index) => state.current.history.worldAt(index),
    stepAt: (index) => state.current.history.stepAt(index),
    timeAt: (index) => state.current.history.timeAt(index),
    indexAtTime: (micros) => state.current.history.countAt(micros),
    nextDue: () => nextDue(state.current.history.worldAt(state.current.history.size())),
    advance: (untilMicros, budgetEvents) => advance(state, untilMicros, budgetEvents),
    advanceBranch: (id, untilMicros, budgetEvents) =>
      advanceOn(branchOf(state, id), untilMicros, budgetEvents),
    seek: (index) => {
      invariant(index >= 0 && index <= state.current.history.size(), 'seek within the run')
      state.cursor = index
    },
    lookAt: (at) => {
      state.looked = { branch: state.current.id, cursor: state.cursor, at }
    },
    command: (command, at) => obey(state, command, at ?? lookedAt(state)),
    moments: () => state.current.moments,
    printed: () => state.current.printed,
    warned: () => state.current.warned,
    notes: () => state.current.notes,
    guard: () => state.current.guard,
    traceHash: () => traceHash(state),
    branches: () => state.branches,
    branch: () => state.current,
    fork: () => forkOnce(state),
    branchOf: (id) => branchOf(state, id),
    rename: (id, name) => {
      branchOf(state, id).name = name
    },
    pin: (id, isPinned) => setPinned(state.branches, branchOf(state, id), isPinned),
    remove: (id) => {
      const at = state.branches.findIndex((branch) => branch.id === id)
      if (at !== -1 && state.branches[at] !== state.current) state.branches.splice(at, 1)
    },
    switchTo: (id) => {
      state.current = branchOf(state, id)
      state.cursor = Math.min(state.cursor, state.current.history.size())
    },
  }
}

function branchOf(state: RunState, id: number): Branch {
  return present(
    state.branches.find((branch) => branch.id === id),
    `branch ${id} is kept`,
  )
}

type NewBranch = Pick<Branch, 'id' | 'parent' | 'history' | 'nameOf' | 'guard'>

function newBranch({ id, parent, history, nameOf, guard }: NewBranch): Branch {
  return {
    id,
    parent,
    nameOf,
    guard,
    path: [],
    history,
    name: null,
    isPinned: false,
    moments: [],
    printed: [],
    warned: [],
    notes: noNotes(),
    journal: newJournal(),
    memory: NOTHING_SEEN,
    hashed: { count: 0, hash: EMPTY_TRACE },
  }
}

function note(branch: Branch, before: KafkaWorld, taken: Step<KafkaModel>): void {
  guardStep(branch.guard, before, taken)
  noteInJournal(branch.journal, before, taken)
  takeReplicationNotes(branch.notes.replication, taken)
  if (taken.facts.length === 0) return
  takeNotes(branch.notes, taken)
  const { moments, memory } = seenMoments(taken.facts, branch.memory, branch.nameOf)
  branch.memory = memory
  branch.moments.push(...moments)
  branch.warned.push(...toolWarnings(taken, 'WARN'))
  // An error that a client logs is what its tool goes on to tell: it stands before that.
  branch.printed.push(...toolWarnings(taken, 'ERROR'))
  for (const { fact, process } of taken.facts) {
    if (fact.type !== 'Printed' || process === null) continue
    const { stream, text } = fact
    branch.printed.push({ index: taken.event.index, process, stream, text })
  }
}

function advance(state: RunState, untilMicros: number, budgetEvents: number): number {
  const { history } = state.current
  const wasAtEnd = state.cursor === history.size()
  const done = advanceOn(state.current, untilMicros, budgetEvents)
  if (wasAtEnd) state.cursor = history.size()
  return done
}

/** The event of the command that led to one which came due by itself: the first of its causes. */
function originOf({ current }: RunState, asked: number): number {
  let index = asked
  for (;;) {
    const { cause } = current.history.stepAt(index).event
    if (cause < 0) return index
    index = cause
  }
}

function advanceOn(branch: Branch, untilMicros: number, budgetEvents: number): number {
  const { history } = branch
  let done = 0
  for (; done < budgetEvents; done += 1) {
    const before = history.worldAt(history.size())
    const due = nextDue(before)
    if (due === null || due > untilMicros) break
    const taken = history.advance(untilMicros)
    if (taken === null) break
    note(branch, before, taken)
  }
  return done
}

/** The instant that is looked at, µs; undefined: that of the newest event before the cursor. */
function lookedAt({ looked, cursor, current }: RunState): number | undefined {
  return looked?.cursor === cursor && looked.branch === current.id ? looked.at : undefined
}

function obey(state: RunState, command: Command<KafkaModel>, at?: number): Step<KafkaModel> {
  passGiven(state)
  if (state.cursor < state.current.history.size()) forkAtCursor(state)
  const { history } = state.current
  const before = history.worldAt(history.size())
  const taken = history.obey(command, at === undefined ? at : Math.min(at, nextDue(before) ?? at))
  note(state.current, before, taken)
  state.cursor = history.size()
  return taken
}

/** A future without what the scenario does would be another scenario, and nothing happens in it. */
function passGiven(state: RunState): void {
  state.cursor = Math.max(state.cursor, state.given)
}

function forkOnce(state: RunState): void {
  passGiven(state)
  const { history, parent } = state.current
  const isNew = history.size() === state.cursor && parent?.at === state.cursor
  if (!isNew) forkAtCursor(state)
}

/** The old future stays as a branch; what is done now begins another one. */
function forkAtCursor(state: RunState): void {
  const old = state.current
  const at = state.cursor
  const moments = old.moments.filter((moment) => moment.index < at)
  const branch: Branch = {
    ...newBranch({
      id: state.nextBranch,
      parent: { id: old.id, at },
      history: old.history.fork(at),
      nameOf: old.nameOf,
      guard: guardBefore(old.guard, at),
    }),
    path: [...old.path, { id: old.id, at }],
    moments,
    printed: old.printed.filter((line) => line.index < at),
    warned: old.warned.filter((line) => line.index < at),
    notes: notesBefore(old.notes, at),
    journal: forkJournal(old.journal, at),
    memory: memoryAtFork(moments, (back) => factsBefore(old, at, back), old.nameOf),
    hashed: old.hashed.count <= at ? old.hashed : { count: 0, hash: EMPTY_TRACE },
  }
  state.nextBranch += 1
  state.branches.push(branch)
  state.current = branch
  makeRoom(state.branches, branch)
}

/** What the newest events before one reported, oldest first. */
function factsBefore({ history }: Branch, at: number, back: number) {
  const from = Math.max(0, at - back)
  return Array.from({ length: at - from }, (_, row) => history.stepAt(from + row).facts)
}

function traceHash(state: RunState): string {
  const { current, cursor } = state
  const from = current.hashed.count <= cursor ? current.hashed : { count: 0, hash: EMPTY_TRACE }
  let { hash } = from
  for (let index = from.count; index < cursor; index += 1) {
    for (const record of current.history.stepAt(index).facts)
      hash = hashLine(hash, factLine(record))
  }
  current.hashed = { count: cursor, hash }
  return hashText(hash)
}
