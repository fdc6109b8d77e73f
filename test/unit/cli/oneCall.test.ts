import { expect, test } from 'vitest'
import { inOneCall } from '~/cli/oneCall'

test('the partitions after one that is late have next to no time left', () => {
  const limits: (number | undefined)[] = []
  const answers = inOneCall(['a', 'b', 'c'], (item, { limitMs }) => {
    limits.push(limitMs)
    return { item, isLate: item === 'b' }
  })
  expect(answers.map(({ item }) => item)).toEqual(['a', 'b', 'c'])
  expect(limits).toEqual([undefined, undefined, 200])
})
