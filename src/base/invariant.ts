/** A fact about the program that turned out to be false: our bug, never the user's. */
class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/**
 * States a fact that must hold.
 * @throws InvariantError with the fact's words when it does not.
 */
export function invariant(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new InvariantError(fact)
}

/** The value, which must be there; `fact` says why it must. @throws InvariantError */
export function present<T>(value: T | undefined | null, fact: string): T {
  if (value === undefined || value === null) throw new InvariantError(fact)
  return value
}
