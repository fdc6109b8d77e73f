import type { Entry, Key, Node } from './persistentTrie'
import {
  eachEntry,
  eachUnshared,
  EMPTY_TRIE,
  entryOf,
  findEntry,
  hashOf,
  removed,
  replaced,
  withEntry,
  withoutKey,
} from './persistentTrie'

/** Up to so many entries are kept in one list; beyond them in a trie. */
const SMALL = 8
/** A trie that has shrunk to this many becomes a list again. */
const SMALL_AGAIN = 4

interface Large<K extends Key, V> {
  readonly size: number
  readonly trie: Node<K, V>
}

const NO_ENTRIES: readonly never[] = []

/**
 * A persistent map: every change gives a map that shares what did not change with the old one;
 * decision record 0012. A small map is iterated in the order in which its keys were put in, a larger
 * one in the order of their hashes: sort where the order can be seen.
 */
class PersistentMap<K extends Key, V> implements Iterable<readonly [K, V]> {
  readonly size: number
  /** The entries of a small map. */
  private readonly list: readonly Entry<K, V>[]
  /** The entries of a large one, or null. */
  private readonly trie: Node<K, V> | null

  constructor(list: readonly Entry<K, V>[], large: Large<K, V> | null) {
    this.size = large === null ? list.length : large.size
    this.list = list
    this.trie = large === null ? null : large.trie
  }

  /** What a key holds, or `undefined`. */
  get(key: K): V | undefined {
    return this.find(key)?.value
  }

  has(key: K): boolean {
    return this.find(key) !== undefined
  }

  private find(key: K): Entry<K, V> | undefined {
    if (this.trie !== null) return findEntry(this.trie, key, hashOf(key))
    const { list } = this
    for (let index = 0; index < list.length; index += 1) {
      const entry = list[index]
      if (entry !== undefined && entry.key === key) return entry
    }
    return undefined
  }

  /** The map with a key that holds `value`; this one where it does so already. */
  set(key: K, value: V): PersistentMap<K, V> {
    const entry = entryOf(key, value)
    if (this.trie !== null) return this.putInTrie(this.trie, entry)
    const { list } = this
    for (let index = 0; index < list.length; index += 1) {
      const old = list[index]
      if (old === undefined || old.key !== key) continue
      return old.value === value ? this : new PersistentMap(replaced(list, index, entry), null)
    }
    if (list.length < SMALL) return new PersistentMap(added(list, entry), null)
    const trie = [...list, entry].reduce<Node<K, V>>(
      (made, each) => withEntry(made, each, hashOf(each.key)),
      EMPTY_TRIE,
    )
    return large(list.length + 1, trie)
  }

  private putInTrie(trie: Node<K, V>, entry: Entry<K, V>): PersistentMap<K, V> {
    const hash = hashOf(entry.key)
    const old = findEntry(trie, entry.key, hash)
    if (old !== undefined && old.value === entry.value) return this
    return large(old === undefined ? this.size + 1 : this.size, withEntry(trie, entry, hash))
  }

  /** The map without a key; this one where it is not there. */
  delete(key: K): PersistentMap<K, V> {
    if (this.trie === null) {
      const index = this.list.findIndex((entry) => entry.key === key)
      return index === -1 ? this : new PersistentMap(removed(this.list, index), null)
    }
    const trie = withoutKey(this.trie, key)
    if (trie === this.trie) return this
    if (this.size - 1 > SMALL_AGAIN) return large(this.size - 1, trie)
    const list: Entry<K, V>[] = []
    eachEntry(trie, (entry) => list.push(entry))
    return new PersistentMap(list, null)
  }

  /** The map without these keys. */
  deleteAll(keys: Iterable<K>): PersistentMap<K, V> {
    return [...keys].reduce<PersistentMap<K, V>>((map, key) => map.delete(key), this)
  }

  /** The map with a key that holds what `change` makes of what it held. */
  update(key: K, change: (value: V | undefined) => V): PersistentMap<K, V> {
    return this.set(key, change(this.get(key)))
  }

