import type { MomentKind } from '~/kafka/momentKinds'

export type { MomentKind }

/** How much a moment matters. */
export type Severity = 'info' | 'notice' | 'alert'

/**
 * `alert`: something is lost, refused or stands still; `notice`: somebody else does something now;
 * `info`: it is said in passing.
 */
export const SEVERITY_OF: Readonly<Record<MomentKind, Severity>> = {
  controllerElected: 'notice',
  quorumLost: 'alert',
  brokerRegistered: 'info',
  brokerUnfenced: 'notice',
  brokerFenced: 'notice',
  topicCreated: 'notice',
  topicDeleted: 'notice',
  leaderChanged: 'notice',
  uncleanElection: 'alert',
  partitionOffline: 'alert',
  isrShrunk: 'notice',
  isrExpanded: 'notice',
  batchSent: 'info',
  firstRecord: 'info',
  recordCommitted: 'info',
  recordAcknowledged: 'info',
  recordFailed: 'alert',
  produceRefused: 'alert',
  batchRetried: 'notice',
  duplicateSuppressed: 'notice',
  producerFenced: 'alert',
  truncated: 'alert',
  segmentRolled: 'notice',
  segmentsDeleted: 'notice',
  groupRebalanced: 'notice',
  memberLeft: 'notice',
  memberExpired: 'notice',
  positionOutOfRange: 'alert',
  processKilled: 'notice',
  processStopped: 'notice',
  processStarted: 'notice',
  processPaused: 'notice',
  processResumed: 'notice',
  powerLost: 'notice',
}

/** An instant worth stopping at: one or more facts of one event, in a person's terms. */
export interface Moment {
  /** The event with which it is seen, and its time, µs. */
  readonly index: number
  readonly at: number
  /** The event that reported it: an earlier one where a controller's records had to be committed. */
  readonly from: number
  readonly kind: MomentKind
  readonly severity: Severity
  /** Numbers and names for its caption. */
  readonly values: Readonly<Record<string, string | number>>
  /** What it is about: a partition `topic-n`, or a process. */
  readonly about: string | null
}

/** What a moment's caption says of its fact. */
export type Told = Pick<Moment, 'values' | 'about'>
