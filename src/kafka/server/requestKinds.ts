import type { ControllerApi } from '../controller/controllerApi'
import type { Request } from '../protocol/rpc'
import type { QuorumApi } from '../quorum/quorumRole'

const QUORUM_APIS: ReadonlySet<string> = new Set<QuorumApi>([
  'Vote',
  'BeginQuorumEpoch',
  'EndQuorumEpoch',
  'FetchMetadata',
  'DescribeQuorum',
  'AddRaftVoter',
  'RemoveRaftVoter',
  'UpdateRaftVoter',
  'FetchSnapshot',
])
const CONTROLLER_APIS: ReadonlySet<string> = new Set<ControllerApi>([
  'BrokerRegistration',
  'BrokerHeartbeat',
  'ControllerRegistration',
  'AlterPartition',
  'AssignReplicasToDirs',
  'AllocateProducerIds',
  'CreateTopics',
  'DeleteTopics',
  'CreatePartitions',
  'ElectLeaders',
  'IncrementalAlterConfigs',
  'AlterClientQuotas',
  'AlterUserScramCredentials',
  'ListPartitionReassignments',
  'AlterPartitionReassignments',
  'UpdateFeatures',
  'UnregisterBroker',
])

/** True for what the quorum's own part of a server answers. */
export function isQuorumRequest(body: Request): body is Request<QuorumApi> {
  return QUORUM_APIS.has(body.api)
}

/** True for what the controller answers. */
export function isControllerRequest(body: Request): body is Request<ControllerApi> {
  return CONTROLLER_APIS.has(body.api)
}
