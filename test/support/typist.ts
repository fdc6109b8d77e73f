import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { QueuedCommand } from '~/engine/shell/terminal'
import { endTabInput, interruptTab, runQueued, submitLine } from '~/engine/shell/terminal'
import { viewTab } from '~/engine/shell/tabView'
import type { Scenario } from '~/scenarios/scenario'

const SECOND = 1_000_000

/** Somebody at a terminal: types, waits, reads. */
export interface Typist {
  readonly run: Run
  /** Types a line and lets so many simulated seconds pass. */
  readonly type: (line: string, seconds?: number) => void
  readonly pass: (seconds: number) => void
  readonly interrupt: (seconds?: number) => void
  readonly end: (seconds?: number) => void
  /** The rows of the tab as text; `2> ` before standard error, `▸ n` for events. */
  readonly rows: () => readonly string[]
  /** The rows since the last echo of a prompt. */
  readonly last: () => readonly string[]
}

/** A terminal with one tab on a new run of a scenario. */
export function typistOf(scenario: Scenario): Typist {
  const run = startRun(scenario, 1, kafkaProgram)
  let clock = 0
  let queue: readonly QueuedCommand[] = []
  const pass = (seconds: number) => {
    clock = Math.max(clock, run.now()) + seconds * SECOND
    run.advance(clock, Number.MAX_SAFE_INTEGER)
    while (queue.length > 0 && !viewTab(run, 1).isRunning) {
      const [next, ...rest] = queue
      queue = rest
      if (next !== undefined) runQueued(run, 1, next)
    }
  }
  const rows = () =>
    viewTab(run, 1).rows.map((row) => {
      switch (row.type) {
        case 'text':
          return `${row.stream === 'stderr' ? '2> ' : ''}${row.text}`
        case 'echo':
          return `${row.prompt}${row.text}`
        case 'events':
          return `▸ ${row.count}`
        case 'help':
          return 'help'
      }
    })
  return {
    run,
    pass,
    rows,
    type: (line, seconds = 0) => {
      const submitted = submitLine(run, 1, line)
      if (submitted.type === 'done') queue = submitted.queue
      pass(seconds)
    },
    interrupt: (seconds = 0) => {
      interruptTab(run, 1, '')
      pass(seconds)
    },
    end: (seconds = 0) => {
      endTabInput(run, 1)
      pass(seconds)
    },
    last: () => {
      const all = rows()
      const at = all.findLastIndex((row) => row.startsWith('$ ') || row.startsWith('[appuser@'))
      return all.slice(at + 1)
    },
  }
}
