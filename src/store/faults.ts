import type { Anomaly } from '~/engine/anomalies'
import { anomaliesOf } from '~/engine/anomalies'
import type { FaultVerb, Offer as EngineOffer } from '~/engine/faults/offer'
import { offersFor, targetsOf } from '~/engine/faults/offers'
import type { FaultPlan, PlacedKafkaFault } from '~/engine/faults/place'
import { AT_ONCE, faultsOf, place } from '~/engine/faults/place'
import { linksOfProcess } from '~/engine/faults/nodes'
import type { StandingFault } from '~/engine/faults/standing'
import { standingOf } from '~/engine/faults/standing'
import type { FaultScene, FaultTarget } from '~/engine/faults/targets'
import { nodesOf } from '~/engine/faults/targets'
import { beginWithout } from '~/engine/faults/without'
import { isAllowed } from './allowed'
import { currentFrame } from './frame'
import { currentLedger } from './ledger'
import { notify } from './notice'
import type { Selected } from './selection'
import { attempt, changed, currentRun, session } from './session'

/** What can be done to something, or why it cannot. */
export type Offer = EngineOffer
/** What a fault does. */
export type Verb = FaultVerb
/** When a fault strikes, and for how long. */
export type Plan = FaultPlan
/** A fault that was placed. */
export type Placed = PlacedKafkaFault

function scene(): FaultScene {
  return { world: currentRun().world(), cluster: currentFrame().cluster }
}

/** The target of a selection; a replica's is its broker. */
function targetOf(selected: Selected): FaultTarget {
  switch (selected.kind) {
    case 'broker':
    case 'controller':
      return { kind: 'node', id: selected.id, process: selected.process }
    case 'replica':
      return { kind: 'node', id: selected.broker, process: `kafka-${selected.broker}` }
    case 'record':
      return { kind: 'partition', topic: selected.topic, partition: selected.partition }
    default:
      return selected
  }
}

/** What the author of the link does not allow is offered, too, and says so: after the rest. */
function asAllowed(offers: readonly Offer[]): readonly Offer[] {
  const off = offers.filter((offer) => !isAllowed(offer))
  return [
    ...offers.filter(isAllowed),
    ...off.map((offer) => ({ ...offer, refusal: 'isOff' as const })),
  ]
}

/** Everything that can be done at the cursor to what is selected. */
export function offersOf(selected: Selected): readonly Offer[] {
  const here = scene()
  const own = offersFor(here, targetOf(selected))
  if (selected.kind !== 'replica') return asAllowed(own)
  return asAllowed([...offersFor(here, { ...selected, kind: 'partition' }), ...own])
}

/** What can be done to each link of the host of what is selected. */
export function linkOffersOf(selected: Selected): readonly Offer[] {
  const here = scene()
  const target = targetOf(selected)
  if (target.kind !== 'node' && target.kind !== 'client') return []
  return asAllowed(linksOfProcess(here, target.process))
}

/** Everything that can be done to anything, for a list with a search. */
export function allOffers(): readonly Offer[] {
  const here = scene()
  return asAllowed(targetsOf(here).flatMap((target) => offersFor(here, target)))
}

/** Does what is offered; in the past this begins another future. */
export function inflict(offer: Offer, plan: Plan = AT_ONCE): void {
  // A key, or a line over the stage: where it is not offered it is said why nothing happens.
  if (!isAllowed(offer)) return notify({ type: 'verbOff', verb: offer.verb })
  attempt(() => place(currentRun(), offer, plan), undefined)
  changed()
}

/** Does the first of some verbs that can be done to a process now. */
export function inflictOn(verbs: readonly Verb[], process: string): void {
  const here = scene()
  const node = nodesOf(here).find((row) => row.process === process)
  const target: FaultTarget =
    node === undefined ? { kind: 'client', process } : { kind: 'node', id: node.id, process }
  const offer = offersFor(here, target).find(
    ({ verb, refusal }) => verbs.includes(verb) && refusal === null,
  )
  if (offer !== undefined) inflict(offer)
}

