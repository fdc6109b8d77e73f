import { expect, test } from 'vitest'
import { ghostsAt } from '~/ui/stage/marks/ghostMarks'
import type { Thing } from '~/ui/stage/marks/things'
import { nearest } from '~/ui/stage/marks/things'

const thing = (
  key: string,
  [x, y]: readonly [number, number],
  parent: string | null = null,
): Thing => ({
  key,
  selected: null,
  box: { x, y, width: 10, height: 10 },
  parent,
})

const left = thing('left', [0, 100])
const top = thing('top', [100, 0])
const middle = thing('middle', [100, 100])
const right = thing('right', [200, 110])
const inside = thing('inside', [120, 100], 'middle')
const neighbour = thing('neighbour', [160, 100], 'middle')
const all = [left, top, middle, right, inside, neighbour]

test('an arrow goes to the nearest mark in its direction', () => {
  expect(nearest(all, middle, 'left')?.key).toBe('left')
  expect(nearest(all, middle, 'up')?.key).toBe('top')
  expect(nearest(all, middle, 'down')?.key).toBe('right')
  expect(nearest(all, top, 'up')).toBeNull()
})

test('what lies ahead comes before what is nearer but aside', () => {
  const ahead = thing('ahead', [900, 130])
  const aside = thing('aside', [160, 400])
  expect(nearest([middle, ahead, aside], middle, 'right')?.key).toBe('ahead')
  expect(nearest([middle, aside], middle, 'right')?.key).toBe('aside')
})

test('inside a row the arrows stay among its replicas', () => {
  expect(nearest(all, inside, 'right')?.key).toBe('neighbour')
  expect(nearest(all, neighbour, 'right')).toBeNull()
  expect(nearest(all, middle, 'right')?.key).toBe('right')
})

const change = (index: number, partition: string, from: number | string = 1) => ({
  index,
  kind: 'leaderChanged',
  values: { partition, from, to: 2, epoch: 5 },
})

test('the ghosts are those of the newest event that moved a pennant before the cursor', () => {
  const moments = [change(5, 'orders-0'), change(9, 'orders-1'), change(9, 'orders-2')]
  expect(
    ghostsAt(moments, 100)
      .map(({ partition }) => partition)
      .sort(),
  ).toEqual(['orders-1', 'orders-2'])
  expect(ghostsAt(moments, 9).map(({ partition }) => partition)).toEqual(['orders-0'])
  expect(ghostsAt(moments, 5)).toEqual([])
})

test('a first leader leaves no ghost', () => {
  expect(ghostsAt([change(5, 'orders-0', 'none')], 100)).toEqual([])
})
