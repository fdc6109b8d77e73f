import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'
import { heapItems } from '~/sim/heap'
import type { Run } from '../run'

/** What is done otherwise, said in `why.if.<label>`. */
export interface Alternative {
  readonly label: AlternativeLabel
  /** Names and numbers of its sentence. */
  readonly values: Readonly<Record<string, string | number>>
  /** The future leaves the run after so many events. */
  readonly at: number
  /** What is done there. */
  readonly commands: readonly Command<KafkaModel>[]
  /** Commands that are not done again, by the events they were; what was scheduled is taken back. */
  readonly without: readonly number[]
  /** What it changes though the same happens again, said in `why.changes.<key>`. */
  readonly changes?: 'notPromised'
}

/** Every kind of alternative. */
export type AlternativeLabel = 'config' | 'client' | 'heal' | 'restart' | 'stop' | 'without'

interface Later {
  readonly at: number
  readonly command: Command<KafkaModel>
}

/** An alternative that is being lived through, in slices. */
export interface Retake {
  readonly branch: number
  /** What was done in the old future and is done again, at its old time. */
  readonly later: Later[]
  /** µs. */
  readonly horizon: number
}

/**
 * Begins the future of an alternative: it leaves the shown one where the alternative says. What
 * was done after that is done again at its time, but for what the alternative leaves out.
 */
export function beginRetake(run: Run, alternative: Alternative, horizon: number): Retake {
  const { at, commands, without } = alternative
  const { history } = run.branch()
  const later = history
    .commands()
    .filter(({ index }) => index >= at && !without.includes(index))
    .map(({ index, command }) => ({ at: history.timeAt(index), command }))
  const scheduled = without.flatMap((index) => scheduledAs(run, index, at))
  run.seek(at)
  run.fork()
  for (const seq of scheduled) run.command({ type: 'Unschedule', seq })
  for (const command of commands) run.command(command)
  return { branch: run.branch().id, later, horizon }
}

/** Under which number of the queue a command stood at an instant that came due by itself later. */
function scheduledAs(run: Run, index: number, at: number): readonly number[] {
  const isGiven = run
    .branch()
    .history.commands()
    .some((one) => one.index === index)
  if (isGiven) return []
  const due = run.timeAt(index)
  const seqs = heapItems(run.worldAt(index).queue)
    .filter((event) => event.what.type === 'Command' && event.at === due)
    .map(({ seq }) => seq)
    .sort((a, b) => a - b)
  return seqs
    .slice(0, 1)
    .filter((seq) => heapItems(run.worldAt(at).queue).some((one) => one.seq === seq))
}

/**
 * Goes on with a retake, which must be the shown branch.
 * @returns true when it has reached its horizon.
 */
export function furtherRetake(run: Run, retake: Retake, budgetEvents: number): boolean {
  const { later, horizon } = retake
  run.seek(run.endIndex())
  const [next] = later
  const until = Math.min(next?.at ?? horizon, horizon)
  if (run.advance(until, budgetEvents) === budgetEvents) return false
  if (next === undefined || next.at > horizon) return true
  later.shift()
  run.command(next.command, next.at)
  return false
}
