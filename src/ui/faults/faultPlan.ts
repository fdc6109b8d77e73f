import type { Plan } from '~/store/faults'
import type { ConditionName } from './faultWords'
import { CONDITIONS } from './faultWords'

/** What a person wishes of a fault's time, as the form has it; seconds. */
export interface TimeWish {
  readonly when: Plan['time']['type']
  readonly at: number
  readonly every: number
  readonly mean: number
  readonly seed: number
  readonly condition: ConditionName
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
  condition: 'leaderChanged',
  lasts: null,
}

const micros = (seconds: number) => Math.max(1, Math.round(seconds * 1_000_000))

/** The plan that a wish means. */
export function planOf({ when, at, every, mean, seed, condition, lasts }: TimeWish): Plan {
  const times: Readonly<Record<Plan['time']['type'], Plan['time']>> = {
    now: { type: 'now' },
    at: { type: 'at', atMicros: micros(at) },
    every: { type: 'every', everyMicros: micros(every) },
    random: { type: 'random', meanMicros: micros(mean), seed },
    when: { type: 'when', condition: CONDITIONS[condition] },
  }
  return { time: times[when], forMicros: lasts === null || lasts <= 0 ? null : micros(lasts) }
}
