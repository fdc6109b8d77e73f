import type { NarrationLevel } from '~/store/preferences'

/** While time passes, a sentence at most so often, ms. */
const PAUSE_MS = 2_500

/** What a listener has heard of. */
export interface Told {
  /** The event that was last looked at, and the one that was last told of. */
  readonly index: number
  readonly toldIndex: number
  /** The number of the newest moment that was told, or passed while time stood still. */
  readonly moment: number
  /** When something was last told, ms. */
  readonly at: number
}

/** What there is to tell of. */
export interface Tellable {
  readonly index: number
  /** The number of the newest moment; whether it is the event at the cursor; whether it alerts. */
  readonly moment: number
  readonly isMoment: boolean
  readonly isAlert: boolean
  readonly isPlaying: boolean
  readonly level: NarrationLevel
  readonly at: number
}

/** What is told: the newest moment and how many were passed over, the step, or what went by. */
export type Telling =
  | { readonly type: 'moment'; readonly passed: number }
  | { readonly type: 'step' }
  | { readonly type: 'events'; readonly count: number }
  | null

/**
 * What a screen reader is told next. While time passes it is told little, and of what was not told
 * it hears how much that was; an alert does not wait. EXPERIENCE (i), narration.
 */
export function nextTelling(old: Told, now: Tellable): Telling {
  if (now.level === 'off' || now.index === old.index) return null
  if (now.isMoment && (!now.isPlaying || now.isAlert)) return { type: 'moment', passed: 0 }
  if (!now.isPlaying) return now.level === 'all' ? { type: 'step' } : null
  if (now.at - old.at <= PAUSE_MS) return null
  if (now.moment > old.moment) return { type: 'moment', passed: now.moment - old.moment - 1 }
  if (now.level !== 'all' || now.index <= old.toldIndex) return null
  return { type: 'events', count: now.index - old.toldIndex }
}

/** What a listener has heard of afterwards. */
export function afterTelling(old: Told, now: Tellable, telling: Telling): Told {
  const { index, moment, at } = now
  if (telling !== null) return { index, toldIndex: index, moment, at }
  // What is passed by hand is known, and what was taken back is not.
  const isKnown = !now.isPlaying || moment < old.moment || now.level === 'off'
  const toldIndex = isKnown ? index : old.toldIndex
  return { index, toldIndex, moment: isKnown ? moment : old.moment, at: old.at }
}
