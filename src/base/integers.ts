/** Integer maths that gives the same answer in every engine. */

/** Java's `String.hashCode` of the UTF-16 text, as a signed 32-bit number. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index += 1) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  }
  return hash
}

/** Orders strings by UTF-16 code unit, the same everywhere; for `sort`. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
