import type { FaultVerb } from './faults/offer'
import { VERBS } from './faults/offer'

/** What a person changes beside breaking things: who runs, how it is set, what is typed. */
export const CHANGES = ['clients', 'settings', 'tools'] as const

/** Something that the author of a link may allow. */
export type Permission = FaultVerb | (typeof CHANGES)[number]
/** Everything that the author of a link may allow. */
export const PERMISSIONS: readonly Permission[] = [...VERBS, ...CHANGES]
