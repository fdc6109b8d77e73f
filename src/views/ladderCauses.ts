import type { EventSpan, KnownEvents } from './knownEvents'
import { isNetwork, processOf, senderOf } from './knownEvents'
import type { LadderArrow } from './ladderArrows'
import { settingOfTimer } from './timerSettings'

/** How an event stands to a chosen one. */
export type Relation = 'chosen' | 'cause' | 'effect' | 'concurrent'

/**
 * How every event of a window stands to a chosen one, by what happened before what (Lamport): along
 * a process, and from the event that scheduled another to that other. Events without a process are
 * left out.
 */
export function relationsTo(
  known: KnownEvents,
  span: EventSpan,
  chosen: number,
): ReadonlyMap<number, Relation> {
  const relations = new Map<number, Relation>()
  for (let index = span.first; index < span.end; index += 1) relations.set(index, 'concurrent')
  markCauses(known, span, { chosen, relations })
  markEffects(known, span, { chosen, relations })
  relations.set(chosen, 'chosen')
  return relations
}

interface Marking {
  readonly chosen: number
  readonly relations: Map<number, Relation>
}

function markCauses(known: KnownEvents, span: EventSpan, { chosen, relations }: Marking): void {
  const processes = new Set<string>()
  const causes = new Set([chosen])
  for (let index = chosen; index >= span.first; index -= 1) {
    const { process, cause } = known.stepAt(index).event
    if (!causes.has(index) && (process === null || !processes.has(process))) continue
    relations.set(index, 'cause')
    if (process !== null) processes.add(process)
    causes.add(cause)
  }
}

function markEffects(known: KnownEvents, span: EventSpan, { chosen, relations }: Marking): void {
  const processes = new Set<string>()
  const effects = new Set<number>()
  for (let index = chosen; index < span.end; index += 1) {
    const { process, cause } = known.stepAt(index).event
    const follows = effects.has(cause) || (process !== null && processes.has(process))
    if (index !== chosen && !follows) continue
    relations.set(index, 'effect')
    effects.add(index)
    if (process !== null) processes.add(process)
  }
}

/** One step of a critical path: what took the time between two events. */
export interface PathHop {
  readonly kind: 'flight' | 'timer' | 'connection' | 'turn'
  readonly from: number
  readonly to: number
  /** µs. */
  readonly lasted: number
  /** Ids of the processes at both ends; the network’s own events have none. */
  readonly fromProcess: string | null
  readonly toProcess: string | null
  /** The API of a message, the `role/name` of a timer. */
  readonly name: string
  /** The setting behind a timer, or null. */
  readonly setting: string | null
}

/** The chain of causes that set how long one request took. */
export interface CriticalPath {
  readonly api: string
  /** Events that sent the request and took in its answer. */
  readonly sent: number
  readonly answered: number
  /** µs from the one to the other. */
  readonly latency: number
  /** Oldest first. The first may have begun before: only what it lasted after that counts. */
  readonly hops: readonly PathHop[]
}

/** A request is looked for so many events before its answer, at most. */
const LOOK_BACK = 20_000

/** The index of the event that sent the request which an event answers, or null. */
function requestOf(known: KnownEvents, answer: number): number | null {
  const { process, what } = known.stepAt(answer).event
  if (what.type !== 'Input' || what.input.type !== 'Response') return null
  const { correlationId, body } = what.input
  // Connections count their requests apart: the one to the server that answers is meant.
  const server = senderOf(known, answer)
  for (let index = answer - 1; index >= Math.max(0, answer - LOOK_BACK); index -= 1) {
    for (const { fact, process: sender } of known.stepAt(index).facts) {
      if (fact.type !== 'MessageSent' || fact.kind !== 'request' || sender !== process) continue
      if (fact.to !== server) continue
      if (fact.correlationId === correlationId && fact.api === body.api) return index
    }
  }
  return null
}

/** Why one request took as long as it did: from its answer back along what made each event due. */
export function criticalPath(known: KnownEvents, answer: number): CriticalPath | null {
  const sent = requestOf(known, answer)
  const { what, at } = known.stepAt(answer).event
  if (sent === null || what.type !== 'Input' || what.input.type !== 'Response') return null
  const sentAt = known.stepAt(sent).event.at
  const hops: PathHop[] = []
  let to = answer
  while (to > sent) {
    const hop = hopTo(known, to)
    if (hop === null) break
    const since = known.stepAt(to).event.at - sentAt
    hops.unshift(hop.lasted > since ? { ...hop, lasted: since } : hop)
    to = hop.from
  }
  const latency = at - sentAt
  return { api: what.input.body.api, sent, answered: answer, latency, hops }
}

/** The event that made another due; those of the network alone are passed over. */
function causeOf(known: KnownEvents, index: number): number {
  let from = known.stepAt(index).event.cause
  while (from >= 0 && isNetwork(known.viewAt(from))) from = known.stepAt(from).event.cause
  return from
}

function hopTo(known: KnownEvents, to: number): PathHop | null {
  const { event } = known.stepAt(to)
  const from = causeOf(known, to)
  if (from < 0 || from >= to) return null
  const before = known.stepAt(from).event
  const { what } = event
  const base = { from, to, lasted: event.at - before.at, setting: null }
  const ends = { fromProcess: before.process, toProcess: event.process }
  if (what.type === 'Input' && what.input.type === 'Timer') {
    const { role, name } = what.input.timer
    const setting = settingOfTimer({ role, name })
    return { ...base, ...ends, kind: 'timer', name: `${role}/${name}`, setting }
  }
  const { name, message, kind } = known.viewAt(to)
  if (kind === 'connection') return { ...base, ...ends, kind, name }
  const isSent = known
    .stepAt(from)
    .facts.some(({ fact }) => fact.type === 'MessageSent' && fact.message === message)
  return { ...base, ...ends, kind: isSent ? 'flight' : 'turn', name }
}

/** A dashed edge that leads over lanes that are hidden. */
export interface HiddenWay {
  readonly from: string
  readonly to: string
  readonly sent: number
  readonly ended: number
  /** The hidden processes it leads over, the last one first. */
  readonly over: readonly string[]
}

/** What reaches a shown lane from another shown lane over hidden ones. */
export function hiddenWays(
  known: KnownEvents,
  arrows: readonly LadderArrow[],
  hides: ReadonlySet<string>,
): readonly HiddenWay[] {
  return arrows.flatMap(({ from, to, sent, ended, isLost }): readonly HiddenWay[] => {
    if (!hides.has(from) || hides.has(to) || sent === null || ended === null || isLost) return []
    const source = shownSource(known, sent, hides)
    if (source === null || source.from === to) return []
    return [{ ...source, to, ended }]
  })
}

/** The nearest cause of an event that stands on a shown lane, and the hidden ones between. */
function shownSource(
  known: KnownEvents,
  index: number,
  hides: ReadonlySet<string>,
): Pick<HiddenWay, 'from' | 'sent' | 'over'> | null {
  const over: string[] = []
  for (let sent = index; sent >= 0; sent = known.stepAt(sent).event.cause) {
    const process = processOf(known, sent)
    if (process === null) continue
    if (!hides.has(process)) return { from: process, sent, over }
    if (!over.includes(process)) over.push(process)
  }
  return null
}
