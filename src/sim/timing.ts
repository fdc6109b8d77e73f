import type { Timing } from './world'

/** The time of a process's timers at an instant of the run, µs. */
export function ownTime({ fastPerMille, since, own }: Timing, now: number): number {
  return own + Math.floor(((now - since) * (1000 + fastPerMille)) / 1000)
}

/** When a timer that is set now fires, in the run's time: after so much of its process's own. T2, T3. */
export function firesAt(timing: Timing | null, now: number, delayMicros: number): number {
  // What is due at once waits for no timer.
  if (timing === null || delayMicros === 0) return now + delayMicros
  const { fastPerMille, grainMicros } = timing
  const at = now + Math.ceil((delayMicros * 1000) / (1000 + fastPerMille))
  return grainMicros === 0 ? at : Math.ceil(at / grainMicros) * grainMicros
}
