import type { KafkaWorld } from '~/kafka/model'
import { step } from '~/sim/step'
import type { Step } from '~/sim/world'
import type { KafkaModel } from '~/kafka/model'
import { isQuietMessage } from '~/views/families'
import { settingOfTimer } from '~/views/timerSettings'
import { momentsOf, NO_MEMORY } from './moments'

/** What a person can see next, looked for in the future without making it happen. */
export interface Outlook {
  readonly world: KafkaWorld
  /** Events looked at so far. */
  readonly looked: number
  /** When the next visible event is due, µs; `undefined` while it is looked for, `null`: none. */
  readonly at: number | null | undefined
  /** The setting whose time runs out then, where a timer begins it. */
  readonly waitsFor: string | null
}

/** How time passes now. Rates are simulated µs in a second of the person's time. */
export type Pace =
  /** Something is on its way: slow enough to be seen. */
  | { readonly type: 'flight'; readonly rate: number }
  /** Nothing is: the next visible event comes soon. */
  | {
      readonly type: 'gap'
      readonly rate: number
      readonly micros: number
      readonly waitsFor: string | null
    }
  /** The outlook is not ready, or nothing is left to happen. */
  | { readonly type: 'still' }

/** The shortest visible flight lasts so long, ms. EXPERIENCE, Pacing. */
const FLIGHT_MS = 600
/** A gap without visible events passes in so long at most, ms; shorter ones in less. */
const GAP_MS = 1_200
const SHORT_GAP_MS = 300
/** A gap that is not longer than this counts as short, µs. */
const SHORT_GAP_MICROS = 20_000
/** The slowest rate, so that time always passes. */
const SLOWEST = 20
/** An outlook ends after so many events: whatever comes later is far away. */
const OUTLOOK_EVENTS = 6_000
/** A moment is held so long at least, ms, and long enough to read its caption. */
const HOLD_MS = 900
const READING = { en: 15, zh: 6 } as const

interface Flight {
  readonly sentAt: number
  readonly arrivesAt: number
}

/** Messages between two processes that a person can see on their way, or that will leave. */
function flightsOf(world: KafkaWorld, now: number): readonly Flight[] {
  const flights: Flight[] = []
  for (const { kind, body, from, to, sentAt, arrivesAt } of world.network.inFlight.values()) {
    if (kind !== 'request' && kind !== 'response') continue
    if (body === null || arrivesAt === null || from === to) continue
    // What has arrived and is not read yet (a muted connection, a paused process) flies no more.
    if (arrivesAt <= now) continue
    if (!isQuietMessage(body)) flights.push({ sentAt, arrivesAt })
  }
  return flights
}

/** True when an event is worth slowing down for: something visible is sent, or a moment comes. */
function isVisible({ world, facts }: Step<KafkaModel>): boolean {
  for (const { fact } of facts) {
    if (fact.type !== 'MessageSent') continue
    const message = world.network.inFlight.get(fact.message)
    if (message === undefined || message.body === null || message.arrivesAt === null) continue
    if (message.from !== message.to && !isQuietMessage(message.body)) return true
  }
  return momentsOf(facts, NO_MEMORY, String).moments.some(({ severity }) => severity !== 'info')
}

function waitsForOf(taken: Step<KafkaModel>): string | null {
  const { what } = taken.event
  if (what.type !== 'Input' || what.input.type !== 'Timer') return null
  return settingOfTimer(what.input.timer)
}

/** Begins to look for the next visible event after a world. */
export function lookOut(world: KafkaWorld): Outlook {
  return { world, looked: 0, at: undefined, waitsFor: null }
}

/** Looks at up to `budget` more events. The run is not touched: worlds are values. */
export function lookFurther(outlook: Outlook, budget: number): Outlook {
  let { world, looked } = outlook
  if (outlook.at !== undefined) return outlook
  for (let done = 0; done < budget; done += 1) {
    const taken = step(world)
    if (taken === null) return { world, looked, at: null, waitsFor: null }
    world = taken.world
    looked += 1
    if (isVisible(taken) || looked >= OUTLOOK_EVENTS) {
      return { world, looked, at: world.now, waitsFor: waitsForOf(taken) }
    }
  }
  return { world, looked, at: undefined, waitsFor: null }
}

/**
 * How time passes at a world: a function of what is on its way and of what comes next.
 * @param now the instant that is shown, µs: at the world's newest event or after it.
 */
export function paceOf(world: KafkaWorld, outlook: Outlook | null, now: number = world.now): Pace {
  const all = flightsOf(world, now)
  const flights = all.filter(({ sentAt }) => sentAt <= now)
  if (flights.length > 0) {
    const shortest = Math.min(...flights.map(({ sentAt, arrivesAt }) => arrivesAt - sentAt))
    return { type: 'flight', rate: Math.max(SLOWEST, Math.floor((shortest * 1000) / FLIGHT_MS)) }
  }
  if (outlook === null || outlook.at === undefined || outlook.at === null) return { type: 'still' }
  // An answer that is ready leaves when its turn comes: no gap skips that.
  const next = Math.min(outlook.at, ...all.map(({ sentAt }) => sentAt))
  const micros = Math.max(0, next - now)
  const lasts = micros <= SHORT_GAP_MICROS ? SHORT_GAP_MS : GAP_MS
  const rate = Math.max(SLOWEST, Math.floor((micros * 1000) / lasts))
  return { type: 'gap', rate, micros, waitsFor: outlook.waitsFor }
}

/** How long a moment is held, ms, so that its caption can be read. */
export function holdOf(caption: string, language: keyof typeof READING): number {
  return Math.max(HOLD_MS, Math.floor((caption.length * 1000) / READING[language]))
}