/** Cuts some hosts off from all others, as a line drawn through the cluster does. */
export function cutOff(hosts: readonly string[]): void {
  const [offer] = offersFor(scene(), { kind: 'line', hosts })
  if (offer !== undefined) inflict(offer)
}

/** Cuts the link that is selected, or heals it; of a node, all its links. */
export function cutOrMend(selected: Selected): void {
  const offers = offersFor(scene(), targetOf(selected))
  const wished: readonly Verb[] = selected.kind === 'link' ? ['cut', 'mend'] : ['isolate']
  const possible = offers.filter(({ refusal }) => refusal === null)
  const offer = wished.flatMap((verb) => possible.filter((row) => row.verb === verb))[0]
  if (offer !== undefined) return inflict(offer)
  const ended = currentFaults().find(
    ({ fault, state }) =>
      state === 'acting' &&
      fault.verb === 'isolate' &&
      offers.some((row) => row.target === fault.target),
  )
  if (ended !== undefined) healFault(ended.fault.id)
}

/** The faults at the cursor, in the order in which they were placed. */
export function currentFaults(): readonly Placed[] {
  return faultsOf(currentRun().world())
}

/** A deed of an instant that has been done: nothing of it goes on, so nothing can be healed. */
export function isDone({ state, fault }: Placed): boolean {
  const comesAgain = fault.time.type === 'every' || fault.time.type === 'random'
  return state === 'acting' && fault.heals.length === 0 && !comesAgain
}

/** The faults that act at the cursor. */
export function actingFaults(): readonly Placed[] {
  return currentFaults().filter((placed) => placed.state === 'acting' && !isDone(placed))
}

/** Something that is broken though no fault of the list did it. */
export type Standing = StandingFault

/** What is broken at the cursor beside the faults of the list. */
export function standingFaults(): readonly Standing[] {
  return standingOf(currentRun(), currentLedger().faults)
}

/** How many things are broken at the cursor: faults that act, and what else is not as it should be. */
export function brokenThings(): number {
  return actingFaults().length + standingFaults().length
}

/** Ends what is broken though no fault of the list did it. */
export function endStanding({ about }: Standing): void {
  const [from, to] = about.split('>')
  if (from === undefined || to === undefined) return inflictOn(['start', 'resume'], about)
  const offers = offersFor(scene(), { kind: 'link', from, to })
  const offer = offers.find(({ verb, refusal }) => verb === 'mend' && refusal === null)
  if (offer !== undefined) inflict(offer)
}

const report: { version: number; rows: readonly Anomaly[] } = { version: -1, rows: [] }

/** What clients saw up to the cursor that they should not have; the same list until it moves. */
export function currentAnomalies(): readonly Anomaly[] {
  const { version } = session.getState()
  if (report.version !== version) {
    report.rows = anomaliesOf(currentRun())
    report.version = version
  }
  return report.rows
}

/** Ends one fault. */
export function healFault(id: string): void {
  attempt(() => currentRun().command({ type: 'HealFault', id }), undefined)
  changed()
}

/** Events of a slice while a future is run again. */
const AT_ONCE_EVENTS = 200
const SLICE_MS = 12

/** Runs the future again without one fault; the old one stays. Resolves when it has come as far. */
export async function switchOff(id: string): Promise<void> {
  const rerun = attempt(() => beginWithout(currentRun(), id), null)
  if (rerun === null) return
  const run = currentRun()
  for (let isOver = false; !isOver && run === currentRun();) {
    const begun = performance.now()
    while (!isOver && performance.now() - begun < SLICE_MS) {
      isOver = attempt(() => rerun.further(AT_ONCE_EVENTS), true)
    }
    changed()
    await new Promise((done) => setTimeout(done))
  }
}
