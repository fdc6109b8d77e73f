import { serverConfig } from '~/kafka/config/effective'
import { topicPartition } from '~/kafka/ids'
import type { KafkaWorld } from '~/kafka/model'
import type { MetadataImage, PartitionRegistration, TopicImage } from '~/kafka/metadata/image'
import { topicByName } from '~/kafka/metadata/image'
import { coordinatorPartition } from '~/kafka/protocol/coordinatorPartition'
import { linkBetween } from '~/sim/network'
import type { HostId } from '~/sim/ids'
import type { Server } from '~/views/servers'
import { newestImage, serversOf } from '~/views/servers'

const MIN_ISR = 'min.insync.replicas'
const OFFSETS_TOPIC = '__consumer_offsets'

/** How a partition stands at an instant. */
export interface PartitionStanding {
  /** `orders-0`. */
  readonly partition: string
  readonly isInternal: boolean
  /** Who leads it by the metadata, or null. */
  readonly leader: number | null
  readonly isr: number
  readonly minIsr: number
  /** Its leader runs, knows that it leads, and the clients' hosts can talk to it. */
  readonly isServed: boolean
}

/** How a cluster stands at an instant: what trials compare. */
export interface ClusterStanding {
  readonly partitions: ReadonlyMap<string, PartitionStanding>
  /** The partition of `__consumer_offsets` that keeps each known group. */
  readonly groups: ReadonlyMap<string, string>
  /** The active controller, or null. */
  readonly controller: number | null
}

/** How the cluster stands, from the newest metadata that any living server knows. */
export function standingOf(world: KafkaWorld): ClusterStanding {
  const servers = serversOf(world)
  const image = newestImage(servers)
  const active = servers.find(
    ({ state, status }) => status === 'running' && (state.controller?.active ?? null) !== null,
  )
  const controller = active === undefined ? null : active.state.spec.nodeId
  if (image === null) return { partitions: new Map(), groups: new Map(), controller }
  const partitions = new Map<string, PartitionStanding>()
  const clients = clientHosts(world)
  for (const topic of image.topics.values()) {
    const minIsr = minIsrOf(image, topic, servers)
    for (const [number, row] of topic.partitions) {
      const partition = topicPartition(topic.name, number)
      const server = servers.find(({ state }) => state.spec.nodeId === row.leader)
      partitions.set(partition, {
        partition,
        isInternal: topic.name.startsWith('__'),
        leader: row.leader,
        isr: row.isr.length,
        minIsr: Math.min(minIsr, row.replicas.length),
        isServed:
          server !== undefined &&
          leads(server, { topic: topic.name, number, row }) &&
          clients.every((host) => reaches(world, host, server.host)),
      })
    }
  }
  return { partitions, groups: groupsOf(servers, image), controller }
}

function minIsrOf(image: MetadataImage, topic: TopicImage, servers: readonly Server[]): number {
  const own = image.configs.get(`TOPIC:${topic.name}`)?.get(MIN_ISR)
  const dynamic = own ?? image.configs.get('BROKER:')?.get(MIN_ISR)
  if (dynamic !== undefined) return Number(dynamic)
  const spec = servers[0]?.state.spec
  return spec === undefined ? 1 : Number(serverConfig(spec).string(MIN_ISR))
}

interface Led {
  readonly topic: string
  readonly number: number
  readonly row: PartitionRegistration
}

function leads({ status, state }: Server, { topic, number, row }: Led): boolean {
  if (status !== 'running') return false
  const replica = state.broker?.replicas.get(topicPartition(topic, number))
  return (
    replica?.role.type === 'leader' && replica.leaderEpoch === row.leaderEpoch && !replica.isOffline
  )
}

/** Hosts on which clients run. */
function clientHosts(world: KafkaWorld): readonly HostId[] {
  const hosts = new Set<HostId>()
  for (const { spec, host, status } of world.processes.values()) {
    if (spec.kind === 'client' && status === 'running') hosts.add(host)
  }
  return [...hosts].sort()
}

function reaches({ network }: KafkaWorld, from: HostId, to: HostId): boolean {
  return !linkBetween(network, from, to).cut && !linkBetween(network, to, from).cut
}

/** The groups that any coordinator knows, with the partition that keeps each. Rule G-01. */
function groupsOf(servers: readonly Server[], image: MetadataImage): ReadonlyMap<string, string> {
  const count = topicByName(image, OFFSETS_TOPIC)?.partitions.size ?? 0
  const groups = new Map<string, string>()
  if (count === 0) return groups
  for (const { state } of servers) {
    for (const shard of state.broker?.groups.shards.values() ?? []) {
      for (const id of shard.groups.keys()) {
        groups.set(id, topicPartition(OFFSETS_TOPIC, coordinatorPartition(id, count)))
      }
    }
  }
  return groups
}
