import type { NodeId, TopicId } from '../../ids'
import type { ListenerKind } from '../apis'
import type { ErrorCode } from '../errors'
import type { QuotaEntity } from '../metadataRecords'

/** CreateTopics (19); brokers forward it to the active controller. */
export interface CreateTopicsRequest {
  readonly api: 'CreateTopics'
  readonly topics: readonly {
    readonly name: string
    /** -1 = the broker's default, also with manual assignments. */
    readonly partitionCount: number
    readonly replicationFactor: number
    /** Manual assignment: partition → replicas; null = the controller places them. */
    readonly assignments: readonly (readonly NodeId[])[] | null
    readonly configs: readonly { readonly name: string; readonly value: string | null }[]
  }[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
}
/** Answers `CreateTopics`. */
export interface CreateTopicsResponse {
  readonly api: 'CreateTopics'
  readonly topics: readonly {
    readonly name: string
    readonly topicId: TopicId | null
    readonly error: ErrorCode
    readonly errorMessage: string | null
    readonly partitionCount: number
    readonly replicationFactor: number
    readonly configs: readonly { readonly name: string; readonly value: string | null }[]
  }[]
}

/** DeleteRecords (21), to the leader: everything below an offset; -1: below the high watermark. */
export interface DeleteRecordsRequest {
  readonly api: 'DeleteRecords'
  readonly timeoutMs: number
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly offset: number
  }[]
}
/** Answers `DeleteRecords`. */
export interface DeleteRecordsResponse {
  readonly api: 'DeleteRecords'
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
    /** The smallest log start of the alive replicas; -1 on error. */
    readonly lowWatermark: number
  }[]
}

/** DescribeLogDirs (35), to each broker. */
export interface DescribeLogDirsRequest {
  readonly api: 'DescribeLogDirs'
}
/** Answers `DescribeLogDirs`. */
export interface DescribeLogDirsResponse {
  readonly api: 'DescribeLogDirs'
  readonly error: ErrorCode
  readonly logDirs: readonly {
    readonly logDir: string
    readonly error: ErrorCode
    readonly partitions: readonly {
      readonly topic: string
      readonly partition: number
      readonly size: number
      readonly offsetLag: number
      readonly isFuture: boolean
    }[]
  }[]
}

/** AlterReplicaLogDirs (34), to each broker: replicas shall be in other log directories. */
export interface AlterReplicaLogDirsRequest {
  readonly api: 'AlterReplicaLogDirs'
  readonly dirs: readonly {
    readonly path: string
    readonly partitions: readonly { readonly topic: string; readonly partition: number }[]
  }[]
}
/** Answers `AlterReplicaLogDirs`. */
export interface AlterReplicaLogDirsResponse {
  readonly api: 'AlterReplicaLogDirs'
  readonly results: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
  }[]
}

