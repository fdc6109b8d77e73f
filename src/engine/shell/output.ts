import type { Run } from '../run'
import type { LineEntry, ShellLine } from './entries'
import { mergedLog } from './dockerReads'
import { serverOutput } from './logText'

/** A line of a job's output with its event. */
export interface JobLine extends ShellLine {
  readonly index: number
}

/** What a line's job has printed up to the cursor, before its filters. */
export function jobLines(run: Run, entry: LineEntry): readonly JobLine[] {
  const { job } = entry
  if (job === null) return []
  switch (job.type) {
    case 'tool':
      return [...run.printed(), ...run.warned()]
        .filter(({ process, index }) => process === job.process && index < run.cursor())
        .sort((left, right) => left.index - right.index)
        .filter(({ stream }) => stream === 'stdout' || !job.isStderrHidden)
        .map(({ index, stream, text }) => ({ index, stream, text }))
    case 'server':
      return serverOutput(run, { process: job.process, since: entry.from - 1 }).map(
        ({ index, text }) => ({ index, stream: 'stdout', text }),
      )
    case 'follow':
      return mergedLog(run, job.logs, job.timestamps).map(({ index, text }) => ({
        index,
        stream: 'stdout',
        text,
      }))
    case 'await':
    case 'sleep':
      return []
  }
}

/** What a line has printed on standard output, after its filters: what a file would hold. */
export function outputOf(run: Run, entry: LineEntry): readonly string[] {
  const lines = [...entry.lines, ...jobLines(run, entry)]
    .filter(({ stream }) => stream === 'stdout')
    .map(({ text }) => text)
  return applyFilters(entry.filters, lines)
}

/** Passes lines through `grep`, `head` and the like. */
export function applyFilters(
  filters: LineEntry['filters'],
  lines: readonly string[],
): readonly string[] {
  return filters.reduce((rest, words) => applyFilter(words, rest), lines)
}

/** True when every filter gives a line before its input has ended. */
export function isStreaming(filters: LineEntry['filters']): boolean {
  return filters.every(([name]) => name === 'grep' || name === 'cat' || name === 'head')
}

function countOf(args: readonly string[]): number {
  const text = args.join(' ').replace(/[^\d]/g, '')
  return text === '' ? 10 : Number(text)
}

function applyFilter(words: readonly string[], lines: readonly string[]): readonly string[] {
  const [name = '', ...args] = words
  switch (name) {
    case 'grep':
      return grep(args, lines)
    case 'head':
      return lines.slice(0, countOf(args))
    case 'tail':
      return lines.slice(-countOf(args))
    case 'sort':
      return [...lines].sort()
    case 'wc':
      return [String(lines.length)]
    case 'cat':
      return lines
    default:
      return [`bash: ${name}: command not found`]
  }
}

function grep(args: readonly string[], lines: readonly string[]): readonly string[] {
  const flags = args.filter((arg) => arg.startsWith('-')).join('')
  const pattern = args.find((arg) => !arg.startsWith('-')) ?? ''
  const test = matcher(pattern, flags)
  const kept = lines.filter((line) => test(line) !== flags.includes('v'))
  return flags.includes('c') ? [String(kept.length)] : kept
}

/** A pattern that is no regular expression is looked for as it stands. */
function matcher(pattern: string, flags: string): (line: string) => boolean {
  const isCaseless = flags.includes('i')
  if (!flags.includes('F') && isRegular(pattern)) {
    const expression = new RegExp(pattern, isCaseless ? 'i' : '')
    return (line) => expression.test(line)
  }
  const wanted = isCaseless ? pattern.toLowerCase() : pattern
  return (line) => (isCaseless ? line.toLowerCase() : line).includes(wanted)
}

function isRegular(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
