import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { Run } from '../run'

/** A fact with its place in the run. */
export type FactRow = FactRecord<KafkaModel>
/** Whether a fact is what is asked about. */
export type Asked = (record: FactRow) => boolean

/** How far back a thing's newest change is looked for, in events. */
const LOOK_BACK = 20_000

/** The facts of each event before one, the newest event first. */
export function* factsBefore(run: Run, end: number): Generator<readonly FactRow[]> {
  for (let index = end - 1; index >= Math.max(0, end - LOOK_BACK); index -= 1) {
    yield run.stepAt(index).facts
  }
}

/** The newest fact that is asked about, before the cursor or an event. */
export function newest(run: Run, asked: Asked, end: number = run.cursor()): FactRow | null {
  for (const facts of factsBefore(run, end)) {
    const found = facts.findLast(asked)
    if (found !== undefined) return found
  }
  return null
}
