import type { BrokerEpoch, LeaderEpoch, NodeId, TopicId } from '../ids'

/** What the active controller reports. Rules: C-*. */
export type ControllerFact =
  | {
      readonly type: 'ControllerActivated'
      readonly controller: NodeId
      readonly epoch: LeaderEpoch
    }
  | { readonly type: 'ControllerDeactivated'; readonly controller: NodeId }
  | {
      readonly type: 'BrokerRegistered'
      readonly broker: NodeId
      readonly brokerEpoch: BrokerEpoch
    }
  | {
      readonly type: 'ControllerRegistered'
      readonly rule: string
      readonly controller: NodeId
    }
  | {
      readonly type: 'BrokerFenced'
      readonly broker: NodeId
      readonly because: string
      readonly lastHeartbeatMs: number | null
      readonly sessionTimeoutMs: number
    }
  | { readonly type: 'BrokerUnfenced'; readonly broker: NodeId }
  | { readonly type: 'ControlledShutdownBegun'; readonly broker: NodeId }
  | {
      readonly type: 'TopicCreated'
      readonly topic: string
      readonly topicId: TopicId
      readonly partitionCount: number
      readonly replicationFactor: number
    }
  /** A dynamic config was set, or removed (null). */
  | {
      readonly type: 'ConfigChanged'
      readonly rule: string
      /** `TOPIC orders`, `BROKER 1`, `BROKER ` for all brokers. */
      readonly resource: string
      readonly name: string
      readonly value: string | null
    }
  | { readonly type: 'TopicDeleted'; readonly topic: string; readonly topicId: TopicId }
  /** A partition change record was written: who leads, who is in sync, and why. */
  | {
      readonly type: 'PartitionChanged'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly because: string
      readonly leaderFrom: NodeId | null
      readonly leaderTo: NodeId | null
      readonly leaderEpochFrom: LeaderEpoch
      readonly leaderEpoch: LeaderEpoch
      readonly partitionEpoch: number
      readonly isrFrom: readonly NodeId[]
      readonly isrTo: readonly NodeId[]
      readonly elrFrom: readonly NodeId[]
      readonly elrTo: readonly NodeId[]
      readonly election: 'preferred' | 'online' | 'unclean' | 'none'
    }
  /** A broker told of failed log directories: what still works. Ids of directories. */
  | {
      readonly type: 'DirectoriesOffline'
      readonly rule: string
      readonly broker: NodeId
      readonly failed: readonly string[]
      readonly logDirs: readonly string[]
    }
