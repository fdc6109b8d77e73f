import type { Map } from '~/base/persistentMap'
import type { Destination } from '../channel/channelState'
import type { FetchSessionHandler } from '../channel/fetchSessionHandler'
import type { TopicPartition } from '../ids'
import type { KafkaRecord } from '../protocol/records'
import type { MetadataTopic } from '../protocol/rpc/data'
import type { Membership } from './classicMember.machine'
import type { ClientCore, CoreWork } from './coreState'
import type { ClientProtection } from './protection'

/** A record with its partition. */
export interface ConsumedRecord {
  readonly topic: string
  readonly partition: number
  readonly record: KafkaRecord
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
}

/** A replica that a leader named, until when it is read from. Kafka: SubscriptionState. */
interface NearReplica {
  readonly id: number
  readonly untilMs: number
}

/**
 * What a position stands on, beyond its offset. Kafka: SubscriptionState.FetchPosition.
 * The leader is the one that the position was last compared with.
 */
export interface PositionEpochs {
  /** Epoch of the last batch that was read; null: there is none to compare. */
  readonly offsetEpoch: number | null
  readonly leader: number | null
  readonly leaderEpoch: number | null
  /** It waits to be validated and is asked about from this instant on, ms; null: it is valid. */
  readonly retryAtMs: number | null
  /** The leader has been asked about it as it stands. */
  readonly isAsked: boolean
}

/** A partition whose position is looked for. Kafka: FetchStates.AWAIT_RESET. */
export interface ToReset {
  readonly name: TopicPartition
  /** It is asked for from this instant on, ms. */
  readonly retryAtMs: number
  /** The request on its way, by its tag; null: none is. */
  readonly asked: string | null
}

/** What a consumer is to read. */
export type Subscription =
  | { readonly type: 'topics'; readonly topics: readonly string[] }
  /** Every topic whose whole name matches. */
  | { readonly type: 'pattern'; readonly pattern: string }
  | {
      readonly type: 'partitions'
      readonly partitions: readonly {
        readonly topic: string
        readonly partition: number
        /** Where to begin: an offset, or -2 earliest, -1 latest, null: as committed or reset. */
        readonly from: number | null
      }[]
    }

/** How far a consumer is in closing. Kafka: ClassicKafkaConsumer.close. */
export interface Closing {
  readonly step: 'committing' | 'leaving' | 'endingSessions'
  /** When close() was called, ms. */
  readonly sinceMs: number
  /** Commits that failed and are tried again. */
  readonly commits: number
}

/** A consumer: of a group that assigns, or of partitions that it was given. Kafka: ClassicKafkaConsumer. */
export interface Consumer {
  readonly core: ClientCore
  /** `null`: none; offsets are not committed. */
  readonly groupId: string | null
  readonly groupInstanceId: string | null
  /** `null`: partitions were assigned by hand. */
  readonly topics: readonly string[] | null
  /** The expression whose matches are its topics; null: they were named. */
  readonly pattern: string | null
  readonly membership: Membership
  readonly memberId: string
  readonly generationId: number
  readonly isLeader: boolean
  /** Since when it commits before it joins again, ms; null: it does not. */
  readonly preparingSinceMs: number | null
  /** The assignor that its group has chosen; null: it has not joined yet. */
  readonly protocol: string | null
  readonly coordinator: Destination | null
  readonly isFinding: boolean
  /** Partition counts of the topics at the last assignment that it made as leader. */
  readonly counted: string
  /** In the order of its assignment; null: the position is not known yet. */
  readonly positions: Map<TopicPartition, number | null>
  readonly epochs: Map<TopicPartition, PositionEpochs>
  /** Rules that it runs without. */
  readonly unprotected: readonly ClientProtection[]
  /** The metadata that positions were last compared with. */
  readonly checkedTopics: Map<string, MetadataTopic> | null
  readonly committed: Map<TopicPartition, number>
  /** Replicas in its rack that are read instead of the leaders. */
  readonly near: Map<TopicPartition, NearReplica>
  /** Partitions without an offset that could be read from: none is committed, or it is not there. */
  readonly toReset: readonly ToReset[]
  readonly isFetchingOffsets: boolean
  /** Nodes with a fetch on its way. */
  readonly busy: Map<string, true>
  /** Its fetch session with each node that it has fetched from. R-56. */
  readonly sessions: Map<string, FetchSessionHandler>
  readonly autoCommit: boolean
  /** What its program does with records that came: how long it takes, and until when, ms. */
  readonly processing: { readonly ms: number; readonly untilMs: number }
  readonly autoOffsetReset: string
  /** Ends that a program has asked for, whatever the setting. Kafka: seekToBeginning, seekToEnd. */
  readonly seeks: Map<TopicPartition, 'earliest' | 'latest'>
  /** How far its closing is; null: it is not asked to close. */
  readonly closing: Closing | null
  readonly isClosed: boolean
  /** An error that ends the consumer, as its exception's class below `org.apache.kafka` and text. */
  readonly fatal: string | null
}

/** What one input changes, with the records that came in it. */
export interface ConsumerWork extends CoreWork {
  consumer: Consumer
  readonly records: ConsumedRecord[]
}

/** The partitions that it holds. */
export function heldPartitions(consumer: Consumer): readonly TopicPartition[] {
  return [...consumer.positions.keys()]
}

/** A position that is looked for at once. Kafka: SubscriptionState.requestOffsetReset. */
export function resetNow(name: TopicPartition): ToReset {
  return { name, retryAtMs: 0, asked: null }
}

/** True while a position is looked for. Kafka: SubscriptionState.isOffsetResetNeeded. */
export function awaitsReset(consumer: Consumer, name: TopicPartition): boolean {
  return consumer.toReset.some((other) => other.name === name)
}
