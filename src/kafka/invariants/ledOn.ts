import type { ProcessId } from '~/sim/ids'
import type { Step } from '~/sim/world'
import type { BrokerState } from '../broker/brokerState'
import type { TopicPartition } from '../ids'
import { topicPartition } from '../ids'
import type { KafkaModel, KafkaWorld } from '../model'
import { isServer } from '../server/server'
import type { LedOn } from './watched'
import { LET_IN } from './watched'

interface Happened {
  readonly before: KafkaWorld
  readonly taken: Step<KafkaModel>
  /** Whether a server has lost data with the power. */
  readonly hasLost: (process: ProcessId) => boolean
}

/**
 * What an event adds to where a broker led on that had lost the end of its log with the power. Kafka
 * 4.1.2 does so: a broker publishes its first image, takes up what that says it leads and elects its
 * coordinators while its registration is refused (DUPLICATE_BROKER_REGISTRATION), because its last
 * session lasts. Nobody fetches from it or writes to it, its listeners open when it is let in; but
 * the epoch begins anew where its log ends, and what its group coordinator writes by itself (a
 * member's session is over) lies at offsets that others hold.
 * Kafka: BrokerServer.startup, BrokerMetadataPublisher.onMetadataUpdate, Partition.makeLeader,
 * GroupCoordinatorService.onElection, ClusterControlManager.registerBroker.
 */
export function ledOnAfter(old: LedOn, { before, taken, hasLost }: Happened): LedOn {
  const { process } = taken.event
  if (process === null) return old
  const broker = brokerOf(taken.world, process)
  if (broker === null || LET_IN.has(broker.lifecycle) || !hasLost(process)) return old
  const { nodeId } = broker.config
  const led = taken.facts.flatMap(({ fact }) =>
    fact.type === 'BecameLeader' ? [topicPartition(fact.topic, fact.partition)] : [],
  )
  const by = new Map(old.by)
  for (const name of led) by.set(name, new Set([...(by.get(name) ?? []), nodeId]))
  const earlier = brokerOf(before, process)
  const written = new Set(old.written)
  for (const [name, brokers] of old.by) {
    if (brokers.has(nodeId) && hasWritten(name, broker, earlier)) written.add(name)
  }
  return { by, written }
}

function brokerOf(world: KafkaWorld, process: ProcessId): BrokerState | null {
  const state = world.processes.get(process)?.state ?? null
  return isServer(state) ? state.broker : null
}

/** True when its log has grown while it led. */
function hasWritten(name: TopicPartition, now: BrokerState, old: BrokerState | null): boolean {
  const [replica, before] = [now.replicas.get(name), old?.replicas.get(name)]
  if (replica?.role.type !== 'leader' || before?.role.type !== 'leader') return false
  return replica.log.logEndOffset > before.log.logEndOffset
}
