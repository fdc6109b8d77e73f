import type { TopicId, TopicPartition } from '../ids'

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
