import type { DroppedMessage } from '~/engine/droppedMessages'
import { droppedMessages } from '~/engine/droppedMessages'
import { currentRun, session } from './session'

const NONE: readonly DroppedMessage[] = []
const kept = { version: -1, rows: NONE }

/** Messages that were dropped and are still waited for at the cursor; the same list until it moves. */
export function currentDropped(): readonly DroppedMessage[] {
  const { version } = session.getState()
  if (kept.version !== version) {
    const rows = droppedMessages(currentRun())
    kept.rows = rows.length === 0 ? NONE : rows
    kept.version = version
  }
  return kept.rows
}
