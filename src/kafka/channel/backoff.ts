/** What an exponential backoff is made of; times in ms. */
export interface Backoff {
  readonly initialMs: number
  readonly maxMs: number
  /** Failures so far: 0 for the first wait. */
  readonly attempts: number
}

/** Jitter of all client backoffs, per mille: 0.2. */
const JITTER_PER_MILLE = 200

/**
 * How long to wait: doubling from the initial to the longest wait, ±20 %, cut to whole ms.
 * `draw` gives a whole number in [0, bound). Rule A-01. Kafka: ExponentialBackoff.backoff.
 */
export function exponentialBackoffMs(backoff: Backoff, draw: (bound: number) => number): number {
  const { initialMs, maxMs, attempts } = backoff
  if (maxMs <= initialMs) return Math.min(initialMs, maxMs)
  let term = initialMs
  for (let doubled = 0; doubled < attempts && term < maxMs; doubled += 1) term *= 2
  const factor = 1000 - JITTER_PER_MILLE + draw(2 * JITTER_PER_MILLE)
  return Math.min(Math.floor((Math.min(term, maxMs) * factor) / 1000), maxMs)
}
