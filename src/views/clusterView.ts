/** What the cluster stage shows at one instant: plain data, made from (world, cursor). */
export interface ClusterView {
  /** Simulated instant, µs. */
  readonly now: number
  readonly controllers: readonly ControllerView[]
  readonly quorumEpoch: number
  readonly brokers: readonly BrokerView[]
  readonly topics: readonly TopicView[]
  readonly clients: readonly ClientView[]
  readonly groups: readonly GroupView[]
  /** What is on its way and matters to the story. */
  readonly messages: readonly MessageView[]
  /** Heartbeats, idle fetches and refreshes on their way; deeper levels of detail show them. */
  readonly quietMessages: readonly MessageView[]
  /** Links that are not as they should be. */
  readonly links: readonly LinkView[]
}

/** What a server process does, in the words of the stage. */
export type ServerState =
  | 'absent'
  | 'starting'
  | 'recovering'
  | 'running'
  | 'fenced'
  | 'stopping'
  | 'paused'
  | 'killed'
  | 'stopped'

/** One member (or observer) of the controller quorum. */
export interface ControllerView {
  readonly id: number
  /** Process to act on; a combined node is the same process as its broker. */
  readonly process: string
  readonly up: boolean
  readonly paused: boolean
  readonly role:
    'unattached' | 'follower' | 'prospective' | 'candidate' | 'leader' | 'resigned' | 'down'
  readonly epoch: number
  readonly metadataEndOffset: number
  readonly metadataHighWatermark: number | null
  readonly votesGranted: number
  readonly votesNeeded: number
  readonly isVoter: boolean
  readonly host: string
}

/** A broker as a row of the stage. */
export interface BrokerView {
  readonly id: number
  readonly process: string
  readonly host: string
  readonly state: ServerState
  /** Last metadata offset replayed, and how far it is behind the active controller's. */
  readonly metadataOffset: number
  readonly metadataGap: number
  /** `broker.rack`, or null. */
  readonly rack: string | null
  /** True when the controller has shut it out, whatever its process does. */
  readonly isFenced: boolean
  /** Groups that it coordinates. */
  readonly coordinates: readonly string[]
  readonly waiting: readonly WaitingView[]
  readonly replicas: readonly ReplicaView[]
}

/** A request that a broker has not answered yet, and what it waits for. */
export interface WaitingView {
  readonly kind: 'produce' | 'fetch'
  /** The first partition it waits for. */
  readonly topic: string
  readonly partition: number
  /** Produce: the high watermark there is and the one it needs; fetch: the offset it asks from. */
  readonly current: number
  readonly required: number
  /** Fetch: how long it may wait, ms. */
  readonly maxWaitMs: number
  /** Fetch: the follower that asks; null for a client. */
  readonly follower: number | null
}

/** How a replica stands with its partition, as the controller's metadata has it. */
export type ReplicaStanding = 'leader' | 'inSync' | 'lagging' | 'eligible' | 'offline'

/** A replica as a chip. */
export interface ReplicaView {
  readonly topic: string
  readonly partition: number
  readonly broker: number
  readonly standing: ReplicaStanding
  readonly logStartOffset: number
  readonly highWatermark: number
  readonly logEndOffset: number
  readonly leaderEpoch: number
  /** Set on the leader when fewer replicas are in sync than `min.insync.replicas` asks for. */
  readonly underMinIsr: { readonly isr: number; readonly min: number } | null
  /** A reassignment brings it, or takes it away. */
  readonly change: 'adding' | 'removing' | null
}

/** A topic as a group of columns. */
export interface TopicView {
  readonly name: string
  readonly internal: boolean
  readonly partitions: readonly {
    readonly partition: number
    readonly leader: number | null
    readonly leaderEpoch: number
    readonly replicas: readonly number[]
    readonly isr: readonly number[]
    readonly elr: readonly number[]
    readonly minIsr: number
  }[]
}

/** A producer, consumer or admin client beside the rows. */
export interface ClientView {
  readonly process: string
  readonly kind: 'producer' | 'consumer' | 'admin'
  readonly label: string
  readonly detail: string
  readonly group: string | null
  readonly state: 'running' | 'paused' | 'exited'
  readonly host: string
  /** Partitions it reads or writes, as `topic-n`. */
  readonly partitions: readonly string[]
}

/** A consumer group as a bracket. */
export interface GroupView {
  readonly id: string
  readonly protocol: 'classic' | 'consumer'
  readonly state: string
  readonly generation: number
  readonly coordinator: number | null
  readonly members: readonly {
    readonly memberId: string
    readonly clientProcess: string | null
    readonly assigned: readonly string[]
  }[]
}

/** A direction between two hosts that differs from an ordinary link. */
export interface LinkView {
  readonly from: string
  readonly to: string
  readonly cut: boolean
  readonly latencyMicros: number
  readonly lossPerMille: number
  /** null: no limit. */
  readonly bytesPerSecond: number | null
}

/** Families share a glyph and a colour. */
export type MessageFamily =
  'produce' | 'consume' | 'replicate' | 'group' | 'transaction' | 'control' | 'admin' | 'legacy'

/** A message that is on its way at this instant. */
export interface MessageView {
  readonly id: number
  readonly api: string
  readonly family: MessageFamily
  readonly isResponse: boolean
  readonly error: string | null
  /** Processes. */
  readonly from: string
  readonly to: string
  readonly sentAt: number
  /** When it arrives, µs; null while it is held up by a cut. */
  readonly arrivesAt: number | null
  /** The partition it is about, `topic-n`, or null. */
  readonly partition: string | null
  /** The offset that it asks from or that its first record has; null where it has none. */
  readonly offset: number | null
  /** A heartbeat, an idle fetch, a refresh. */
  readonly isQuiet: boolean
  readonly recordCount: number
}
