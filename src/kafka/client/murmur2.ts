const SEED = 0x9747b28c
const MIX = 0x5bd1e995

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
