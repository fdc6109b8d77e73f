import type { EventStep, EventView } from './eventView'

/** What is known of a run: its events by index, from 0 to before `end`. */
export interface KnownEvents {
  readonly end: number
  readonly stepAt: (index: number) => EventStep
  readonly viewAt: (index: number) => EventView
}

/** Some events in a row: [first, end). */
export interface EventSpan {
  readonly first: number
  readonly end: number
}

/** A message that waited on its way was sent so many events before it ended, at most. */
const LOOK_BACK = 4_000

/** True when an event is a matter of the network alone: no process is told anything. */
export function isNetwork(event: EventView): boolean {
  return event.kind === 'network'
}

/** True when an event is a request or a response that a process takes in. */
export function isMessage(event: EventView): boolean {
  return (event.kind === 'request' || event.kind === 'response') && event.message !== null
}

/** The id of the process that an event happened in, or null: the network’s, a link’s. */
export function processOf(known: KnownEvents, index: number): string | null {
  return known.stepAt(index).event.process
}

/** The id of the process whose message an event took in, or null. */
export function senderOf(known: KnownEvents, index: number): string | null {
  for (const { fact } of known.stepAt(index).facts) {
    if (fact.type === 'MessageDelivered') return fact.from
  }
  return null
}

/** The index of the event that sent a message which ended in `index`, or null. */
export function sendingOf(known: KnownEvents, index: number, message: number): number | null {
  const { cause } = known.stepAt(index).event
  if (cause >= 0 && isSending(known, cause, message)) return cause
  // It waited on its way: behind another request, a cut link, a paused process.
  for (let at = index - 1; at >= Math.max(0, index - LOOK_BACK); at -= 1) {
    if (isSending(known, at, message)) return at
  }
  return null
}

function isSending(known: KnownEvents, index: number, message: number): boolean {
  return known
    .stepAt(index)
    .facts.some(({ fact }) => fact.type === 'MessageSent' && fact.message === message)
}
