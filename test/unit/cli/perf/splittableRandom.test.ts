import { expect, test } from 'vitest'
import { nextBelow, SEEDED_WITH_ZERO } from '~/cli/perf/splittableRandom'

test('X-150 payloads are those of Java’s SplittableRandom(0)', () => {
  let random = SEEDED_WITH_ZERO
  const below = (bound: number) => {
    const drawn = nextBelow(random, bound)
    random = drawn.random
    return drawn.value
  }
  const letters = Array.from({ length: 60 }, () => String.fromCharCode(65 + below(26))).join('')
  expect(letters).toBe('YQHHNEBSEPDNSEIFGAMSUJXKOLTXSPLGHDIOYZJFNIDSPWHZMKVJAXDBZFCO')
  let sum = 0
  for (let index = 0; index < 100_000; index += 1) sum = (Math.imul(31, sum) + below(26)) | 0
  expect([sum, below(64), below(7)]).toEqual([950_688_810, 49, 3])
})
