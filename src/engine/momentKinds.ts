/** How much a moment matters. */
export type Severity = 'info' | 'notice' | 'alert'

/** What a controller decides by records: it holds, and the brokers hear of it, once it is committed. */
export const KINDS_BY_RECORDS = [
  'brokerRegistered',
  'brokerUnfenced',
  'brokerFenced',
  'topicCreated',
  'topicDeleted',
  'leaderChanged',
  'uncleanElection',
  'partitionOffline',
  'isrShrunk',
  'isrExpanded',
] as const

/** Every kind of moment; each has captions in `words`. */
export const MOMENT_KINDS = [
  'controllerElected',
  'quorumLost',
  ...KINDS_BY_RECORDS,
  'batchSent',
  'firstRecord',
  'recordCommitted',
  'recordAcknowledged',
  'recordFailed',
  'produceRefused',
  'batchRetried',
  'duplicateSuppressed',
  'producerFenced',
  'truncated',
  'segmentRolled',
  'segmentsDeleted',
  'groupRebalanced',
  'memberLeft',
  'memberExpired',
  'positionOutOfRange',
  'processKilled',
  'processStopped',
  'processStarted',
  'processPaused',
  'processResumed',
  'powerLost',
] as const
/** The kind of a moment. */
export type MomentKind = (typeof MOMENT_KINDS)[number]

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

/** A moment before it is known when it came. */
export type Found = Omit<Moment, 'index' | 'at' | 'from'>

type About = string | null

/** A moment that is said in passing. */
export function info(kind: MomentKind, values: Found['values'], about: About = null): Found {
  return { kind, severity: 'info', values, about }
}

/** A moment that changes who does what. */
export function notice(kind: MomentKind, values: Found['values'], about: About = null): Found {
  return { kind, severity: 'notice', values, about }
}

/** A moment at which something is lost, refused or stands still. */
export function alert(kind: MomentKind, values: Found['values'], about: About = null): Found {
  return { kind, severity: 'alert', values, about }
}
