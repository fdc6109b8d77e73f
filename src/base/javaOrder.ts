import { BASE64URL } from './base64'

/**
 * Orders items as a Java HashMap filled with them in this order would iterate them; `leastCapacity`:
 * what it begins with, 1 for one that is made for their number.
 */
export function javaHashOrder<T>(
  items: readonly T[],
  hashOf: (item: T) => number,
  leastCapacity = 16,
): readonly T[] {
  let capacity = leastCapacity
  while (items.length * 4 > capacity * 3) capacity *= 2
  return items
    .map((item, index) => {
      const hash = hashOf(item) | 0
      return { item, index, bucket: (hash ^ (hash >>> 16)) & (capacity - 1) }
    })
    .sort((a, b) => a.bucket - b.bucket || a.index - b.index)
    .map(({ item }) => item)
}

/** The hash of an id of 128 bits, written as 22 digits of base 64: its four words, xor-ed. Kafka: Uuid.hashCode. */
export function javaUuidHash(id: string): number {
  let [hash, word, bits, count] = [0, 0, 0, 0]
  for (const digit of id) {
    const value = Math.max(0, BASE64URL.indexOf(digit))
    // A digit has six bits; a word takes what it has room for, the next one the rest.
    const room = Math.min(6, 32 - bits)
    word = (word << room) | (value >> (6 - room))
    bits += room
    if (bits < 32) continue
    hash ^= word
    count += 1
    if (count === 4) break
    bits = 6 - room
    word = value & ((1 << bits) - 1)
  }
  return hash | 0
}

/** The smallest power of two, eight or more, that holds that many, as a hash table of Scala's begins. */
function tableSize(count: number): number {
  let size = 8
  while (size < count) size *= 2
  return size
}

/** A table of Scala's that is not told how many will come begins with room for so many. */
const LEAST_ROOM = 11

/**
 * Orders items as a Scala mutable.HashMap or HashSet that was made for `expected` of them, or
 * without a number grew with them, iterates them: by bucket, within one by hash.
 * Scala 2.13: HashMap.from, tableSizeFor.
 */
export function scalaHashOrder<T>(
  items: readonly T[],
  hashOf: (item: T) => number,
  expected: number = Math.max(items.length, LEAST_ROOM),
): readonly T[] {
  const size = tableSize(Math.floor(((expected + 1) * 4) / 3))
  return items
    .map((item, index) => {
      const hash = hashOf(item) | 0
      return { item, index, hash: hash ^ (hash >>> 16) }
    })
    .sort(
      (a, b) =>
        (a.hash & (size - 1)) - (b.hash & (size - 1)) || a.hash - b.hash || a.index - b.index,
    )
    .map(({ item }) => item)
}

/** A Scala immutable Set keeps so many in the order in which they came; beyond them it is a tree of hashes. */
const LARGEST_SMALL_SET = 4

/**
 * Orders whole numbers as a Scala immutable Set filled with them in this order iterates them.
 * Scala 2.13: collection.immutable.Set.Set4.incl, HashSet (a tree of 32 branches a level).
 */
export function scalaSetOrder<T extends number>(ids: readonly T[]): readonly T[] {
  const distinct = [...new Set(ids)]
  if (distinct.length <= LARGEST_SMALL_SET) return distinct
  return hashTreeOrder(
    distinct.map((id) => ({ id, hash: improvedHash(id) })),
    0,
  )
}

/** Branches with one member come first, then those with more, each in the order of the hash's next five bits. */
function hashTreeOrder<T>(
  rows: readonly { readonly id: T; readonly hash: number }[],
  shift: number,
): readonly T[] {
  const branches = Array.from({ length: 32 }, (_, at) =>
    rows.filter(({ hash }) => ((hash >>> shift) & 31) === at),
  )
  return [
    ...branches.flatMap((branch) => (branch.length === 1 ? branch.map(({ id }) => id) : [])),
    ...branches.flatMap((branch) => (branch.length > 1 ? hashTreeOrder(branch, shift + 5) : [])),
  ]
}

/** Different numbers have different ones. Scala 2.13: collection.Hashing.improve. */
function improvedHash(id: number): number {
  const first = (id + ~(id << 9)) | 0
  const second = first ^ (first >>> 14)
  const third = (second + (second << 4)) | 0
  return third ^ (third >>> 10)
}

/**
 * Orders items as a Scala mutable AnyRefMap filled with them in this order iterates them: slots of an
 * open table of twice a power of two, probed ever further. Scala 2.13: collection.mutable.AnyRefMap.
 */
export function anyRefMapOrder<T>(items: readonly T[], hashOf: (item: T) => number): readonly T[] {
  let mask = 15
  let slots = new Map<number, { readonly item: T; readonly hash: number }>()
  const put = (row: { readonly item: T; readonly hash: number }) => {
    let slot = row.hash & mask
    for (let tries = 1; slots.has(slot); tries += 1) {
      slot = (slot + 2 * (tries + 1) * tries - 3) & mask
    }
    slots.set(slot, row)
  }
  const rows = () => [...slots].sort(([a], [b]) => a - b).map(([, row]) => row)
  for (const item of items) {
    put({ item, hash: anyRefHash(hashOf(item)) })
    if (slots.size * 2 <= mask) continue
    const old = rows()
    mask = mask * 2 + 1
    slots = new Map()
    for (const row of old) put(row)
  }
  return rows().map(({ item }) => item)
}

/** Part of the last step of MurmurHash3; zero means an empty slot. */
function anyRefHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const last = (mixed ^ (mixed >>> 13)) & 0x7fffffff
  return last === 0 ? 0x41081989 : last
}

const FIBONACCI = 7_046_029_254_386_353_131n

/**
 * Orders items as a table of Kafka's timeline package filled with them in this order iterates them:
 * slots by the highest bits of a Fibonacci hash, within one the newest first.
 * Kafka: BaseHashTable.findSlot, SnapshottableHashTable.CurrentIterator.
 */
export function timelineHashOrder<T>(
  items: readonly T[],
  hashOf: (item: T) => number,
): readonly T[] {
  let bits = 1
  let slots: T[][] = [[], []]
  const put = (item: T) => {
    const mixed = BigInt.asUintN(64, BigInt(hashOf(item) | 0) * -FIBONACCI)
    slots[Number(mixed >> BigInt(64 - bits))]?.push(item)
  }
  for (const [size, item] of items.entries()) {
    if ((size + 1) * 3 > slots.length * 4) {
      const [old, length] = [slots.flat(), slots.length * 2]
      bits += 1
      slots = Array.from({ length }, () => [])
      for (const row of old) put(row)
    }
    put(item)
  }
  return slots.flatMap((slot) => slot.toReversed())
}
