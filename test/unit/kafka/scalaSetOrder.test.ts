import { expect, test } from 'vitest'
import { scalaSetOrder } from '~/base/javaOrder'

// What scala.collection.immutable.Set prints, by Scala's own library (2.13).
test('up to four numbers stay as they came, more stand by a tree of hashes', () => {
  expect(scalaSetOrder([5, 3, 4, 1])).toEqual([5, 3, 4, 1])
  expect(scalaSetOrder([3, 4, 2, 5, 1])).toEqual([5, 1, 2, 3, 4])
  expect(scalaSetOrder([9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual([5, 1, 6, 9, 2, 7, 3, 8, 4])
  expect(scalaSetOrder([0, 1, 2, 3, 4, 100, 1000])).toEqual([0, 1, 2, 4, 100, 1000, 3])
  const ids = [1, 33, 65, 97, 129, 2, 300, 301, 302, 303, 304, 305, 306, 307]
  const order = [301, 1, 307, 129, 2, 303, 306, 304, 300, 305, 302, 33, 65, 97]
  expect(scalaSetOrder(ids)).toEqual(order)
})

test('a number is in a set once', () => {
  expect(scalaSetOrder([2, 1, 2, 3, 1])).toEqual([2, 1, 3])
})
