const DIGIT = /[A-Za-z0-9_-]/

/** Why Java does not read a text as base 64 for URLs; null: it does. Java: Base64.Decoder.decode. */
function base64Problem(text: string): string | null {
  const bare = text.replace(/={1,2}$/, '')
  const strange = [...bare].find((letter) => !DIGIT.test(letter))
  if (strange !== undefined) {
    return `Illegal base64 character ${strange.codePointAt(0)?.toString(16) ?? ''}`
  }
  return bare.length % 4 === 1 ? 'Last unit does not have enough valid bits' : null
}

/** An id as Kafka's tools read it, or why they do not. Kafka: Uuid.fromString. */
export function uuidProblem(text: string): string | null {
  if (text.length > 24) {
    return `Input string with prefix \`${text.slice(0, 24)}\` is too long to be decoded as a base64 UUID`
  }
  const problem = base64Problem(text)
  if (problem !== null) return problem
  const bytes = Math.floor((text.replace(/=+$/, '').length * 6) / 8)
  if (bytes === 16) return null
  return `Input string \`${text}\` decoded as ${bytes} bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID`
}
