import type { BrokerEpoch, LeaderEpoch, NodeId, Offset, TopicId } from '../ids'
import type { ListenerEndpoint } from './rpc/controller'
import type { ScramMechanism } from './rpc/scram'
import type { ReplicaKey } from './replicaKey'

/** A partition as a PartitionRecord writes it. Kafka: PartitionRecord.json. */
export interface PartitionRecord {
  readonly type: 'PartitionRecord'
  readonly topicId: TopicId
  readonly partition: number
  readonly replicas: readonly NodeId[]
  readonly isr: readonly NodeId[]
  readonly elr: readonly NodeId[]
  readonly lastKnownElr: readonly NodeId[]
  readonly addingReplicas: readonly NodeId[]
  readonly removingReplicas: readonly NodeId[]
  readonly leader: NodeId | null
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING'
  readonly leaderEpoch: LeaderEpoch
  readonly partitionEpoch: number
  /** The log directory of each replica, in the order of `replicas`. KIP-858. */
  readonly directories: readonly string[]
}

/** What changed of a partition; an absent field stayed. Kafka: PartitionChangeRecord.json. */
export interface PartitionChangeRecord {
  readonly type: 'PartitionChangeRecord'
  readonly topicId: TopicId
  readonly partition: number
  readonly replicas?: readonly NodeId[]
  readonly isr?: readonly NodeId[]
  readonly elr?: readonly NodeId[]
  readonly lastKnownElr?: readonly NodeId[]
  readonly addingReplicas?: readonly NodeId[]
  readonly removingReplicas?: readonly NodeId[]
  /** `null` = no leader (-1); absent = no change (-2). */
  readonly leader?: NodeId | null
  readonly leaderRecoveryState?: 'RECOVERED' | 'RECOVERING'
  readonly directories?: readonly string[]
}

/** Whom a quota is for, by type; a name of null is the default of that type. KIP-546. */
export type QuotaEntity = readonly {
  readonly type: 'user' | 'client-id' | 'ip'
  readonly name: string | null
}[]

/** The records of `__cluster_metadata`, control records first. Names as in Kafka. */
export type MetadataRecord =
  | {
      readonly type: 'LeaderChangeMessage'
      readonly leaderId: NodeId
      readonly voters: readonly NodeId[]
      readonly grantingVoters: readonly NodeId[]
    }
  | { readonly type: 'KRaftVersionRecord'; readonly version: number }
  | {
      readonly type: 'VotersRecord'
      readonly voters: readonly (ReplicaKey & { readonly endpoints: readonly ListenerEndpoint[] })[]
    }
  | { readonly type: 'NoOpRecord' }
  | { readonly type: 'BeginTransactionRecord'; readonly name: string }
  | { readonly type: 'EndTransactionRecord' }
  | { readonly type: 'FeatureLevelRecord'; readonly name: string; readonly level: number }
  | {
      readonly type: 'RegisterControllerRecord'
      readonly controllerId: NodeId
      readonly incarnationId: string
      readonly endpoints: readonly ListenerEndpoint[]
    }
  | {
      readonly type: 'RegisterBrokerRecord'
      readonly brokerId: NodeId
      readonly incarnationId: string
      readonly brokerEpoch: BrokerEpoch
      readonly endpoints: readonly ListenerEndpoint[]
      readonly rack: string | null
      readonly fenced: boolean
      readonly inControlledShutdown: boolean
      /** Ids of its log directories that work, sorted. KIP-858. */
      readonly logDirs: readonly string[]
    }
  | {
      readonly type: 'UnregisterBrokerRecord'
      readonly brokerId: NodeId
      readonly brokerEpoch: BrokerEpoch
    }
  | {
      readonly type: 'BrokerRegistrationChangeRecord'
      readonly brokerId: NodeId
      readonly brokerEpoch: BrokerEpoch
      /** 'FENCE' (1), 'UNFENCE' (-1), 'NONE' (0). */
      readonly fenced: 'FENCE' | 'UNFENCE' | 'NONE'
      readonly inControlledShutdown: boolean
      /** The directories that still work; absent: no change. */
      readonly logDirs?: readonly string[]
    }
  | { readonly type: 'TopicRecord'; readonly name: string; readonly topicId: TopicId }
  | { readonly type: 'RemoveTopicRecord'; readonly topicId: TopicId }
  | PartitionRecord
  | PartitionChangeRecord
  | {
      readonly type: 'ConfigRecord'
      readonly resourceType: 'TOPIC' | 'BROKER' | 'GROUP' | 'CLIENT_METRICS'
      readonly resourceName: string
      readonly name: string
      /** `null` removes the override. */
      readonly value: string | null
    }
  /** Eligible leader replicas of a topic are forgotten; '' = of all topics. KIP-966. */
  | { readonly type: 'ClearElrRecord'; readonly topicName: string }
  | {
      readonly type: 'ClientQuotaRecord'
      readonly entity: QuotaEntity
      readonly key: string
      /** `null` removes it. */
      readonly value: number | null
    }
  | {
      readonly type: 'UserScramCredentialRecord'
      readonly name: string
      readonly mechanism: ScramMechanism
      /** Base64. */
      readonly salt: string
      readonly storedKey: string
      readonly serverKey: string
      readonly iterations: number
    }
  | {
      readonly type: 'RemoveUserScramCredentialRecord'
      readonly name: string
      readonly mechanism: ScramMechanism
    }
  | {
      readonly type: 'ProducerIdsRecord'
      readonly brokerId: NodeId
      readonly brokerEpoch: BrokerEpoch
      readonly nextProducerId: number
    }

/** A batch of the metadata log: written and committed whole. */
export interface MetadataBatch {
  readonly baseOffset: Offset
  readonly lastOffset: Offset
  readonly epoch: LeaderEpoch
  readonly appendTimestampMs: number
  readonly isControl: boolean
  /** On disk and on the wire; 0 until the leader writes it. */
  readonly sizeInBytes: number
  readonly records: readonly MetadataRecord[]
}
