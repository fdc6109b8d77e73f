import { createStore } from 'zustand/vanilla'
import { currentFrame } from './frame'
import { changed, currentRun, session } from './session'

/** Whether time passes, and how fast. */
export interface Playback {
  readonly isPlaying: boolean
  readonly speed: number
}

/** Simulated µs in a second of the person's time while messages fly. EXPERIENCE, Pacing. */
const FLIGHT_RATE = 1_000
/** The same while nothing that is shown is on its way. */
const GAP_RATE = 4_000_000
/** A slice of one frame, ms, so that no frame is late. */
const SLICE_MS = 8

/** The store. */
export const playback = createStore<Playback>(() => ({ isPlaying: false, speed: 1 }))

/** Starts or stops playing. */
export function togglePlaying(): void {
  playback.setState(({ isPlaying }) => ({ isPlaying: !isPlaying }))
}

/** Lets time pass, or holds it. */
export function setPlaying(isPlaying: boolean): void {
  playback.setState({ isPlaying })
}

/** Sets the speed: 1 is the paced rate. */
export function setSpeed(speed: number): void {
  playback.setState({ speed })
}

/** Lets `elapsedMs` of the person's time pass; `clock` reads it, ms. */
export function playFor(elapsedMs: number, clock: () => number): void {
  const { isPlaying, speed } = playback.getState()
  if (!isPlaying) return
  const { now } = session.getState()
  const isFlying = currentFrame().cluster.messages.length > 0
  const rate = isFlying ? FLIGHT_RATE : GAP_RATE
  const until = now + Math.round((elapsedMs / 1000) * rate * speed)
  const begun = clock()
  let reached = until
  while (clock() - begun < SLICE_MS) {
    if (!passOne(until)) break
    if (isFlying) continue
    changed()
    if (currentFrame().cluster.messages.length > 0) {
      reached = currentRun().now()
      break
    }
  }
  changed(Math.max(now, Math.min(reached, until)))
}

/** One event more, if one is due. */
function passOne(until: number): boolean {
  const run = currentRun()
  if (run.cursor() < run.endIndex()) {
    if (run.timeAt(run.cursor()) > until) return false
    run.seek(run.cursor() + 1)
    return true
  }
  return run.advance(until, 1) === 1
}
