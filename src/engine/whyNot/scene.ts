import type { Replica } from '~/kafka/broker/brokerState'
import type { NodeId } from '~/kafka/ids'
import { nodeId, topicPartition } from '~/kafka/ids'
import type { MetadataImage, PartitionRegistration } from '~/kafka/metadata/image'
import { EMPTY_IMAGE, partitionByName } from '~/kafka/metadata/image'
import type { KafkaWorld } from '~/kafka/model'
import type { Server } from '~/views/servers'
import { isUp, newestImage, serversOf } from '~/views/servers'
import type { Run } from '../run'

/** An instant of a run with what every answer reads. */
export interface Scene {
  readonly run: Run
  /** How many events have happened. */
  readonly index: number
  readonly world: KafkaWorld
  readonly nowMs: number
  readonly servers: readonly Server[]
  /** The controller that decides, or null; of two that think so, the one of the later epoch. */
  readonly controller: Server | null
  /** What it decides by, else what the node that replayed most knows. */
  readonly image: MetadataImage
}

/** The scene after so many events of the shown branch. */
export function sceneAt(run: Run, index: number): Scene {
  const world = run.worldAt(index)
  const servers = serversOf(world)
  const epochOf = ({ state }: Server) => state.controller?.active?.epoch ?? -1
  const active = servers
    .filter((server) => isUp(server) && epochOf(server) >= 0)
    .toSorted((a, b) => epochOf(b) - epochOf(a))
  const controller = active[0] ?? null
  return {
    run,
    index,
    world,
    nowMs: Math.floor(world.now / 1000),
    servers,
    controller,
    image: controller?.state.controller?.image ?? newestImage(servers) ?? EMPTY_IMAGE,
  }
}

/** A partition. */
export interface Place {
  readonly topic: string
  readonly partition: number
}

/** `orders-0`. */
export function nameOf({ topic, partition }: Place): string {
  return `${topic}-${partition}`
}

/** A partition as the metadata has it, or null. */
export function registrationOf({ image }: Scene, at: Place): PartitionRegistration | null {
  return partitionByName(image, at) ?? null
}

/** A node by its id, or null. */
export function serverOf({ servers }: Scene, id: number): Server | null {
  return servers.find(({ state }) => state.spec.nodeId === id) ?? null
}

/** A broker's own replica of a partition, or null. */
export function replicaOn(scene: Scene, at: Place, id: number): Replica | null {
  const name = topicPartition(at.topic, at.partition)
  return serverOf(scene, id)?.state.broker?.replicas.get(name) ?? null
}

/** The replica that leads by its own knowledge on the broker that the metadata names. */
export function leaderOf(scene: Scene, at: Place): LeaderReplica | null {
  const leader = registrationOf(scene, at)?.leader ?? null
  const server = leader === null ? null : serverOf(scene, leader)
  const replica = leader === null ? null : replicaOn(scene, at, leader)
  if (leader === null || server === null || !isUp(server)) return null
  if (replica?.role.type !== 'leader') return null
  return { id: leader, server, replica, role: replica.role }
}

/** A leader with its replica and what it knows of its followers. */
export interface LeaderReplica {
  readonly id: NodeId
  readonly server: Server
  readonly replica: Replica
  readonly role: Extract<Replica['role'], { readonly type: 'leader' }>
}

/** True for a broker that may lead. Kafka: ClusterControlManager.isActive. */
export function isActive({ image }: Scene, id: number): boolean {
  const broker = image.brokers.get(nodeId(id))
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown
}

/** Ids as a sentence has them. */
export function list(ids: readonly (number | string)[]): string {
  return ids.length === 0 ? '–' : ids.join(', ')
}
