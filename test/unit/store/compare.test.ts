import { expect, test } from 'vitest'
import { compare, comparing, isWorkingOn } from '~/store/compare'
import { arrange, layout, showMain } from '~/store/layout'
import { branchHere } from '~/store/session'

test('another lens ends a comparison that is not there yet, and the inspector comes back', () => {
  arrange({ inspectorOpen: true })
  branchHere()
  expect(compare()).toBe(true)
  expect(isWorkingOn(comparing.getState())).toBe(true)
  expect(layout.getState().inspectorOpen).toBe(false)
  showMain('events')
  expect(isWorkingOn(comparing.getState())).toBe(false)
  expect(layout.getState().inspectorOpen).toBe(true)
})
