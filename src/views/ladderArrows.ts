import type { MessageFamily } from './clusterView'
import { isTelling } from './eventView'
import { familyOfName } from './families'
import type { EventSpan, KnownEvents } from './knownEvents'
import { isMessage, isNetwork, processOf, senderOf, sendingOf } from './knownEvents'
import { settingOfTimer } from './timerSettings'

/** One message from its sending to where it ended. */
export interface LadderArrow {
  readonly message: number
  readonly api: string
  readonly family: MessageFamily
  readonly isResponse: boolean
  readonly from: string
  readonly to: string
  /** Index of the event that sent it, and of the one in which it ended; null: beyond the window. */
  readonly sent: number | null
  readonly ended: number | null
  /** True when it came to nothing: dropped, or nobody was there to take it in. */
  readonly isLost: boolean
}

/** A timer from the event that set it to the one in which it ran out. */
export interface LadderArc {
  readonly process: string
  readonly set: number
  readonly fired: number
  /** `role/name`. */
  readonly timer: string
  /** The setting that says how long it lasts, or null. */
  readonly setting: string | null
  /** µs. */
  readonly lasted: number
}

/** Network events in which a message comes to nothing. */
const LOST = ['discarded', 'unanswered', 'reset']

/** The messages that shown events took in or sent, and those that came to nothing. */
export function arrowsOf(
  known: KnownEvents,
  span: EventSpan,
  shown: ReadonlySet<number>,
): readonly LadderArrow[] {
  const arrived: LadderArrow[] = []
  for (const index of ascending(shown)) {
    const arrow = isMessage(known.viewAt(index)) ? arrivalOf(known, span, index) : null
    if (arrow !== null) arrived.push(arrow)
  }
  return [...arrived, ...leavingOf(known, span, { shown, arrived })]
}

function ascending(shown: ReadonlySet<number>): readonly number[] {
  return [...shown].sort((a, b) => a - b)
}

function arrivalOf(known: KnownEvents, span: EventSpan, index: number): LadderArrow | null {
  const { name, kind, message, family } = known.viewAt(index)
  const [to, from] = [processOf(known, index), senderOf(known, index)]
  if (to === null || from === null || message === null || family === null) return null
  const sent = sendingOf(known, index, message)
  return {
    message,
    api: name,
    family,
    isResponse: kind === 'response',
    from,
    to,
    sent: sent !== null && sent >= span.first ? sent : null,
    ended: index,
    isLost: false,
  }
}

interface Leaving {
  readonly shown: ReadonlySet<number>
  readonly arrived: readonly LadderArrow[]
}

/** What shown events sent and no shown event took in: it is lost, or still on its way. */
function leavingOf(known: KnownEvents, span: EventSpan, leaving: Leaving): readonly LadderArrow[] {
  const done = new Set(leaving.arrived.map(({ message }) => message))
  const ends = endsIn(known, span)
  return ascending(leaving.shown).flatMap((index) => {
    const { event, facts } = known.stepAt(index)
    const tells = known.viewAt(index).facts.some(({ type }) => isTelling(type))
    return facts.flatMap(({ fact }): readonly LadderArrow[] => {
      if (fact.type !== 'MessageSent' || event.process === null || done.has(fact.message)) return []
      const end = ends.get(fact.message)
      // What arrives quietly is in a bundle; what is on its way is shown where its sender tells.
      if (end === undefined ? !tells : !end.isLost) return []
      return [
        {
          message: fact.message,
          api: fact.api,
          family: familyOfName(fact.api, isServer(event.process) && isServer(fact.to)),
          isResponse: fact.kind === 'response',
          from: event.process,
          to: fact.to,
          sent: index,
          ended: end?.index ?? null,
          isLost: end?.isLost ?? false,
        },
      ]
    })
  })
}

function isServer(process: string): boolean {
  return process.startsWith('kafka-')
}

interface Ending {
  readonly index: number
  readonly isLost: boolean
}

function endsIn(known: KnownEvents, span: EventSpan): ReadonlyMap<number, Ending> {
  const ends = new Map<number, Ending>()
  for (let index = span.first; index < span.end; index += 1) {
    const event = known.viewAt(index)
    for (const { fact } of known.stepAt(index).facts) {
      if (fact.type === 'MessageDropped') ends.set(fact.message, { index, isLost: true })
    }
    if (event.message === null) continue
    const isLost = isNetwork(event) && LOST.includes(event.name)
    if (isLost || isMessage(event)) ends.set(event.message, { index, isLost })
  }
  return ends
}

/** The timers that ran out in shown events and were set in the window. */
export function arcsOf(
  known: KnownEvents,
  span: EventSpan,
  shown: ReadonlySet<number>,
): readonly LadderArc[] {
  return ascending(shown).flatMap((fired) => {
    const { event } = known.stepAt(fired)
    const { what, process, cause: set } = event
    const isTimer = what.type === 'Input' && what.input.type === 'Timer'
    if (!isTimer || process === null || set < span.first || what.input.type !== 'Timer') return []
    const { role, name } = what.input.timer
    return [
      {
        process,
        set,
        fired,
        timer: `${role}/${name}`,
        setting: settingOfTimer({ role, name }),
        lasted: event.at - known.stepAt(set).event.at,
      },
    ]
  })
}
