import type { KafkaWorld } from '~/kafka/model'
import type { Body } from '~/kafka/protocol/rpc'
import { messageId } from '~/sim/ids'
import { recordCount } from './families'
import type { KnownEvents } from './knownEvents'
import { senderOf, sendingOf } from './knownEvents'

/** One message as it stands to the cursor. */
export interface MessageStory {
  readonly api: string
  readonly from: string
  readonly to: string
  /** µs; null where nobody knows: it is held up, or was sent too long ago. */
  readonly sentAt: number | null
  readonly endsAt: number | null
  readonly isRequest: boolean
  readonly standing: 'coming' | 'underway' | 'held' | 'arrived'
  readonly recordCount: number
  readonly body: Body
}

/** A message that is on its way in a world, or null. */
export function messageUnderway(world: KafkaWorld, id: number): MessageStory | null {
  const message = world.network.inFlight.get(messageId(id))
  if (message === undefined || message.body === null || message.to === null) return null
  const { body, from, to, sentAt, arrivesAt } = message
  const standing = arrivesAt === null ? 'held' : 'underway'
  const ends = { sentAt, endsAt: arrivesAt }
  const isRequest = message.kind === 'request'
  const told = { isRequest, standing, recordCount: recordCount(body), body } as const
  return { api: body.api, from, to, ...ends, ...told }
}

/** True when an event takes in a message. */
export function isArrival(known: KnownEvents, index: number, id: number): boolean {
  const { what } = known.stepAt(index).event
  if (what.type !== 'Input' || what.message !== id) return false
  return what.input.type === 'Request' || what.input.type === 'Response'
}

/** The message that an event takes in, or null; `cursor`: how many events have happened. */
export function messageOfArrival(
  known: KnownEvents,
  index: number,
  cursor: number,
): MessageStory | null {
  const { what, process, at } = known.stepAt(index).event
  if (what.type !== 'Input' || process === null || what.message === null) return null
  if (what.input.type !== 'Request' && what.input.type !== 'Response') return null
  const { body } = what.input
  const sent = sendingOf(known, index, what.message)
  return {
    api: body.api,
    from: senderOf(known, index) ?? '',
    to: process,
    sentAt: sent === null ? null : known.stepAt(sent).event.at,
    endsAt: at,
    isRequest: what.input.type === 'Request',
    standing: index < cursor ? 'arrived' : 'coming',
    recordCount: recordCount(body),
    body,
  }
}

/** The one before is looked for so many events back, at most. */
const KIND_LOOK_BACK = 4_000

/**
 * The body of the message before of the same kind: the same API between the same two, a request or
 * an answer alike, that was taken in before event `end`; null: none is known.
 */
export function previousOfKind(
  known: KnownEvents,
  end: number,
  { api, from, to, isRequest }: Pick<MessageStory, 'api' | 'from' | 'to' | 'isRequest'>,
): Body | null {
  for (let index = end - 1; index >= Math.max(0, end - KIND_LOOK_BACK); index -= 1) {
    const { what, process } = known.stepAt(index).event
    if (what.type !== 'Input' || process !== to) continue
    const { input } = what
    if (input.type !== (isRequest ? 'Request' : 'Response')) continue
    if (input.body.api === api && senderOf(known, index) === from) return input.body
  }
  return null
}
