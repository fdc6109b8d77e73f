import type { KnownEvents } from '~/views/knownEvents'
import { eventAt } from './eventAt'
import { currentRun } from './session'

/** What is known of the run that is shown. */
export function knownEvents(): KnownEvents {
  const run = currentRun()
  return { end: run.endIndex(), stepAt: run.stepAt, viewAt: eventAt }
}
