import { Map } from '~/base/persistentMap'
import type { TopicId, TopicPartition } from '../ids'
import type { PartitionLog } from '../log/partitionLog'

/** A log directory with the id that its `meta.properties` names. KIP-858. */
export interface LogDirectory {
  readonly dir: string
  readonly id: string
}

/** Log directories that do not work. R-66. */
export interface FailedDirs {
  /** An access has ended with an error. Kafka: LogDirFailureChannel. */
  readonly met: readonly string[]
  /** Given up: what is in them is offline. Kafka: LogManager.offlineLogDirs. */
  readonly offline: readonly string[]
  /** Ids in the heartbeat on its way, and those that an answered one has told. */
  readonly telling: readonly string[]
  readonly told: readonly string[]
}

/** Where a replica is, to be told to the controller. Kafka: Assignment. */
export interface DirAssignment {
  readonly name: TopicPartition
  readonly topicId: TopicId
  readonly partition: number
  readonly directory: string
}

/** What is to be told of directories. Kafka: AssignmentsManager. */
export interface Assigning {
  readonly ready: readonly DirAssignment[]
  readonly inFlight: readonly DirAssignment[]
  /** Requests that have failed in a row. */
  readonly failures: number
  readonly isScheduled: boolean
}

/** Nothing is to be told. */
export const NO_ASSIGNMENTS: Assigning = {
  ready: [],
  inFlight: [],
  failures: 0,
  isScheduled: false,
}

/** A log that is being copied into another log directory. Kafka: Partition.futureLog. */
export interface ReplicaMove {
  readonly topicId: TopicId
  /** The log directory that it shall be in. */
  readonly logDir: string
  /** Where the copy is until then: `LOGDIR/TOPIC-N.ID-future`. */
  readonly path: string
  readonly log: PartitionLog
  /**
   * What the controller knows: nothing; it is being told; it has noted the new directory.
   * Kafka: ReplicaAlterLogDirsThread.ReassignmentState.
   */
  readonly promotion: 'none' | 'queued' | 'accepted'
}

/** Replicas between log directories. Kafka: ReplicaAlterLogDirsManager, LogManager.preferredLogDirs. */
export interface Moving {
  readonly moves: Map<TopicPartition, ReplicaMove>
  /** Where a replica that is not here yet shall be created. */
  readonly preferred: Map<TopicPartition, string>
}

/** Nothing moves. */
export const NOTHING_MOVES: Moving = { moves: Map(), preferred: Map() }

/** The files of a host by the directory that they are in. */
export type Directories = ReadonlyMap<string, readonly string[]>

/** A partition whose log is opened. */
export interface Opened {
  readonly name: TopicPartition
  readonly topicId: TopicId
  /** The directory that the metadata has it in. */
  readonly assigned: string | null
}
