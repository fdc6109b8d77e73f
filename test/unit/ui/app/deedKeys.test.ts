import { expect, test } from 'vitest'
import { deedId, deedOf, isChoosable, keyOf, pressedKey } from '~/ui/app/deedKeys'
import type { Deed } from '~/ui/app/deeds'

const run = () => {}
const PLAY: Deed = { word: 'do.play', code: 'Space', key: 'Space', run }
const CRASH: Deed = { word: 'do.crash', code: 'KeyK', key: 'K', run }
const PALETTE: Deed = { word: 'do.palette', code: 'KeyK', ctrl: true, key: 'Ctrl K', run }
const SLOWER: Deed = { word: 'do.slower', code: 'Minus', key: '−', run }
const CUES: Deed = { word: 'do.cues', run }
const ALL = [PLAY, CRASH, PALETTE, SLOWER, CUES]

const press = (code: string, key: string, held: 'shift' | 'ctrl' | 'meta' | null = null) =>
  pressedKey({
    code,
    key,
    shiftKey: held === 'shift',
    ctrlKey: held === 'ctrl',
    metaKey: held === 'meta',
  })

test('a key does what it was designed for until another is chosen for it', () => {
  expect(deedOf(ALL, press('KeyK', 'k'), {})).toBe(CRASH)
  expect(deedOf(ALL, press('KeyK', 'k', 'meta'), {})).toBe(PALETTE)
  const chosen = { [deedId(CRASH)]: press('KeyQ', 'q', 'shift') }
  expect(deedOf(ALL, press('KeyK', 'k'), chosen)).toBeUndefined()
  expect(deedOf(ALL, press('KeyQ', 'Q', 'shift'), chosen)).toBe(CRASH)
  expect(keyOf(CRASH, chosen)?.label).toBe('Shift Q')
  expect(keyOf(CUES, chosen)).toBeNull()
})

test('a key is written by its letter, figure or sign, whatever an input method makes of it', () => {
  expect(press('KeyQ', 'Process').label).toBe('Q')
  expect(press('Digit9', '(', 'shift').label).toBe('Shift 9')
  expect(press('Quote', '"', 'shift').label).toBe('"')
  expect(press('F2', 'F2', 'shift').label).toBe('Shift F2')
  expect(press('KeyE', 'e', 'ctrl').label).toBe('Ctrl E')
})

test('plus and minus are the same keys wherever they stand', () => {
  expect(deedOf(ALL, press('NumpadSubtract', '-'), {})).toBe(SLOWER)
  expect(press('NumpadAdd', '+')).toEqual(press('Equal', '+', 'shift'))
})

test('keys that move, close or only modify cannot be chosen', () => {
  for (const code of ['Escape', 'Tab', 'Enter', 'ArrowLeft', 'ShiftLeft', 'ControlRight', '']) {
    expect(isChoosable({ code }), code).toBe(false)
  }
  for (const code of ['KeyQ', 'Quote', 'F9', 'PageDown', 'Space']) {
    expect(isChoosable({ code }), code).toBe(true)
  }
})
