import type { Run } from '../run'
import type { AwaitedContainer, LineEntry, ShellEntry } from './entries'

/** How a job ended: the cursor from which on it has, and its exit status. */
export interface JobEnd {
  readonly from: number
  /** Simulated time, µs. */
  readonly at: number
  readonly status: number
}

/** The keys and lines that were typed while a line's job ran. */
export type Typed = readonly Exclude<ShellEntry, { type: 'line' }>[]

/** When a line's job ended, seen from the cursor; `null` while it runs. */
export function jobEnd(run: Run, entry: LineEntry, typed: Typed): JobEnd | null {
  const { job } = entry
  if (job === null) return { from: entry.from, at: entry.at, status: entry.status }
  switch (job.type) {
    case 'tool':
    case 'server': {
      const life = firstEnd(run, job.process, entry)
      return life === null ? null : { from: life.from, at: life.at, status: life.code }
    }
    case 'await':
      return interrupted(typed) ?? lastOf(run, job.containers, entry)
    case 'follow': {
      const [first, second] = typed.filter((key) => key.type === 'key' && key.key === '^C')
      if (first === undefined) return null
      if (job.attached.length === 0) return { from: first.from, at: first.at, status: 130 }
      const ended = lastOf(run, job.attached, first)
      return second !== undefined && ended === null
        ? { from: second.from, at: second.at, status: 130 }
        : ended
    }
    case 'sleep': {
      const end = interrupted(typed)
      if (end !== null) return end
      if (run.now() < job.untilMicros) return null
      const from = Math.max(run.indexAtTime(job.untilMicros), entry.from)
      return from > run.cursor() ? null : { from, at: job.untilMicros, status: 0 }
    }
  }
}

/** Ctrl+C ends the command that waits; what it waits for goes on. */
function interrupted(typed: Typed): JobEnd | null {
  const key = typed.find((row) => row.type === 'key' && row.key === '^C')
  return key === undefined ? null : { from: key.from, at: key.at, status: 130 }
}

interface Ending {
  readonly from: number
  readonly at: number
  readonly code: number
}

/** The first end of a process since something was typed. */
export function firstEnd(
  run: Run,
  process: string,
  { from }: { readonly from: number },
): Ending | null {
  const cursor = run.cursor()
  const life = run.branch().journal.lives.find(
    (row) =>
      row.process === process &&
      // The command that was typed may itself have ended it: its event is `from - 1`.
      row.index >= from - 1 &&
      row.index < cursor &&
      (row.what === 'exited' || row.what === 'killed'),
  )
  return life === undefined ? null : { from: life.index + 1, at: life.at, code: life.code }
}

function lastOf(
  run: Run,
  containers: readonly AwaitedContainer[],
  since: { readonly from: number; readonly at: number },
): JobEnd | null {
  let end: JobEnd = { from: since.from, at: since.at, status: 0 }
  for (const { process, isDone } of containers) {
    if (process === null || isDone) continue
    const life = firstEnd(run, process, since)
    if (life === null) return null
    if (life.from > end.from) end = { from: life.from, at: life.at, status: 0 }
  }
  return end
}
