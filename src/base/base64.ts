/** The digits of base64. RFC 4648. */
export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Those of its form for addresses and ids. */
export const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes in digits of an alphabet, without padding. */
export function toBase64(bytes: ArrayLike<number>, alphabet: string): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second, third] = [bytes[at] ?? 0, bytes[at + 1], bytes[at + 2]]
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    const digits = second === undefined ? 2 : third === undefined ? 3 : 4
    for (let digit = 0; digit < digits; digit += 1) {
      text += alphabet.charAt((bits >> (18 - 6 * digit)) & 63)
    }
  }
  return text
}

/** The same, with the padding that makes it a multiple of four. Java: Base64.getEncoder. */
export function toPaddedBase64(bytes: ArrayLike<number>): string {
  return toBase64(bytes, BASE64) + '='.repeat((3 - (bytes.length % 3)) % 3)
}
