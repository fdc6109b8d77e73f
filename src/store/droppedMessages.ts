import type { DroppedMessage, Lost } from '~/engine/droppedMessages'
import { droppedMessages, lostMessage } from '~/engine/droppedMessages'
import type { Noted } from '~/engine/notes'
import { currentRun, session } from './session'

const NONE: readonly DroppedMessage[] = []
const kept = { version: -1, rows: NONE }

/** What is past does not change: what a drop took away is looked for once, not with every frame. */
const lost = new WeakMap<Noted<'MessageDropped'>, Lost>()

function lostBy(drop: Noted<'MessageDropped'>): Lost {
  const known = lost.get(drop)
  if (known !== undefined) return known
  const found = lostMessage(currentRun(), drop)
  lost.set(drop, found)
  return found
}

/** Messages that were dropped and are still waited for at the cursor; the same list until it moves. */
export function currentDropped(): readonly DroppedMessage[] {
  const { version } = session.getState()
  if (kept.version !== version) {
    const rows = droppedMessages(currentRun(), lostBy)
    kept.rows = rows.length === 0 ? NONE : rows
    kept.version = version
  }
  return kept.rows
}
