import { List } from 'immutable'
import { expect, test } from 'vitest'
import { lastBelow } from '~/kafka/invariants/watched'

test('the last batch below an end is found wherever the end lies', () => {
  for (let size = 0; size < 20; size += 1) {
    const batches = List(
      Array.from({ length: size }, (_, at) => ({ baseOffset: at * 3, lastOffset: at * 3 + 2 })),
    )
    for (let end = -1; end < size * 3 + 2; end += 1) {
      const wanted = batches.findLast(({ lastOffset }) => lastOffset < end)
      expect(lastBelow(batches, end), `${size} batches, below ${end}`).toBe(wanted)
    }
  }
})
