import { expect, test } from 'vitest'
import { orderAfterDrag } from '~/ui/ladder/lanes.geometry'

const lanes = ['a', 'b', 'c', 'd'].map((process, at) => ({ process, x: 100 + at * 80 }))

test.each([
  ['a', 150, 'b c a d'],
  ['a', 30, 'a b c d'],
  ['d', -1_000, 'd a b c'],
  ['b', 90, 'a c b d'],
  ['c', -45, 'a c b d'],
  ['b', 1_000, 'a c d b'],
] as const)('lane %s dragged by %i px stands in %s', (process, by, order) => {
  expect(orderAfterDrag(lanes, process, by).join(' ')).toBe(order)
})
