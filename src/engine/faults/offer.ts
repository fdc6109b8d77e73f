import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'

/** A command of a person. */
export type Order = Command<KafkaModel>

/** Every verb of faults; each has a name in `words`. */
export const VERBS = [
  'crash',
  'stop',
  'start',
  'pause',
  'resume',
  'restart',
  'powerOff',
  'slowCpu',
  'usualCpu',
  'skewClock',
  'rightClock',
  'driftTimers',
  'coarseTimers',
  'usualTimers',
  'slowDisk',
  'fillDisk',
  'failDirectory',
  'healDisk',
  'wipeDisk',
  'copyDisk',
  'rollBackDisk',
  'loseQuorumState',
  'isolate',
  'slowNetwork',
  'loseNetwork',
  'limitNetwork',
  'cut',
  'cutOneWay',
  'slowLink',
  'loseLink',
  'limitLink',
  'mend',
  'staleName',
  'rightName',
  'swizzle',
  'partition',
  'drop',
  'delay',
  'duplicate',
  'reorder',
  'burst',
  'skewKeys',
  'slowProcessing',
  'stopCommitting',
  'rebalance',
  'leave',
  'crashLeader',
  'isolateLeader',
  'corruptTail',
  'corruptOld',
  'runRetention',
  'rollSegments',
  'snapshotNow',
  'crashCoordinator',
  'killActive',
  'isolateActive',
  'loseMajority',
] as const
/** What a fault does. */
export type FaultVerb = (typeof VERBS)[number]

/** Why a verb cannot be done now; each has a sentence in `words`. */
export type Refusal =
  | 'isDown'
  | 'isUp'
  | 'isPaused'
  | 'isNotPaused'
  | 'isHeld'
  | 'isAnswer'
  | 'hasArrived'
  | 'noLeader'
  | 'noCoordinator'
  | 'noActive'
  | 'noMajority'
  | 'isAlone'
  | 'isSlowed'
  | 'isNotSlowed'
  | 'isCut'
  | 'isWhole'
  | 'noLog'
  | 'noRecords'
  | 'isFull'
  | 'hasFailed'
  | 'noCommits'
  | 'noOldRecords'
  | 'noCopy'
  | 'noFile'
  /** The author of a link allows only some verbs, and not this one. */
  | 'isOff'

/** Something that can be done to a target, or why it cannot. Plain data. */
export interface Offer {
  readonly verb: FaultVerb
  /** The target's name, see `targetName`. */
  readonly target: string
  /** Numbers and names for its sentence. */
  readonly values: Readonly<Record<string, string | number>>
  readonly commands: readonly Order[]
  readonly heals: readonly Order[]
  readonly refusal: Refusal | null
  /** It mends rather than breaks: it is done, and not kept in the list of faults. */
  readonly isRepair: boolean
}

/** What an offer is made from; the rest is the usual. */
export type OfferParts = Partial<Omit<Offer, 'verb' | 'target'>>

/** An offer of a target. */
export function offer(verb: FaultVerb, target: string, parts: OfferParts): Offer {
  const usual = { values: {}, commands: [], heals: [], refusal: null, isRepair: false }
  return { verb, target, ...usual, ...parts }
}
