import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import { minIsrOf } from '~/kafka/broker/brokerState'
import { isReader } from '~/kafka/invariants/clientChecks'
import { lastBelow } from '~/kafka/invariants/watched'
import type { KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import { isAlive } from '~/sim/world'

/** How long replication may take after the last record, µs: LV-15 without a lag to make up. */
export const SETTLES_WITHIN = 30_000_000

/** What is not at rest although nobody writes: LV-14 … LV-18, LV-23; null: everything is. */
export function notSettled(world: KafkaWorld): string | null {
  return unreplicated(world) ?? unread(world)
}

function unreplicated(world: KafkaWorld): string | null {
  const brokers = brokersOf(world)
  for (const broker of brokers) {
    const [waiting] = broker.delayedProduces
    const { nodeId } = broker.config
    if (waiting !== undefined) return `LV-16: broker ${nodeId} has not answered a produce`
    for (const replica of broker.replicas.values()) {
      const problem = replica.role.type === 'leader' ? unsettled(broker, replica, brokers) : null
      if (problem !== null) return problem
    }
  }
  return null
}

/** What a consumer holds it has read to its end, and nobody else holds it. */
function unread(world: KafkaWorld): string | null {
  const ends = new Map<string, number>()
  for (const { role, log, name } of brokersOf(world).flatMap(replicasOf)) {
    if (role.type === 'leader') ends.set(name, log.highWatermark)
  }
  const seen = new Set<string>()
  for (const process of world.processes.values()) {
    const held = isAlive(process) && isReader(process.state) ? process.state.consumer.positions : []
    for (const [name, position] of held) {
      if (seen.has(name)) return `LV-23: ${name} has two readers`
      if (position !== ends.get(name)) {
        return `LV-23: ${name} is read to ${String(position)} of ${String(ends.get(name))}`
      }
      seen.add(name)
    }
  }
  return null
}

function brokersOf(world: KafkaWorld): readonly BrokerState[] {
  return [...world.processes.values()].flatMap((process): readonly BrokerState[] => {
    const { state } = process
    return isAlive(process) && isServer(state) && state.broker !== null ? [state.broker] : []
  })
}

const replicasOf = ({ replicas }: BrokerState): readonly Replica[] => [...replicas.values()]

function unsettled(
  broker: BrokerState,
  leader: Replica,
  brokers: readonly BrokerState[],
): string | null {
  const { role, log, name } = leader
  if (role.type !== 'leader') return null
  if (role.pendingState !== 'none') return `LV-14: ${name} waits for an AlterPartition`
  const isBacked = role.isr.length >= minIsrOf(broker, leader)
  if (isBacked && log.highWatermark < log.logEndOffset) {
    return `LV-15: ${name} is committed to ${log.highWatermark} of ${log.logEndOffset}`
  }
  for (const id of role.followers.keys()) {
    const replica = brokers.find(({ config }) => config.nodeId === id)?.replicas.get(name)
    if (replica === undefined || replica.isOffline) continue
    const problem = differs(leader, replica)
    if (problem !== null) return `LV-17: ${name} on broker ${id} ${problem}`
  }
  return null
}

/** The end, the mark and the newest batch are the leader's; what is before it LR-18 has seen. */
function differs({ log: led }: Replica, { log }: Replica): string | null {
  if (log.logEndOffset !== led.logEndOffset) return `ends at ${log.logEndOffset}`
  if (log.highWatermark !== led.highWatermark) return `knows ${log.highWatermark} as committed`
  const [own, its] = [log, led].map(({ batches, logEndOffset }) => lastBelow(batches, logEndOffset))
  if (own === undefined || its === undefined) return null
  const isSame = own.baseOffset === its.baseOffset && own.leaderEpoch === its.leaderEpoch
  return isSame ? null : `has another batch at ${own.baseOffset}`
}
