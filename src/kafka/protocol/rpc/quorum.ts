import type { LeaderEpoch, NodeId, Offset } from '../../ids'
import type { ErrorCode } from '../errors'
import type { MetadataBatch } from '../metadataRecords'
import type { MetadataSnapshot, SnapshotId } from '../../quorum/snapshot'
import type { ReplicaKey } from '../replicaKey'

/** Where a controller is reached. */
export interface QuorumEndpoint {
  readonly host: string
  readonly port: number
}

/** The leader that the answering node knows of. */
export interface LeaderHint {
  readonly leaderId: NodeId | null
  readonly leaderEpoch: LeaderEpoch
  /** Where it is reached, if that is known (`NodeEndpoints`, `LeaderEndpoints`). */
  readonly leaderEndpoint: QuorumEndpoint | null
}

/** Vote (api key 52). Kafka: VoteRequest.json; KIP-595, KIP-996 (pre-vote). */
export interface VoteRequest {
  readonly api: 'Vote'
  readonly clusterId: string | null
  readonly voterId: NodeId
  /** The directory of the voter that is asked; null with kraft.version 0. */
  readonly voterDirectoryId: string | null
  readonly candidate: ReplicaKey
  readonly candidateEpoch: LeaderEpoch
  readonly lastEpoch: LeaderEpoch
  readonly lastEpochEndOffset: Offset
  readonly preVote: boolean
}
/** Answers `Vote`. */
export interface VoteResponse extends LeaderHint {
  readonly api: 'Vote'
  readonly error: ErrorCode
  readonly voteGranted: boolean
}

/** BeginQuorumEpoch (53): a new leader tells the voters. */
export interface BeginQuorumEpochRequest {
  readonly api: 'BeginQuorumEpoch'
  readonly clusterId: string | null
  readonly voterId: NodeId
  /** The directory of the voter that is told; null with kraft.version 0. */
  readonly voterDirectoryId: string | null
  readonly leaderId: NodeId
  readonly leaderEpoch: LeaderEpoch
  readonly leaderEndpoint: QuorumEndpoint | null
}
/** Answers `BeginQuorumEpoch`. */
export interface BeginQuorumEpochResponse extends LeaderHint {
  readonly api: 'BeginQuorumEpoch'
  readonly error: ErrorCode
}

/** EndQuorumEpoch (54): a leader that resigns tells the voters, with its preferred successors. */
export interface EndQuorumEpochRequest {
  readonly api: 'EndQuorumEpoch'
  readonly clusterId: string | null
  readonly leaderId: NodeId
  readonly leaderEpoch: LeaderEpoch
  readonly leaderEndpoint: QuorumEndpoint | null
  readonly preferredSuccessors: readonly NodeId[]
}
/** Answers `EndQuorumEpoch`. */
export interface EndQuorumEpochResponse extends LeaderHint {
  readonly api: 'EndQuorumEpoch'
  readonly error: ErrorCode
}

/** AddRaftVoter (80). Kafka: AddRaftVoterRequest.json; KIP-853. */
export interface AddRaftVoterRequest {
  readonly api: 'AddRaftVoter'
  readonly clusterId: string | null
  readonly voterId: NodeId
  readonly voterDirectoryId: string
  readonly listeners: readonly (QuorumEndpoint & { readonly name: string })[]
}
/** Answers `AddRaftVoter`. */
export interface AddRaftVoterResponse {
  readonly api: 'AddRaftVoter'
  readonly error: ErrorCode
  readonly errorMessage: string | null
}

/** RemoveRaftVoter (81). Kafka: RemoveRaftVoterRequest.json; KIP-853. */
export interface RemoveRaftVoterRequest {
  readonly api: 'RemoveRaftVoter'
  readonly clusterId: string | null
  readonly voterId: NodeId
  readonly voterDirectoryId: string
}
/** Answers `RemoveRaftVoter`. */
export interface RemoveRaftVoterResponse {
  readonly api: 'RemoveRaftVoter'
  readonly error: ErrorCode
  readonly errorMessage: string | null
}

/** UpdateRaftVoter (82): a voter tells the leader where it is reached. KIP-853. */
export interface UpdateRaftVoterRequest {
  readonly api: 'UpdateRaftVoter'
  readonly clusterId: string | null
  readonly currentLeaderEpoch: LeaderEpoch
  readonly voterId: NodeId
  readonly voterDirectoryId: string
  readonly endpoint: QuorumEndpoint
}
/** Answers `UpdateRaftVoter`. */
export interface UpdateRaftVoterResponse extends LeaderHint {
  readonly api: 'UpdateRaftVoter'
  readonly error: ErrorCode
}

/** FetchSnapshot (59): a follower asks for a part of a snapshot. KIP-630. */
export interface FetchSnapshotRequest {
  readonly api: 'FetchSnapshot'
  readonly clusterId: string | null
  readonly replica: ReplicaKey
  readonly currentLeaderEpoch: LeaderEpoch
  readonly snapshotId: SnapshotId
  /** Bytes that it has already. */
  readonly position: number
  readonly maxBytes: number
}
/** Answers `FetchSnapshot`. */
export interface FetchSnapshotResponse extends LeaderHint {
  readonly api: 'FetchSnapshot'
  readonly error: ErrorCode
  readonly snapshotId: SnapshotId | null
  /** Bytes of the whole snapshot. */
  readonly size: number
  readonly position: number
  /** Bytes in this answer. */
  readonly sizeInBytes: number
  /** What the bytes are a part of. */
  readonly snapshot: MetadataSnapshot | null
}

/** Fetch (1) of the metadata partition, by voters and observers. */
export interface FetchMetadataRequest {
  readonly api: 'FetchMetadata'
  readonly clusterId: string | null
  readonly replica: ReplicaKey
  readonly currentLeaderEpoch: LeaderEpoch
  readonly fetchOffset: Offset
  readonly lastFetchedEpoch: LeaderEpoch
  /** The follower's own high watermark (KIP-1166), -1 unknown. */
  readonly highWatermark: number
  readonly maxWaitMs: number
}
/** Answers `FetchMetadata`. */
export interface FetchMetadataResponse extends LeaderHint {
  readonly api: 'FetchMetadata'
  readonly error: ErrorCode
  /** -1: not known yet. */
  readonly highWatermark: number
  readonly logStartOffset: Offset
  /** Set when the logs differ: the follower truncates to it. */
  readonly divergingEpoch: { readonly epoch: LeaderEpoch; readonly endOffset: Offset } | null
  /** Set when the follower must fetch a snapshot first. */
  readonly snapshotId: SnapshotId | null
  readonly batches: readonly MetadataBatch[]
}
