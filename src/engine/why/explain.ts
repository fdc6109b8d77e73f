import type { Moment } from '../momentKinds'
import { momentsOf, NO_MEMORY } from '../moments'
import type { Run } from '../run'
import { alternativesFor } from './alternatives'
import type { WhyLink } from './chain'
import type { Asked, FactRow } from './lookBack'
import { chainOf, decidersOf } from './chain'
import type { Guard, ReadConfig } from './values'
import { configsOf, guardsOf } from './values'
import { newest } from './lookBack'
import type { Reading } from './readings'
import { readingOfFact } from './readings'
import type { Alternative } from './retake'

/** Everything that is told of one decision, in the order of the panel. EXPERIENCE (f). */
export interface Explanation {
  readonly what: WhyLink
  readonly because: readonly WhyLink[]
  readonly guards: readonly Guard[]
  readonly configs: readonly ReadConfig[]
  readonly alternatives: readonly Alternative[]
  readonly reading: Reading | null
}

/** Explains the newest fact before the cursor that is asked about; null: there is none. */
export function explain(run: Run, asked: Asked): Explanation | null {
  const first = newest(run, asked)
  return first === null ? null : explainFact(run, first)
}

/** The fact that made a moment. */
export function factOfMoment(run: Run, moment: Moment): FactRow | undefined {
  return run.stepAt(moment.from).facts.find((row) => {
    const made = momentsOf([row], NO_MEMORY, run.nameOf).moments
    return made.some(({ kind, about }) => kind === moment.kind && about === moment.about)
  })
}

/** Explains the fact that made a moment. */
export function explainMoment(run: Run, moment: Moment): Explanation | null {
  const found = factOfMoment(run, moment)
  return found === undefined ? null : explainFact(run, found)
}

/** Explains one fact. */
function explainFact(run: Run, first: FactRow): Explanation | null {
  const [what, ...because] = chainOf(run, first)
  if (what === undefined) return null
  const deciders = decidersOf(run, first)
  return {
    what,
    because,
    guards: deciders.flatMap((row) => guardsOf(run, row)),
    configs: distinct(deciders.flatMap((row) => configsOf(run, row))),
    alternatives: alternativesFor(run, first, because),
    reading: readingOfFact(first.fact),
  }
}

/** Each setting once. */
export function distinct(configs: readonly ReadConfig[]): readonly ReadConfig[] {
  return configs.filter(({ name }, at) => configs.findIndex((one) => one.name === name) === at)
}
