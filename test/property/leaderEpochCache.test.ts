import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaderEpoch, offset } from '~/kafka/ids'
import type { LeaderEpochCache } from '~/kafka/log/leaderEpochCache'
import {
  assignEpoch,
  epochEndOffset,
  truncateEpochsFromEnd,
  truncateEpochsFromStart,
} from '~/kafka/log/leaderEpochCache'

const numbers = fc.nat({ max: 60 })
const ops = fc.array(
  fc.oneof(
    fc.record({ op: fc.constant('assign' as const), epoch: numbers, at: numbers }),
    fc.record({ op: fc.constant('end' as const), epoch: numbers, at: numbers }),
    fc.record({ op: fc.constant('start' as const), epoch: numbers, at: numbers }),
  ),
)

function built(list: Parameters<Parameters<typeof ops.map>[0]>[0]): LeaderEpochCache {
  return list.reduce<LeaderEpochCache>((cache, { op, epoch, at }) => {
    if (op === 'end') return truncateEpochsFromEnd(cache, at)
    if (op === 'start') return truncateEpochsFromStart(cache, offset(at))
    return assignEpoch(cache, { epoch: leaderEpoch(epoch), startOffset: offset(at) })
  }, [])
}

test('R-13 epochs and their starts ascend together whatever is done to them', () => {
  fc.assert(
    fc.property(ops, (list) => {
      const cache = built(list)
      for (const [index, row] of cache.entries()) {
        const before = cache[index - 1]
        if (before === undefined) continue
        expect(row.epoch).toBeGreaterThan(before.epoch)
        expect(row.startOffset).toBeGreaterThan(before.startOffset)
      }
    }),
  )
})

test('R-14 an answered epoch is not above the asked one and ends within the log', () => {
  fc.assert(
    fc.property(ops, numbers, (list, asked) => {
      const end = epochEndOffset(built(list), asked, offset(100))
      expect(end.epoch).toBeLessThanOrEqual(asked)
      expect(end.endOffset).toBeLessThanOrEqual(100)
      expect(end.epoch === -1).toBe(end.endOffset === -1)
    }),
  )
})
