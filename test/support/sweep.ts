import { firstState, draw } from '~/sim/random'
import type { RandomState } from '~/sim/random'
import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { ledOnAfter } from '~/kafka/invariants/ledOn'
import { checkSafety } from '~/kafka/invariants/safety'
import { NO_LOSSES } from '~/kafka/invariants/watched'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { Scenario } from '~/scenarios/scenario'
import type { ProcessId } from '~/sim/ids'
import { processId } from '~/sim/ids'
import { apply, nextDue, step } from '~/sim/step'
import { isAlive } from '~/sim/world'
import type { Command, Step } from '~/sim/world'
import { checkQuorumWatch } from './checkQuorum'
import type { Hurting } from './hurting'
import { healing, hurt, sweptScenario } from './hurts'
import { note, noPromises, notKept } from './promises'
import type { Promises } from './promises'
import { notDecided, notStable } from './quorumRest'
import { notSettled, SETTLES_WITHIN } from './settled'

const SECOND = 1_000_000
/** `leader.imbalance.check.interval.seconds`, and a little more. */
const BALANCE_SECONDS = 310

/** Draws of one stream of a seed, one after the other. */
function dice(seed: number, stream: string): (bound: number) => number {
  let state: RandomState = firstState(seed, stream)
  return (bound) => {
    const drawn = draw(state, bound)
    state = drawn.state
    return drawn.value
  }
}

/** A run without a past: only its newest world is kept. */
interface Lab {
  readonly world: () => KafkaWorld
  readonly promises: Promises
  /** Brokers that have lost data. */
  readonly lossy: Set<number>
  readonly command: (command: Command<KafkaModel>) => void
  /** Runs on to an instant, µs, and checks safety after every event; what broke, or null. */
  readonly advance: (until: number) => string | null
}

/** Looks at each step of a run, and at each command. */
type Observer = (taken: Step<KafkaModel>) => void

function labOf(scenario: Scenario, seed: number, observe: Observer): Lab {
  let world = buildWorld(scenario, seed, kafkaProgram)
  const promises = noPromises()
  const lossy = new Set<number>()
  let { ledOn } = NO_LOSSES
  const leadsOn = checkQuorumWatch()
  const broken = (before: KafkaWorld, process: ProcessId | null): string | null => {
    const [first] = checkSafety(world, before, {
      lossyBrokers: lossy.size,
      unclean: promises.unclean,
      ledOn,
    })
    if (first === undefined) return leadsOn(world, process)
    return `${first.rule} at event ${world.eventCount}: ${first.what}`
  }
  const hasLost = (process: ProcessId) => [...lossy].some((id) => serverProcess(id) === process)
  const lab: Lab = {
    world: () => world,
    promises,
    lossy,
    command: (command) => {
      const taken = apply(world, command)
      observe(taken)
      world = taken.world
    },
    advance: (until) => {
      for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
        const before = world
        const taken = step(before)
        if (taken === null) break
        observe(taken)
        world = taken.world
        note(promises, taken.facts, world.now)
        if (lossy.size > 0) ledOn = ledOnAfter(ledOn, { before, taken, hasLost })
        const found = broken(before, taken.event.process)
        if (found !== null) return found
      }
      return null
    },
  }
  for (const command of firstCommands(scenario)) lab.command(command)
  return lab
}

/** What came of one seed: null when everything held. */
export function sweepSeed(seed: number, observe: Observer = () => undefined): string | null {
  const roll = dice(seed, 'sweep')
  const isSwarm = dice(seed, 'swarm')(3) === 0
  const scenario = sweptScenario(roll, isSwarm)
  const lab = labOf(scenario, seed, observe)
  try {
    return hurtAndHeal(lab, { scenario, roll, isSwarm })
  } catch (error) {
    const { eventCount } = lab.world()
    return error instanceof Error ? `${error.message} at event ${eventCount}` : String(error)
  }
}

/** What a run is drawn from. */
type Drawn = Pick<Hurting, 'scenario' | 'roll' | 'isSwarm'>

