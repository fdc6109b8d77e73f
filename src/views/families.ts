import type { RecordBatch } from '~/kafka/protocol/records'
import type { Api, Body } from '~/kafka/protocol/rpc'
import type { MessageFamily } from './clusterView'

const FAMILIES: Readonly<Record<Api, MessageFamily>> = {
  Vote: 'control',
  BeginQuorumEpoch: 'control',
  EndQuorumEpoch: 'control',
  FetchMetadata: 'control',
  DescribeQuorum: 'admin',
  AddRaftVoter: 'admin',
  RemoveRaftVoter: 'admin',
  UpdateRaftVoter: 'control',
  FetchSnapshot: 'control',
  BrokerRegistration: 'control',
  ControllerRegistration: 'control',
  BrokerHeartbeat: 'control',
  AlterPartition: 'control',
  AssignReplicasToDirs: 'control',
  AllocateProducerIds: 'control',
  ApiVersions: 'admin',
  Metadata: 'admin',
  Produce: 'produce',
  Fetch: 'consume',
  ListOffsets: 'consume',
  OffsetForLeaderEpoch: 'replicate',
  InitProducerId: 'transaction',
  FindCoordinator: 'group',
  JoinGroup: 'group',
  SyncGroup: 'group',
  Heartbeat: 'group',
  LeaveGroup: 'group',
  OffsetCommit: 'group',
  OffsetFetch: 'group',
  ListGroups: 'group',
  DescribeGroups: 'group',
  ConsumerGroupDescribe: 'group',
  DeleteGroups: 'group',
  OffsetDelete: 'group',
  CreateTopics: 'admin',
  DeleteRecords: 'admin',
  DescribeLogDirs: 'admin',
  AlterReplicaLogDirs: 'admin',
  DeleteTopics: 'admin',
  CreatePartitions: 'admin',
  ElectLeaders: 'admin',
  DescribeConfigs: 'admin',
  IncrementalAlterConfigs: 'admin',
  AlterPartitionReassignments: 'admin',
  UpdateFeatures: 'admin',
  UnregisterBroker: 'admin',
  ListConfigResources: 'admin',
  DescribeClientQuotas: 'admin',
  AlterClientQuotas: 'admin',
  DescribeUserScramCredentials: 'admin',
  AlterUserScramCredentials: 'admin',
  DescribeCluster: 'admin',
  DescribeTopicPartitions: 'admin',
  ListPartitionReassignments: 'admin',
}

/** True between two servers: a follower’s fetch, a controller’s request; `process` hears it. */
export function isBetweenServers(body: Body, process: string | null): boolean {
  if ('replicaId' in body) return body.replicaId !== null
  return process?.startsWith('kafka-') === true
}

/** The family of a message; a follower's fetch replicates, a consumer's consumes. */
export function familyOf(body: Body, isBetweenServers: boolean): MessageFamily {
  return body.api === 'Fetch' && isBetweenServers ? 'replicate' : FAMILIES[body.api]
}

/** The family of a message of which only the API is known; `api` is one of the model's. */
export function familyOfName(api: string, isBetweenServers: boolean): MessageFamily {
  const known: Readonly<Record<string, MessageFamily>> = FAMILIES
  if (api === 'Fetch' && isBetweenServers) return 'replicate'
  return (Object.hasOwn(known, api) ? known[api] : undefined) ?? 'admin'
}

/** Heartbeats, idle fetches and refreshes: the story goes on without them. EXPERIENCE, Motion. */
export function isQuietMessage(body: Body): boolean {
  switch (body.api) {
    case 'FetchMetadata':
      return !('batches' in body) || body.batches.length === 0
    case 'Fetch':
      return (
        !('error' in body) ||
        body.partitions.every((row) => !('batches' in row) || row.batches.length === 0)
      )
    case 'BrokerHeartbeat':
    case 'Heartbeat':
    case 'ApiVersions':
    case 'Metadata':
    case 'BeginQuorumEpoch':
      return true
    default:
      return false
  }
}

/** The batches that a message carries: of a produce request, or of an answer to a fetch. */
function batchesOf(body: Body): readonly RecordBatch[] {
  if (body.api === 'Produce' && 'acks' in body) return body.partitions.map(({ batch }) => batch)
  if (body.api !== 'Fetch' || !('error' in body)) return []
  return body.partitions.flatMap((row) => ('batches' in row ? [...row.batches] : []))
}

/** How many records a message carries. */
export function recordCount(body: Body): number {
  return batchesOf(body).reduce((sum, { records }) => sum + records.length, 0)
}

/** True when a message carries a record of a key. */
export function carriesKey(body: Body, key: string): boolean {
  return batchesOf(body).some(({ records }) => records.some((record) => record.key === key))
}

/** True when a message is about a group: its member asks for it. */
export function namesGroup(body: Body, group: string): boolean {
  return 'groupId' in body && body.groupId === group
}
