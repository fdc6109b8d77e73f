import { expect, test } from 'vitest'
import { javaSplit } from '~/base/javaSplit'

test('empty pieces at the end are none, others are', () => {
  expect(javaSplit('a,,b,,', ',')).toEqual(['a', '', 'b'])
  expect(javaSplit(',a', ',')).toEqual(['', 'a'])
  expect(javaSplit('key = ', /\s*=\s*/)).toEqual(['key'])
})

test('a text of separators alone has no pieces, an empty one has itself', () => {
  expect(javaSplit(',,', ',')).toEqual([])
  expect(javaSplit('', ',')).toEqual([''])
})
