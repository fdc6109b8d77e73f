import type { Map } from '~/base/persistentMap'
import type { FetchPartition } from '../protocol/rpc/data'

/** What a fetcher was told last of a partition. Kafka: CachedPartition. */
export interface Told {
  readonly highWatermark: number
  readonly logStartOffset: number
}

/** A session as its broker keeps it. R-56. Kafka: FetchSession. */
export interface FetchSession {
  readonly id: number
  /** A follower's: it is kept before those of consumers. */
  readonly isPrivileged: boolean
  /** What it asks for; what brought records is asked last. */
  readonly asked: readonly FetchPartition[]
  /** What was told of each, in the same order. */
  readonly told: readonly Told[]
  readonly createdMs: number
  readonly lastUsedMs: number
  /** The epoch that the next fetch must have. */
  readonly epoch: number
  /** How many partitions it had when it was used last. */
  readonly size: number
}

/** All sessions of a broker. Kafka: FetchSessionCache. */
export interface FetchSessions {
  readonly byId: Map<number, FetchSession>
  /** How many have been asked for: new ones go to the shards in turn. */
  readonly created: number
}

/** In which way a fetch is answered. Kafka: FetchContext. */
export type FetchContext =
  | { readonly type: 'full' }
  | { readonly type: 'sessionless' }
  | { readonly type: 'refused'; readonly error: SessionError }
  | { readonly type: 'incremental'; readonly session: FetchSession }

/** Why a fetch of a session is refused. */
export type SessionError = 'FETCH_SESSION_ID_NOT_FOUND' | 'INVALID_FETCH_SESSION_EPOCH'
