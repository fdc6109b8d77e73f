import type { MessageFamily, MessageView } from '~/views/clusterView'
import type { LabelRoom, LabelSide } from '../place/labels.geometry'
import { placeLabel } from '../place/labels.geometry'
import type { Box, Point, StageLayout } from '../place/layout'
import type { Route } from '../place/routes'
import { pathBetween, pointAt, routeOf } from '../place/routes'

/** A message, or several that fly together, as it is drawn at one instant. */
export interface FlyingMark extends Point {
  readonly key: string
  /** The first of them: what a click chooses. */
  readonly message: MessageView
  readonly family: MessageFamily
  readonly isResponse: boolean
  readonly isQuiet: boolean
  /** Messages, and the records in all of them. */
  readonly count: number
  readonly records: number
  /** The whole way, and the last part of what was passed. */
  readonly way: string
  readonly wake: string
  /** Where it heads: quarter turns clockwise from the right. */
  readonly turns: number
  readonly isHeld: boolean
  readonly label: string | null
  /** Where the label stands; it lies on no other text. */
  readonly labelSide: LabelSide | null
}

/** How marks are drawn. */
export interface MarkWish {
  readonly detail: 'story' | 'mechanism' | 'wire'
  /** Reduced motion: everything stands at mid-way. */
  readonly isStill: boolean
  /** Where labels may stand. */
  readonly room: LabelRoom
}

/** The wake: this part of the way behind a message. EXPERIENCE C1. */
const WAKE = 0.3
/** Messages nearer than this on one way are drawn as one, px. EXPERIENCE, Coalescing. */
const TOGETHER = 18
/** More glyphs than this: bands, and only what is followed flies. */
const MARKS_UP_TO = 40
const BAND_WIDEST = 14

interface Flying {
  readonly message: MessageView
  readonly route: Route
  readonly share: number
  readonly at: Point
}

/** Finds ways once for each message of a layout. */
export type RouteFinder = (message: MessageView) => Route | null

/** A finder that remembers; one for each layout. */
export function routeFinder(layout: StageLayout): RouteFinder {
  const known = new WeakMap<MessageView, { readonly route: Route | null }>()
  return (message) => {
    const old = known.get(message)
    if (old !== undefined) return old.route
    const route = routeOf(layout, message)
    known.set(message, { route })
    return route
  }
}

/** How much of its way a message has passed at an instant, 0 to 1; one that is held up waits at mid-way. */
export function shareAt(message: Pick<MessageView, 'sentAt' | 'arrivesAt'>, now: number): number {
  const { sentAt, arrivesAt } = message
  if (arrivesAt === null) return 0.5
  if (arrivesAt <= sentAt) return 1
  return Math.max(0, Math.min(1, (now - sentAt) / (arrivesAt - sentAt)))
}

/** A way with many messages on it, drawn as a band instead of them. */
export interface FlowBand {
  readonly key: string
  readonly way: string
  /** Where its glyph stands. */
  readonly middle: Point
  readonly family: MessageFamily
  readonly isResponse: boolean
  /** px, by the logarithm of the rate. */
  readonly width: number
  /** Messages on it now, and messages a simulated second. */
  readonly count: number
  readonly perSecond: number
}

/** What moves at an instant: glyphs, or where there are too many of them bands. */
export interface Traffic {
  readonly marks: readonly FlyingMark[]
  readonly bands: readonly FlowBand[]
}

/** Everything that flies at an instant. `isFollowed`: what flies also among bands. */
export function trafficAt(
  messages: readonly MessageView[],
  find: RouteFinder,
  wish: MarkWish & { readonly now: number; readonly isFollowed: (one: MessageView) => boolean },
): Traffic {
  const { now, detail, isStill } = wish
  const flying = messages.flatMap((message): readonly Flying[] => {
    const route = find(message)
    if (route === null) return []
    const share = isStill ? 0.5 : shareAt(message, now)
    return [{ message, route, share, at: pointAt(route, share) }]
  })
  const bundles = bundled(flying, (a, b) => {
    if (detail === 'mechanism' && a.message.isQuiet) return true
    return Math.abs(a.at.x - b.at.x) + Math.abs(a.at.y - b.at.y) < TOGETHER
  })
  if (bundles.length <= MARKS_UP_TO) {
    return { marks: labelled(bundles, wish), bands: [] }
  }
  const followed = flying.filter(({ message }) => wish.isFollowed(message)).slice(0, MARKS_UP_TO)
  const alone = followed.map((one) => [one])
  return { marks: labelled(alone, wish), bands: bandsOf(flying) }
}

/** One band for each way and family. EXPERIENCE, Coalescing. */
function bandsOf(flying: readonly Flying[]): readonly FlowBand[] {
  const ways = new Map<string, Flying[]>()
  for (const one of flying) {
    const { family, isResponse } = one.message
    const key = `${family}/${isResponse}/${wholeWay(one.route)}`
    const found = ways.get(key)
    if (found === undefined) ways.set(key, [one])
    else found.push(one)
  }
  return [...ways].flatMap(([key, group]): readonly FlowBand[] => {
    const [first] = group
    if (first === undefined) return []
    const { family, isResponse } = first.message
    const perSecond = group.reduce((sum, { message }) => sum + rateOf(message), 0)
    const width = bandWidth(perSecond)
    const way = wholeWay(first.route)
    const middle = pointAt(first.route, 0.5)
    return [{ key, way, middle, family, isResponse, width, count: group.length, perSecond }]
  })
}

