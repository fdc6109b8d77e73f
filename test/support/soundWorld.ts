import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { present } from '~/base/invariant'
import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import type { ControllerState } from '~/kafka/controller/controllerState'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import { leaderEpoch, offset, partitionEpoch, topicPartition } from '~/kafka/ids'
import { checkSafety } from '~/kafka/invariants/safety'
import type { MetadataImage, PartitionRegistration } from '~/kafka/metadata/image'
import type { KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { apply, nextDue, step } from '~/sim/step'

/** The partition that worlds are broken at. */
export const PARTITION = topicPartition('orders', 0)
const SECONDS = 1_000_000

/** Three nodes with a topic, a producer and a group, ten seconds old and sound. */
function soundWorld(): KafkaWorld {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: {},
    perNode: {},
  })
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 5, properties: {} }
  const scenario = {
    ...base,
    topics: [
      {
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2' },
      },
    ],
    workload: [
      { ...client, id: 'producer-1', kind: 'producer', groupId: null },
      { ...client, id: 'consumer-1', kind: 'consumer', groupId: 'billing' },
    ] as const,
  }
  let world = buildWorld(scenario, 1, kafkaProgram)
  for (const command of firstCommands(scenario)) world = apply(world, command).world
  for (let due = nextDue(world); due !== null && due <= 18 * SECONDS; due = nextDue(world)) {
    world = step(world)?.world ?? world
  }
  return world
}

/** The sound world. */
export const sound = soundWorld()

/** A server of the sound world. */
export function serverOf(id: number): ServerState {
  const state = present(sound.processes.get(serverProcess(id)), 'it runs').state
  if (!isServer(state)) throw new Error(`node ${id} is a server`)
  return state
}

/** A world with another state of one server. */
export function withServer(
  id: number,
  change: (state: ServerState) => ServerState,
  of: KafkaWorld = sound,
): KafkaWorld {
  const process = present(of.processes.get(serverProcess(id)), 'it runs')
  if (!isServer(process.state)) throw new Error(`node ${id} is a server`)
  const next = { ...process, state: change(process.state) }
  return { ...of, processes: of.processes.set(process.id, next) }
}

const ids = [1, 2, 3]
const leads = (id: number) => serverOf(id).quorum?.role.name === 'Leader'
/** The active controller. */
export const active = present(ids.find(leads), 'the quorum has a leader')
/** A voter that follows. */
export const voter = present(
  ids.find((id) => !leads(id)),
  'the quorum has a follower',
)
const roleOf = (id: number) => serverOf(id).broker?.replicas.get(PARTITION)?.role.type
/** The leader of orders-0. */
export const leader = present(
  ids.find((id) => roleOf(id) === 'leader'),
  'orders-0 has a leader',
)
/** A follower of orders-0. */
export const follower = present(
  ids.find((id) => roleOf(id) === 'follower'),
  'orders-0 has a follower',
)

type Part<T> = (old: T) => Partial<T>

/** A world with another quorum state of a node. */
export const quorum = (id: number, change: Part<QuorumState>) =>
  withServer(id, (state) => {
    const old = present(state.quorum, 'it is up')
    return { ...state, quorum: { ...old, ...change(old) } }
  })

/** A world with another broker state. */
export const broker = (id: number, change: Part<BrokerState>, of: KafkaWorld = sound) =>
  withServer(
    id,
    (state) => {
      const old = present(state.broker, 'it is up')
      return { ...state, broker: { ...old, ...change(old) } }
    },
    of,
  )

/** A world with another replica of orders-0 on a broker. */
export const replica = (id: number, change: Part<Replica>, of: KafkaWorld = sound) =>
  broker(
    id,
    ({ replicas }) => {
      const old = present(replicas.get(PARTITION), 'it has a replica')
      return { replicas: replicas.set(PARTITION, { ...old, ...change(old) }) }
    },
    of,
  )

/** A world with another log of orders-0 on a broker. */
export const log = (id: number, change: Part<Replica['log']>, of: KafkaWorld = sound) =>
  replica(id, (old) => ({ log: { ...old.log, ...change(old.log) } }), of)

/** A world with another state of the active controller. */
export const controller = (change: Part<ControllerState>, of: KafkaWorld = sound) =>
  withServer(
    active,
    (state) => {
      const old = present(state.controller, 'it is up')
      return { ...state, controller: { ...old, ...change(old) } }
    },
    of,
  )

/** A world in which the active controller has another image. */
export const image = (change: Part<MetadataImage>, of: KafkaWorld = sound) =>
  controller(({ image: old }) => ({ image: { ...old, ...change(old) } }), of)

/** A world in which orders-0 is registered otherwise. */
export const registration = (change: Part<PartitionRegistration>) =>
  image((old) => {
    const topics = old.topics.map((topic) => {
      const row = topic.partitions.get(0)
      if (topic.name !== 'orders' || row === undefined) return topic
      const next = {
        ...row,
        partitionEpoch: partitionEpoch(row.partitionEpoch + 1),
        ...change(row),
      }
      return { ...topic, partitions: topic.partitions.set(0, next) }
    })
    return { topics }
  })

/** The coordinator of the group. */
export const coordinator = present(
  ids.find((id) => serverOf(id).broker?.groups.shards.some(({ groups }) => groups.has('billing'))),
  'billing has a coordinator',
)

/** A world with another state of the group. */
export const group = (change: Part<ClassicGroup>) =>
  withServer(coordinator, (state) => {
    const broker = present(state.broker, 'it is up')
    const shards = broker.groups.shards.map((shard) => {
      const old = shard.groups.get('billing')
      if (old === undefined) return shard
      return { ...shard, groups: shard.groups.set('billing', { ...old, ...change(old) }) }
    })
    return { ...state, broker: { ...broker, groups: { ...broker.groups, shards } } }
  })

/** The rules that a world breaks after another one. */
export const rulesOf = (world: KafkaWorld, before: KafkaWorld | null = sound) =>
  checkSafety(world, before).map(({ rule }) => rule)

/** The last batch with another epoch, offset or content. */
export const lastBatch = (
  old: Replica['log'],
  part: Partial<Parameters<Replica['log']['batches']['push']>[0]>,
) => {
  const newest = present(old.batches.last(), 'it holds records')
  return { batches: old.batches.pop().push({ ...newest, ...part }) }
}
/** An offset beyond a log. */
export const pastEnd = (old: Replica['log']) => offset(old.logEndOffset + 7)

/** A follower that leads a newer epoch with a log that is short. */
export const takesOver: Part<QuorumState> = ({ epoch, log: old }) => ({
  role: present(serverOf(active).quorum, 'it is up').role,
  epoch: leaderEpoch(epoch + 1),
  highWatermark: null,
  log: { ...old, batches: old.batches.take(2), endOffset: offset(2) },
})
