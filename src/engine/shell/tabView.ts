import type { ProgressRow } from '~/cli/shell/dockerText'
import { progressLines } from '~/cli/shell/dockerText'
import type { Run } from '../run'
import type { AwaitedContainer, LineEntry } from './entries'
import { firstEnd } from './jobs'
import { applyFilters, isStreaming, jobLines } from './output'
import type { Stray, TabState, Walked } from './walk'
import { placeOf, walkTab } from './walk'

/** One row of a tab. */
export type TerminalRow =
  | { readonly type: 'text'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'echo'; readonly prompt: string; readonly text: string }
  /** How many events a command had, and where they begin. */
  | { readonly type: 'events'; readonly first: number; readonly count: number }
  | { readonly type: 'help' }

/** What a tab shows at the cursor. */
export interface TabView {
  /** Rows that no later instant changes. */
  readonly rows: readonly TerminalRow[]
  /** Lines that change as time passes: progress of what runs. */
  readonly live: readonly string[]
  /** What stands before the caret; '' while something runs that reads no input. */
  readonly prompt: string
  readonly isRunning: boolean
  /** True when a line that is typed goes to a program that runs. */
  readonly isInput: boolean
  readonly status: number
  /** True while somebody waits for an end or a beginning rather than watches. */
  readonly isAwaited: boolean
}

/** From its start a tool that goes on (a consumer, a producer, a log) is waited for so long, µs. */
const BEGINNING = 1_500_000

function isAwaited(run: Run, { line, typed }: Walked): boolean {
  const { job } = line
  switch (job?.type) {
    case 'tool': {
      const goesOn = job.isInteractive || job.program === 'kafka-console-consumer'
      const last = typed.at(-1)
      const isEnding = last?.type === 'key'
      return !goesOn || isEnding || run.now() - line.at < BEGINNING
    }
    case 'follow':
    case 'server':
      return run.now() - (typed.at(-1)?.at ?? line.at) < BEGINNING
    default:
      return true
  }
}

/** A tab as the cursor sees it: a function of the run alone. */
export function viewTab(run: Run, tab: number): TabView {
  const state = walkTab(run, tab)
  const cleared = state.past.findLastIndex((item) => 'line' in item && item.line.clears)
  const rows = state.past
    .slice(cleared + 1)
    .flatMap((item) => ('line' in item ? lineRows(run, item) : strayRows(state, item)))
  const job = state.running?.line.job ?? null
  const isInput = job?.type === 'tool' && job.isInteractive
  return {
    rows,
    live: state.running === null ? [] : liveLines(run, state.running),
    prompt: job === null ? placeOf(state).prompt : isInput ? '>' : '',
    isRunning: job !== null,
    isInput,
    status: state.status,
    isAwaited: state.running !== null && isAwaited(run, state.running),
  }
}

function strayRows(state: TabState, item: Stray): readonly TerminalRow[] {
  const { prompt } = placeOf(state)
  if (item.type === 'input') return [{ type: 'echo', prompt, text: item.text }]
  if (item.key === '^C') return [{ type: 'echo', prompt, text: `${item.unsent}^C` }]
  return [{ type: 'echo', prompt, text: 'exit' }]
}

function lineRows(run: Run, walked: Walked): readonly TerminalRow[] {
  const { line } = walked
  const rows: TerminalRow[] = []
  if (line.text !== null) rows.push({ type: 'echo', prompt: line.prompt, text: line.text })
  if (line.helps) rows.push({ type: 'help' })
  rows.push(...outputRows(run, walked))
  const events = eventsOf(run, walked)
  if (events !== null) rows.push(events)
  return rows
}

interface Placed {
  readonly index: number
  readonly row: TerminalRow
}

/** Output, progress and what was typed meanwhile, in the order of their events. */
function outputRows(run: Run, walked: Walked): readonly TerminalRow[] {
  const { line, typed, end } = walked
  const placed: Placed[] = [
    // A key stands before what it brings about.
    ...typed.map((item) => ({ index: item.from - 1, row: typedRow(line, item) })),
    ...attachedRows(run, walked),
    ...line.lines.map(({ stream, text }) => ({ index: -1, row: textRow(stream, text) })),
    ...jobLines(run, line).map(({ index, stream, text }) => ({
      index,
      row: textRow(stream, text),
    })),
    ...progressOf(run, walked),
  ]
  const sorted = placed
    .map((item, order) => ({ ...item, order }))
    .sort((a, b) => a.index - b.index || a.order - b.order)
    .map(({ row }) => row)
  return filtered(line, sorted, end !== null)
}

function textRow(stream: 'stdout' | 'stderr', text: string): TerminalRow {
  return { type: 'text', stream, text }
}

