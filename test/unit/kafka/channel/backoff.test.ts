import { expect, test } from 'vitest'
import { backoffMs } from '~/kafka/channel/backoff'

const wait = (shape: {
  readonly initialMs: number
  readonly multiplier: number
  readonly jitter: number
}) => backoffMs({ maxMs: 60_000, attempts: Number.MAX_SAFE_INTEGER, ...shape }, () => 0.75)

test('A-01 a wait that cannot grow is the same after any number of failures', () => {
  expect(wait({ initialMs: 100, multiplier: 1, jitter: 0 })).toBe(100)
  expect(wait({ initialMs: 100, multiplier: 1, jitter: 0.2 })).toBe(110)
  expect(wait({ initialMs: 0, multiplier: 2, jitter: 0.2 })).toBe(0)
})

test('A-01 a wait that grows ends at the longest', () => {
  expect(wait({ initialMs: 100, multiplier: 2, jitter: 0 })).toBe(60_000)
})
