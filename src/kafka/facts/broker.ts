import type { LeaderEpoch, NodeId, Offset, TopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'

/** A config that was read. */
interface ConfigFact {
  readonly name: string
  readonly value: string
  readonly source: string
}

/** A condition that is not met, with its numbers. */
interface WaitsFor {
  readonly condition: 'highWatermark' | 'lowWatermark' | 'bytes'
  readonly current: number
  readonly required: number
}

/** What brokers report of logs, replication and their own life. Rules: R-*, B-*. */
export type BrokerFact =
  | { readonly type: 'BrokerStarted'; readonly broker: NodeId }
  | {
      readonly type: 'MetadataReplayed'
      readonly offset: Offset
      readonly records: readonly string[]
    }
  | {
      readonly type: 'BecameLeader'
      readonly topic: string
      readonly partition: number
      readonly leaderEpoch: LeaderEpoch
      readonly logEndOffset: Offset
    }
  | {
      readonly type: 'BecameFollower'
      readonly topic: string
      readonly partition: number
      readonly leaderEpoch: LeaderEpoch
      readonly leader: NodeId | null
    }
  | {
      readonly type: 'RecordsAppended'
      readonly topic: string
      readonly partition: number
      readonly baseOffset: Offset
      readonly lastOffset: Offset
      readonly leaderEpoch: LeaderEpoch
      readonly as: 'leader' | 'follower'
    }
  | {
      readonly type: 'HighWatermarkAdvanced'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly from: Offset
      readonly to: Offset
      readonly as: 'leader' | 'follower'
      /** Leader: the replicas whose ends it waited for, with those ends. */
      readonly because: readonly { readonly id: NodeId; readonly logEndOffset: Offset }[]
    }
  | {
      readonly type: 'LogTruncated'
      readonly topic: string
      readonly partition: number
      readonly from: Offset
      readonly to: Offset
      readonly because: string
    }
  | {
      readonly type: 'IsrChangeAsked'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly isr: readonly NodeId[]
      readonly asked: readonly NodeId[]
      readonly because: string
    }
  | {
      readonly type: 'RequestRefused'
      readonly rule: string
      readonly api: string
      readonly topic: string | null
      readonly partition: number | null
      readonly error: ErrorCode
      readonly actual: string
      readonly required: string
      /** What the check read, with where its value comes from. */
      readonly configs: readonly ConfigFact[]
    }
  /** A full, old or overrun segment was closed; the next one begins at `baseOffset`. */
  | {
      readonly type: 'SegmentRolled'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly baseOffset: Offset
      readonly because: 'size' | 'time' | 'index' | 'offsets' | 'asked'
      readonly actual: number
      readonly limit: number
    }
  /** An append or a timer has put a log on the platter, up to its end. */
  | {
      readonly type: 'LogFlushed'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly from: Offset
      readonly to: Offset
      readonly configs: readonly ConfigFact[]
    }
  /** Retention, or a later log start, took segments out. */
  | {
      readonly type: 'SegmentsDeleted'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly because: 'logStartOffset' | 'size' | 'time'
      readonly baseOffsets: readonly Offset[]
      readonly actual: number
      readonly limit: number
      readonly configs: readonly ConfigFact[]
    }
  | {
      readonly type: 'LogStartAdvanced'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly from: Offset
      readonly to: Offset
      readonly because: 'deleteRecords' | 'retention' | 'leader'
    }
  /** A log was read from its directory at a start. */
  | {
      readonly type: 'LogLoaded'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly isClean: boolean
      readonly logEndOffset: Offset
      readonly highWatermark: Offset
      /** From here on segments were read again; the end after a clean stop. */
      readonly recoveredFrom: Offset
    }
  /** A batch that is in the log already was sent again: nothing is appended. */
  | {
      readonly type: 'DuplicateAnswered'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly producerId: number
      readonly baseSequence: number
      readonly firstOffset: number
      readonly lastOffset: number
    }
  /** A broker keeps what a fetcher asks for: its next fetches name only what is new. */
  | {
      readonly type: 'FetchSessionCreated'
      readonly rule: string
      readonly sessionId: number
      /** null: a consumer. */
      readonly follower: NodeId | null
      readonly partitions: number
    }
  | {
      readonly type: 'FetchSessionRemoved'
      readonly rule: string
      readonly sessionId: number
      /** A follower's. */
      readonly isPrivileged: boolean
      readonly partitions: number
      readonly because: 'closedByFetcher' | 'noPartitions' | 'stale' | 'evicted'
    }
  /** A fetch names a session that is not there, or another epoch of it. */
  | {
      readonly type: 'FetchSessionRefused'
      readonly rule: string
      readonly sessionId: number
      readonly epoch: number
      /** The epoch that the session is in; null: there is no session. */
      readonly expected: number | null
      readonly follower: NodeId | null
      readonly error: ErrorCode
    }
  /** A fetcher's fetch came to nothing: it begins another session with that broker. */
  | {
      readonly type: 'FetchSessionLost'
      readonly rule: string
      readonly broker: NodeId
      readonly sessionId: number
      readonly epoch: number
      /** null: no answer came. */
      readonly error: ErrorCode | null
      /** What a fetch without an answer ended with. */
      readonly cause: string | null
    }
  /** Producers have been silent for so long that a log forgets them. */
  | {
      readonly type: 'ProducersExpired'
      readonly rule: string
      readonly topic: string
      readonly partition: number
      readonly producerIds: readonly number[]
      readonly configs: readonly ConfigFact[]
    }
  | {
      readonly type: 'RequestWaits'
      readonly api: string
      readonly topic: string
      readonly partition: number
      readonly waitsFor: WaitsFor
    }
  /** A replica is copied into another log directory of its broker, is there, or is not to be. R-68. */
  | {
      readonly type: 'ReplicaMoveStarted' | 'ReplicaMoved' | 'ReplicaMoveStopped'
      readonly rule: 'R-68'
      readonly topic: string
      readonly partition: number
      readonly from: string
      readonly to: string
    }
  /** A log directory is given up: these partitions are offline here until the next start. */
  | {
      readonly type: 'LogDirectoryFailed'
      readonly rule: string
      readonly broker: NodeId
      readonly dir: string
      readonly partitions: readonly TopicPartition[]
    }
