import type { Map } from '~/base/persistentMap'
import type { BuiltFetch, FetchSessionHandler } from '../channel/fetchSessionHandler'
import type { LeaderEpoch, TopicPartition } from '../ids'

/** A fetcher from one leader. Kafka: ReplicaFetcherThread. */
export interface Fetcher {
  readonly isBusy: boolean
  /** Partitions that are fetched from this leader, by name; null: roles have changed since. */
  readonly followed: readonly TopicPartition[] | null
  /** What the request on its way, or the next one, goes on from. R-56. */
  readonly session: FetchSessionHandler
  /** What of that the request on its way names, and no longer asks for. Kafka: FetchRequest.Builder. */
  readonly toSend: BuiltFetch['toSend']
  readonly toForget: BuiltFetch['toForget']
  /** Partitions that rest after an error, or for good, in that epoch of their leader. R-57. */
  readonly resting: Map<TopicPartition, Resting>
}

/** A partition that is not fetched. Kafka: PartitionFetchState.delay, FailedPartitions. */
export interface Resting {
  readonly leaderEpoch: LeaderEpoch
  /** null: until another leader's epoch, or until the leader has said where its log ends. */
  readonly untilMs: number | null
  /** Its leader has a newer epoch: only that wakes it. */
  readonly isFailed: boolean
}
