import { describe, expect, test } from 'vitest'
import { dateTimeMs, durationMs } from '~/cli/consumerGroups/consumerGroupsTime'
import { regexProblem } from '~/cli/consumerGroups/regexProblem'
import { ToolError } from '~/cli/script'

describe('X-48 instants and durations of a reset', () => {
  test('an instant without a zone is UTC, others are taken back to it', () => {
    expect(dateTimeMs('1970-01-02T00:00:01.005')).toBe(86_401_005)
    expect(dateTimeMs('2026-01-01T01:00:00.000+01:00')).toBe(1_767_225_600_000)
    expect(dateTimeMs('2024-02-29T00:00:00.000Z')).toBe(1_709_164_800_000)
  })

  test.each(['2025-02-29T00:00:00.000', '2025-01-01T24:00:00.000', '2025-01-01Tnoon'])(
    '%s is no instant',
    (text) => {
      expect(() => dateTimeMs(text)).toThrow(/Unparseable date/)
    },
  )

  test.each(['yesterday', '2025-01-01T'])('%s has no time, which is told as no T', (text) => {
    expect(() => dateTimeMs(text)).toThrow(/does not contain a 'T'/)
  })

  test('durations add their parts, a sign turns them all', () => {
    expect(durationMs('PT1H')).toBe(3_600_000)
    expect(durationMs('P1DT2M3.5S')).toBe(86_523_500)
    expect(durationMs('-PT1S')).toBe(-1000)
  })

  test.each(['P', 'PT', '1H', 'P1H'])('%s is no duration', (text) => {
    expect(() => durationMs(text)).toThrow(ToolError)
  })
})

test.each([
  ['a.*', null],
  ['[]a]', null],
  ['(?:a|b)+', null],
  ['a[', 'missing closing ]'],
  ['(a', 'missing closing )'],
  ['*a', 'missing argument to repetition operator'],
  ['a\\', 'trailing backslash at end of expression'],
])('X-51 RE2 says of %s: %s', (regex, problem) => {
  expect(regexProblem(regex)).toBe(problem)
})
