const ALPHABET = /^[A-Za-z0-9_-]*$/

/** Why a text without padding is no base64, in Java's words, or null. Java: Base64.Decoder.decode0. */
function base64Problem(text: string): string | null {
  const bad = [...text].find((character) => !ALPHABET.test(character))
  if (bad !== undefined) {
    return `Illegal base64 character ${(bad.codePointAt(0) ?? 0).toString(16)}`
  }
  if (text.length === 1) return 'Input byte[] should at least have 2 bytes for base64 bytes'
  return text.length % 4 === 1 ? 'Last unit does not have enough valid bits' : null
}

/** Why a text is no id, in Kafka's words, or null. Kafka: Uuid.fromString. */
export function uuidProblem(text: string): string | null {
  if (text.length > 24) {
    return `Input string with prefix \`${text.slice(0, 24)}\` is too long to be decoded as a base64 UUID`
  }
  const bare = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text
  const problem = base64Problem(bare)
  if (problem !== null) return problem
  const count = Math.floor((bare.length * 3) / 4)
  if (count === 16) return null
  return `Input string \`${text}\` decoded as ${count} bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID`
}
