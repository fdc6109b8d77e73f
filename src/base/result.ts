/** Where in a text something is wrong: 1-based line and column, and the file's name if known. */
export interface Place {
  readonly file: string | null
  readonly line: number
  readonly column: number | null
}

/** Something a person typed or loaded that cannot be used as it is. */
export interface Problem {
  /** Stable name, e.g. `compose.notYaml`; the key of its sentence in `words`. */
  readonly code: string
  readonly place: Place | null
  /** What is wrong, in plain English; the fallback where `words` has no sentence. */
  readonly message: string
  /** What to do about it, in plain words. */
  readonly hint: string
  /** Values for the sentence. */
  readonly values: Readonly<Record<string, string | number>>
}

/** A value, or why there is none. */
export type Result<T, E = Problem> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A result with a value. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** A result without one, and why. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
