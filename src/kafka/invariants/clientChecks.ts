import type { BrokerState, Replica } from '../broker/brokerState'
import type { Consumer } from '../client/consumerState'
import type { TopicPartition } from '../ids'
import type { Watch } from './watched'
import { broken, newestImageOf, serversOf } from './watched'

interface Reader {
  readonly kind: 'workload-consumer'
  readonly consumer: Consumer
}

/** True for the state of a consumer. */
export function isReader(state: { readonly kind: string } | null): state is Reader {
  return state?.kind === 'workload-consumer'
}

/**
 * CC-10: a position goes back only over a reset, which forgets it first, or to where the log that it
 * was validated against diverges. LR-26: what a consumer has taken in, the leader of the newest epoch
 * holds.
 */
export function clientChecks(watch: Watch): void {
  const { world, before } = watch
  if (before === null) return
  world.processes.forEachNew(before.processes, ({ incarnation, state }, id) => {
    if (!isReader(state)) return
    const old = before.processes.get(id)
    if (old?.incarnation !== incarnation || !isReader(old.state)) return
    positions(watch, state.consumer, old.state.consumer)
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
  const { lossyBrokers, unclean } = watch.losses
  if (lossyBrokers > 0 || unclean.has(name)) return
  for (const { broker } of serversOf(watch)) {
    const replica = broker?.replicas.get(name)
    if (broker === null || replica === undefined || position <= replica.log.logEndOffset) continue
    if (!leadsNow(watch, broker, replica)) continue
    broken(watch, 'LR-26', `${name}: a consumer has read to ${position}, past its leader's end`)
  }
}

/** True for the leader of the newest epoch; one that has not heard of a newer one is left. */
export function leadsNow(watch: Watch, { config }: BrokerState, replica: Replica): boolean {
  if (replica.role.type !== 'leader') return false
  const topic = newestImageOf(watch)?.topics.get(replica.topicId)
  const row = topic?.partitions.get(replica.partition)
  return row?.leader === config.nodeId && row.leaderEpoch === replica.leaderEpoch
}
