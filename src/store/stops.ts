import type { Moment } from '~/engine/momentKinds'
import type { FactView } from '~/views/eventView'
import { viewFact } from '~/views/eventView'
import type { ShownCue } from './cues'
import { currentCues, currentFamousRun, cueWord, isToldLater } from './cues'
import { beatAt, isMinute } from './firstMinute'
import { selection } from './selection'
import { currentRun } from './session'
import { askedOf } from './askedOf'

/** An event at which time is held so that its caption can be read, and where steps stop. */
export type Stop =
  | { readonly type: 'moment'; readonly moment: Moment }
  | { readonly type: 'cue'; readonly cue: ShownCue }
  /** A beat of the first minute; its caption is short and goes on with the next flight. */
  | { readonly type: 'beat' }
  /** Something happened to what is followed. */
  | { readonly type: 'followed'; readonly facts: readonly FactView[] }

function momentAt(index: number): Moment | null {
  const moment = currentRun()
    .moments()
    .findLast((one) => one.index <= index)
  return moment?.index === index ? moment : null
}

/** In a run that is told by cues, only alerts speak besides them. */
function cueOrAlert(index: number): Stop | null {
  const famous = currentFamousRun()
  const mark = currentCues().findLast((one) => one.index === index)
  if (famous !== null && mark !== undefined) {
    return { type: 'cue', cue: { ...mark, word: cueWord(famous, mark.cue) } }
  }
  const moment = momentAt(index)
  if (isToldLater(index)) return null
  return moment?.severity === 'alert' ? { type: 'moment', moment } : null
}

/** In the first minute: the beats, and the next leader. */
function beatOrLeader(index: number): Stop | null {
  if (beatAt(index) !== null) return { type: 'beat' }
  const moment = momentAt(index)
  return moment?.kind === 'leaderChanged' ? { type: 'moment', moment } : null
}

const NONE: readonly FactView[] = []

/** What an event did to what is followed; empty: nothing, or nothing is followed. */
export function followedAt(index: number): readonly FactView[] {
  const { followed } = selection.getState()
  if (followed === null || index < 0) return NONE
  const run = currentRun()
  const facts = run.stepAt(index).facts.filter(askedOf(followed))
  return facts.map((record) => viewFact(record, run.nameOf))
}

/** The stop at an event, or null: time passes over it. */
export function stopAt(index: number): Stop | null {
  const facts = followedAt(index)
  if (facts.length > 0) return { type: 'followed', facts }
  if (isMinute()) return beatOrLeader(index)
  if (currentFamousRun() !== null) return cueOrAlert(index)
  const moment = momentAt(index)
  return moment === null ? null : { type: 'moment', moment }
}
