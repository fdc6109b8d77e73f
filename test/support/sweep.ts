import { firstState, draw } from '~/sim/random'
import type { RandomState } from '~/sim/random'
import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { checkSafety } from '~/kafka/invariants/safety'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { hostId } from '~/sim/ids'
import { apply, nextDue, step } from '~/sim/step'
import type { Command, Step } from '~/sim/world'

const SECOND = 1_000_000

/** Draws of one seed, one after the other. */
function dice(seed: number): (bound: number) => number {
  let state: RandomState = firstState(seed, 'sweep')
  return (bound) => {
    const drawn = draw(state, bound)
    state = drawn.state
    return drawn.value
  }
}

function scenarioOf(roll: (bound: number) => number): Scenario {
  const nodes = 1 + roll(5)
  const apart = roll(4) === 0
  const base = loopbackScenario({
    shape: apart
      ? { type: 'apart', controllers: 1 + 2 * roll(2), brokers: 1 + roll(3) }
      : { type: 'combined', nodes },
    properties: {},
    perNode: {},
  })
  const brokers = base.servers.filter(({ spec }) => spec.roles.includes('broker')).length
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 5, properties: {} }
  return {
    ...base,
    topics: [
      {
        name: 'orders',
        partitions: 1 + roll(3),
        replicationFactor: Math.min(3, brokers),
        configs: brokers >= 3 ? { 'min.insync.replicas': '2' } : {},
      },
    ],
    workload: [
      { ...client, id: 'producer-1', kind: 'producer', groupId: null },
      { ...client, id: 'consumer-1', kind: 'consumer', groupId: 'billing' },
    ],
  }
}

/** One hurt: a command, or null for a link's cut that needs two. */
function hurtOf(
  scenario: Scenario,
  roll: (bound: number) => number,
): readonly Command<KafkaModel>[] {
  const pick = () => scenario.servers[roll(scenario.servers.length)]?.spec.nodeId ?? 1
  const node = pick()
  const process = serverProcess(node)
  const other = pick()
  switch (roll(6)) {
    case 0:
      return [{ type: 'Kill', process }]
    case 1:
      return [{ type: 'Pause', process }]
    case 2:
      return [{ type: 'Signal', process, signal: 'SIGTERM' }]
    case 3:
      return [{ type: 'PowerOff', host: hostId(`node-${node}`) }]
    case 4:
      return [
        {
          type: 'SetLink',
          from: hostId(`node-${node}`),
          to: hostId(`node-${other}`),
          link: { cut: true },
        },
      ]
    default:
      return [
        {
          type: 'SetLink',
          from: hostId(`node-${node}`),
          to: hostId(`node-${other}`),
          link: { lossPerMille: 200, latencyMicros: 20_000 },
        },
      ]
  }
}

/** A run without a past: only its newest world is kept. */
interface Lab {
  readonly world: () => KafkaWorld
  readonly command: (command: Command<KafkaModel>) => void
  /** Runs on to an instant, µs, and checks safety after every event; what broke, or null. */
  readonly advance: (until: number) => string | null
}

/** How often each edge was taken: `machine from event to`. */
export type EdgeCounts = Map<string, number>

function countEdges(counts: EdgeCounts, facts: Step<KafkaModel>['facts']): void {
  for (const { fact } of facts) {
    if (fact.type !== 'Transitioned') continue
    const edge = `${fact.machine} ${fact.from} ${fact.event} ${fact.to}`
    counts.set(edge, (counts.get(edge) ?? 0) + 1)
  }
}

function labOf(scenario: Scenario, seed: number, edges: EdgeCounts): Lab {
  let world = buildWorld(scenario, seed, kafkaProgram)
  const broken = (before: KafkaWorld): string | null => {
    const [first] = checkSafety(world, before)
    if (first === undefined) return null
    return `${first.rule} at event ${world.eventCount}: ${first.what}`
  }
  const lab: Lab = {
    world: () => world,
    command: (command) => {
      const taken = apply(world, command)
      countEdges(edges, taken.facts)
      world = taken.world
    },
    advance: (until) => {
      for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
        const before = world
        const taken = step(before)
        countEdges(edges, taken?.facts ?? [])
        world = taken?.world ?? before
        const found = broken(before)
        if (found !== null) return found
      }
      return null
    },
  }
  for (const command of firstCommands(scenario)) lab.command(command)
  return lab
}

/** What came of one seed: null when everything held. Edges that machines took are counted. */
export function sweepSeed(seed: number, edges: EdgeCounts = new Map()): string | null {
  const roll = dice(seed)
  const scenario = scenarioOf(roll)
  const lab = labOf(scenario, seed, edges)
  try {
    return hurtAndHeal(lab, scenario, roll)
  } catch (error) {
    const { eventCount } = lab.world()
    return error instanceof Error ? `${error.message} at event ${eventCount}` : String(error)
  }
}

function hurtAndHeal(lab: Lab, scenario: Scenario, roll: (bound: number) => number): string | null {
  let clock = 12 * SECOND
  const found = lab.advance(clock)
  if (found !== null) return found
  for (let count = 2 + roll(5); count > 0; count -= 1) {
    for (const command of hurtOf(scenario, roll)) lab.command(command)
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
  const broken = lab.advance(clock + 90 * SECOND)
  return broken ?? notConverged(lab, scenario)
}

function heal(lab: Lab, scenario: Scenario): void {
  lab.command({ type: 'HealLinks' })
  for (const { spec } of scenario.servers) {
    const process = serverProcess(spec.nodeId)
    lab.command({ type: 'Resume', process })
    lab.command({ type: 'Start', process })
  }
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
