import { expect, test } from 'vitest'
import { batchSize, recordSize } from '~/kafka/protocol/recordSize'

const record = (part: Partial<Parameters<typeof recordSize>[0]> = {}) =>
  recordSize({ key: null, value: null, headers: [], timestampDelta: 0, offsetDelta: 0, ...part })

test('R-02 a record without anything is seven bytes; a field has its length before it', () => {
  expect(record()).toBe(7)
  expect(record({ key: '' })).toBe(7)
  expect(record({ key: 'k', value: 'é' })).toBe(10)
  expect(record({ headers: [{ key: 'h', value: null }] })).toBe(10)
  expect(record({ headers: [{ key: 'h', value: 'vv' }] })).toBe(12)
})

test('R-03 numbers take as many bytes as their zig-zag has groups of seven bits', () => {
  const more = (timestampDelta: number) => record({ timestampDelta }) - record()
  expect([-1, 63, -64].map(more)).toEqual([0, 0, 0])
  expect([64, -65, 8191, -8192].map(more)).toEqual([1, 1, 1, 1])
  expect([8192, -8193].map(more)).toEqual([2, 2])
  expect([2 ** 31, 2 ** 40].map(more)).toEqual([4, 5])
  // The length before the record is such a number, too.
  expect(record({ value: 'v'.repeat(57) })).toBe(64)
  expect(record({ value: 'v'.repeat(58) })).toBe(66)
})

test('R-01 a batch is 61 bytes and its records; times count from the first, offsets up', () => {
  const row = (timestampMs: number) => ({ timestampMs, key: null, value: null, headers: [] })
  expect(batchSize([])).toBe(61)
  expect(batchSize([row(5000)])).toBe(61 + 7)
  expect(batchSize([row(5000), row(4936)])).toBe(61 + 7 + 7)
  expect(batchSize([row(5000), row(4935)])).toBe(61 + 7 + 8)
  const many = Array.from({ length: 65 }, () => row(0))
  expect(batchSize(many)).toBe(61 + 65 * 7 + 1)
})
