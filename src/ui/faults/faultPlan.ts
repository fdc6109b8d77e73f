import type { Plan } from '~/store/faults'
import type { ConditionChoice } from '../kit/condition/conditionChoice'
import { conditionOf, FIRST_CHOICE } from '../kit/condition/conditionChoice'

/** What a person wishes of a fault's time, as the form has it; seconds. */
export interface TimeWish {
  readonly when: Plan['time']['type']
  readonly at: number
  readonly every: number
  readonly mean: number
  readonly seed: number
  readonly condition: ConditionChoice
  /** null: until it is healed. */
  readonly lasts: number | null
}

/** Before anything was filled in; a bare number of `at` comes from the clock. */
export const FIRST_WISH: TimeWish = {
  when: 'now',
  at: 0,
  every: 20,
  mean: 20,
  seed: 1,
  condition: FIRST_CHOICE,
  lasts: null,
}

const micros = (seconds: number) => Math.max(1, Math.round(seconds * 1_000_000))

/** The plan that a wish means; null: its condition is not whole. */
export function planOf(wish: TimeWish): Plan | null {
  const time = timeOf(wish)
  const { lasts } = wish
  if (time === null) return null
  return { time, forMicros: lasts === null || lasts <= 0 ? null : micros(lasts) }
}

function timeOf({ when, at, every, mean, seed, condition }: TimeWish): Plan['time'] | null {
  switch (when) {
    case 'now':
      return { type: 'now' }
    case 'at':
      return { type: 'at', atMicros: micros(at) }
    case 'every':
      return { type: 'every', everyMicros: micros(every) }
    case 'random':
      return { type: 'random', meanMicros: micros(mean), seed }
    case 'when': {
      const wished = conditionOf(condition)
      return wished === null ? null : { type: 'when', condition: wished }
    }
  }
}
