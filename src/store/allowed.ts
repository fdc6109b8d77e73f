import { createStore } from 'zustand/vanilla'
import type { FaultVerb } from '~/engine/faults/offer'
import { VERBS } from '~/engine/faults/offer'
import { fromAddress } from './address'
import { currentRun } from './session'

/** What may be broken, as the authors of a page's address and of a run's link say. EXPERIENCE (e), (h). */
export interface Allowed {
  /** `?verbs=crash,stop`: on this page whatever runs; null: everything. */
  readonly onPage: readonly FaultVerb[] | null
  /** A link's or a file's: in its own scenario, also when that begins again. */
  readonly inRun: { readonly scenario: string; readonly verbs: readonly FaultVerb[] } | null
}

/** The verbs that a text names; what is none is passed over. null: no text, so no limit. */
export function verbsIn(text: string | null): readonly FaultVerb[] | null {
  if (text === null) return null
  const named = text.split(/[ ,+]+/)
  return VERBS.filter((verb) => named.includes(verb))
}

/** The store. */
export const allowed = createStore<Allowed>(() => ({
  onPage: verbsIn(fromAddress('verbs')),
  inRun: null,
}))

/** A run has been opened, with what its author allows; absent: everything. */
export function limitRun(verbs: readonly FaultVerb[] | undefined): void {
  const scenario = currentRun().scenario.id
  allowed.setState({ inRun: verbs === undefined ? null : { scenario, verbs } })
}

/** The verbs that are allowed; null: every one. */
export function allowedVerbs(): readonly FaultVerb[] | null {
  const { onPage, inRun } = allowed.getState()
  const ofRun = inRun !== null && inRun.scenario === currentRun().scenario.id ? inRun.verbs : null
  if (onPage === null || ofRun === null) return onPage ?? ofRun
  return onPage.filter((verb) => ofRun.includes(verb))
}

/** True when a verb that breaks something may be used. */
export function isVerbAllowed(verb: FaultVerb): boolean {
  return allowedVerbs()?.includes(verb) ?? true
}

/** True when something may be done; what mends always may. */
export function isAllowed({
  verb,
  isRepair,
}: {
  readonly verb: FaultVerb
  readonly isRepair: boolean
}): boolean {
  return isRepair || isVerbAllowed(verb)
}

/** What mends, and so is never switched off. */
const REPAIRS: readonly FaultVerb[] = [
  'start',
  'resume',
  'usualCpu',
  'rightClock',
  'usualTimers',
  'healDisk',
  'copyDisk',
  'mend',
  'rightName',
]

/** The verbs that a link can switch off, in the order of a list. */
export const LIMITED: readonly FaultVerb[] = VERBS.filter((verb) => !REPAIRS.includes(verb))

/** What lines of the terminal do to containers, as verbs. */
const TYPED: readonly (readonly [RegExp, FaultVerb])[] = [
  [/\bdocker\b[^;&|]*\skill\b/, 'crash'],
  [/\bdocker\b[^;&|]*\s(?:stop|down)\b/, 'stop'],
  [/\bkafka-server-stop\b/, 'stop'],
  [/\bdocker\b[^;&|]*\srestart\b/, 'restart'],
  [/\bdocker\b[^;&|]*\spause\b/, 'pause'],
]

/** The verb of a typed line that is switched off; null: the line may be run. */
export function forbiddenIn(line: string): FaultVerb | null {
  return TYPED.find(([form, verb]) => form.test(line) && !isVerbAllowed(verb))?.[1] ?? null
}
