import { createStore } from 'zustand/vanilla'
import type { KafkaCondition } from '~/engine/conditions'
import { hitsOf, newHits } from '~/engine/conditions'
import { session, currentRun } from './session'

export type { KafkaCondition }

/** What is looked for: tested over the past at once, and stops play in the future. */
export interface Until {
  readonly condition: KafkaCondition | null
}

/** The store. */
export const until = createStore<Until>(() => ({ condition: null }))

const kept: { run: unknown; condition: KafkaCondition | null; hits: ReturnType<typeof newHits> } = {
  run: null,
  condition: null,
  hits: newHits(),
}

const NONE: readonly number[] = []

/** True when both look for the same. */
export function isSameCondition(a: KafkaCondition | null, b: KafkaCondition | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Looks for something else, or for nothing any more (null). */
export function watchFor(condition: KafkaCondition | null): void {
  until.setState({ condition })
  session.setState((old) => ({ version: old.version + 1 }))
}

/** The events of the shown branch that met the condition, ascending. */
export function currentHits(): readonly number[] {
  const { condition } = until.getState()
  if (condition === null) return NONE
  const run = currentRun()
  if (kept.run !== run || kept.condition !== condition) {
    kept.run = run
    kept.condition = condition
    kept.hits = newHits()
  }
  return hitsOf(run, condition, kept.hits)
}

/** True when an event met what is looked for. */
export function isHit(index: number): boolean {
  if (until.getState().condition === null) return false
  // The newest are asked for most.
  return currentHits().findLast((hit) => hit <= index) === index
}
