/** What an exponential backoff is made of; times in ms. */
export interface Backoff {
  readonly initialMs: number
  readonly maxMs: number
  /** Failures so far: 0 for the first wait. */
  readonly attempts: number
}

/** How a backoff grows and how far chance moves it. Clients: doubling, ±20 %. */
export interface BackoffShape {
  readonly multiplier: number
  /** As Kafka's double, 0.2 for 20 %. */
  readonly jitter: number
}

const CLIENT_SHAPE: BackoffShape = { multiplier: 2, jitter: 0.2 }
/** Parts of one into which a client's draw is divided. */
const DRAWN_PARTS = 1_048_576

/**
 * How long to wait, in whole ms (cut): growing from the initial to the longest wait, moved by
 * `random` in [0, 1), which is not asked for when nothing depends on it. Only additions and
 * multiplications of doubles, which are the same in every engine; the exponent at the cap, a
 * logarithm in Kafka, comes out as the cap itself. Rule A-01. Kafka: ExponentialBackoff.backoff.
 */
export function backoffMs(backoff: Backoff & BackoffShape, random: () => number): number {
  const { initialMs, maxMs, attempts, multiplier, jitter } = backoff
  if (maxMs <= initialMs) return maxMs
  let term = initialMs
  // A wait that does not grow (from nothing, or by one) needs no counting of its failures.
  const tries = term * multiplier === term ? 0 : attempts
  for (let tried = 0; tried < tries && term < maxMs; tried += 1) term *= multiplier
  const low = 1 - jitter
  const factor = jitter === 0 ? 1 : random() * (1 + jitter - low) + low
  return Math.min(Math.floor(factor * Math.min(term, maxMs)), maxMs)
}

/**
 * A client's backoff; `draw` gives a whole number in [0, bound). Rule A-01.
 * Kafka: ExponentialBackoff as RETRY_BACKOFF_EXP_BASE and RETRY_BACKOFF_JITTER make it.
 */
export function exponentialBackoffMs(backoff: Backoff, draw: (bound: number) => number): number {
  return backoffMs({ ...backoff, ...CLIENT_SHAPE }, () => draw(DRAWN_PARTS) / DRAWN_PARTS)
}
