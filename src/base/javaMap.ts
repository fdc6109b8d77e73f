import { Map } from '~/base/persistentMap'
import { javaHashCode } from './integers'

/**
 * A persistent map from text that is iterated in the order of a Java HashMap: by bucket of the
 * table, within a bucket by insertion. The table doubles past three quarters and never shrinks.
 */
export interface JavaMap<V> {
  readonly entries: Map<string, V>
  /** Keys in the order they were put in. */
  readonly keys: readonly string[]
  readonly capacity: number
}

const FIRST_CAPACITY = 16

/** A map without entries. */
export function emptyJavaMap<V>(): JavaMap<V> {
  return { entries: Map(), keys: [], capacity: FIRST_CAPACITY }
}

/** The map with `key` set; a key that is there keeps its place. */
export function javaSet<V>(map: JavaMap<V>, key: string, value: V): JavaMap<V> {
  const entries = map.entries.set(key, value)
  if (map.entries.has(key)) return { ...map, entries }
  const keys = [...map.keys, key]
  const isFull = keys.length * 4 > map.capacity * 3
  return { entries, keys, capacity: isFull ? map.capacity * 2 : map.capacity }
}

/** The map without `key`. */
export function javaDelete<V>(map: JavaMap<V>, key: string): JavaMap<V> {
  if (!map.entries.has(key)) return map
  return {
    ...map,
    entries: map.entries.delete(key),
    keys: map.keys.filter((other) => other !== key),
  }
}

function bucketOf(key: string, capacity: number): number {
  const hash = javaHashCode(key)
  return (hash ^ (hash >>> 16)) & (capacity - 1)
}

/** The keys in Java's order. */
function javaKeys<V>(map: JavaMap<V>): readonly string[] {
  return map.keys
    .map((key, index) => ({ key, index, bucket: bucketOf(key, map.capacity) }))
    .sort((a, b) => a.bucket - b.bucket || a.index - b.index)
    .map(({ key }) => key)
}

/** The values in Java's order of their keys. */
export function javaValues<V>(map: JavaMap<V>): readonly V[] {
  return javaKeys(map).flatMap((key) => {
    const value = map.entries.get(key)
    return value === undefined ? [] : [value]
  })
}
