import { BASE64URL } from '~/base/base64'
import type { NodeId } from '../ids'
import type { MetadataImage, PartitionRegistration } from './image'
import { ZERO_UUID } from '../ids'

/** No directory has been chosen yet. Kafka: DirectoryId.UNASSIGNED. */
export const UNASSIGNED = 'AAAAAAAAAAAAAAAAAAAAAQ'
/** In a directory that is no longer there. Kafka: DirectoryId.LOST. */
const LOST = 'AAAAAAAAAAAAAAAAAAAAAg'
/** Its broker tells no directories. Kafka: DirectoryId.MIGRATING. */
const MIGRATING = ZERO_UUID

/** The first ids of all are kept back. */
const RESERVED_IDS = 100

/** True for an id that no directory can have. Kafka: DirectoryId.reserved. */
export function isReservedDirectory(id: string): boolean {
  const [high, low] = [...id.slice(20)].map((digit) => BASE64URL.indexOf(digit))
  if (!id.startsWith('A'.repeat(20)) || high === undefined || low === undefined) return false
  return (high << 2) + (low >> 4) < RESERVED_IDS
}

/** The directory of one replica of a partition. Kafka: PartitionRegistration.directory. */
export function directoryOf(partition: PartitionRegistration, id: NodeId): string | null {
  return partition.directories[partition.replicas.indexOf(id)] ?? null
}

/**
 * The directory that a new replica gets: the only one of its broker, or none yet.
 * Kafka: ClusterControlManager.defaultDir.
 */
export function defaultDirectory(image: MetadataImage, id: NodeId): string {
  const directories = image.brokers.get(id)?.directories
  const [only, ...others] = directories ?? []
  if (directories === undefined || others.length > 0) return UNASSIGNED
  return only ?? MIGRATING
}

/** True when a replica's directory works, or nobody knows. Kafka: DirectoryId.isOnline. */
export function isOnlineDirectory(image: MetadataImage, id: NodeId, directory: string): boolean {
  const broker = image.brokers.get(id)
  if (broker === undefined) return false
  if (directory === UNASSIGNED || directory === MIGRATING) return true
  if (directory === LOST) return false
  return broker.directories.length === 0 || broker.directories.includes(directory)
}

/** True when a broker's replica of a partition can be used. Kafka: ReplicationControlManager.LeaderAcceptor. */
export function hasOnlineReplica(
  image: MetadataImage,
  partition: PartitionRegistration,
  id: NodeId,
): boolean {
  return isOnlineDirectory(image, id, directoryOf(partition, id) ?? UNASSIGNED)
}
