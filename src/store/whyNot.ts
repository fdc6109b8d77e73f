import type { WhyNot, WhyNotThing, WhyNotTold } from '~/engine/whyNot/whyNot'
import { tellWhyNot, whyNots, whyNotsOfMoment } from '~/engine/whyNot/whyNot'
import { currentMessage } from './message'
import type { Selected } from './selection'
import { currentRun, session } from './session'
import { askedMomentAtCursor } from './why'

export type { WhyNot, WhyNotTold }

/** What the engine needs of a selected thing: a request also with what it asked for. */
function thingOf(selected: Selected): WhyNotThing {
  if (selected.kind !== 'message') return selected
  const story = currentMessage(selected.id)
  const hasArrived = story?.isRequest === true && story.standing === 'arrived'
  const request = hasArrived ? { to: story.to, api: story.api, partition: null } : null
  return { kind: 'message', id: selected.id, request }
}

interface Kept {
  version: number
  key: string
  found: readonly WhyNot[]
}

const kept: Kept = { version: -1, key: '', found: [] }

/**
 * What could be expected of a thing at the cursor, or at the asked moment, and is not so; the
 * same list until the cursor or the question changes.
 */
export function currentWhyNots(selected: Selected): readonly WhyNot[] {
  const { version } = session.getState()
  const run = currentRun()
  const moment = askedMomentAtCursor()
  const key = JSON.stringify([selected, moment?.index, moment?.kind])
  if (kept.version !== version || kept.key !== key) {
    kept.found = moment === null ? whyNots(run, thingOf(selected)) : whyNotsOfMoment(run, moment)
    kept.version = version
    kept.key = key
  }
  return kept.found
}

const told = new WeakMap<WhyNot, WhyNotTold>()

/** The answer to a question, made once. */
export function answerTo(question: WhyNot): WhyNotTold {
  const known = told.get(question) ?? tellWhyNot(currentRun(), question)
  told.set(question, known)
  return known
}
