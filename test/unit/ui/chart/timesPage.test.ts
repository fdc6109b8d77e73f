import { expect, test } from 'vitest'
import { TIMES_ON_PAGE, timesPage } from '~/ui/chart/timesPage'

const COUNT = 2 * TIMES_ON_PAGE + 7

test('the pages together have every time once', () => {
  const shown = [0, 1, 2].flatMap((asked) => {
    const { from, to, page, pages } = timesPage(COUNT, -1, asked)
    expect([page, pages]).toEqual([asked, 3])
    return Array.from({ length: to - from }, (_, at) => from + at)
  })
  expect(shown).toEqual(Array.from({ length: COUNT }, (_, at) => at))
})

test('the page at the cursor is shown until another is asked for', () => {
  expect(timesPage(COUNT, -1, null).page).toBe(0)
  expect(timesPage(COUNT, TIMES_ON_PAGE - 1, null).page).toBe(0)
  expect(timesPage(COUNT, TIMES_ON_PAGE, null).page).toBe(1)
  expect(timesPage(COUNT, TIMES_ON_PAGE, 2)).toEqual({ page: 2, pages: 3, from: 80, to: COUNT })
})

test('a page that is gone, as after a step back to another branch, is the last one', () => {
  expect(timesPage(3, 2, 5)).toEqual({ page: 0, pages: 1, from: 0, to: 3 })
  expect(timesPage(0, -1, null)).toEqual({ page: 0, pages: 1, from: 0, to: 0 })
})
