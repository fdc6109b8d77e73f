import { expect, test } from 'vitest'
import { leaderEpoch, offset } from '~/kafka/ids'
import { assignEpoch, epochEndOffset } from '~/kafka/log/leaderEpochCache'

test('R-14 only epoch -1 asks for nothing; any other is looked for, and older ones end at the first', () => {
  const cache = [5, 7].reduce(
    (rows: ReturnType<typeof assignEpoch>, epoch) =>
      assignEpoch(rows, { epoch: leaderEpoch(epoch), startOffset: offset(epoch * 10) }),
    [],
  )
  const ask = (epoch: number) => epochEndOffset(cache, epoch, offset(99))
  expect(ask(-1)).toEqual({ epoch: -1, endOffset: -1 })
  expect(ask(-2)).toEqual({ epoch: -2, endOffset: 50 })
  expect(ask(4)).toEqual({ epoch: 4, endOffset: 50 })
  expect(ask(6)).toEqual({ epoch: 5, endOffset: 70 })
  expect(ask(7)).toEqual({ epoch: 7, endOffset: 99 })
  expect(ask(8)).toEqual({ epoch: -1, endOffset: -1 })
})