function hurtAndHeal(lab: Lab, drawn: Drawn): string | null {
  const { scenario, roll } = drawn
  let clock = 12 * SECOND
  const found = lab.advance(clock)
  if (found !== null) return found
  for (let count = 3 + roll(5); count > 0; count -= 1) {
    const { lossy } = lab
    for (const command of hurt({ ...drawn, world: lab.world(), lossy, count })) {
      lab.command(command)
    }
    clock += (1 + roll(12)) * SECOND
    const broken = lab.advance(clock)
    if (broken !== null) return broken
  }
  heal(lab, scenario)
  // Who was asked to stop goes first, then comes back with the others.
  clock += 40 * SECOND
  const early = lab.advance(clock)
  if (early !== null) return early
  heal(lab, scenario)
  // Who could not be let go while there was no quorum goes now.
  clock += 40 * SECOND
  const late = lab.advance(clock)
  if (late !== null) return late
  heal(lab, scenario)
  clock += 90 * SECOND
  const calm = calmDown(lab, clock)
  if (calm !== null) return calm
  // The only replica came back on another disk: it may lead again when leaders are next balanced.
  // Unfencing finds it in a directory that is gone, the assignment elects nobody.
  if (lacksLeader(lab)) {
    clock += BALANCE_SECONDS * SECOND
    const waited = lab.advance(clock)
    if (waited !== null) return waited
    // Who was asked to stop and held records for that partition has given them up by now.
    heal(lab, scenario)
    clock += 90 * SECOND
  }
  return lab.advance(clock) ?? atTheEnd(lab, scenario, clock)
}

/** KR-23: when nothing has hurt for a while, and nobody starts or stops, the leader stays. */
function calmDown(lab: Lab, until: number): string | null {
  const early = lab.advance(until - 45 * SECOND)
  if (early !== null) return early
  const calm = lab.world()
  return lab.advance(until) ?? notStable(calm, lab.world())
}

function atTheEnd(lab: Lab, scenario: Scenario, clock: number): string | null {
  const world = lab.world()
  return (
    notConverged(lab, scenario) ??
    notKept(lab.promises, { scenario, world, lossyBrokers: lab.lossy.size }) ??
    settles(lab, scenario, clock)
  )
}

/** Nobody writes any more: what is written is committed and everywhere the same. */
function settles(lab: Lab, scenario: Scenario, from: number): string | null {
  for (const { id, kind } of scenario.workload) {
    const row = lab.world().processes.get(processId(id))
    if (kind === 'producer' && row !== undefined && isAlive(row)) {
      lab.command({ type: 'Kill', process: row.id })
    }
  }
  for (let clock = from; clock < from + SETTLES_WITHIN;) {
    // Not in step with what the controller does every half second.
    clock += 1.73 * SECOND
    const broken = lab.advance(clock)
    if (broken !== null) return broken
    if (restless(lab.world()) === null) return null
  }
  return restless(lab.world())
}

function restless(world: KafkaWorld): string | null {
  return notSettled(world) ?? notDecided(world)
}

function heal(lab: Lab, scenario: Scenario): void {
  for (const command of healing({ scenario, world: lab.world() })) lab.command(command)
}

/** True when a broker knows a partition of no leader. */
function lacksLeader(lab: Lab): boolean {
  return [...lab.world().processes.values()].some(
    ({ state }) =>
      isServer(state) &&
      state.broker?.image.topics.some((topic) =>
        topic.partitions.some(({ leader }) => leader === null),
      ) === true,
  )
}

/** After healing: all brokers run, every partition has a leader and its whole ISR. */
function notConverged(lab: Lab, scenario: Scenario): string | null {
  for (const { spec } of scenario.servers) {
    const state = lab.world().processes.get(serverProcess(spec.nodeId))?.state ?? null
    if (!isServer(state)) return `node ${spec.nodeId} does not run`
    if (state.broker === null) continue
    if (state.broker.lifecycle !== 'RUNNING') {
      return `broker ${spec.nodeId} is ${state.broker.lifecycle} after healing`
    }
    for (const topic of state.broker.image.topics.values()) {
      for (const [partition, row] of topic.partitions) {
        if (row.leader === null) return `${topic.name}-${partition} has no leader after healing`
        if (row.isr.length < row.replicas.length) {
          return `${topic.name}-${partition}: ISR ${row.isr.join(',')} of ${row.replicas.join(',')} after healing`
        }
      }
    }
  }
  return null
}
