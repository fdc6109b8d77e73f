import { createStore } from 'zustand/vanilla'
import type { Moment } from '~/engine/momentKinds'
import { readingOfMoment } from '~/engine/why/readings'
import type { TermKey } from '~/engine/why/terms'
import { TERMS } from '~/engine/why/terms'
import { arrange, showMain } from './layout'
import type { MainLens } from './layout'
import { setPlaying } from './playback'
import { currentRun, seek } from './session'

export type { TermKey }

/** Every term, in the order of the list. */
export const ALL_TERMS: readonly TermKey[] = TERMS

/** The term whose card is open; null: the list alone. */
export const glossary = createStore<{ readonly term: TermKey | null }>(() => ({ term: null }))

/** Opens the card of a term, or the list of all. */
export function openGlossary(term: TermKey | null): void {
  glossary.setState({ term })
  arrange({ overlay: 'glossary' })
}

/** The lenses that show a term's mark best; the stage shows the rest. */
const LENS_OF: Readonly<Partial<Record<TermKey, MainLens>>> = {
  isr: 'isr',
  minIsr: 'isr',
  elr: 'isr',
  lag: 'logs',
  offset: 'logs',
  record: 'logs',
  batch: 'logs',
  highWatermark: 'logs',
  logEnd: 'logs',
  logStart: 'logs',
  leaderEpoch: 'logs',
  divergence: 'logs',
  truncation: 'logs',
  position: 'logs',
  committed: 'logs',
  segment: 'logs',
  retention: 'logs',
  metadata: 'metadata',
  snapshot: 'metadata',
  voter: 'metadata',
  observer: 'metadata',
  moment: 'events',
  heartbeat: 'ladder',
  acknowledge: 'ladder',
}

/** The newest moment up to the cursor that is about a term, else the next one; null: there is none. */
function momentOf(term: TermKey): Moment | null {
  const run = currentRun()
  const about = run.moments().filter(({ kind }) => readingOfMoment(kind)?.term === term)
  const cursor = run.cursor()
  return about.findLast(({ index }) => index < cursor) ?? about[0] ?? null
}

/** Shows a term in the run: the lens of its mark, at the moment that is about it where there is one. */
export function seeTerm(term: TermKey): void {
  const moment = momentOf(term)
  arrange({ overlay: null })
  showMain(LENS_OF[term] ?? 'stage')
  if (moment === null) return
  setPlaying(false)
  seek(moment.index + 1)
}
