import { createActor, setup } from 'xstate'
import { createStore } from 'zustand/vanilla'
import type { Outlook, Pace } from '~/engine/pacing'
import { holdOf, lookFurther, lookOut, paceOf } from '~/engine/pacing'
import { DWELL_MS, dwellOf } from '~/engine/dwell'
import { beginDwell, dwellOn, endDwell } from './dwell'
import { onEarlyWish, opensPlaying, playsByItself } from './earlyWish'
import { isMinute, minuteStep } from './firstMinute'
import { attempt, changed, currentRun, session } from './session'
import { notify } from './notice'
import { isHit } from './until'
import type { Search, StepUnit } from './steps'
import { beginRunUntil, beginSearch, searchFurther, stepBackBy } from './steps'
import type { Stop } from './stops'
import { stopAt } from './stops'

/** Whether time passes, how fast, and how it is paced. */
export interface Playback {
  readonly isPlaying: boolean
  /** Whether a run that is being opened will play; a person may stop it before it begins. */
  readonly opensPlaying: boolean
  readonly speed: number
  /** `paced`: slow where something flies, quick where nothing does; `even`: one rate. */
  readonly pacing: 'paced' | 'even'
  /** What the two step buttons do. */
  readonly unit: StepUnit
  readonly pace: Pace | { readonly type: 'hold' | 'paused' | 'search' }
}

/** The speeds that can be chosen. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8]

/** Even time: simulated µs in a second of the person's time. */
const EVEN_RATE = 100_000
/** While somebody waits for a command of the terminal, simulated time is the person's own. */
const CLOCK_RATE = 1_000_000
/** A slice of one frame, ms, so that no frame is late. */
const SLICE_MS = 8
const LOOK_AT_ONCE = 32

type PlaybackEvent =
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'toggle' }
  | { readonly type: 'search' }
  | { readonly type: 'found' }
  | { readonly type: 'momentPassed' }
  | { readonly type: 'captionRead' }

/** Whether time passes: paused, playing (flowing, or held at a moment), looking for the next one. */
const playbackMachine = setup({ types: { events: {} as PlaybackEvent } }).createMachine({
  id: 'playback',
  initial: 'paused',
  states: {
    paused: { on: { play: 'playing', toggle: 'playing', search: 'searching' } },
    playing: {
      initial: 'flowing',
      on: { pause: 'paused', toggle: 'paused', search: 'searching' },
      states: {
        flowing: { on: { momentPassed: 'holding' } },
        holding: { on: { captionRead: 'flowing' } },
      },
    },
    searching: { on: { found: 'paused', pause: 'paused', toggle: 'paused', play: 'playing' } },
  },
})

const actor = createActor(playbackMachine)

/** The store: what the machine says, and what a person chose. */
export const playback = createStore<Playback>(() => ({
  isPlaying: false,
  opensPlaying: opensPlaying(),
  speed: 1,
  pacing: 'paced',
  unit: 'moment',
  pace: { type: 'paused' },
}))

// A wish that the first picture kept, while this was being brought or since.
onEarlyWish(() => playback.setState({ opensPlaying: opensPlaying() }))

/** What lasts from frame to frame. */
const going: {
  search: Search | null
  holdLeftMs: number
  /** How long the event that time is held at is played, ms; 0: it is shown already. */
  dwellMs: number
  outlook: Outlook | null
  gap: { readonly pace: Extract<Pace, { type: 'gap' }>; readonly endsAt: number } | null
  version: number
  isHurried: boolean
  /** A step that was asked for before the run was open. */
  afterOpening: (() => void) | null
} = {
  search: null,
  holdLeftMs: 0,
  dwellMs: 0,
  outlook: null,
  gap: null,
  version: -1,
  isHurried: false,
  afterOpening: null,
}

actor.subscribe((snapshot) => {
  const isPlaying = snapshot.matches('playing')
  const old = playback.getState()
  const isSearching = snapshot.matches('searching')
  if (!snapshot.matches({ playing: 'holding' })) endDwell()
  if (old.isPlaying !== isPlaying) playback.setState({ isPlaying })
  if (!isPlaying) showPace({ type: isSearching ? 'search' : 'paused' })
})
actor.start()

/** Starts or stops playing; or says whether a run that is being opened will. */
export function togglePlaying(): void {
  const { isPlaying, opensPlaying } = playback.getState()
  setPlaying(session.getState().isOpening ? !opensPlaying : !isPlaying)
}

