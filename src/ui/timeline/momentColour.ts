import type { Moment } from '../kit/text/caption'

const COLOURS: Readonly<Record<Moment['kind'], string>> = {
  controllerElected: 'control',
  quorumLost: 'danger',
  brokerRegistered: 'ink',
  brokerUnfenced: 'replica',
  brokerFenced: 'offline',
  topicCreated: 'admin',
  topicDeleted: 'admin',
  leaderChanged: 'leader',
  uncleanElection: 'danger',
  partitionOffline: 'danger',
  isrShrunk: 'lag',
  isrExpanded: 'replica',
  batchSent: 'produce',
  firstRecord: 'produce',
  recordCommitted: 'leader',
  recordAcknowledged: 'produce',
  recordFailed: 'danger',
  produceRefused: 'danger',
  batchRetried: 'produce',
  duplicateSuppressed: 'produce',
  producerFenced: 'danger',
  truncated: 'danger',
  segmentRolled: 'ink',
  segmentsDeleted: 'offline',
  groupRebalanced: 'consume',
  memberLeft: 'consume',
  memberExpired: 'consume',
  positionOutOfRange: 'danger',
  processKilled: 'danger',
  processStopped: 'offline',
  processStarted: 'ink',
  processPaused: 'lag',
  processResumed: 'ink',
  powerLost: 'danger',
}

/** The colour of a moment's mark: that of the family it belongs to. */
export function momentColour({ kind }: Moment): string {
  return `var(--${COLOURS[kind]})`
}

/** Half the width of its mark, px: what matters more is larger. */
export function momentSize({ severity }: Moment): number {
  return severity === 'alert' ? 5 : severity === 'notice' ? 4 : 3
}
