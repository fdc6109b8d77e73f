import type { NodeId } from './ids'
import type { QuorumVoter } from './quorum/voterSet'

/** Where an effective setting comes from. */
export interface PropertySource {
  /** The file it was read from, if any, with its 1-based line. */
  readonly file: string | null
  readonly line: number | null
}

/** One `key=value` of a server's `server.properties`, as a person wrote it. */
export interface ServerProperty {
  readonly value: string
  readonly source: PropertySource
}

/** The voters that `kafka-storage.sh format` writes for a dynamic quorum. Q-81. */
export type StorageFormat =
  | { readonly type: 'standalone' }
  | { readonly type: 'initialControllers'; readonly voters: readonly QuorumVoter[] }
  | { readonly type: 'noInitialControllers' }

/**
 * A rule of the quorum that a server can be started without, to show what it protects from; Kafka
 * has them all. `preVote`: KIP-996. `followerRejectsPreVote`: Q-12. `fsync`: Q-53. `checkQuorum`:
 * Q-49, KAFKA-15489. `ownEpochVoters`: §9.2, voters change only once the leader has committed in
 * its own epoch. `ownEpochCommit`: KR-11, a leader commits with a record of its own epoch.
 * `electionJitter`: an election timeout is drawn anew each time (KAFKA-18345).
 */
export type QuorumProtection =
  | 'preVote'
  | 'followerRejectsPreVote'
  | 'fsync'
  | 'checkQuorum'
  | 'ownEpochVoters'
  | 'electionJitter'
  | 'ownEpochCommit'

/**
 * The same of replication. `fetchFencing`: KIP-320, who fetches and who serves are in one leader
 * epoch. `epochStartRule`: R-45, who joins an ISR has reached the start of the leader's epoch.
 * `maximalIsr`: R-41, who is about to join is waited for. `fetchEpochMatch`: R-58, an answer to a
 * question of another epoch is left (KAFKA-18991). `epochTruncation`: KIP-101, a follower cuts its
 * log where it parts from the leader's, and not at its own high watermark. `epochInAnswer`: KIP-279,
 * a leader names the epoch whose end it tells, which may be older than the one asked about.
 * `epochInFetch`: R-59, every fetch says which epoch its log ends in, and not the first of a leader
 * epoch alone. `truncateBeforeMark`: R-43, a log that parts from the leader's is cut before its high
 * watermark moves (KAFKA-14704). `brokerEpochCheck`, who joins an ISR has fetched since
 * it last registered. `fetchBeforeJoin`: R-46, who joins an ISR has just fetched, and nothing that is
 * remembered of it counts.
 */
export type BrokerProtection =
  | 'fetchFencing'
  | 'epochStartRule'
  | 'maximalIsr'
  | 'fetchEpochMatch'
  | 'epochTruncation'
  | 'epochInAnswer'
  | 'epochInFetch'
  | 'truncateBeforeMark'
  | 'brokerEpochCheck'
  | 'fetchBeforeJoin'

/**
 * The same of the controller. `lastKnownLeaderAlive`: C-45, a last known leader is elected when it is
 * neither fenced nor shutting down (KAFKA-19522).
 */
export type ControllerProtection = 'lastKnownLeaderAlive'

/** A rule that a server can be started without. */
export type Protection = QuorumProtection | BrokerProtection | ControllerProtection

/**
 * What a Kafka server is started with: its `server.properties` after every environment variable
 * and default file of its image was applied. Defaults of Kafka itself are not in it.
 */
export interface ServerSpec {
  readonly kind: 'server'
  readonly nodeId: NodeId
  readonly roles: readonly ('broker' | 'controller')[]
  /** Keys as Kafka writes them (`log.retention.ms`), sorted. */
  readonly properties: Readonly<Record<string, ServerProperty>>
  /** `CLUSTER_ID`: what `kafka-storage.sh format` put into `meta.properties`. */
  readonly clusterId: string
  /**
   * How its disk is formatted where `controller.quorum.voters` is not set; absent: a controller
   * stands alone (`--standalone`), a broker joins. Q-81. Kafka: StorageTool, Formatter.
   */
  readonly format?: StorageFormat
  /** The machine's own name, which an empty listener host is advertised as; none: `localhost`. */
  readonly hostName?: string
  /** Rules that it is started without; absent: none, as Kafka. */
  readonly unprotected?: readonly Protection[]
  /** What the image's start script prints instead of starting Kafka; none: it starts it. */
  readonly refusal?: StartRefusal
}

/** A container that ends before Kafka is started. */
export interface StartRefusal {
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
  readonly code: number
}
