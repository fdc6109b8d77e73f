import { expect, test } from 'vitest'
import { javaDigits, javaDouble, javaInteger, javaWhole } from '~/base/javaNumbers'

test('digits of other scripts are digits to Java, but for those of two halves', () => {
  expect(javaDigits('-１２٣४9')).toBe('-12349')
  expect(javaDigits('𝟓')).toBe('𝟓')
})

test('a whole number has a sign and digits, nothing else', () => {
  expect(['+7', '-0', '００12', '９223372036854775808'].map(javaWhole)).toEqual([
    7n,
    0n,
    12n,
    9_223_372_036_854_775_808n,
  ])
  expect(['', '+', '1_000', '1.0', '0x10', ' 1'].map(javaWhole)).toEqual(Array(6).fill(null))
})

test('a double may end with its type and may be hexadecimal with an exponent', () => {
  expect(['1f', '.5', '5.', '1e-1D', '-Infinity'].map(javaDouble)).toEqual([
    1,
    0.5,
    5,
    0.1,
    -Infinity,
  ])
  expect(['0x1p3', '-0x.8P1', '0xa.8p0f'].map(javaDouble)).toEqual([8, -1, 10.5])
  expect(javaDouble('-NaN')).toBeNaN()
  expect(['', '.', '0x10', '0xp1', '５', 'Infinityd', '1e'].map(javaDouble)).toEqual(
    Array(7).fill(null),
  )
})

test('an integer lies within the bits of its type', () => {
  expect([javaInteger('32767', 16), javaInteger('-32768', 16)]).toEqual([32_767n, -32_768n])
  expect([javaInteger('32768', 16), javaInteger('2147483648', 32)]).toEqual([null, null])
  expect(javaInteger('-9223372036854775808', 64)).toBe(-9_223_372_036_854_775_808n)
  expect([javaInteger('9223372036854775808', 64), javaInteger('1e3', 64)]).toEqual([null, null])
})