  /** The map with the other's entries, which win. */
  merge(other: PersistentMap<K, V>): PersistentMap<K, V> {
    return other.entryList().reduce<PersistentMap<K, V>>(put, this)
  }

  /** The map of what `make` makes of each value. */
  map<W>(make: (value: V, key: K) => W): PersistentMap<K, W> {
    return this.entryList().reduce<PersistentMap<K, W>>(
      (map, { key, value }) => map.set(key, make(value, key)),
      EMPTY,
    )
  }

  /** The map of the entries that `holds` is true of; this one where it is so of all. */
  filter(holds: (value: V, key: K) => boolean): PersistentMap<K, V> {
    return this.entryList().reduce<PersistentMap<K, V>>(
      (map, { key, value }) => (holds(value, key) ? map : map.delete(key)),
      this,
    )
  }

  some(holds: (value: V, key: K) => boolean): boolean {
    return this.entryList().some(({ key, value }) => holds(value, key))
  }

  every(holds: (value: V, key: K) => boolean): boolean {
    return this.entryList().every(({ key, value }) => holds(value, key))
  }

  forEach(each: (value: V, key: K) => void): void {
    if (this.trie !== null) eachEntry(this.trie, ({ key, value }) => each(value, key))
    else for (const { key, value } of this.list) each(value, key)
  }

  /** Visits the entries that are not in the map `before`: what two maps share costs nothing. */
  forEachNew(before: PersistentMap<K, V> | undefined, each: (value: V, key: K) => void): void {
    if (before === this) return
    if (before === undefined) return this.forEach(each)
    if (this.trie !== null && before.trie !== null) {
      return eachUnshared(this.trie, before.trie, (entry) => visitNew(entry, before, each))
    }
    if (this.trie !== null) return eachEntry(this.trie, (entry) => visitNew(entry, before, each))
    const { list } = this
    for (let index = 0; index < list.length; index += 1) {
      const entry = list[index]
      // An entry that was not put in again is shared, mostly at its old place.
      if (entry !== undefined && entry !== before.list[index]) visitNew(entry, before, each)
    }
  }

  private entryList(): readonly Entry<K, V>[] {
    if (this.trie === null) return this.list
    const list: Entry<K, V>[] = []
    eachEntry(this.trie, (entry) => list.push(entry))
    return list
  }

  keys(): IterableIterator<K> {
    return this.entryList()
      .map(({ key }) => key)
      [Symbol.iterator]()
  }

  values(): IterableIterator<V> {
    return this.entryList()
      .map(({ value }) => value)
      [Symbol.iterator]()
  }

  entries(): IterableIterator<[K, V]> {
    return this.toArray()[Symbol.iterator]()
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.entries()
  }

  toArray(): [K, V][] {
    return this.entryList().map(({ key, value }) => [key, value])
  }

  /** What `JSON.stringify` makes of it: its entries. */
  toJSON(): [K, V][] {
    return this.toArray()
  }
}

function visitNew<K extends Key, V>(
  entry: Entry<K, V>,
  before: PersistentMap<K, V>,
  each: (value: V, key: K) => void,
): void {
  const { key, value } = entry
  if (before.get(key) !== value || !before.has(key)) each(value, key)
}

/** What `Map` makes. */
export type Map<K extends Key, V> = PersistentMap<K, V>

function put<K extends Key, V>(map: PersistentMap<K, V>, { key, value }: Entry<K, V>) {
  return map.set(key, value)
}

function added<T>(list: readonly T[], item: T): readonly T[] {
  const copy = list.slice()
  copy.push(item)
  return copy
}

function large<K extends Key, V>(size: number, trie: Node<K, V>): PersistentMap<K, V> {
  return new PersistentMap<K, V>(NO_ENTRIES, { size, trie })
}

const EMPTY = new PersistentMap<never, never>(NO_ENTRIES, null)

/** A map of these entries; of one key the last wins. */
export function Map<K extends Key, V>(entries: Iterable<readonly [K, V]> = []): Map<K, V> {
  let map: PersistentMap<K, V> = EMPTY
  for (const [key, value] of entries) map = map.set(key, value)
  return map
}
