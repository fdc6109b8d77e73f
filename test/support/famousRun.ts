import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Moment, MomentKind } from '~/engine/momentKinds'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'

const lived = new Map<string, Run>()

/** A famous run that has been lived through once, for 62 s, for all that is asked of it. */
export function famousRun(id: string): Run {
  const known = lived.get(id)
  if (known !== undefined) return known
  const famous = present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    `there is a run ${id}`,
  )
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(62_000_000, 300_000)
  lived.set(id, run)
  return run
}

/** Which moment of a famous run is asked about. */
export interface AskedMoment {
  readonly kind: MomentKind
  /** Of those of its kind which one, from the first. */
  readonly at: number
}

/** A moment of a famous run after its cluster has come up. */
export function famousMoment(id: string, { kind, at }: AskedMoment): Moment {
  const found = famousRun(id).moments()
  const moment = found.filter((one) => one.at > 6_000_000 && one.kind === kind)[at]
  return present(moment, `${id} has ${kind}`)
}
