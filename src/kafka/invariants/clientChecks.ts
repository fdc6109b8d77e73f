import type { ProcessId } from '~/sim/ids'
import type { BrokerState, Replica } from '../broker/brokerState'
import type { Consumer } from '../client/consumerState'
import type { Producer } from '../client/producerState'
import type { TopicPartition } from '../ids'
import type { Watch } from './watched'
import { broken, newestImageOf, serversOf } from './watched'

interface Reader {
  readonly kind: 'workload-consumer'
  readonly consumer: Consumer
}

interface Writer {
  readonly kind: 'workload-producer'
  readonly producer: Producer
}

interface State {
  readonly kind: string
}

/** True for the state of a consumer. */
export function isReader(state: State | null): state is Reader {
  return state?.kind === 'workload-consumer'
}

function isWriter(state: State | null): state is Writer {
  return state?.kind === 'workload-producer'
}

/**
 * CC-10: a position goes back only over a reset, which forgets it first, or to where the log that it
 * was validated against diverges. LR-26: what a consumer has taken in, the leader of the newest epoch
 * holds. CC-06, CC-09: what a member holds and commits. PI-06, PI-08: what a producer sends.
 */
export function clientChecks(watch: Watch): void {
  const { world, before } = watch
  if (before === null) return
  world.processes.forEachNew(before.processes, ({ incarnation, state }, id) => {
    if (isReader(state)) {
      const old = before.processes.get(id)
      if (old?.incarnation !== incarnation || !isReader(old.state)) return
      positions(watch, state.consumer, old.state.consumer)
      membership(watch, state.consumer, old.state.consumer)
    } else if (isWriter(state)) {
      const old = before.processes.get(id)
      const was = old?.incarnation === incarnation && isWriter(old.state) ? old.state : null
      writing(watch, { id, now: state.producer, old: was?.producer ?? null })
    }
  })
}

/** A member holds nothing from its join until it is told what it has; it commits what it has read. */
function membership(watch: Watch, now: Consumer, old: Consumer): void {
  const isJoining =
    now.membership === 'PREPARING_REBALANCE' || now.membership === 'COMPLETING_REBALANCE'
  const isNew = now.positions !== old.positions || now.membership !== old.membership
  if (isJoining && isNew && now.positions.size > 0) {
    const held = [...now.positions.keys()].join(',')
    broken(watch, 'CC-06', `${now.memberId} holds ${held} while its group assigns anew`)
  }
  if (now.committed === old.committed) return
  now.committed.forEachNew(old.committed, (to, name) => {
    const at = now.positions.get(name) ?? old.positions.get(name) ?? null
    if (at !== null && to > at) {
      broken(watch, 'CC-09', `${name}: ${to} is committed, read is ${at}`)
    }
  })
}

interface Writing {
  readonly id: ProcessId
  readonly now: Producer
  readonly old: Producer | null
}

/** Kafka: InFlightRequests.canSendMore; ids come from blocks that no two brokers share. */
function writing(watch: Watch, { id, now, old }: Writing): void {
  const { channel } = now.core
  const limit = channel.options.maxInFlight
  if (channel.nodes !== old?.core.channel.nodes) {
    channel.nodes.forEachNew(old?.core.channel.nodes, ({ inFlight }, key) => {
      if (inFlight.length <= limit) return
      broken(watch, 'PI-06', `${id} has ${inFlight.length} requests on their way to ${key}`)
    })
  }
  const { producerId } = now.identity
  if (producerId < 0 || producerId === old?.identity.producerId) return
  watch.world.processes.forEach(({ state }, other) => {
    if (other === id || !isWriter(state) || state.producer.identity.producerId !== producerId)
      return
    broken(watch, 'PI-08', `${id} and ${other} share the producer id ${producerId}`)
  })
}

function positions(watch: Watch, now: Consumer, old: Consumer): void {
  if (now.positions === old.positions) return
  now.positions.forEachNew(old.positions, (position, name) => {
    const was = old.positions.get(name) ?? null
    const isValidated = old.epochs.get(name)?.isAsked === true
    if (was !== null && position !== null && position < was && !isValidated) {
      broken(watch, 'CC-10', `${name}: a position fell from ${was} to ${position}`)
    }
    if (was !== null && position !== null && position > was) leaderHolds(watch, name, position)
  })
}

function leaderHolds(watch: Watch, name: TopicPartition, position: number): void {
  if (!isPastLeader(watch, name, position)) return
  broken(watch, 'LR-26', `${name}: a consumer has read to ${position}, past its leader's end`)
}

/** True for an offset that the leader of the newest epoch does not hold, though nobody lost anything. */
export function isPastLeader(watch: Watch, name: TopicPartition, position: number): boolean {
  const { lossyBrokers, unclean } = watch.losses
  if (lossyBrokers > 0 || unclean.has(name)) return false
  for (const { broker } of serversOf(watch)) {
    const replica = broker?.replicas.get(name)
    if (broker === null || replica === undefined || position <= replica.log.logEndOffset) continue
    if (leadsNow(watch, broker, replica)) return true
  }
  return false
}

/** True for the leader of the newest epoch; one that has not heard of a newer one is left. */
export function leadsNow(watch: Watch, { config }: BrokerState, replica: Replica): boolean {
  if (replica.role.type !== 'leader') return false
  const topic = newestImageOf(watch)?.topics.get(replica.topicId)
  const row = topic?.partitions.get(replica.partition)
  return row?.leader === config.nodeId && row.leaderEpoch === replica.leaderEpoch
}
