import { expect, test } from 'vitest'
import type { Fitted } from '../../../src/ui/kit/fit.geometry'
import { fitting } from '../../../src/ui/kit/fit.geometry'

const items: readonly Fitted[] = [
  { id: 'first', rank: 0 },
  { id: 'wide', rank: 3 },
  { id: 'second', rank: 1 },
  { id: 'third', rank: 2 },
]
const widths = new Map([
  ['first', 40],
  ['wide', 100],
  ['second', 30],
  ['third', 50],
])

const shown = (room: number, known: ReadonlyMap<string, number> = widths) =>
  [...fitting(items, known, { room, gap: 10, more: 45 })].toSorted()

test('where all have room, all stand, and no button is needed for the rest', () => {
  expect(shown(250)).toEqual(['first', 'second', 'third', 'wide'])
  expect(shown(249)).not.toContain('wide')
})

test('the button for the rest has its place before any other', () => {
  // 45 for it, then a gap and what it is as wide as for each.
  expect(shown(45 + 50 + 40 + 60)).toEqual(['first', 'second', 'third'])
  expect(shown(45 + 50 + 40 + 59)).toEqual(['first', 'second'])
  expect(shown(45 + 49)).toEqual([])
})

test('what is behind one that gave way gives way, narrow as it may be', () => {
  const one = new Map(widths).set('second', 150)
  expect(shown(240, one)).toEqual(['first'])
})

test('what was never measured has no place', () => {
  expect(shown(10_000, new Map([['first', 40]]))).toEqual(['first'])
})
