import type { RecordJourney } from '~/engine/recordJourney'
import { journeyOfRecord } from '~/engine/recordJourney'
import type { Selected } from './selection'
import { selection } from './selection'
import { currentRun, session } from './session'

export type { RecordJourney }

type Record = Extract<Selected, { kind: 'record' }>

/** The record that is chosen, or null. */
export function chosenRecord(): Record | null {
  const { selected } = selection.getState()
  return selected?.kind === 'record' ? selected : null
}

const kept: { version: number; key: string; journey: RecordJourney | null } = {
  version: -1,
  key: '',
  journey: null,
}

/** The way of a record up to the cursor; the same until the run or the record changes. */
export function currentJourney(record: Record): RecordJourney {
  const { version } = session.getState()
  const key = JSON.stringify(record)
  if (kept.journey === null || kept.version !== version || kept.key !== key) {
    kept.journey = journeyOfRecord(currentRun(), record)
    kept.version = version
    kept.key = key
  }
  return kept.journey
}
