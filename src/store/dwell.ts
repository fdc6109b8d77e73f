import { createStore } from 'zustand/vanilla'
import { session } from './session'

/**
 * A change of an instant that is being played while time is held: φ of EXPERIENCE, Motion. What is
 * drawn is a function of the cursor and of φ; everywhere but in a rest φ is 1.
 */
interface Dwell {
  /** 0: as it was before the newest event; 1: as it is after it. */
  readonly phase: number
  /** The version of the session that is played; of any other one φ is 1. */
  readonly version: number
}

const SETTLED: Dwell = { phase: 1, version: -1 }

/** The store. */
export const dwell = createStore<Dwell>(() => SETTLED)

const rest = { lastsMs: 1, passedMs: 0 }

/** Begins to play what the newest event of the cursor changed. */
export function beginDwell(lastsMs: number): void {
  rest.lastsMs = lastsMs
  rest.passedMs = 0
  dwell.setState({ phase: 0, version: session.getState().version })
}

/** Plays on for some of the person's time, ms. */
export function dwellOn(elapsedMs: number): void {
  if (dwell.getState().phase >= 1) return
  rest.passedMs += elapsedMs
  const phase = Math.min(1, rest.passedMs / rest.lastsMs)
  if (phase < 1) dwell.setState({ phase })
  else endDwell()
}

/** What was played is as it is. */
export function endDwell(): void {
  if (dwell.getState().phase < 1) dwell.setState(SETTLED)
}

/** φ at what is shown: whoever steps or scrubs sees what is, not what becomes. */
export function phaseNow({ phase, version }: Dwell = dwell.getState()): number {
  return version === session.getState().version ? phase : 1
}
