import type { KafkaCondition } from '~/kafka/condition'
import { meetsCondition } from '~/kafka/meetsCondition'
import { answerOf } from '~/sim/faults'
import type { Run } from './run'

export type { KafkaCondition }

/** Which events met a condition, kept up as the run grows; one entry for each branch. */
export type Hits = Map<number, { readonly found: number[]; looked: number }>

/** Nothing has been looked at. */
export function newHits(): Hits {
  return new Map()
}

/** The events of the shown branch that met the condition, ascending. Only new events are looked at. */
export function hitsOf(run: Run, condition: KafkaCondition, hits: Hits): readonly number[] {
  const { id } = run.branch()
  const row = hits.get(id) ?? { found: [], looked: 0 }
  hits.set(id, row)
  if (condition.type === 'moment') {
    for (const { kind, index } of run.moments().slice(row.looked)) {
      if (kind === condition.kind && row.found.at(-1) !== index) row.found.push(index)
    }
    row.looked = run.moments().length
    return row.found
  }
  for (; row.looked < run.endIndex(); row.looked += 1) {
    const { facts, event } = run.stepAt(row.looked)
    if (meetsCondition(condition, facts, answerOf(event.what))) row.found.push(row.looked)
  }
  return row.found
}
