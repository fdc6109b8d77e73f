/** Integer maths that gives the same answer in every engine. */

/** `a` modulo `n`, never negative (JavaScript's `%` keeps the sign of `a`). */
export function modulo(a: number, n: number): number {
  const rest = a % n
  return rest < 0 ? rest + n : rest
}

/** `value` held between `low` and `high`, both inclusive. */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}

/** Java's `String.hashCode` of the UTF-16 text, as a signed 32-bit number. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index += 1) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  }
  return hash
}

/** Orders numbers ascending; for `sort`. */
export function ascending(a: number, b: number): number {
  return a - b
}

/** Orders strings by UTF-16 code unit, the same everywhere; for `sort`. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
