import type { FactType } from '~/views/eventView'
import type { Asked } from '../why/lookBack'
import type { ConfigOwner } from '../why/values'

/** Every question of the list, said in `whynot.ask.<key>`. EXPERIENCE (f). */
export type AskedKey =
  | 'recordNotCommitted'
  | 'recordNotVisible'
  | 'recordNotAcknowledged'
  | 'recordNotConsumed'
  | 'recordGone'
  | 'recordNotWritten'
  | 'recordsNotDelivered'
  | 'batchNotSentBefore'
  | 'firstTryNotEnough'
  | 'batchNotAppendedAgain'
  | 'batchNotTaken'
  | 'segmentNotContinued'
  | 'segmentsNotKept'
  | 'positionNotKept'
  | 'replicaNotInSync'
  | 'replicaNotLeader'
  | 'replicaNotChosen'
  | 'replicaTruncated'
  | 'partitionNoLeader'
  | 'partitionNotClean'
  | 'partitionRefuses'
  | 'partitionNotPreferred'
  | 'brokerNotIn'
  | 'brokerNotFenced'
  | 'controllerNotElected'
  | 'nobodyElected'
  | 'topicUnknown'
  | 'topicStillThere'
  | 'memberNoPartitions'
  | 'memberNotKept'
  | 'memberWaits'
  | 'clientDoesNothing'
  | 'groupNotStable'
  | 'messageNotArrived'
  | 'requestNotAnswered'
  | 'linkCarriesNothing'

/** Every condition, said in `whynot.need.<key>`. */
export type NeedKey =
  | 'hasLeader'
  | 'enoughInSync'
  | 'replicaHasIt'
  | 'belowHw'
  | 'committedForAll'
  | 'answered'
  | 'sentAlone'
  | 'leaderAlone'
  | 'answeredOk'
  | 'assigned'
  | 'fetched'
  | 'readyToSend'
  | 'answeredInTime'
  | 'answeredAtAll'
  | 'accepted'
  | 'newSequence'
  | 'newestProducerEpoch'
  | 'segmentHasRoom'
  | 'withinRetention'
  | 'inLog'
  | 'kept'
  | 'logReaches'
  | 'leaderHasIt'
  | 'unfenced'
  | 'notLeaving'
  | 'knownEpoch'
  | 'reachedHw'
  | 'reachedEpoch'
  | 'noIsrChange'
  | 'nextFetch'
  | 'inIsr'
  | 'leaderGone'
  | 'standsBefore'
  | 'someInSync'
  | 'someEligible'
  | 'uncleanAllowed'
  | 'balances'
  | 'nextBalance'
  | 'processRuns'
  | 'hasController'
  | 'registered'
  | 'beats'
  | 'replayed'
  | 'nextBeat'
  | 'silentLong'
  | 'noOtherLeader'
  | 'timedOut'
  | 'preVotes'
  | 'epochCommitted'
  | 'votes'
  | 'notResigned'
  | 'majorityUp'
  | 'replayedTopic'
  | 'hasCoordinator'
  | 'isMember'
  | 'groupStable'
  | 'enoughPartitions'
  | 'stayed'
  | 'beatInTime'
  | 'rejoinedInTime'
  | 'onlyOne'
  | 'newRecords'
  | 'knowsTopic'
  | 'hasMembers'
  | 'delayOver'
  | 'allJoined'
  | 'leaderSynced'
  | 'linkOpen'
  | 'timeOver'
  | 'waitOver'

/** Names and numbers of a sentence. */
export type Values = Readonly<Record<string, string | number>>

/** A condition that had to hold, with its numbers. */
export interface Need {
  readonly key: NeedKey
  readonly values: Values
  readonly isMet: boolean
  /** The rule of MODEL.md. */
  readonly rule: string | null
}

/** A question, and what it is answered with. */
export interface Draft {
  readonly asked: AskedKey
  readonly values: Values
  /** In the order in which they are checked. */
  readonly needs: readonly Need[]
  /** The newest fact that explains the first unmet condition. */
  readonly blames: Asked
  /** The kind of fact whose reading fits. */
  readonly reads: FactType
  /** Settings that decide, and whose they are: a process's or a topic's. */
  readonly settings: readonly (readonly [string, ConfigOwner])[]
  /** True where the settings decide, too, that led to the fact which explains it. */
  readonly isDecidedByBlamed?: true
}

/** The rule of MODEL.md that a condition is checked by; the others are nobody's decision. */
const RULES: Readonly<Partial<Record<NeedKey, string>>> = {
  enoughInSync: 'R-40',
  replicaHasIt: 'R-43',
  belowHw: 'R-11',
  committedForAll: 'R-40',
  kept: 'R-21',
  readyToSend: 'P-08',
  newSequence: 'R-06',
  newestProducerEpoch: 'R-06',
  leaderHasIt: 'R-58',
  unfenced: 'C-28',
  notLeaving: 'C-24',
  knownEpoch: 'R-46',
  reachedHw: 'R-45',
  reachedEpoch: 'R-45',
  noIsrChange: 'R-48',
  nextFetch: 'R-45',
  inIsr: 'C-43',
  leaderGone: 'C-43',
  standsBefore: 'C-43',
  someInSync: 'C-43',
  someEligible: 'C-43',
  uncleanAllowed: 'C-64',
  registered: 'C-11',
  beats: 'C-18',
  replayed: 'C-13',
  nextBeat: 'C-13',
  silentLong: 'C-27',
  noOtherLeader: 'Q-21',
  timedOut: 'Q-20',
  preVotes: 'Q-02',
  epochCommitted: 'Q-45',
  votes: 'Q-02',
  notResigned: 'Q-60',
  majorityUp: 'Q-02',
  allJoined: 'G-24',
  leaderSynced: 'G-27',
  linkOpen: 'N4',
  timeOver: 'N4',
  waitOver: 'R-51',
}

/** The condition that an answer ends with; undefined: all are met. */
export function missingOf(needs: readonly Need[]): Need | undefined {
  return needs.find(({ isMet }) => !isMet)
}

/** A condition with what it compared, and how it came out. */
export function need(key: NeedKey, isMet: boolean, values: Values = {}): Need {
  return { key, values, isMet, rule: RULES[key] ?? null }
}
