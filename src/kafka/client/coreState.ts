import type { Mutable } from '~/base/mutable'
import type { Map } from '~/base/persistentMap'
import type { Channel, Destination } from '../channel/channelState'
import type { EffectiveConfig } from '../config/effective'
import type { Gathered, KafkaContext } from '../effects'
import type { ListenerKind } from '../protocol/apis'
import type { MetadataTopic } from '../protocol/rpc/data'

/** What every client knows: its connections and its view of the cluster. Kafka: NetworkClient, Metadata. */
export interface ClientCore {
  readonly settings: EffectiveConfig
  readonly clientId: string
  readonly channel: Channel
  readonly bootstrap: readonly Destination[]
  /** Known brokers; empty until the first metadata has come. */
  readonly nodes: Map<number, Destination>
  readonly topics: Map<string, MetadataTopic>
  readonly clusterId: string | null
  /** Topics it wants to know; null: all. */
  readonly wanted: readonly string[] | null
  readonly mayCreate: boolean
  readonly isRefreshing: boolean
  readonly isRefreshDue: boolean
  /** Refreshes that failed in a row; of an admin client those that were tried. */
  readonly refreshAttempts: number
  /** Refreshes in a row that told nothing new. */
  readonly equalRefreshes: number
  /** When the last refresh ended, ms; null: there was none, or it does not count. */
  readonly lastRefreshMs: number | null
  /** How many refreshes have succeeded. */
  readonly version: number
  /** What it began with: brokers, or controllers. */
  readonly endpointType: ListenerKind
  /**
   * Whom metadata names as the controller: the active one to clients of controllers, a random live
   * broker to others; -1 = unknown.
   */
  readonly controllerId: number
  /** Why it can never work: what was asked for metadata does not give any. X-92. */
  readonly fatal: { readonly exception: string; readonly message: string } | null
}

/** What one input changes; its owner's draft holds one. */
export interface CoreWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy; decision record 0006. */
  core: Mutable<ClientCore>
}