/** Lets time pass, or holds it; while a run is being opened that is kept until it is open. */
export function setPlaying(isPlaying: boolean): void {
  if (session.getState().isOpening) playback.setState({ opensPlaying: isPlaying })
  else actor.send({ type: isPlaying ? 'play' : 'pause' })
}

/** A run has been opened: it plays or steps as is wished by now; the next one is asked anew. */
export function beginPlaying(): void {
  const { afterOpening } = going
  going.afterOpening = null
  setPlaying(playback.getState().opensPlaying)
  playback.setState({ opensPlaying: playsByItself() })
  afterOpening?.()
}

/** Sets the speed: 1 is the paced rate. */
export function setSpeed(speed: number): void {
  playback.setState({ speed })
}

/** A speed step up (1) or down (-1). */
export function changeSpeed(by: 1 | -1): void {
  const at = SPEEDS.indexOf(playback.getState().speed) + by
  setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))] ?? 1)
}

/** Chooses how time is paced. */
export function setPacing(pacing: Playback['pacing']): void {
  going.gap = null
  playback.setState({ pacing })
}

/** Chooses what the step buttons do. */
export function setUnit(unit: StepUnit): void {
  playback.setState({ unit })
}

/** Who lets time pass as on the person's clock: tools of the terminal, or of the inspector. */
export type Hurrier = 'terminal' | 'inspector'

const hurriers = new Set<Hurrier>()

/** Lets time pass as on the person's clock, without holding at moments, until told otherwise. */
export function setHurried(by: Hurrier, isHurried: boolean): void {
  if (isHurried) hurriers.add(by)
  else hurriers.delete(by)
  hurry(hurriers.size > 0)
}

function hurry(isHurried: boolean): void {
  if (going.isHurried === isHurried) return
  going.isHurried = isHurried
  going.gap = null
  going.outlook = null
  if (isHurried) actor.send({ type: 'captionRead' })
}

/** True while frames are needed: time passes, or something is looked for. */
export function needsFrames(): boolean {
  const snapshot = actor.getSnapshot()
  return snapshot.matches('playing') || snapshot.matches('searching')
}

/** A step forward of some unit; what is far is looked for over several frames. */
export function stepOn(unit: StepUnit = playback.getState().unit): void {
  if (session.getState().isOpening) {
    going.afterOpening = () => stepOn(unit)
    return
  }
  actor.send({ type: 'search' })
  going.search = beginSearch(unit)
  if (searchFurther(going.search, () => performance.now(), SLICE_MS)) endSearch()
}

/** Runs on until the condition that is looked for is met; known events are passed without a halt. */
export function runUntil(): void {
  if (session.getState().isOpening) {
    going.afterOpening = runUntil
    return
  }
  actor.send({ type: 'search' })
  going.search = beginRunUntil()
}

function endSearch(): void {
  const { search } = going
  going.search = null
  if (search !== null && search.isFound !== true && search.unit !== 'event') {
    notify({ type: 'notFound', unit: search.unit, micros: currentRun().now() })
  }
  actor.send({ type: 'found' })
}

/** A step back of some unit. */
export function stepOff(unit: StepUnit = playback.getState().unit): void {
  actor.send({ type: 'pause' })
  stepBackBy(unit)
}

/** To the next moment; at the end the run goes on until one comes. */
export function nextMoment(): void {
  stepOn('moment')
}

/** To the moment before. */
export function previousMoment(): void {
  stepOff('moment')
}

/** How long a caption is held, ms. */
export function readingTime(caption: string, language: 'en' | 'zh'): number {
  return holdOf(caption, language)
}

/** What a frame needs from the page. */
export interface FrameTools {
  /** The person's time, ms. */
  readonly clock: () => number
  /** How long a stop's caption takes to read, ms. */
  readonly readingMs: (stop: Stop) => number
}

/** Lets `elapsedMs` of the person's time pass. */
export function playFor(elapsedMs: number, tools: FrameTools): void {
  const snapshot = actor.getSnapshot()
  if (snapshot.matches('searching')) {
    if (going.search === null || searchFurther(going.search, tools.clock, SLICE_MS)) endSearch()
  } else if (snapshot.matches({ playing: 'holding' })) holdOn(elapsedMs)
  else if (snapshot.matches('playing')) flow(elapsedMs, tools)
}

function holdOn(elapsedMs: number): void {
  const passedMs = elapsedMs * playback.getState().speed
  dwellOn(passedMs)
  going.holdLeftMs -= passedMs
  if (going.holdLeftMs <= 0) actor.send({ type: 'captionRead' })
}

