import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { ConditionMemory } from '~/kafka/condition'
import type { MomentKind } from '~/kafka/momentKinds'
import { isByRecords, isFirstKind } from '~/kafka/momentKinds'
import type { Fault, FaultTime, PlacedFault } from '~/sim/world'
import { aboutsOf } from '../moments'
import type { Run } from '../run'
import { memoryAtFork } from '../seenMoments'
import type { FaultVerb, Offer, Order } from './offer'

/** A fault of a run. */
export type PlacedKafkaFault = PlacedFault<KafkaModel>
/** When a fault strikes. */
export type KafkaFaultTime = FaultTime<KafkaModel>

/** When a fault strikes, and how long one strike lasts (µs; null: until it is healed). */
export interface FaultPlan {
  readonly time: KafkaFaultTime
  readonly forMicros: number | null
}

/** At once, until it is healed. */
export const AT_ONCE: FaultPlan = { time: { type: 'now' }, forMicros: null }

/** What each repair ends. */
const REPAIRS: Partial<Record<FaultVerb, readonly string[]>> = {
  start: ['crash', 'stop', 'leave', 'powerOff', 'wipeDisk', 'rollBackDisk', 'loseQuorumState'],
  resume: ['pause'],
  usualCpu: ['slowCpu'],
  rightClock: ['skewClock'],
  usualTimers: ['driftTimers', 'coarseTimers'],
  rightName: ['staleName'],
  healDisk: ['slowDisk', 'fillDisk', 'failDirectory'],
  mend: ['cut', 'cutOneWay', 'slowLink', 'loseLink', 'limitLink'],
}

/** An id that no fault of the world has. */
function freeId({ faults }: KafkaWorld): string {
  let number = faults.size + 1
  while (faults.has(String(number))) number += 1
  return String(number)
}

/** The commands that do what is offered: a fault with its name, or a repair. Plain data. */
export function ordersFor(
  world: KafkaWorld,
  { verb, target, values, commands, heals, isRepair }: Offer,
  { time, forMicros }: FaultPlan = AT_ONCE,
): readonly Order[] {
  if (isRepair) return [...endings(world, verb, target), ...commands]
  const id = freeId(world)
  const fault: Fault<KafkaModel> = { id, verb, target, values, commands, heals, time, forMicros }
  return [{ type: 'PlaceFault', fault }]
}

/** A repair by hand ends the faults that it undoes, so that lists say so. */
function endings(world: KafkaWorld, verb: FaultVerb, target: string): readonly Order[] {
  const undone = REPAIRS[verb] ?? []
  return [...world.faults.values()]
    .filter(({ state, fault }) => state === 'acting' && undone.includes(fault.verb))
    .filter(({ fault }) => isSameTarget(fault.target, target))
    .map(({ fault }): Order => ({ type: 'HealFault', id: fault.id }))
}

/** A link is the same in both directions. */
function isSameTarget(a: string, b: string): boolean {
  const ends = (name: string) => name.split('>').sort().join('>')
  return a === b || ends(a) === ends(b)
}

/** Does what is offered, at the cursor; in the past this begins another future. */
export function place(run: Run, offer: Offer, plan: FaultPlan = AT_ONCE): void {
  if (offer.refusal !== null) return
  const { forMicros } = plan
  const time = knowing(run, plan.time)
  for (const order of ordersFor(run.world(), offer, { time, forMicros })) run.command(order)
}

/**
 * A fault that waits for a partition's first of something is told which have been. One that waits
 * for what a controller writes is told what is written and not committed: nobody has seen that yet,
 * and so it is still to come.
 */
function knowing(run: Run, time: KafkaFaultTime): KafkaFaultTime {
  if (time.type !== 'when' || time.condition.type !== 'moment') return time
  const { kind } = time.condition
  if (isByRecords(kind)) {
    const written = writtenAtCursor(run, kind)
    return { type: 'when', condition: { type: 'moment', kind, written } }
  }
  if (!isFirstKind(kind)) return time
  const before = run.moments().filter(({ index }) => index < run.cursor())
  return { type: 'when', condition: { type: 'moment', kind, seen: aboutsOf(before, kind) } }
}

/** What a controller has written of a kind at the cursor, and not committed. */
function writtenAtCursor(run: Run, kind: MomentKind): ConditionMemory {
  const end = run.cursor()
  const newest = (back: number) =>
    Array.from({ length: Math.min(back, end) }, (_, row) => end - Math.min(back, end) + row).map(
      (index) => run.stepAt(index).facts,
    )
  return memoryAtFork([], newest, run.nameOf)
    .written.filter(({ what }) => what.kind === kind)
    .map(({ controller, lastOffset }) => ({ what: kind, controller, lastOffset }))
}

/** The faults of a world that have a name, in the order in which they were placed. */
export function faultsOf({ faults }: KafkaWorld): readonly PlacedKafkaFault[] {
  return [...faults.values()].sort(
    (a, b) => a.placedAt - b.placedAt || Number(a.fault.id) - Number(b.fault.id),
  )
}
