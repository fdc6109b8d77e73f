import type { Moment, MomentKind } from '~/engine/momentKinds'
import { currentRun } from './session'

/** What is heard. EXPERIENCE (i), sound. */
export type Sound = 'append' | 'commit' | 'leader' | 'alert'

/** So many events at the end of a stretch are looked at for appended records. */
const LOOKED_AT = 200

const SOUND_OF: Partial<Record<MomentKind, Sound>> = {
  recordCommitted: 'commit',
  leaderChanged: 'leader',
  controllerElected: 'leader',
}

/** What a moment sounds like, or null: nothing. What alerts is heard as an alert, whatever it is. */
export function soundOf({ kind, severity }: Pick<Moment, 'kind' | 'severity'>): Sound | null {
  return severity === 'alert' ? 'alert' : (SOUND_OF[kind] ?? null)
}

/** What is heard of the events from one cursor to a later one, each sound once. */
export function soundsBetween(from: number, to: number): ReadonlySet<Sound> {
  const run = currentRun()
  const heard = new Set<Sound>()
  for (const moment of run.moments()) {
    const sound = moment.index >= from && moment.index < to ? soundOf(moment) : null
    if (sound !== null) heard.add(sound)
  }
  for (let index = Math.max(from, to - LOOKED_AT); index < to; index += 1) {
    const { facts } = run.stepAt(index)
    if (facts.some(({ fact }) => fact.type === 'RecordsAppended')) heard.add('append')
  }
  return heard
}
