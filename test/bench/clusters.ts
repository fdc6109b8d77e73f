import { buildWorld, firstCommands } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { Program } from '~/sim/model'
import { apply, nextDue, step } from '~/sim/step'

const SECOND = 1_000_000

/** A cluster with one topic and one producer of keyed records, acks=all. */
export interface BusyCluster {
  readonly brokers: number
  readonly partitions: number
  readonly ratePerSecond: number
}

/** The scenario of a busy cluster: combined nodes, replication factor 3. */
export function busyScenario({ brokers, partitions, ratePerSecond }: BusyCluster): Scenario {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: brokers },
    // The topic has its partitions: a producer must not create it first, with one.
    properties: { 'auto.create.topics.enable': 'false' },
    perNode: {},
  })
  return {
    ...base,
    topics: [{ name: 'orders', partitions, replicationFactor: 3, configs: {} }],
    workload: [
      {
        id: 'shop',
        kind: 'producer',
        topic: 'orders',
        bootstrap: base.bootstrap,
        ratePerSecond,
        groupId: null,
        properties: { acks: 'all' },
      },
    ],
  }
}

const INTERNAL_FACTORS = [
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'share.coordinator.state.topic.replication.factor',
]

/** Five controllers that vote, and nothing else. */
export function quorumScenario(): Scenario {
  // Without brokers the factors of the internal topics would follow their number: 0 is refused.
  const factors = Object.fromEntries(INTERNAL_FACTORS.map((name) => [name, '1']))
  return loopbackScenario({
    shape: { type: 'apart', controllers: 5, brokers: 0 },
    properties: factors,
    perNode: {},
  })
}

/** A world after its first simulated seconds, without history. */
export function runFor(
  scenario: Scenario,
  seconds: number,
  program: Program<KafkaModel> = kafkaProgram,
): KafkaWorld {
  let world = buildWorld(scenario, 1, program)
  for (const command of firstCommands(scenario)) world = apply(world, command).world
  return runUntil(world, seconds * SECOND, () => {})
}

/** Runs on to an instant (µs); `each` sees every world. */
export function runUntil(
  start: KafkaWorld,
  until: number,
  each: (taken: NonNullable<ReturnType<typeof step<KafkaModel>>>) => void,
): KafkaWorld {
  let world = start
  for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
    const taken = step(world)
    if (taken === null) break
    each(taken)
    world = taken.world
  }
  return world
}
