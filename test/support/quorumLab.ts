import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { checkSafety } from '~/kafka/invariants/safety'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { Protection, StorageFormat } from '~/kafka/serverSpec'
import type { Scenario, ScenarioClient, ScenarioTopic } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { apply, nextDue, step } from '~/sim/step'
import type { Command, Step } from '~/sim/world'
import { bothWays, hostOf, SECOND } from './hurting'

/** A cluster whose voters stand apart: the first nodes are brokers, those that follow controllers. */
export interface QuorumSetup {
  /** 3 when it is not said. */
  readonly controllers?: number
  /** 1 when it is not said. */
  readonly brokers?: number
  readonly unprotected?: readonly Protection[]
  readonly properties?: Readonly<Record<string, string>>
  /** How a node's disk is formatted; none: static voters. */
  readonly formatOf?: (id: number) => StorageFormat
  /** A topic of one partition on the broker. */
  readonly hasTopic?: boolean
  /** A topic like it, with other properties. */
  readonly topic?: Partial<ScenarioTopic>
  /** Clients of the topic, which bootstrap from the first broker. */
  readonly workload?: readonly LabClient[]
  readonly observe?: (taken: Step<KafkaModel>) => void
  /** What its processes run; none: what the page's do. */
  readonly program?: typeof kafkaProgram
}

/** A client; what is not said is as for one that sends or reads twice a second. */
type LabClient = Pick<ScenarioClient, 'id' | 'kind'> & Partial<ScenarioClient>

const TOPIC = { name: 'orders', partitions: 1, replicationFactor: 1, configs: {} }

/** A run of it; safety is checked after every event. */
export interface QuorumLab {
  readonly voters: readonly number[]
  readonly world: () => KafkaWorld
  readonly command: (command: Command<KafkaModel>) => void
  /** Goes on so long; the rules that were broken meanwhile. */
  readonly passes: (seconds: number) => readonly string[]
  /** Goes on until it is so, for so long at most. True: it is. */
  readonly until: (isSo: () => boolean, seconds: number) => boolean
  /** Rules that have been broken so far. */
  readonly broken: ReadonlySet<string>
}

function scenarioOf({ controllers = 3, brokers = 1, ...setup }: QuorumSetup): Scenario {
  const { properties = {}, topic, workload = [] } = setup
  const shape = { type: 'apart', controllers, brokers } as const
  const base = loopbackScenario({ shape, properties, perNode: {} })
  const servers = base.servers.map((server) => ({
    ...server,
    spec: {
      ...server.spec,
      unprotected: setup.unprotected ?? [],
      ...(setup.formatOf === undefined ? {} : { format: setup.formatOf(server.spec.nodeId) }),
    },
  }))
  const client = { topic: TOPIC.name, ratePerSecond: 2, properties: {}, bootstrap: base.bootstrap }
  return {
    ...base,
    servers,
    topics: setup.hasTopic === true || topic !== undefined ? [{ ...TOPIC, ...topic }] : [],
    workload: workload.map((row) => ({
      ...client,
      groupId: row.kind === 'consumer' ? 'billing' : null,
      ...row,
    })),
  }
}

/** Starts it. */
export function quorumLab(setup: QuorumSetup): QuorumLab {
  const { controllers = 3, brokers = 1, observe = () => undefined } = setup
  const scenario = scenarioOf(setup)
  const broken = new Set<string>()
  let world = buildWorld(scenario, 1, setup.program ?? kafkaProgram)
  const command = (order: Command<KafkaModel>) => {
    const taken = apply(world, order)
    observe(taken)
    world = taken.world
  }
  const advance = (until: number): Set<string> | null => {
    const due = nextDue(world)
    if (due === null || due > until) return null
    const before = world
    const taken = step(before)
    if (taken === null) return null
    observe(taken)
    world = taken.world
    const found = new Set(checkSafety(world, before).map(({ rule }) => rule))
    for (const rule of found) broken.add(rule)
    return found
  }
  for (const order of firstCommands(scenario)) command(order)
  return {
    voters: Array.from({ length: controllers }, (_, index) => brokers + 1 + index),
    world: () => world,
    command,
    broken,
    passes: (seconds) => {
      const until = world.now + seconds * SECOND
      const met = new Set<string>()
      for (let found = advance(until); found !== null; found = advance(until)) {
        for (const rule of found) met.add(rule)
      }
      return [...met]
    },
    until: (isSo, seconds) => {
      const until = world.now + seconds * SECOND
      while (!isSo()) if (advance(until) === null) return isSo()
      return true
    },
  }
}

/** A node of the lab, null while it does not run. */
export function serverAt({ world }: QuorumLab, id: number): ServerState | null {
  const state = world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state : null
}

/** What a node knows of the quorum. */
export function quorumAt(lab: QuorumLab, id: number): QuorumState | null {
  return serverAt(lab, id)?.quorum ?? null
}

/** The name of a node's role. */
export function roleAt(lab: QuorumLab, id: number): QuorumState['role']['name'] | null {
  return quorumAt(lab, id)?.role.name ?? null
}

/** Who leads, of several the one of the newest epoch; 0: nobody. */
export function leaderOf(lab: QuorumLab): number {
  const epochAt = (id: number) => quorumAt(lab, id)?.epoch ?? 0
  const leaders = lab.voters.filter((id) => roleAt(lab, id) === 'Leader')
  return leaders.sort((a, b) => epochAt(b) - epochAt(a))[0] ?? 0
}

/** The voters but these. */
export function othersOf(lab: QuorumLab, ...ids: readonly number[]): readonly number[] {
  return lab.voters.filter((id) => !ids.includes(id))
}

/** Nothing passes between two groups of nodes, or everything does again. */
export function part(
  lab: QuorumLab,
  groups: readonly [readonly number[], readonly number[]],
  cut = true,
): void {
  const [ours, theirs] = groups
  for (const one of ours) {
    for (const other of theirs) {
      for (const order of bothWays(hostOf(one), hostOf(other), { cut })) lab.command(order)
    }
  }
}
