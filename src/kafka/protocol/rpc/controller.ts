import type { BrokerEpoch, LeaderEpoch, NodeId, PartitionEpoch, TopicId } from '../../ids'
import type { ErrorCode } from '../errors'

/** A listener as a broker advertises it. */
export interface ListenerEndpoint {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'
}

/** The lowest and the highest level of features, by name. */
export type FeatureRanges = Readonly<Record<string, readonly [min: number, max: number]>>

/** BrokerRegistration (62). Kafka: BrokerRegistrationRequest.json; KIP-631. */
export interface BrokerRegistrationRequest {
  readonly api: 'BrokerRegistration'
  readonly brokerId: NodeId
  readonly clusterId: string
  readonly incarnationId: string
  readonly listeners: readonly ListenerEndpoint[]
  readonly rack: string | null
  readonly logDirs: readonly string[]
  /** The levels of features that it can run. */
  readonly features: FeatureRanges
  /** The epoch of the last clean shutdown, -1 after an unclean one (KIP-966). */
  readonly previousBrokerEpoch: number
}
/** Answers `BrokerRegistration`. */
export interface BrokerRegistrationResponse {
  readonly api: 'BrokerRegistration'
  readonly error: ErrorCode
  readonly brokerEpoch: BrokerEpoch
}

/** ControllerRegistration (70): a controller makes itself known. KIP-919. */
export interface ControllerRegistrationRequest {
  readonly api: 'ControllerRegistration'
  readonly controllerId: NodeId
  readonly incarnationId: string
  readonly listeners: readonly ListenerEndpoint[]
  /** The levels of features that it can run. */
  readonly features: FeatureRanges
}
/** Answers `ControllerRegistration`. */
export interface ControllerRegistrationResponse {
  readonly api: 'ControllerRegistration'
  readonly error: ErrorCode
  readonly errorMessage: string | null
}

/** BrokerHeartbeat (63). */
export interface BrokerHeartbeatRequest {
  readonly api: 'BrokerHeartbeat'
  readonly brokerId: NodeId
  readonly brokerEpoch: BrokerEpoch
  readonly currentMetadataOffset: number
  readonly wantFence: boolean
  readonly wantShutDown: boolean
  readonly offlineLogDirs: readonly string[]
}
/** Answers `BrokerHeartbeat`. */
export interface BrokerHeartbeatResponse {
  readonly api: 'BrokerHeartbeat'
  readonly error: ErrorCode
  readonly isCaughtUp: boolean
  readonly isFenced: boolean
  readonly shouldShutDown: boolean
}

/** AlterPartition (56): a leader asks for another ISR. */
export interface AlterPartitionRequest {
  readonly api: 'AlterPartition'
  readonly brokerId: NodeId
  readonly brokerEpoch: BrokerEpoch
  readonly partitions: readonly {
    readonly topicId: TopicId
    readonly topic: string
    readonly partition: number
    readonly leaderEpoch: LeaderEpoch
    readonly partitionEpoch: PartitionEpoch
    readonly newIsr: readonly { readonly id: NodeId; readonly brokerEpoch: number }[]
    readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING'
  }[]
}
/** One partition's part of `AlterResponse`. */
export interface AlterPartitionResponse {
  readonly api: 'AlterPartition'
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topicId: TopicId
    readonly partition: number
    readonly error: ErrorCode
    readonly leader: NodeId | null
    readonly leaderEpoch: LeaderEpoch
    readonly isr: readonly NodeId[]
    readonly partitionEpoch: PartitionEpoch
    readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING'
  }[]
}

/** AssignReplicasToDirs (73): in which log directories a broker's replicas are. KIP-858. */
export interface AssignReplicasToDirsRequest {
  readonly api: 'AssignReplicasToDirs'
  readonly brokerId: NodeId
  readonly brokerEpoch: BrokerEpoch
  readonly partitions: readonly {
    readonly topicId: TopicId
    readonly partition: number
    readonly directory: string
  }[]
}
/** Answers `AssignReplicasToDirs`. */
export interface AssignReplicasToDirsResponse {
  readonly api: 'AssignReplicasToDirs'
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topicId: TopicId
    readonly partition: number
    readonly error: ErrorCode
  }[]
}

/** AllocateProducerIds (67): a broker asks for a block of producer ids. */
export interface AllocateProducerIdsRequest {
  readonly api: 'AllocateProducerIds'
  readonly brokerId: NodeId
  readonly brokerEpoch: BrokerEpoch
}
/** Answers `AllocateProducerIds`. */
export interface AllocateProducerIdsResponse {
  readonly api: 'AllocateProducerIds'
  readonly error: ErrorCode
  readonly producerIdStart: number
  readonly producerIdCount: number
}
