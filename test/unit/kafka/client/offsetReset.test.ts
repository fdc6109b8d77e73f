import { expect, test } from 'vitest'
import { resetTimestamp } from '~/kafka/client/offsetReset'

test.each([
  ['earliest', -2],
  ['latest', -1],
  ['by_duration:PT0S', 10_000_000_000],
  ['by_duration:PT1H', 9_996_400_000],
  ['by_duration:P1DT2H3M4.5S', 9_906_215_500],
])('K-20 a position is reset %s', (strategy, timestamp) => {
  expect(resetTimestamp(strategy, 10_000_000_000)).toBe(timestamp)
})