function showPace(pace: Playback['pace']): void {
  const old = playback.getState().pace
  const isSame =
    old.type === pace.type &&
    ('rate' in old ? old.rate : 0) === ('rate' in pace ? pace.rate : 0) &&
    ('micros' in old ? old.micros : 0) === ('micros' in pace ? pace.micros : 0)
  if (!isSame) playback.setState({ pace })
}

/** The pace at the cursor; a gap keeps its rate until it is over. */
function paceNow(tools: FrameTools): Pace {
  const world = currentRun().world()
  const { now } = session.getState()
  if (isByClock()) return { type: 'flight', rate: CLOCK_RATE }
  if (playback.getState().pacing === 'even') return { type: 'flight', rate: EVEN_RATE }
  if (going.gap !== null && now < going.gap.endsAt && isExpected()) return going.gap.pace
  going.gap = null
  const flying = paceOf(world, null, now)
  if (flying.type === 'flight') return flying
  const begun = tools.clock()
  if (going.outlook === null || !isExpected()) going.outlook = lookOut(world)
  while (going.outlook.at === undefined && tools.clock() - begun < SLICE_MS) {
    going.outlook = lookFurther(going.outlook, LOOK_AT_ONCE)
  }
  going.outlook = withKnown(going.outlook)
  going.version = session.getState().version
  const pace = paceOf(world, going.outlook, now)
  if (pace.type === 'gap') {
    going.gap = { pace, endsAt: now + pace.micros }
    going.outlook = null
  }
  return pace
}

/** Where nothing more comes by itself, what is known to have been done later comes. */
function withKnown(outlook: Outlook): Outlook {
  const run = currentRun()
  const isMore = outlook.at === null && run.cursor() < run.endIndex()
  return isMore ? { ...outlook, at: run.timeAt(run.cursor()) } : outlook
}

/** A command is waited for; or the first minute offers something: nothing draws the eye from it. */
function isByClock(): boolean {
  const step = minuteStep()?.step
  return going.isHurried || step === 'send' || step === 'unplug'
}

/** False when something else than playing changed the cursor or the run. */
function isExpected(): boolean {
  return going.version === session.getState().version
}

function flow(elapsedMs: number, tools: FrameTools): void {
  const { now } = session.getState()
  const pace = paceNow(tools)
  showPace(pace)
  if (pace.type === 'still') return
  const wished = now + Math.round((elapsedMs / 1000) * pace.rate * playback.getState().speed)
  const until = going.gap === null ? wished : Math.min(wished, going.gap.endsAt)
  const reached = passUntil(until, tools)
  changed(Math.max(now, reached))
  going.version = session.getState().version
  if (going.dwellMs > 0) beginDwell(going.dwellMs)
  going.dwellMs = 0
}

/** Lets events happen up to an instant, or to a moment; returns the instant that is shown. */
function passUntil(until: number, tools: FrameTools): number {
  const run = currentRun()
  const begun = tools.clock()
  while (tools.clock() - begun < SLICE_MS) {
    if (!passOne(until)) return until
    const index = run.cursor() - 1
    if (isHit(index)) {
      actor.send({ type: 'pause' })
      return run.now()
    }
    const stop = going.isHurried ? null : stopAt(index)
    if (stop !== null) {
      holdFor(tools.readingMs(stop), DWELL_MS.large)
      showPace({ type: 'hold' })
      return run.now()
    }
    const restMs = restAt(index)
    if (restMs > 0) {
      holdFor(restMs, restMs)
      return run.now()
    }
  }
  return run.now()
}

function holdFor(holdMs: number, dwellMs: number): void {
  going.holdLeftMs = holdMs
  going.dwellMs = dwellMs
  actor.send({ type: 'momentPassed' })
}

/** How long time rests at an event that is no stop, ms. The beats of the first minute are its rests. */
function restAt(index: number): number {
  if (isByClock() || isMinute() || playback.getState().pacing === 'even') return 0
  const run = currentRun()
  return dwellOf(run.world(), run.stepAt(index).facts)
}

/** One event more, if one is due. */
function passOne(until: number): boolean {
  const run = currentRun()
  if (run.cursor() < run.endIndex()) {
    if (run.timeAt(run.cursor()) > until) return false
    run.seek(run.cursor() + 1)
    return true
  }
  return attempt(() => run.advance(until, 1), 0) === 1
}
