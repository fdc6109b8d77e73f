import type { Destination } from '../channel/channelState'
import type { NodeId } from '../ids'
import type { CurrentLeader, NodeEndpoint } from '../protocol/rpc/data'
import type { ClientCore, CoreWork } from './coreState'
import { nodesOf } from './destinations'

/** A leader that a response named, with the nodes that it described. */
export interface NamedLeader {
  readonly leader: CurrentLeader | null
  readonly endpoints: readonly NodeEndpoint[]
}

/**
 * Learns a newer leader that a response named, where its node is known or described. A-14.
 * Kafka: Metadata.updatePartitionLeadership.
 */
export function learnLeader(
  work: CoreWork,
  at: { readonly topic: string; readonly partition: number },
  { leader, endpoints }: NamedLeader,
): void {
  const topic = work.core.topics.get(at.topic)
  const old = topic?.partitions.find(({ partition }) => partition === at.partition)
  if (leader === null || topic === undefined || old === undefined) return
  const { leaderId, leaderEpoch } = leader
  if (leaderId === null || leaderEpoch <= old.leaderEpoch) return
  const nodes = work.core.nodes.merge(nodesOf(endpoints))
  if (!nodes.has(leaderId)) return
  work.core.nodes = nodes
  const partitions = topic.partitions.map((row) =>
    row === old ? { ...row, leader: leaderId, leaderEpoch } : row,
  )
  work.core.topics = work.core.topics.set(at.topic, { ...topic, partitions })
}

/** A known broker. */
export function nodeOf(core: ClientCore, id: NodeId | number | null): Destination | null {
  return id === null ? null : (core.nodes.get(id) ?? null)
}

/** The leader of a partition as this client knows it. */
export function leaderOf(core: ClientCore, topic: string, partition: number): Destination | null {
  const row = core.topics.get(topic)?.partitions.find((p) => p.partition === partition)
  return nodeOf(core, row?.leader ?? null)
}
