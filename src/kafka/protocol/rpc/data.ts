import type { LeaderEpoch, NodeId, Offset, TopicId, TopicPartition } from '../../ids'
import type { ListenerKind } from '../apis'
import type { ErrorCode } from '../errors'
import type { RecordBatch } from '../records'

/** ApiVersions (18): the first request on every client connection. */
export interface ApiVersionsRequest {
  readonly api: 'ApiVersions'
  readonly clientSoftwareName: string
}
/** Answers `ApiVersions`. */
export interface ApiVersionsResponse {
  readonly api: 'ApiVersions'
  readonly error: ErrorCode
  /** Which listener answers, and so which APIs it knows (`protocol/apis`). */
  readonly listener: ListenerKind
  /** Features that the node supports: name → lowest and highest level. */
  readonly supportedFeatures: Readonly<Record<string, readonly [number, number]>>
  /** Finalized features, by name: `metadata.version`, `kraft.version`, … */
  readonly finalizedFeatures: Readonly<Record<string, number>>
  readonly finalizedFeaturesEpoch: number
}

/** Metadata (3). Topics `null` = all of them. */
export interface MetadataRequest {
  readonly api: 'Metadata'
  readonly topics: readonly string[] | null
  readonly allowAutoTopicCreation: boolean
}
/** Answers `Metadata`. */
export interface MetadataResponse {
  readonly api: 'Metadata'
  readonly clusterId: string
  /** A random alive broker in KRaft, -1 without any. */
  readonly controllerId: number
  readonly brokers: readonly {
    readonly id: NodeId
    readonly host: string
    readonly port: number
    readonly rack: string | null
  }[]
  readonly topics: readonly MetadataTopic[]
}
/** A topic in a Metadata answer. */
export interface MetadataTopic {
  readonly error: ErrorCode
  readonly name: string
  readonly topicId: TopicId | null
  readonly isInternal: boolean
  readonly partitions: readonly MetadataPartition[]
}
/** A partition in a Metadata answer. */
export interface MetadataPartition {
  readonly error: ErrorCode
  readonly partition: number
  readonly leader: NodeId | null
  readonly leaderEpoch: LeaderEpoch
  readonly replicas: readonly NodeId[]
  readonly isr: readonly NodeId[]
  readonly offlineReplicas: readonly NodeId[]
}

