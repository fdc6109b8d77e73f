import { ledOnAfter } from '~/kafka/invariants/ledOn'
import type { LedOn, Losses, Violation } from '~/kafka/invariants/watched'
import { NO_LOSSES } from '~/kafka/invariants/watched'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Step } from '~/sim/world'
import { processOf } from '~/sim/world'

/** The safety properties of Kafka, looked at after an event. Kafka's own: see kafka/invariants. */
export type Check = (
  world: KafkaWorld,
  before: KafkaWorld | null,
  losses: Losses,
) => readonly Violation[]

/** The first property that a branch has broken: a fault of the model, not of what people did. */
export interface BrokenRule {
  /** The event that broke it. */
  readonly index: number
  /** Its id in the catalogue, `LR-07`. */
  readonly rule: string
  readonly what: string
}

/** What watches over a branch. */
export interface Guard {
  /** All branches of a run share it; null: it has not come yet. */
  readonly shared: { check: Check | null }
  readonly lossy: Set<string>
  readonly unclean: Set<string>
  ledOn: LedOn
  /** A disk lost what Kafka counts on: what follows nobody promises. */
  isExcused: boolean
  broken: BrokenRule | null
}

/** A guard that has seen nothing, and has no checks yet. */
export function newGuard(): Guard {
  const shared = { check: null }
  return {
    shared,
    lossy: new Set(),
    unclean: new Set(),
    ledOn: NO_LOSSES.ledOn,
    isExcused: false,
    broken: null,
  }
}

/** From now on every new event is checked, on every branch of the run. */
export function watchWith({ shared }: Guard, check: Check): void {
  shared.check = check
}

/** The guard of a branch that begins before an event; what is excused stays so. */
export function guardBefore(old: Guard, index: number): Guard {
  const { shared, lossy, unclean, ledOn, isExcused, broken } = old
  const kept = broken !== null && broken.index < index ? broken : null
  return {
    shared,
    lossy: new Set(lossy),
    unclean: new Set(unclean),
    ledOn,
    isExcused,
    broken: kept,
  }
}

/** Disks that give back something else than was written to them. */
const DISK_FAULTS: ReadonlySet<string> = new Set([
  'DiskWiped',
  'DiskRestored',
  'FileCorrupted',
  'FileLost',
])

/** Looks at an event, until the first property is broken. */
export function guardStep(guard: Guard, before: KafkaWorld, taken: Step<KafkaModel>): void {
  noteLosses(guard, before, taken)
  const { shared, isExcused, lossy, unclean, ledOn } = guard
  if (shared.check === null || isExcused || guard.broken !== null) return
  const [first] = shared.check(taken.world, before, { lossyBrokers: lossy.size, unclean, ledOn })
  if (first === undefined) return
  guard.broken = { index: taken.event.index, rule: first.rule, what: first.what }
}

function noteLosses(guard: Guard, before: KafkaWorld, taken: Step<KafkaModel>): void {
  for (const { fact } of taken.facts) {
    if (DISK_FAULTS.has(fact.type)) guard.isExcused = true
    else if (fact.type === 'PowerLost') guard.lossy.add(fact.host)
    else if (fact.type === 'PartitionChanged' && fact.election === 'unclean') {
      guard.unclean.add(`${fact.topic}-${fact.partition}`)
    }
  }
  if (guard.lossy.size === 0) return
  guard.ledOn = ledOnAfter(guard.ledOn, {
    before,
    taken,
    hasLost: (process) => guard.lossy.has(processOf(taken.world, process).host),
  })
}
