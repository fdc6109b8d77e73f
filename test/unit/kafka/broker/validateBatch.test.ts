import { expect, test } from 'vitest'
import { batchProblem } from '~/kafka/broker/validateBatch'
import type { LogConfig } from '~/kafka/log/logConfig'
import { testBatch, testLogConfig } from '../../../support/logs'

const check = (part: Parameters<typeof testBatch>[1], changes: Partial<LogConfig> = {}) =>
  batchProblem(testBatch(0, part), {
    partition: 'c-0',
    config: testLogConfig(changes),
    nowMs: 1_000,
    isClient: true,
  })

test('R-06 a batch beyond max.message.bytes is refused before its records are looked at', () => {
  const changes = { maxMessageBytes: 99, compacts: true }
  expect(check({}, changes)?.error).toBe('MESSAGE_TOO_LARGE')
})

test('R-06 a compacted topic takes no record without a key', () => {
  expect(check({}, { compacts: true })).toMatchObject({
    error: 'INVALID_RECORD',
    recordErrors: [
      { message: 'Compacted topic cannot accept message without key in topic partition c-0' },
    ],
  })
})

test('R-05 a record from beyond the next hour is refused, with the range of a 64-bit number', () => {
  const problem = check({ maxTimestampMs: 3_601_001 })
  expect(problem?.error).toBe('INVALID_TIMESTAMP')
  expect(problem?.recordErrors[0]?.message).toBe(
    'Timestamp 3601001 of message with offset 0 is out of range. The timestamp should be within [-9223372036854774807, 3601000]',
  )
})

test('R-06 a batch that no segment can hold is refused', () => {
  expect(check({}, { segmentBytes: 99 })?.error).toBe('RECORD_LIST_TOO_LARGE')
})
