import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Map as PersistentMap } from '~/base/persistentMap'

/** Numbers of which some have the same hash: 2³² apart. */
const numbers = fc.tuple(fc.nat(40), fc.nat(3)).map(([low, high]) => low + high * 0x1_0000_0000)
const texts = fc.nat(60).map((number) => `network/host-${number}`)
const keys = fc.oneof(numbers, texts)

const changes = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('set'), key: keys, value: fc.nat(5) }),
    fc.record({ type: fc.constant('delete'), key: keys, value: fc.constant(0) }),
  ),
  { maxLength: 200, size: 'max' },
)

type Pair = readonly [string | number, number]

function sorted(entries: Iterable<Pair>): readonly Pair[] {
  return [...entries].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}

test('a persistent map holds what a Map holds after the same changes, and so do all before it', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const model = new Map<string | number, number>()
      let map = PersistentMap<string | number, number>()
      const past: { readonly map: typeof map; readonly entries: readonly Pair[] }[] = []
      for (const { type, key, value } of list) {
        const before = map
        const held = model.get(key)
        if (type === 'set') map = map.set(key, value)
        else map = map.delete(key)
        // What changes nothing gives the same map.
        expect(map === before).toBe(type === 'set' ? held === value : held === undefined)
        if (type === 'set') model.set(key, value)
        else model.delete(key)
        expect(map.size).toBe(model.size)
        expect(map.get(key)).toBe(model.get(key))
        expect(map.has(key)).toBe(model.has(key))
        past.push({ map, entries: sorted(model) })
      }
      for (const then of past) expect(sorted(then.map)).toEqual(then.entries)
      for (const [key, value] of model) expect(map.get(key)).toBe(value)
    }),
  )
})

test('a persistent map knows nothing of keys that were never put in', () => {
  fc.assert(
    fc.property(fc.uniqueArray(keys, { maxLength: 80, size: 'max' }), (all) => {
      const half = all.length >> 1
      const map = PersistentMap(all.slice(0, half).map((key) => [key, 1] as const))
      for (const key of all.slice(half)) {
        expect(map.has(key)).toBe(false)
        expect(map.get(key)).toBe(undefined)
        expect(map.delete(key)).toBe(map)
      }
    }),
  )
})

test('a persistent map finds what is new in it against any other', () => {
  fc.assert(
    fc.property(changes, fc.nat(200), (list, cut) => {
      let map = PersistentMap<string | number, number>()
      let before = map
      list.forEach(({ type, key, value }, index) => {
        map = type === 'set' ? map.set(key, value) : map.delete(key)
        if (index === cut) before = map
      })
      for (const [one, other] of [
        [map, before],
        [before, map],
      ] as const) {
        const found: Pair[] = []
        one.forEachNew(other, (value, key) => found.push([key, value]))
        const expected = [...one].filter(([key, value]) => other.get(key) !== value)
        expect(sorted(found)).toEqual(sorted(expected))
      }
    }),
  )
})

describe('a persistent map', () => {
  const small = PersistentMap<string, number>([
    ['c', 1],
    ['a', 2],
    ['b', 3],
  ])
  const large = PersistentMap<number, number>(
    Array.from({ length: 100 }, (_, key) => [key, key * key] as const),
  )

  test('is iterated in the order of insertion while it is small', () => {
    expect([...small.keys()]).toEqual(['c', 'a', 'b'])
    expect([...small.set('a', 9).delete('c').set('c', 1).entries()]).toEqual([
      ['a', 9],
      ['b', 3],
      ['c', 1],
    ])
    expect(JSON.stringify(small)).toBe('[["c",1],["a",2],["b",3]]')
  })

  test('is iterated in one order, however often', () => {
    const order = [...large.keys()]
    expect(order).toHaveLength(100)
    expect([...large.entries()].map(([key]) => key)).toEqual(order)
    expect([...large.values()]).toEqual(order.map((key) => key * key))
    const visited: number[] = []
    large.forEach((value, key) => visited.push(key, value))
    expect(visited).toEqual(order.flatMap((key) => [key, key * key]))
  })

  test('is filtered, mapped, merged', () => {
    const even = large.filter((_, key) => key % 2 === 0)
    expect(even.size).toBe(50)
    expect(even.has(3)).toBe(false)
    expect(large.filter(() => true)).toBe(large)
    expect(large.map((value, key) => `${key}:${value}`).get(7)).toBe('7:49')
    expect(
      small
        .merge(
          PersistentMap([
            ['a', 7],
            ['d', 8],
          ]),
        )
        .toArray(),
    ).toEqual([
      ['c', 1],
      ['a', 7],
      ['b', 3],
      ['d', 8],
    ])
    expect(large.deleteAll(large.keys()).size).toBe(0)
    expect(small.update('z', (old) => (old ?? 10) + 1).get('z')).toBe(11)
    expect([large.some((value) => value === 81), large.every((value) => value < 81)]).toEqual([
      true,
      false,
    ])
  })
})
