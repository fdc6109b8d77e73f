import { expect, test } from 'vitest'
import {
  bookmarkHere,
  bookmarks,
  bookmarksToShare,
  currentBookmarks,
  goToBookmark,
  takeBookmarks,
} from '~/store/bookmarks'
import { layout, showMain, showSecond } from '~/store/layout'

const list = () => currentBookmarks(bookmarks.getState())

test('a bookmark brings back the lenses that were shown, also from a file', () => {
  showMain('charts')
  showSecond('isr')
  bookmarkHere()
  takeBookmarks(bookmarksToShare())
  showMain('stage')
  showSecond('logs')
  const [mark] = list()
  if (mark === undefined) throw new Error('the bookmark is kept')
  goToBookmark(mark)
  expect(layout.getState()).toMatchObject({ main: 'charts', second: 'isr' })
})

test('a bookmark of a file that tells no lenses leaves those that are shown', () => {
  takeBookmarks([{ index: 0, at: 0, name: 'old', note: '' }])
  showMain('ladder')
  const [mark] = list()
  if (mark === undefined) throw new Error('the bookmark is kept')
  goToBookmark(mark)
  expect(layout.getState().main).toBe('ladder')
})
