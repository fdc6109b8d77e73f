import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { ProcessId, SimTime } from '~/sim/ids'
import type { Step } from '~/sim/world'
import type { ServerLogLine } from '~/views/serverLog/scope'
import { serverLog } from '~/views/serverLog'
import type { ShellEntry } from './shell/entries'

/** A turn in a process's life. */
export interface LifeLine {
  readonly index: number
  readonly at: SimTime
  readonly process: ProcessId
  readonly what: 'started' | 'exited' | 'killed' | 'paused' | 'resumed'
  /** Exit status; 0 unless it ended. */
  readonly code: number
}

/** An event in which a tool of the terminal was told something. */
export interface ToolStep {
  readonly index: number
  readonly process: ProcessId
}

/**
 * What a branch remembers for its terminal: everything carries the index of its event, so that
 * what a cursor shows is a filter. Grows at the end only.
 */
export interface Journal {
  readonly logged: ServerLogLine[]
  readonly lives: LifeLine[]
  readonly toolSteps: ToolStep[]
  readonly entries: ShellEntry[]
}

/** The id of the n-th tool that a terminal runs begins with this. */
export const TOOL_PREFIX = 'tool-'

/** A journal of a run in which nothing has happened. */
export function newJournal(): Journal {
  return { logged: [], lives: [], toolSteps: [], entries: [] }
}

/** The journal of a branch that leaves another one after `at` events. */
export function forkJournal(old: Journal, at: number): Journal {
  return {
    logged: old.logged.filter(({ index }) => index < at),
    lives: old.lives.filter(({ index }) => index < at),
    toolSteps: old.toolSteps.filter(({ index }) => index < at),
    entries: old.entries.filter(({ from }) => from <= at),
  }
}

/** Notes what one event means for terminals. */
export function noteInJournal(journal: Journal, before: KafkaWorld, taken: Step<KafkaModel>): void {
  const { event, facts } = taken
  if (event.process?.startsWith(TOOL_PREFIX) === true) {
    journal.toolSteps.push({ index: event.index, process: event.process })
  }
  journal.logged.push(...serverLog(before, taken))
  for (const { fact, process, at } of facts) {
    if (process === null) continue
    const base = { index: event.index, at, process }
    if (fact.type === 'ProcessStarted') journal.lives.push({ ...base, what: 'started', code: 0 })
    else if (fact.type === 'ProcessExited') {
      journal.lives.push({ ...base, what: 'exited', code: fact.code })
    } else if (fact.type === 'ProcessKilled') {
      journal.lives.push({ ...base, what: 'killed', code: 137 })
    } else if (fact.type === 'ProcessPaused') {
      journal.lives.push({ ...base, what: 'paused', code: 0 })
    } else if (fact.type === 'ProcessResumed') {
      journal.lives.push({ ...base, what: 'resumed', code: 0 })
    }
  }
}