function typedRow({ job }: LineEntry, item: Stray): TerminalRow {
  const prompt = job?.type === 'tool' && job.isInteractive ? '>' : ''
  if (item.type === 'input') return { type: 'echo', prompt, text: item.text }
  const text = item.key === '^C' ? `${item.unsent}^C` : ''
  return { type: 'echo', prompt, text }
}

function filtered(
  line: LineEntry,
  rows: readonly TerminalRow[],
  hasEnded: boolean,
): readonly TerminalRow[] {
  const isOut = (row: TerminalRow) => row.type === 'text' && row.stream === 'stdout'
  if (line.output !== null) return rows.filter((row) => !isOut(row))
  if (line.filters.length === 0) return rows
  const others = rows.filter((row) => !isOut(row))
  if (!hasEnded && !isStreaming(line.filters)) return others
  const texts = rows.flatMap((row) =>
    row.type === 'text' && row.stream === 'stdout' ? [row.text] : [],
  )
  const kept = applyFilters(line.filters, texts)
  return [...kept.map((text) => textRow('stdout', text)), ...others]
}

/** What compose or docker has said of containers: compose's progress stands when all is done. */
function progressOf(run: Run, walked: Walked): readonly Placed[] {
  const { line, typed, end } = walked
  const { job } = line
  if (job?.type === 'await') {
    if (job.title === null) return finishedNames(run, line, job.containers)
    if (end === null) return []
    if (end.status === 130) return rowsAt(end.from - 1, ['canceled'])
    return rowsAt(end.from - 1, progressLines(job.title, progressRows(run, line, job.containers)))
  }
  const key = firstInterrupt(typed)
  if (job?.type !== 'follow' || job.attached.length === 0) return []
  if (key === undefined || end === null) return []
  return rowsAt(end.from - 1, progressLines('Stopping', progressRows(run, key, job.attached)))
}

function rowsAt(index: number, lines: readonly string[]): readonly Placed[] {
  return lines.map((text) => ({ index, row: textRow('stderr', text) }))
}

function firstInterrupt(typed: Walked['typed']): Stray | undefined {
  return typed.find((item) => item.type === 'key' && item.key === '^C')
}

/** What an attached `up` says before the logs, and at the first Ctrl+C. */
function attachedRows(run: Run, { line, typed }: Walked): readonly Placed[] {
  const { job } = line
  if (job?.type !== 'follow' || job.progress.length === 0) return []
  const names = job.progress.map(({ container }) => container).join(', ')
  const begun = [
    ...progressLines('Running', progressRows(run, line, job.progress)),
    `Attaching to ${names}`,
  ]
  const key = firstInterrupt(typed)
  if (key === undefined) return rowsAt(-1, begun)
  const text = 'Gracefully Stopping... press Ctrl+C again to force'
  return [...rowsAt(-1, begun), ...rowsAt(key.from - 1, [text])]
}

/** `docker stop a b` prints each name when that container has ended. */
function finishedNames(
  run: Run,
  line: LineEntry,
  containers: readonly AwaitedContainer[],
): readonly Placed[] {
  return containers.flatMap(({ container, process, isDone }) => {
    const end = isDone || process === null ? { from: line.from } : firstEnd(run, process, line)
    return end === null ? [] : [{ index: end.from - 1, row: textRow('stdout', container) }]
  })
}

function progressRows(
  run: Run,
  since: { readonly from: number; readonly at: number },
  containers: readonly AwaitedContainer[],
): readonly ProgressRow[] {
  return containers.map(({ container, process, doing, done, isDone }) => {
    const isAtOnce = isDone || process === null
    const end = isAtOnce ? since : firstEnd(run, process, since)
    return {
      subject: `Container ${container}`,
      status: end === null ? doing : done,
      isDone: end !== null,
      elapsedMicros: (end?.at ?? run.now()) - since.at,
    }
  })
}

function liveLines(run: Run, { line, typed }: Walked): readonly string[] {
  const { job } = line
  if (job?.type === 'await' && job.title !== null) {
    return progressLines(job.title, progressRows(run, line, job.containers))
  }
  const key = firstInterrupt(typed)
  if (job?.type !== 'follow' || key === undefined || job.attached.length === 0) return []
  return progressLines('Stopping', progressRows(run, key, job.attached))
}

function eventsOf(run: Run, { line, end }: Walked): TerminalRow | null {
  const { commands, job } = line
  if (commands === null || end === null) return null
  if (job?.type !== 'tool') return { type: 'events', ...commands }
  const { toolSteps } = run.branch().journal
  const count = toolSteps.filter(
    ({ index, process }) => process === job.process && index < end.from,
  ).length
  return { type: 'events', first: commands.first, count: Math.max(count, 1) }
}
