import { expect, test } from 'vitest'
import { listsWhole } from '~/ui/kit/listsWhole'

/** What a line may break into: the pieces between spaces that break. */
const pieces = (text: string) => listsWhole(text).split(' ')

test('a list in brackets stays in one piece, in both languages', () => {
  expect(pieces('the ISR loses 3, [1, 2, 3] → [1, 2].')).toEqual([
    ...['the', 'ISR', 'loses', '3,', '[1,\u00a02,\u00a03]', '→', '[1,\u00a02].'],
  ])
  expect(pieces('ISR 移除 3，[1, 2] → [1]')).toContain('3，[1,\u00a02]')
  expect(pieces('所等副本（1: 1, 2: 1）')).toHaveLength(1)
})

test('what is no list, or has no room on a line, breaks as ever', () => {
  const long = `[${Array.from({ length: 12 }, (_, id) => id + 1).join(', ')}]`
  expect(listsWhole(long)).toBe(long)
  const words = 'Broker 1 is fenced (its session has expired and is over)'
  expect(listsWhole(words)).toBe(words)
})
