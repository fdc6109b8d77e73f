/**
 * An election timeout: E + rnd(E), nothing drawn for 0. `draw` gives a whole number in [0, bound).
 * Kafka: QuorumState.randomElectionTimeoutMs.
 */
export function electionTimeoutMs(timeoutMs: number, draw: (bound: number) => number): number {
  return timeoutMs === 0 ? 0 : timeoutMs + draw(timeoutMs)
}

/**
 * How long a voter waits after its leader resigned, by its place among the successors that the
 * leader preferred (-1: none); the first not at all. Rule Q-63.
 * Kafka: KafkaRaftClient.strictExponentialElectionBackoffMs.
 */
export function successorBackoffMs(
  position: number,
  successors: number,
  electionBackoffMaxMs: number,
): number {
  if (position === 0) return 0
  if (position < 0 || position >= successors) return electionBackoffMaxMs
  const base = electionBackoffMaxMs >> (successors - 1)
  return Math.min(electionBackoffMaxMs, base << (position - 1))
}