/**
 * Messages a second that one on its way stands for: what is on a way is its rate times how long it
 * takes. One that is held up brings nothing.
 */
function rateOf({ sentAt, arrivesAt }: MessageView): number {
  if (arrivesAt === null || arrivesAt <= sentAt) return 0
  return 1_000_000 / (arrivesAt - sentAt)
}

/** A band's width, px: 2 for what is held up, 3 more for each power of ten. */
function bandWidth(perSecond: number): number {
  return Math.min(BAND_WIDEST, 2 + 3 * Math.log10(1 + perSecond))
}

const wayKey = ({ message: m }: Flying): string =>
  `${m.from}>${m.to}/${m.family}/${m.isResponse}/${m.error ?? ''}/${m.isQuiet}/${m.isQuiet ? '' : (m.partition ?? '')}`

/** Messages of one way and family that may be drawn as one, the last sent first. */
function bundled(
  flying: readonly Flying[],
  isTogether: (a: Flying, b: Flying) => boolean,
): readonly (readonly Flying[])[] {
  const bundles: Flying[][] = []
  const ofWay = new Map<string, Flying[][]>()
  for (const one of flying) {
    const key = wayKey(one)
    const others = ofWay.get(key) ?? []
    ofWay.set(key, others)
    const found = others.find(([first]) => first !== undefined && isTogether(first, one))
    if (found !== undefined) {
      found.push(one)
      continue
    }
    const bundle = [one]
    others.push(bundle)
    bundles.push(bundle)
    // Bands are drawn instead: how many more there are does not matter.
    if (bundles.length > MARKS_UP_TO) break
  }
  return bundles
}

function markOf(bundle: readonly Flying[]): FlyingMark {
  const [first] = bundle
  if (first === undefined) throw new Error('a bundle has a message')
  const { message, route, share, at } = first
  const isHeld = message.arrivesAt === null
  const ahead = pointAt(route, share + 0.02)
  const behind = pointAt(route, share - 0.02)
  return {
    key: `${message.id}`,
    message,
    family: message.family,
    isResponse: message.isResponse,
    isQuiet: message.isQuiet,
    count: bundle.length,
    records: bundle.reduce((sum, row) => sum + row.message.recordCount, 0),
    ...at,
    way: wholeWay(route),
    wake: isHeld ? '' : pathBetween(route, Math.max(0, share - WAKE), share),
    turns: turnsOf(ahead.x - behind.x, ahead.y - behind.y),
    isHeld,
    label: null,
    labelSide: null,
  }
}

/** Whole ways as paths; a route keeps its own from frame to frame. */
const wholeWays = new WeakMap<Route, string>()

function wholeWay(route: Route): string {
  const old = wholeWays.get(route)
  if (old !== undefined) return old
  const way = pathBetween(route, 0, 1)
  wholeWays.set(route, way)
  return way
}

function turnsOf(dx: number, dy: number): number {
  if (Math.abs(dx) >= Math.abs(dy)) return dx >= 0 ? 0 : 2
  return dy >= 0 ? 1 : 3
}

/** Gives labels to those that have room for one: errors and the story first. */
function labelled(
  bundles: readonly (readonly Flying[])[],
  { detail, isStill, room }: MarkWish,
): readonly FlyingMark[] {
  const taken: Box[] = []
  const rank = ({ message, isQuiet }: FlyingMark) => (message.error !== null ? 0 : isQuiet ? 2 : 1)
  const flying = bundles.map((bundle) => ({ mark: markOf(bundle), route: bundle[0]?.route }))
  const order = flying.toSorted(
    (a, b) => rank(a.mark) - rank(b.mark) || a.mark.message.id - b.mark.message.id,
  )
  const labels = new Map<string, Pick<FlyingMark, 'label' | 'labelSide'>>()
  for (const { mark, route } of order) {
    const text = labelOf(mark, detail)
    if (text === null || route === undefined) continue
    const isUrgent = isStill || mark.isHeld || mark.message.error !== null || mark.isQuiet
    const found = placeLabel({ at: mark, route, text, isUrgent }, room, taken)
    if (found === null) continue
    taken.push(found.box)
    labels.set(mark.key, { label: text, labelSide: found.side })
  }
  return flying.map(({ mark }) => ({ ...mark, ...labels.get(mark.key) }))
}

function labelOf(
  { message, isQuiet, count }: FlyingMark,
  detail: MarkWish['detail'],
): string | null {
  const { error, api, offset } = message
  if (error !== null) return error
  // The shelf has no room for words; what fetches metadata all the time is told by its glyph.
  if (detail === 'story' || (isQuiet && (detail === 'mechanism' || api === 'FetchMetadata'))) {
    return isQuiet && count > 1 ? `×${count}` : null
  }
  const many = count > 1 ? ` ×${count}` : ''
  return offset === null ? `${api}${many}` : `${api} ${offset}${many}`
}
