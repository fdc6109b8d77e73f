import type { ShellCommand } from '~/cli/shell/parseLine'
import { parseLine, withStatus } from '~/cli/shell/parseLine'
import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'
import type { Run } from '../run'
import type { Answer } from './answer'
import { answer, complains } from './answer'
import { stopAttached } from './dockerVerbs'
import type { LineEntry, ShellEntry } from './entries'
import { fileKey } from './files'
import { interpret } from './interpret'
import { placeOf, walkTab } from './walk'

/** A later command of a line, which waits until the one before it has ended. */
export interface QueuedCommand {
  readonly command: ShellCommand
  readonly after: ';' | '&&' | '||'
}

/** What became of a typed line. */
export type Submitted =
  | { readonly type: 'done'; readonly queue: readonly QueuedCommand[] }
  /** A quote is open: the next line belongs to it. */
  | { readonly type: 'unfinished' }
  /** Something runs that reads no input: the line waits for its end. */
  | { readonly type: 'busy' }

/**
 * A line typed in a tab at the cursor: input of what runs there, or a command line. Where it
 * gives the world something to do in the past, the run forks.
 */
export function submitLine(run: Run, tab: number, text: string): Submitted {
  const state = walkTab(run, tab)
  const job = state.running?.line.job ?? null
  if (job !== null) {
    if (job.type !== 'tool' || !job.isInteractive) return { type: 'busy' }
    give(run, tab, {
      commands: [{ type: 'Call', process: job.process, call: { type: 'InputLine', text } }],
      make: (base) => ({ ...base, type: 'input', text }),
    })
    return { type: 'done', queue: [] }
  }
  const parsed = parseLine(text)
  if (parsed.type === 'unfinished') return { type: 'unfinished' }
  if (parsed.type === 'error') {
    record(run, tab, { text, command: null, answered: complains(2, parsed.message) })
    return { type: 'done', queue: [] }
  }
  const [first, ...queue] = parsed.commands
  if (first === undefined) record(run, tab, { text, command: null, answered: answer({}) })
  else runCommand(run, tab, { text, command: first.command })
  return { type: 'done', queue }
}

/** A typed line that is not run, and why. */
export interface Declined {
  readonly text: string
  readonly why: string
}

/** Answers a line that is not run by why: as a shell does what may not be executed, with 126. */
export function declineLine(run: Run, tab: number, { text, why }: Declined): void {
  record(run, tab, { text, command: null, answered: complains(126, why) })
}

/** Runs a command that waited, if what it waited for allows it. */
export function runQueued(run: Run, tab: number, { command, after }: QueuedCommand): void {
  const { status } = walkTab(run, tab)
  if (after === '&&' && status !== 0) return
  if (after === '||' && status === 0) return
  runCommand(run, tab, { text: null, command })
}

function runCommand(
  run: Run,
  tab: number,
  { text, command }: { readonly text: string | null; readonly command: ShellCommand },
): void {
  const state = walkTab(run, tab)
  const scope = { run, place: placeOf(state), depth: state.places.length - 1 }
  const expanded = withStatus(command, state.status)
  record(run, tab, { text, command: expanded, answered: interpret(scope, expanded) })
}

interface Recorded {
  readonly text: string | null
  readonly command: ShellCommand | null
  readonly answered: Answer
}

function record(run: Run, tab: number, { text, command, answered }: Recorded): void {
  const place = placeOf(walkTab(run, tab))
  const { commands, ...said } = answered
  const output = command?.output ?? null
  give(run, tab, {
    commands,
    make: (base, given) => ({
      ...base,
      type: 'line',
      text,
      prompt: place.prompt,
      lines: said.lines,
      status: said.status,
      job: said.job,
      filters: command?.filters ?? [],
      changes: said.changes,
      output:
        output === null ? null : { key: fileKey(place.host, output.path), append: output.append },
      enters: said.enters,
      leaves: said.leaves,
      clears: said.clears,
      helps: said.helps,
      commands: given,
    }),
  })
}

interface Gift {
  readonly commands: readonly Command<KafkaModel>[]
  readonly make: (
    base: { readonly tab: number; readonly from: number; readonly at: number },
    given: LineEntry['commands'],
  ) => ShellEntry
}

/**
 * Gives commands to the world and notes what was typed. The entry shows from the first of them
 * on, so that a cursor before them does not show it.
 */
function give(run: Run, tab: number, { commands, make }: Gift): void {
  const at = run.now()
  const [first] = commands.map((command) => run.command(command).event.index)
  const given = first === undefined ? null : { first, count: commands.length }
  const from = first === undefined ? run.cursor() : first + 1
  const { entries } = run.branch().journal
  const place = entries.findIndex((entry) => entry.from > from)
  entries.splice(place < 0 ? entries.length : place, 0, make({ tab, from, at }, given))
}

/**
 * Ctrl+C: SIGINT for what runs in the tab, or a new prompt.
 * @param unsent what stood at the prompt
 */
export function interruptTab(run: Run, tab: number, unsent: string): void {
  const { running } = walkTab(run, tab)
  const job = running?.line.job ?? null
  if (running === null || job === null) {
    return give(run, tab, {
      commands: [],
      make: (base) => ({ ...base, type: 'key', key: '^C', unsent }),
    })
  }
  give(run, tab, {
    commands: interruptOrders(run, running),
    make: (base) => ({ ...base, type: 'key', key: '^C', unsent }),
  })
}

function interruptOrders(
  run: Run,
  running: NonNullable<ReturnType<typeof walkTab>['running']>,
): readonly Command<KafkaModel>[] {
  const { job } = running.line
  switch (job?.type) {
    case 'tool':
    case 'server':
      return [{ type: 'Signal', process: job.process, signal: 'SIGINT' }]
    case 'follow': {
      const isSecond = running.typed.some((row) => row.type === 'key' && row.key === '^C')
      return stopAttached(run, job.attached, isSecond)
    }
    default:
      return []
  }
}

/** Ctrl+D on an empty line: the end of input, or the end of a container's shell. */
export function endTabInput(run: Run, tab: number): void {
  const { running } = walkTab(run, tab)
  const job = running?.line.job ?? null
  if (job !== null && (job.type !== 'tool' || !job.isInteractive)) return
  give(run, tab, {
    commands:
      job === null ? [] : [{ type: 'Call', process: job.process, call: { type: 'EndOfInput' } }],
    make: (base) => ({ ...base, type: 'key', key: '^D', unsent: '' }),
  })
}
