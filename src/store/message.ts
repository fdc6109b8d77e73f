import type { Body } from '~/kafka/protocol/rpc'
import { recordCount } from '~/views/families'
import { senderOf, sendingOf } from '~/views/knownEvents'
import { messageId } from '~/sim/ids'
import { knownEvents } from './knownEvents'
import { currentRun } from './session'

/** One message as it stands to the cursor. */
export interface MessageStory {
  readonly api: string
  readonly from: string
  readonly to: string
  /** µs; null where nobody knows: the run begins later, or it is held up. */
  readonly sentAt: number | null
  readonly endsAt: number | null
  readonly standing: 'coming' | 'underway' | 'held' | 'arrived'
  readonly recordCount: number
  readonly body: Body
}

/** An arrival is looked for so many events to each side of the cursor, at most. */
const LOOKED = 20_000

const kept: { key: string; index: number | null } = { key: '', index: null }

function isArrival(index: number, id: number): boolean {
  const { what } = currentRun().stepAt(index).event
  return what.type === 'Input' && what.message === id
}

function findArrival(id: number): number | null {
  const run = currentRun()
  const cursor = run.cursor()
  for (let index = cursor - 1; index >= Math.max(0, cursor - LOOKED); index -= 1) {
    if (isArrival(index, id)) return index
  }
  for (let index = cursor; index < Math.min(run.endIndex(), cursor + LOOKED); index += 1) {
    if (isArrival(index, id)) return index
  }
  return null
}

/** The event that took a message in, or null; looked for once while the run does not grow. */
function arrivalOf(id: number): number | null {
  const run = currentRun()
  const key = `${run.branch().id} ${id}`
  const { index } = kept
  if (kept.key === key && index !== null && index < run.endIndex() && isArrival(index, id)) {
    return index
  }
  kept.key = key
  kept.index = findArrival(id)
  return kept.index
}

function underway(id: number): MessageStory | null {
  const message = currentRun().world().network.inFlight.get(messageId(id))
  if (message === undefined || message.body === null || message.to === null) return null
  const { body, from, to, sentAt, arrivesAt } = message
  const standing = arrivesAt === null ? 'held' : 'underway'
  const ends = { sentAt, endsAt: arrivesAt }
  return { api: body.api, from, to, ...ends, standing, recordCount: recordCount(body), body }
}

/** A message that is on its way at the cursor, has arrived before it or is known to come. */
export function currentMessage(id: number): MessageStory | null {
  const now = underway(id)
  if (now !== null) return now
  const index = arrivalOf(id)
  if (index === null) return null
  const known = knownEvents()
  const { event } = known.stepAt(index)
  const { what, process, at } = event
  if (what.type !== 'Input' || process === null) return null
  if (what.input.type !== 'Request' && what.input.type !== 'Response') return null
  const { body } = what.input
  const sent = sendingOf(known, index, id)
  return {
    api: body.api,
    from: senderOf(known, index) ?? '',
    to: process,
    sentAt: sent === null ? null : known.stepAt(sent).event.at,
    endsAt: at,
    standing: index < currentRun().cursor() ? 'arrived' : 'coming',
    recordCount: recordCount(body),
    body,
  }
}
