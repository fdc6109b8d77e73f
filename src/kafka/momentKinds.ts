/** What a controller decides by records: it holds, and the brokers hear of it, once it is committed. */
const KINDS_BY_RECORDS = [
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

/** What is told once for each partition: the first of its kind. */
export const KINDS_OF_FIRSTS = [
  'batchSent',
  'firstRecord',
  'recordCommitted',
  'recordAcknowledged',
] as const

/** Every kind of moment; each has captions in `words`. */
export const MOMENT_KINDS = [
  'controllerElected',
  'quorumLost',
  ...KINDS_BY_RECORDS,
  ...KINDS_OF_FIRSTS,
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
/** A moment of which only a partition's first is told. */
export type FirstKind = (typeof KINDS_OF_FIRSTS)[number]

const BY_RECORDS: ReadonlySet<MomentKind> = new Set<MomentKind>(KINDS_BY_RECORDS)
const FIRSTS: ReadonlySet<MomentKind> = new Set<MomentKind>(KINDS_OF_FIRSTS)

/** True of what is seen only when a controller's records are committed. */
export function isByRecords(kind: MomentKind): boolean {
  return BY_RECORDS.has(kind)
}

/** True of what is told once for each partition. */
export function isFirstKind(kind: MomentKind): kind is FirstKind {
  return FIRSTS.has(kind)
}
