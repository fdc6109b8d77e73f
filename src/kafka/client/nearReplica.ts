import { NativeMap } from '~/base/nativeMap'
import type { Destination } from '../channel/channelState'
import type { TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'
import { clientNow, requestRefresh } from './clientCore'
import { leaderOf, nodeOf } from './knownLeaders'
import type { ConsumerWork } from './consumerState'

/** Where a partition is fetched from. K-12 (KIP-392). Kafka: AbstractFetch.selectReadReplica. */
export function readFrom(work: ConsumerWork, name: TopicPartition): Destination | null {
  const leader = leaderAt(work, name)
  const near = work.consumer.near.get(name)
  if (near === undefined || near.untilMs <= clientNow(work)) return leader
  return nodeOf(work.core, near.id) ?? leader
}

/** A leader has named a replica; it holds for metadata.max.age.ms. */
export function noteNear(work: ConsumerWork, name: TopicPartition, id: number): void {
  const untilMs = clientNow(work) + work.core.settings.int('metadata.max.age.ms')
  work.consumer = { ...work.consumer, near: work.consumer.near.set(name, { id, untilMs }) }
}

/** Back to the leader. True when another replica was read from. clearPreferredReadReplica. */
export function forgetNear(work: ConsumerWork, name: TopicPartition): boolean {
  if (!work.consumer.near.has(name)) return false
  work.consumer = { ...work.consumer, near: work.consumer.near.delete(name) }
  return true
}

/** A partition's leader. */
export function leaderAt(work: ConsumerWork, name: TopicPartition): Destination | null {
  const { topic, partition } = splitTopicPartition(name)
  return leaderOf(work.core, topic, partition)
}

/** Partitions by the node that is asked about them; unknown leaders are asked for. */
export function byNode(
  work: ConsumerWork,
  names: readonly TopicPartition[],
  choose: (name: TopicPartition) => Destination | null,
): ReadonlyMap<string, { readonly to: Destination; readonly names: TopicPartition[] }> {
  const found = new NativeMap<string, { to: Destination; names: TopicPartition[] }>()
  let isLeaderless = false
  for (const name of names) {
    const to = choose(name)
    if (to === null) isLeaderless = true
    else {
      const row = found.get(to.key) ?? { to, names: [] }
      row.names.push(name)
      found.set(to.key, row)
    }
  }
  if (isLeaderless) requestRefresh(work)
  return found
}
