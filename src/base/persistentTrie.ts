/** Bits of a hash that one level of a trie looks at. */
const BITS = 5
const FAN_OUT = 1 << BITS
/** Where a hash of 32 bits is used up: entries of one hash are kept side by side. */
const HASH_BITS = 32

/** What the keys of a trie may be: what compares with `===`. */
export type Key = string | number

/** One key with its value. */
export interface Entry<K extends Key, V> {
  readonly isEntry: true
  readonly key: K
  readonly value: V
}

/** A part of a hash-array-mapped trie: bit n of `bitmap` says that a slot is kept for the digit n. */
export interface Node<K extends Key, V> {
  readonly isEntry: false
  /** 0 where all slots are entries of one and the same hash. */
  readonly bitmap: number
  readonly slots: readonly Slot<K, V>[]
}

type Slot<K extends Key, V> = Entry<K, V> | Node<K, V>

const NO_SLOTS: readonly never[] = []

/** A trie without entries. */
export const EMPTY_TRIE: Node<never, never> = { isEntry: false, bitmap: 0, slots: NO_SLOTS }

/** Names differ at their ends: so many of the last units of a text make its hash. */
const HASHED_UNITS = 24

/** A hash of a key, 32 bits: FNV-1a of a text's last UTF-16 units, or the whole number itself. */
export function hashOf(key: Key): number {
  if (typeof key === 'number') return key | 0
  let hash = key.length | 0
  for (let index = Math.max(0, key.length - HASHED_UNITS); index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  }
  // The low bits are looked at first, and the last units have not reached them alone.
  return hash ^ (hash >>> 15)
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555)
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333)
  count = (count + (count >>> 4)) & 0x0f0f0f0f
  return Math.imul(count, 0x01010101) >>> 24
}

/** An entry as a trie keeps it. */
export function entryOf<K extends Key, V>(key: K, value: V): Entry<K, V> {
  return { isEntry: true, key, value }
}

/** The entry of a key, or `undefined`. */
export function findEntry<K extends Key, V>(
  trie: Node<K, V>,
  key: K,
  hash: number,
): Entry<K, V> | undefined {
  let node = trie
  for (let shift = 0; node.bitmap !== 0; shift += BITS) {
    const bit = 1 << ((hash >>> shift) & (FAN_OUT - 1))
    if ((node.bitmap & bit) === 0) return undefined
    const slot = node.slots[bitCount(node.bitmap & (bit - 1))]
    if (slot === undefined) return undefined
    if (slot.isEntry) return slot.key === key ? slot : undefined
    node = slot
  }
  for (const slot of node.slots) if (slot.isEntry && slot.key === key) return slot
  return undefined
}

/** The trie with an entry in the place of the one of its key. */
export function withEntry<K extends Key, V>(
  trie: Node<K, V>,
  entry: Entry<K, V>,
  hash: number,
): Node<K, V> {
  return put(trie, { entry, hash }, 0)
}

/** The trie without a key; the same one where it is not there. */
export function withoutKey<K extends Key, V>(trie: Node<K, V>, key: K): Node<K, V> {
  return take(trie, { key, hash: hashOf(key) }, 0)
}

/** Hands every entry over, in the order of the hashes. */
export function eachEntry<K extends Key, V>(
  trie: Node<K, V>,
  each: (entry: Entry<K, V>) => void,
): void {
  for (const slot of trie.slots) {
    if (slot.isEntry) each(slot)
    else eachEntry(slot, each)
  }
}

interface Placed<K extends Key, V> {
  readonly entry: Entry<K, V>
  readonly hash: number
}

/** Hands over what `now` holds and `before` does not share with it: all that is new, and may be more. */
export function eachUnshared<K extends Key, V>(
  now: Node<K, V>,
  before: Node<K, V>,
  each: (entry: Entry<K, V>) => void,
): void {
  let position = 0
  for (let rest = now.bitmap; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest
    const slot = now.slots[position]
    position += 1
    const old =
      (before.bitmap & bit) === 0 ? undefined : before.slots[bitCount(before.bitmap & (bit - 1))]
    if (slot === undefined || slot === old) continue
    if (slot.isEntry) each(slot)
    else if (old === undefined || old.isEntry) eachEntry(slot, each)
    else eachUnshared(slot, old, each)
  }
  if (now.bitmap === 0) eachEntry(now, each)
}

function put<K extends Key, V>(node: Node<K, V>, placed: Placed<K, V>, shift: number): Node<K, V> {
  const { entry } = placed
  if (shift >= HASH_BITS) return putBeside(node, entry)
  const bit = 1 << ((placed.hash >>> shift) & (FAN_OUT - 1))
  const index = bitCount(node.bitmap & (bit - 1))
  if ((node.bitmap & bit) === 0) {
    return { isEntry: false, bitmap: node.bitmap | bit, slots: inserted(node.slots, index, entry) }
  }
  const slot = node.slots[index]
  const next =
    slot === undefined || (slot.isEntry && slot.key === entry.key)
      ? entry
      : put(slot.isEntry ? alone(slot, shift + BITS) : slot, placed, shift + BITS)
  return { isEntry: false, bitmap: node.bitmap, slots: replaced(node.slots, index, next) }
}

/** A node that holds one entry. */
function alone<K extends Key, V>(entry: Entry<K, V>, shift: number): Node<K, V> {
  const bitmap = shift >= HASH_BITS ? 0 : 1 << ((hashOf(entry.key) >>> shift) & (FAN_OUT - 1))
  return { isEntry: false, bitmap, slots: [entry] }
}

/** Among entries of one hash. */
function putBeside<K extends Key, V>(node: Node<K, V>, entry: Entry<K, V>): Node<K, V> {
  const index = node.slots.findIndex((slot) => slot.isEntry && slot.key === entry.key)
  const slots = index === -1 ? [...node.slots, entry] : replaced(node.slots, index, entry)
  return { isEntry: false, bitmap: 0, slots }
}

function take<K extends Key, V>(
  node: Node<K, V>,
  gone: { readonly key: K; readonly hash: number },
  shift: number,
): Node<K, V> {
  const isList = node.bitmap === 0
  const bit = isList ? 0 : 1 << ((gone.hash >>> shift) & (FAN_OUT - 1))
  if (!isList && (node.bitmap & bit) === 0) return node
  const index = isList
    ? node.slots.findIndex((slot) => slot.isEntry && slot.key === gone.key)
    : bitCount(node.bitmap & (bit - 1))
  const slot = node.slots[index]
  if (slot === undefined) return node
  if (slot.isEntry) {
    if (slot.key !== gone.key) return node
    return { isEntry: false, bitmap: node.bitmap ^ bit, slots: removed(node.slots, index) }
  }
  const below = take(slot, gone, shift + BITS)
  if (below === slot) return node
  // A node never has a single entry below the root: it moves up, so that paths stay short.
  const [only] = below.slots
  const next = below.slots.length === 1 && only?.isEntry === true ? only : below
  return { isEntry: false, bitmap: node.bitmap, slots: replaced(node.slots, index, next) }
}

/** The list with another item at `index`. */
export function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  const copy = list.slice()
  copy[index] = item
  return copy
}

/** The list with an item more, at `index`. */
function inserted<T>(list: readonly T[], index: number, item: T): readonly T[] {
  const copy = list.slice()
  copy.push(item)
  for (let at = copy.length - 1; at > index; at -= 1) copy[at] = list[at - 1] ?? item
  copy[index] = item
  return copy
}

/** The list without the item at `index`. */
export function removed<T>(list: readonly T[], index: number): readonly T[] {
  const copy = list.slice()
  copy.splice(index, 1)
  return copy
}
