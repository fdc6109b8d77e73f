import type { CueMark, FoundCues } from '~/engine/cues'
import type { CueNumbers } from '~/engine/cueNumbers'
import { NO_NUMBERS } from '~/engine/cueNumbers'
import { comingCueOf, cuesOf, momentOfCue } from '~/engine/cues'
import type { Moment } from '~/engine/momentKinds'
import type { Run } from '~/engine/run'
import { famousRunOf } from '~/scenarios/library'
import type { Cue, CueThing, FamousRun } from '~/scenarios/library/famousRun'
import { fromAddress } from './address'
import { arrange } from './layout'
import { select } from './selection'
import type { Selected } from './selection'
import { currentRun, seek, session } from './session'

/** A cue that has come, with the key of its caption. */
export interface ShownCue extends CueMark {
  readonly word: string
}

const kept: { run: Run | null; found: FoundCues } = { run: null, found: new Map() }

/** The famous run that is shown, or null. */
export function currentFamousRun(): FamousRun | null {
  return famousRunOf(currentRun().scenario)
}

/** The cues of the run that have come on the current branch, also those ahead of the cursor. */
export function currentCues(): readonly CueMark[] {
  const run = currentRun()
  const famous = currentFamousRun()
  if (famous === null) return []
  if (kept.run !== run) {
    kept.run = run
    kept.found = new Map()
  }
  return cuesOf(run, famous.cues, kept.found)
}

/** True where an event is told by a cue that comes when it is seen: one stop is enough. */
export function isToldLater(index: number): boolean {
  const famous = currentFamousRun()
  if (famous === null) return false
  const marks = currentCues()
  if (marks.some((mark) => mark.from === index && mark.index !== index)) return true
  return comingCueOf(currentRun(), famous.cues, kept.found) === index
}

/** The numbers of a cue's caption; those of a cue that has not come are not known. */
export function cueNumbers(mark: CueMark | undefined): CueNumbers {
  return mark?.numbers ?? NO_NUMBERS
}

/** The key of a cue's caption. */
export function cueWord(run: FamousRun, cue: Cue): string {
  return `cue.${run.scenario.id}.${cue.id}`
}

/** The moment that a cue tells of, if it is one. */
export function momentToldBy(cue: CueMark): Moment | null {
  return momentOfCue(cue, currentRun().moments())
}

/** The newest cue at or before the cursor. */
export function cueAtCursor(): ShownCue | null {
  const famous = currentFamousRun()
  if (famous === null) return null
  const cursor = currentRun().cursor()
  const mark = currentCues().findLast(({ index }) => index < cursor)
  return mark === undefined ? null : { ...mark, word: cueWord(famous, mark.cue) }
}

function selectedOf(thing: CueThing): Selected {
  switch (thing.kind) {
    case 'broker':
      return { kind: 'broker', id: thing.id, process: `kafka-${thing.id}` }
    case 'controller':
      return { kind: 'controller', id: thing.id, process: `kafka-${thing.id}` }
    default:
      return thing
  }
}

/** Chooses what a cue is about. */
function showCue({ cue }: CueMark): void {
  if (cue.about !== undefined) select(selectedOf(cue.about))
}

/** Goes to a cue that has come, and chooses what it is about. */
export function goToCue(mark: CueMark): void {
  seek(mark.index + 1)
  showCue(mark)
}

/** The cue before the cursor’s; false: there is none. */
export function previousCue(): boolean {
  const cursor = currentRun().cursor()
  const before = currentCues().findLast(({ index }) => index + 1 < cursor)
  if (before === undefined) return false
  goToCue(before)
  return true
}

/** Of the runs that are opened, what a famous one is best seen in; unless the address says. */
function arrangeFor(famous: FamousRun): void {
  const { main, second } = famous.view
  arrange({ main, second })
  select(null)
}

const shown: { run: Run | null; index: number } = { run: null, index: -1 }

session.subscribe(({ run }, old) => {
  if (run !== old.run) {
    const famous = famousRunOf(run.scenario)
    if (famous !== null) arrangeFor(famous)
  }
  const newest = cueAtCursor()
  if (newest === null || newest.index !== run.cursor() - 1) return
  // Once for each time that it comes: a person may then choose something else.
  if (shown.index === newest.index && shown.run === run) return
  shown.index = newest.index
  shown.run = run
  showCue(newest)
})

const begun = currentFamousRun()
if (begun !== null && fromAddress('view') === null) arrangeFor(begun)
