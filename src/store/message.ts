import type { MessageStory } from '~/views/messageStory'
import { isArrival, messageOfArrival, messageUnderway, previousOfKind } from '~/views/messageStory'
import { knownEvents } from './knownEvents'
import { currentRun } from './session'

/** An arrival is looked for so many events to each side of the cursor, at most. */
const LOOKED = 20_000

const kept: { key: string; index: number | null } = { key: '', index: null }

function findArrival(id: number): number | null {
  const known = knownEvents()
  const cursor = currentRun().cursor()
  for (let index = cursor - 1; index >= Math.max(0, cursor - LOOKED); index -= 1) {
    if (isArrival(known, index, id)) return index
  }
  for (let index = cursor; index < Math.min(known.end, cursor + LOOKED); index += 1) {
    if (isArrival(known, index, id)) return index
  }
  return null
}

/** The event that took a message in, or null; what was found once is not looked for again. */
function arrivalOf(id: number): number | null {
  const run = currentRun()
  const key = `${run.branch().id} ${id}`
  const { index } = kept
  const isKept = kept.key === key && index !== null && index < run.endIndex()
  if (isKept && isArrival(knownEvents(), index, id)) return index
  kept.key = key
  kept.index = findArrival(id)
  return kept.index
}

/** A message that is on its way at the cursor, has arrived before it or is known to come. */
export function currentMessage(id: number): MessageStory | null {
  const run = currentRun()
  const underway = messageUnderway(run.world(), id)
  if (underway !== null) return underway
  const index = arrivalOf(id)
  return index === null ? null : messageOfArrival(knownEvents(), index, run.cursor())
}

type Body = MessageStory['body']

const keptBefore: { key: string; body: Body | null } = { key: '', body: null }

/** The body of the message before of the same kind; what was found once is not looked for again. */
export function bodyBefore(id: number, message: MessageStory): Body | null {
  const run = currentRun()
  const isThere = messageUnderway(run.world(), id) === null
  const end = (isThere ? arrivalOf(id) : null) ?? run.cursor()
  const key = `${run.branch().id} ${id} ${end}`
  if (keptBefore.key !== key) {
    keptBefore.key = key
    keptBefore.body = previousOfKind(knownEvents(), end, message)
  }
  return keptBefore.body
}
