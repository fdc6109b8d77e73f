import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bareLoop } from './bareLoop'

/** One line of the table. */
export interface Row {
  readonly name: string
  /** The measured value, in the budget's unit. */
  readonly value: number
  readonly budget: number
  /** What follows the numbers: `×`, ` ms`, … */
  readonly unit: string
  /** Absolute values and goals, for information. */
  readonly note: string
}

/** Repetitions before the first that counts: V8 compiles what is hot meanwhile, on other threads. */
const WARM_UP = 3

/** Events of the bare loop in one comparison. */
const BARE_EVENTS = 200_000

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 50)
}

/** The value that so many per cent of the values do not pass. */
export function quantile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const index = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return sorted[index] ?? Number.NaN
}

/**
 * CPU time of this process while `work` runs, ns. What other processes do meanwhile does not
 * count; collecting garbage does, because the bench runs with a collector of one thread.
 */
function cpuNanos(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) * 1000
}

/** Wall-clock time of `work`, ms: for what a person waits for. */
export function wallMs(work: () => void): number {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start) / 1e6
}

/** What one repetition cost and how much it did. */
export interface Sample {
  /** CPU ns for one unit of work. */
  readonly nanos: number
  /** The same, against one event of the bare loop measured around it. */
  readonly ratio: number
}

/** CPU ns of one event of the bare loop, now. */
export function bareNanos(): number {
  return cpuNanos(() => void bareLoop(BARE_EVENTS)) / BARE_EVENTS
}

/**
 * Repeats `work`, which returns how many units it did, between two runs of the bare loop each
 * time, so that both meet the same machine; the first repetitions only warm up.
 */
export function compare(repetitions: number, work: () => number): readonly Sample[] {
  const samples: Sample[] = []
  bareNanos()
  let before = bareNanos()
  for (let count = 1; count <= WARM_UP + repetitions; count += 1) {
    let units = 1
    const nanos = cpuNanos(() => {
      units = work()
    })
    const after = bareNanos()
    const each = nanos / Math.max(1, units)
    if (count > WARM_UP) samples.push({ nanos: each, ratio: (2 * each) / (before + after) })
    before = after
  }
  return samples
}

/** Bytes in use after everything that nobody needs was collected. */
export function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
