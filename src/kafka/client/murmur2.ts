const SEED = 0x9747b28c
const MIX = 0x5bd1e995

/** UTF-8 bytes of a text; a lone surrogate becomes '?', as in Java. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) bytes.push(63)
    else if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000) {
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    } else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63))
      bytes.push(0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    }
  }
  return bytes
}

/** The hash of a key's bytes, signed 32 bit. Rule P-10. Kafka: Utils.murmur2. */
export function murmur2(bytes: readonly number[]): number {
  const at = (index: number) => bytes[index] ?? 0
  const whole = bytes.length & ~3
  let hash = SEED ^ bytes.length
  for (let index = 0; index < whole; index += 4) {
    let word = at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24)
    word = Math.imul(word, MIX)
    word ^= word >>> 24
    hash = Math.imul(hash, MIX) ^ Math.imul(word, MIX)
  }
  const rest = bytes.length - whole
  if (rest === 3) hash ^= at(whole + 2) << 16
  if (rest >= 2) hash ^= at(whole + 1) << 8
  if (rest >= 1) hash = Math.imul(hash ^ at(whole), MIX)
  hash = Math.imul(hash ^ (hash >>> 13), MIX)
  return hash ^ (hash >>> 15)
}

/** The partition of a key. Kafka: BuiltInPartitioner.partitionForKey. */
export function partitionForKey(bytes: readonly number[], partitions: number): number {
  return (murmur2(bytes) & 0x7fffffff) % partitions
}