/** Produce (0). */
export interface ProduceRequest {
  readonly api: 'Produce'
  readonly transactionalId: string | null
  /** -1 = all. */
  readonly acks: -1 | 0 | 1
  readonly timeoutMs: number
  readonly partitions: readonly {
    readonly topic: string
    readonly topicId: TopicId | null
    readonly partition: number
    readonly batch: RecordBatch
  }[]
}
/** Answers `Produce`. */
export interface ProduceResponse {
  readonly api: 'Produce'
  readonly partitions: readonly ProducePartitionResponse[]
  /** Where the leaders are that KIP-951 names below. */
  readonly nodeEndpoints: readonly NodeEndpoint[]
}
/** One partition's part of `ProduceResponse`. */
export interface ProducePartitionResponse {
  readonly topic: string
  readonly partition: number
  readonly error: ErrorCode
  readonly errorMessage: string | null
  /** -1 when nothing was appended; an append that fails while it waits keeps its offset. */
  readonly baseOffset: number
  readonly logAppendTimeMs: number
  readonly logStartOffset: number
  /** The records for which a batch was refused. */
  readonly recordErrors: readonly RecordError[]
  /** KIP-951: set with NOT_LEADER_OR_FOLLOWER. */
  readonly currentLeader: CurrentLeader | null
}
/** A record that a batch was refused for. */
export interface RecordError {
  readonly batchIndex: number
  readonly message: string
}
/** The leader that the answering broker knows of (KIP-951). */
export interface CurrentLeader {
  readonly leaderId: NodeId | null
  readonly leaderEpoch: LeaderEpoch
}
/** Where a broker is reached. */
export interface NodeEndpoint {
  readonly id: NodeId
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

/**
 * Fetch (1): a follower or a consumer asks a partition leader for records. Within a session it names
 * only what it asks anew. Kafka: FetchRequest.json; KIP-320, KIP-227.
 */
export interface FetchRequest {
  readonly api: 'Fetch'
  /** The fetching follower, or `null` for a consumer (-1 on Kafka's wire). */
  readonly replicaId: NodeId | null
  /** The follower's broker epoch, -1 for consumers. */
  readonly replicaEpoch: number
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes: number
  readonly isolationLevel: 'READ_UNCOMMITTED' | 'READ_COMMITTED'
  /** 0: none yet. */
  readonly sessionId: number
  /** 0: a full fetch that may open a session; -1: one that wants none, and closes its own. */
  readonly sessionEpoch: number
  readonly rackId: string
  /** Full: all that is asked for; else what is new in the session, or asked for otherwise. */
  readonly partitions: readonly FetchPartition[]
  /** What the session asks for no longer. */
  readonly forgottenTopicsData: readonly ForgottenPartition[]
}
/** A partition that a session forgets. */
export interface ForgottenPartition {
  readonly name: TopicPartition
  readonly topic: string
  readonly topicId: TopicId
  readonly partition: number
}
/** One partition of a Fetch. */
export interface FetchPartition {
  /** Its name; on Kafka's wire only the topic's id and the partition. */
  readonly name: TopicPartition
  readonly topic: string
  readonly topicId: TopicId
  readonly partition: number
  readonly currentLeaderEpoch: LeaderEpoch | null
  readonly fetchOffset: Offset
  /** Epoch of the last record the fetcher has; null for none or a consumer that never fetched. */
  readonly lastFetchedEpoch: LeaderEpoch | null
  /** The follower's log start offset, -1 for consumers. */
  readonly logStartOffset: number
  readonly partitionMaxBytes: number
}
/** Answers `Fetch`. */
export interface FetchResponse {
  readonly api: 'Fetch'
  /** Of the session; those of partitions stand with them. */
  readonly error: ErrorCode
  /** 0: there is none, or no longer. */
  readonly sessionId: number
  /** Full: all partitions; else those with records or news. */
  readonly partitions: readonly FetchPartitionResponse[]
  readonly nodeEndpoints: readonly NodeEndpoint[]
}
/** One partition's part of `FetchResponse`. */
export interface FetchPartitionResponse {
  /** Its name; on Kafka's wire only the topic's id and the partition. */
  readonly name: TopicPartition
  readonly topic: string
  readonly partition: number
  readonly error: ErrorCode
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  readonly divergingEpoch: { readonly epoch: LeaderEpoch; readonly endOffset: Offset } | null
  readonly currentLeader: CurrentLeader | null
  readonly preferredReadReplica: NodeId | null
  readonly abortedTransactions: readonly {
    readonly producerId: number
    readonly firstOffset: Offset
  }[]
  readonly batches: readonly RecordBatch[]
}

/** ListOffsets (2). Timestamps: -1 latest, -2 earliest, -3 max timestamp, -4 earliest local, -5 latest tiered. */
export interface ListOffsetsRequest {
  readonly api: 'ListOffsets'
  readonly replicaId: NodeId | null
  readonly isolationLevel: 'READ_UNCOMMITTED' | 'READ_COMMITTED'
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly currentLeaderEpoch: LeaderEpoch | null
    readonly timestamp: number
  }[]
}
/** Answers `ListOffsets`. */
export interface ListOffsetsResponse {
  readonly api: 'ListOffsets'
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
    /** -1: not found. */
    readonly offset: number
    readonly timestamp: number
    readonly leaderEpoch: number
  }[]
}

/** OffsetForLeaderEpoch (23). */
export interface OffsetForLeaderEpochRequest {
  readonly api: 'OffsetForLeaderEpoch'
  readonly replicaId: NodeId | null
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly currentLeaderEpoch: LeaderEpoch | null
    readonly leaderEpoch: LeaderEpoch
  }[]
}
/** Answers `OffsetForLeaderEpoch`. */
export interface OffsetForLeaderEpochResponse {
  readonly api: 'OffsetForLeaderEpoch'
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
    /** -1: undefined. */
    readonly leaderEpoch: number
    readonly endOffset: number
  }[]
}

/** InitProducerId (22). */
export interface InitProducerIdRequest {
  readonly api: 'InitProducerId'
  readonly transactionalId: string | null
  readonly transactionTimeoutMs: number
  readonly producerId: number
  readonly producerEpoch: number
}
/** Answers `InitProducerId`. */
export interface InitProducerIdResponse {
  readonly api: 'InitProducerId'
  readonly error: ErrorCode
  readonly producerId: number
  readonly producerEpoch: number
}
