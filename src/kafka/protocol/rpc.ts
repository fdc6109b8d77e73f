import type * as A from './rpc/admin'
import type * as C from './rpc/controller'
import type * as L from './rpc/cluster'
import type * as D from './rpc/data'
import type * as G from './rpc/group'
import type * as Q from './rpc/quorum'
import type * as S from './rpc/scram'

/** Every RPC of the model. A new row makes each switch that forgets it a compile error. */
export interface RpcTable {
  readonly Vote: readonly [Q.VoteRequest, Q.VoteResponse]
  readonly BeginQuorumEpoch: readonly [Q.BeginQuorumEpochRequest, Q.BeginQuorumEpochResponse]
  readonly EndQuorumEpoch: readonly [Q.EndQuorumEpochRequest, Q.EndQuorumEpochResponse]
  readonly FetchMetadata: readonly [Q.FetchMetadataRequest, Q.FetchMetadataResponse]
  readonly AddRaftVoter: readonly [Q.AddRaftVoterRequest, Q.AddRaftVoterResponse]
  readonly RemoveRaftVoter: readonly [Q.RemoveRaftVoterRequest, Q.RemoveRaftVoterResponse]
  readonly FetchSnapshot: readonly [Q.FetchSnapshotRequest, Q.FetchSnapshotResponse]
  readonly UpdateRaftVoter: readonly [Q.UpdateRaftVoterRequest, Q.UpdateRaftVoterResponse]
  readonly DescribeQuorum: readonly [A.DescribeQuorumRequest, A.DescribeQuorumResponse]
  readonly BrokerRegistration: readonly [C.BrokerRegistrationRequest, C.BrokerRegistrationResponse]
  readonly ControllerRegistration: readonly [
    C.ControllerRegistrationRequest,
    C.ControllerRegistrationResponse,
  ]
  readonly BrokerHeartbeat: readonly [C.BrokerHeartbeatRequest, C.BrokerHeartbeatResponse]
  readonly AlterPartition: readonly [C.AlterPartitionRequest, C.AlterPartitionResponse]
  readonly AssignReplicasToDirs: readonly [
    C.AssignReplicasToDirsRequest,
    C.AssignReplicasToDirsResponse,
  ]
  readonly AllocateProducerIds: readonly [
    C.AllocateProducerIdsRequest,
    C.AllocateProducerIdsResponse,
  ]
  readonly ApiVersions: readonly [D.ApiVersionsRequest, D.ApiVersionsResponse]
  readonly Metadata: readonly [D.MetadataRequest, D.MetadataResponse]
  readonly Produce: readonly [D.ProduceRequest, D.ProduceResponse]
  readonly Fetch: readonly [D.FetchRequest, D.FetchResponse]
  readonly ListOffsets: readonly [D.ListOffsetsRequest, D.ListOffsetsResponse]
  readonly OffsetForLeaderEpoch: readonly [
    D.OffsetForLeaderEpochRequest,
    D.OffsetForLeaderEpochResponse,
  ]
  readonly InitProducerId: readonly [D.InitProducerIdRequest, D.InitProducerIdResponse]
  readonly FindCoordinator: readonly [G.FindCoordinatorRequest, G.FindCoordinatorResponse]
  readonly JoinGroup: readonly [G.JoinGroupRequest, G.JoinGroupResponse]
  readonly SyncGroup: readonly [G.SyncGroupRequest, G.SyncGroupResponse]
  readonly Heartbeat: readonly [G.HeartbeatRequest, G.HeartbeatResponse]
  readonly LeaveGroup: readonly [G.LeaveGroupRequest, G.LeaveGroupResponse]
  readonly OffsetCommit: readonly [G.OffsetCommitRequest, G.OffsetCommitResponse]
  readonly OffsetFetch: readonly [G.OffsetFetchRequest, G.OffsetFetchResponse]
  readonly ListGroups: readonly [G.ListGroupsRequest, G.ListGroupsResponse]
  readonly DescribeGroups: readonly [G.DescribeGroupsRequest, G.DescribeGroupsResponse]
  readonly ConsumerGroupDescribe: readonly [
    G.ConsumerGroupDescribeRequest,
    G.ConsumerGroupDescribeResponse,
  ]
  readonly DeleteGroups: readonly [G.DeleteGroupsRequest, G.DeleteGroupsResponse]
  readonly OffsetDelete: readonly [G.OffsetDeleteRequest, G.OffsetDeleteResponse]
  readonly CreateTopics: readonly [A.CreateTopicsRequest, A.CreateTopicsResponse]
  readonly DeleteRecords: readonly [A.DeleteRecordsRequest, A.DeleteRecordsResponse]
  readonly DescribeLogDirs: readonly [A.DescribeLogDirsRequest, A.DescribeLogDirsResponse]
  readonly AlterReplicaLogDirs: readonly [
    A.AlterReplicaLogDirsRequest,
    A.AlterReplicaLogDirsResponse,
  ]
  readonly DeleteTopics: readonly [A.DeleteTopicsRequest, A.DeleteTopicsResponse]
  readonly CreatePartitions: readonly [A.CreatePartitionsRequest, A.CreatePartitionsResponse]
  readonly ElectLeaders: readonly [A.ElectLeadersRequest, A.ElectLeadersResponse]
  readonly DescribeConfigs: readonly [A.DescribeConfigsRequest, A.DescribeConfigsResponse]
  readonly IncrementalAlterConfigs: readonly [
    A.IncrementalAlterConfigsRequest,
    A.IncrementalAlterConfigsResponse,
  ]
  readonly ListConfigResources: readonly [
    A.ListConfigResourcesRequest,
    A.ListConfigResourcesResponse,
  ]
  readonly DescribeClientQuotas: readonly [
    A.DescribeClientQuotasRequest,
    A.DescribeClientQuotasResponse,
  ]
  readonly AlterClientQuotas: readonly [A.AlterClientQuotasRequest, A.AlterClientQuotasResponse]
  readonly DescribeUserScramCredentials: readonly [
    S.DescribeUserScramCredentialsRequest,
    S.DescribeUserScramCredentialsResponse,
  ]
  readonly AlterUserScramCredentials: readonly [
    S.AlterUserScramCredentialsRequest,
    S.AlterUserScramCredentialsResponse,
  ]
  readonly DescribeCluster: readonly [A.DescribeClusterRequest, A.DescribeClusterResponse]
  readonly DescribeTopicPartitions: readonly [
    A.DescribeTopicPartitionsRequest,
    A.DescribeTopicPartitionsResponse,
  ]
  readonly AlterPartitionReassignments: readonly [
    A.AlterPartitionReassignmentsRequest,
    A.AlterPartitionReassignmentsResponse,
  ]
  readonly UpdateFeatures: readonly [L.UpdateFeaturesRequest, L.UpdateFeaturesResponse]
  readonly UnregisterBroker: readonly [L.UnregisterBrokerRequest, L.UnregisterBrokerResponse]
  readonly ListPartitionReassignments: readonly [
    A.ListPartitionReassignmentsRequest,
    A.ListPartitionReassignmentsResponse,
  ]
}

/** An RPC's name. */
export type Api = keyof RpcTable
/** A request of one RPC, or of any. */
export type Request<A extends Api = Api> = RpcTable[A][0]
/** A response of one RPC, or of any. */
export type Response<A extends Api = Api> = RpcTable[A][1]
/** What a message says: a request or a response, told apart by the kernel's envelope. */
export type Body = Request | Response
