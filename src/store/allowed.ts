import { createStore } from 'zustand/vanilla'
import type { RunDocument } from '~/engine/document/runDocument'
import type { FaultVerb } from '~/engine/faults/offer'
import { VERBS } from '~/engine/faults/offer'
import type { Permission } from '~/engine/permissions'
import { CHANGES, PERMISSIONS } from '~/engine/permissions'
import { fromAddress } from './address'
import { notify } from './notice'
import { currentRun } from './session'

export type { Permission }

/** What may be done, as the authors of a page's address and of a run's link say. EXPERIENCE (e), (h). */
export interface Allowed {
  /** `?verbs=crash,stop`: on this page whatever runs; null: everything. */
  readonly onPage: readonly Permission[] | null
  /** A link's or a file's: in its own scenario, also when that begins again. */
  readonly inRun: { readonly scenario: string; readonly verbs: readonly Permission[] } | null
}

/** The verbs that a text names; what is none is passed over. null: no text, so no limit. */
export function verbsIn(text: string | null): readonly Permission[] | null {
  if (text === null) return null
  const named = text.split(/[ ,+]+/)
  return PERMISSIONS.filter((verb) => named.includes(verb))
}

/** The store. */
export const allowed = createStore<Allowed>(() => ({
  onPage: verbsIn(fromAddress('verbs')),
  inRun: null,
}))

/** Before this version of a document its author could limit only faults. */
const LIMITS_CHANGES = 4

/** A run has been opened, with what its author allows; no verbs: everything. */
export function limitRun({
  verbs: named,
  formatVersion,
}: Pick<RunDocument, 'verbs' | 'formatVersion'>): void {
  const scenario = currentRun().scenario.id
  const verbs = formatVersion < LIMITS_CHANGES && named ? [...named, ...CHANGES] : named
  allowed.setState({ inRun: verbs === undefined ? null : { scenario, verbs } })
}

/** The verbs that are allowed; null: every one. */
export function allowedVerbs(): readonly Permission[] | null {
  const { onPage, inRun } = allowed.getState()
  const ofRun = inRun !== null && inRun.scenario === currentRun().scenario.id ? inRun.verbs : null
  if (onPage === null || ofRun === null) return onPage ?? ofRun
  return onPage.filter((verb) => ofRun.includes(verb))
}

/** True when a verb that breaks something may be used, or another way of changing the run. */
export function isVerbAllowed(verb: Permission): boolean {
  return allowedVerbs()?.includes(verb) ?? true
}

/** True when the author of the link has switched something off; whoever wished it is told so. */
export function isOff(verb: Permission): boolean {
  if (isVerbAllowed(verb)) return false
  notify({ type: 'verbOff', verb })
  return true
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

/** What a link can switch off, in the order of a list: the many faults come after the few others. */
export const LIMITED: readonly Permission[] = [
  ...CHANGES,
  ...VERBS.filter((verb) => !REPAIRS.includes(verb)),
]