/** DeleteTopics (20). */
export interface DeleteTopicsRequest {
  readonly api: 'DeleteTopics'
  readonly topics: readonly { readonly name: string | null; readonly topicId: TopicId | null }[]
  readonly timeoutMs: number
}
/** Answers `DeleteTopics`. */
export interface DeleteTopicsResponse {
  readonly api: 'DeleteTopics'
  readonly topics: readonly {
    readonly name: string | null
    readonly topicId: TopicId | null
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}

/** CreatePartitions (37). */
export interface CreatePartitionsRequest {
  readonly api: 'CreatePartitions'
  readonly topics: readonly {
    readonly name: string
    readonly count: number
    readonly assignments: readonly (readonly NodeId[])[] | null
  }[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
}
/** Answers `CreatePartitions`. */
export interface CreatePartitionsResponse {
  readonly api: 'CreatePartitions'
  readonly topics: readonly {
    readonly name: string
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}

/** ElectLeaders (43). `partitions` null = all. */
export interface ElectLeadersRequest {
  readonly api: 'ElectLeaders'
  readonly electionType: 'PREFERRED' | 'UNCLEAN'
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[] | null
  readonly timeoutMs: number
}
/** Answers `ElectLeaders`. */
export interface ElectLeadersResponse {
  readonly api: 'ElectLeaders'
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}

/** What a config belongs to. Kafka: ConfigResource.Type. */
export type ConfigResourceType = 'TOPIC' | 'BROKER' | 'BROKER_LOGGER' | 'CLIENT_METRICS' | 'GROUP'
/** A topic, broker or group whose configs are meant. */
export interface ConfigResource {
  readonly type: ConfigResourceType
  readonly name: string
}

/** DescribeConfigs (32). `keys` null = all. */
export interface DescribeConfigsRequest {
  readonly api: 'DescribeConfigs'
  readonly resources: readonly (ConfigResource & { readonly keys: readonly string[] | null })[]
  readonly includeSynonyms: boolean
}
/** One config with its value and where it comes from. */
export interface DescribedConfig {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  readonly isSensitive: boolean
  readonly source:
    | 'DYNAMIC_TOPIC_CONFIG'
    | 'DYNAMIC_BROKER_CONFIG'
    | 'DYNAMIC_DEFAULT_BROKER_CONFIG'
    | 'DYNAMIC_GROUP_CONFIG'
    | 'DYNAMIC_CLIENT_METRICS_CONFIG'
    | 'DYNAMIC_BROKER_LOGGER_CONFIG'
    | 'STATIC_BROKER_CONFIG'
    | 'DEFAULT_CONFIG'
  readonly synonyms: readonly {
    readonly name: string
    readonly value: string | null
    readonly source: DescribedConfig['source']
  }[]
}
/** Answers `DescribeConfigs`. */
export interface DescribeConfigsResponse {
  readonly api: 'DescribeConfigs'
  readonly results: readonly (ConfigResource & {
    readonly error: ErrorCode
    readonly errorMessage: string | null
    readonly configs: readonly DescribedConfig[]
  })[]
}

/** IncrementalAlterConfigs (44). */
export interface IncrementalAlterConfigsRequest {
  readonly api: 'IncrementalAlterConfigs'
  readonly resources: readonly (ConfigResource & {
    readonly ops: readonly {
      readonly name: string
      readonly op: 'SET' | 'DELETE' | 'APPEND' | 'SUBTRACT'
      readonly value: string | null
    }[]
  })[]
  readonly validateOnly: boolean
}
/** Answers `IncrementalAlterConfigs`. */
export interface IncrementalAlterConfigsResponse {
  readonly api: 'IncrementalAlterConfigs'
  readonly results: readonly (ConfigResource & {
    readonly error: ErrorCode
    readonly errorMessage: string | null
  })[]
}

/** ListConfigResources (74): resources of these types that have a dynamic config. */
export interface ListConfigResourcesRequest {
  readonly api: 'ListConfigResources'
  readonly types: readonly ConfigResourceType[]
}
/** Answers `ListConfigResources`. */
export interface ListConfigResourcesResponse {
  readonly api: 'ListConfigResources'
  readonly error: ErrorCode
  readonly resources: readonly ConfigResource[]
}

/** DescribeClientQuotas (48). A name of undefined matches any, null the default. KIP-546. */
export interface DescribeClientQuotasRequest {
  readonly api: 'DescribeClientQuotas'
  readonly components: readonly {
    readonly type: QuotaEntity[number]['type']
    readonly match: 'exact' | 'default' | 'any'
    readonly name: string
  }[]
  /** Only entities with exactly these types. */
  readonly isStrict: boolean
}
/** Answers `DescribeClientQuotas`. */
export interface DescribeClientQuotasResponse {
  readonly api: 'DescribeClientQuotas'
  readonly error: ErrorCode
  readonly entries: readonly {
    readonly entity: QuotaEntity
    readonly values: readonly { readonly key: string; readonly value: number }[]
  }[]
}

/** AlterClientQuotas (49). */
export interface AlterClientQuotasRequest {
  readonly api: 'AlterClientQuotas'
  readonly entries: readonly {
    readonly entity: QuotaEntity
    /** `null` removes the quota. */
    readonly ops: readonly { readonly key: string; readonly value: number | null }[]
  }[]
  readonly validateOnly: boolean
}
/** Answers `AlterClientQuotas`. */
export interface AlterClientQuotasResponse {
  readonly api: 'AlterClientQuotas'
  readonly entries: readonly {
    readonly entity: QuotaEntity
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}

/** DescribeCluster (60). */
export interface DescribeClusterRequest {
  readonly api: 'DescribeCluster'
  /** Whom it is about: the brokers, or the controllers. */
  readonly endpointType: ListenerKind
  /** Brokers that are not let in, too. */
  readonly includesFenced?: boolean
}
/** Answers `DescribeCluster`. */
export interface DescribeClusterResponse {
  readonly api: 'DescribeCluster'
  readonly error: ErrorCode
  readonly errorMessage: string | null
  readonly clusterId: string
  readonly controllerId: number
  /** The brokers, or with that endpoint type the controllers. */
  readonly brokers: readonly {
    readonly id: NodeId
    readonly host: string
    readonly port: number
    readonly rack: string | null
    readonly isFenced?: boolean
  }[]
}

/** DescribeTopicPartitions (75): what `kafka-topics.sh --describe` asks; carries ELR. */
export interface DescribeTopicPartitionsRequest {
  readonly api: 'DescribeTopicPartitions'
  readonly topics: readonly string[]
}
/** Answers `DescribeTopicPartitions`. */
export interface DescribeTopicPartitionsResponse {
  readonly api: 'DescribeTopicPartitions'
  readonly topics: readonly {
    readonly error: ErrorCode
    readonly name: string
    readonly topicId: TopicId | null
    readonly isInternal: boolean
    readonly partitions: readonly {
      readonly error: ErrorCode
      readonly partition: number
      readonly leader: NodeId | null
      readonly leaderEpoch: number
      readonly replicas: readonly NodeId[]
      readonly isr: readonly NodeId[]
      readonly elr: readonly NodeId[]
      readonly lastKnownElr: readonly NodeId[]
      readonly offlineReplicas: readonly NodeId[]
    }[]
  }[]
}

/** AlterPartitionReassignments (45). Replicas of null cancel. KIP-455. */
export interface AlterPartitionReassignmentsRequest {
  readonly api: 'AlterPartitionReassignments'
  readonly allowReplicationFactorChange: boolean
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly replicas: readonly NodeId[] | null
  }[]
}
/** Answers `AlterPartitionReassignments`. */
export interface AlterPartitionReassignmentsResponse {
  readonly api: 'AlterPartitionReassignments'
  readonly error: ErrorCode
  readonly errorMessage: string | null
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
    readonly errorMessage: string | null
  }[]
}

/** ListPartitionReassignments (46). `topics` null = all. */
export interface ListPartitionReassignmentsRequest {
  readonly api: 'ListPartitionReassignments'
  readonly topics:
    readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null
}
/** Answers `ListPartitionReassignments`. */
export interface ListPartitionReassignmentsResponse {
  readonly api: 'ListPartitionReassignments'
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly replicas: readonly NodeId[]
    readonly addingReplicas: readonly NodeId[]
    readonly removingReplicas: readonly NodeId[]
  }[]
}

/** DescribeQuorum (55). */
export interface DescribeQuorumRequest {
  readonly api: 'DescribeQuorum'
}
/** How far a replica of the metadata log is, as the leader knows. */
export interface QuorumReplicaState {
  readonly replicaId: NodeId
  readonly directoryId: string | null
  readonly logEndOffset: number
  readonly lastFetchTimestampMs: number
  readonly lastCaughtUpTimestampMs: number
}
/** Answers `DescribeQuorum`. */
export interface DescribeQuorumResponse {
  readonly api: 'DescribeQuorum'
  readonly error: ErrorCode
  readonly leaderId: NodeId | null
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly currentVoters: readonly QuorumReplicaState[]
  readonly observers: readonly QuorumReplicaState[]
  /** Where the voters are reached. */
  readonly nodes: readonly {
    readonly id: NodeId
    readonly listener: string
    readonly host: string
    readonly port: number
  }[]
}
