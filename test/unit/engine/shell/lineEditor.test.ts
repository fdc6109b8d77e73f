import { describe, expect, test } from 'vitest'
import type { LineDraft } from '~/engine/shell/lineEditor'
import { EMPTY_DRAFT, keysOf, pressKey } from '~/engine/shell/lineEditor'

const [LEFT, RIGHT, UP, DOWN] = ['\u001b[D', '\u001b[C', '\u001b[A', '\u001b[B']

/** The draft after keys; wishes leave it as it is. */
function typed(data: string, history: readonly string[] = []): LineDraft {
  return keysOf(data).reduce<LineDraft>((draft, key) => {
    const pressed = pressKey(draft, key, history)
    return 'text' in pressed ? pressed : draft
  }, EMPTY_DRAFT)
}

describe('editing', () => {
  test('what is typed stands at the caret', () => {
    expect(typed(`ac${LEFT}b`)).toMatchObject({ text: 'abc', caret: 2 })
    expect(typed(`b${LEFT}a${RIGHT}c`)).toMatchObject({ text: 'abc', caret: 3 })
  })
  test('home and end, erasing to both sides, by words', () => {
    expect(typed('bc\u0001a')).toMatchObject({ text: 'abc', caret: 1 })
    expect(typed('one two\u0017')).toMatchObject({ text: 'one ' })
    expect(typed('one two\u0015')).toMatchObject({ text: '' })
    expect(typed('one two\u001bb\u000b')).toMatchObject({ text: 'one ' })
    expect(typed(`ab${LEFT}\u001b[3~`)).toMatchObject({ text: 'a' })
  })
  test('a character of two code units is one step and erased as one', () => {
    expect(typed('a😀\u007f')).toMatchObject({ text: 'a', caret: 1 })
    expect(typed(`😀b${LEFT}${LEFT}a`)).toMatchObject({ text: 'a😀b', caret: 1 })
  })
  test('Han characters come as they are; other control characters say nothing', () => {
    expect(typed('你好\u0007')).toMatchObject({ text: '你好', caret: 2 })
  })
})

describe('history', () => {
  const history = ['first', 'second']
  test('up goes back, down comes back to what was being typed', () => {
    expect(typed(`dra${UP}`, history).text).toBe('second')
    expect(typed(`dra${UP}${UP}`, history).text).toBe('first')
    expect(typed(`dra${UP}${UP}${UP}`, history).text).toBe('first')
    expect(typed(`dra${UP}${UP}${DOWN}${DOWN}`, history).text).toBe('dra')
  })
})

describe('wishes', () => {
  const wish = (key: string, draft = EMPTY_DRAFT) => pressKey(draft, key, [])
  test('keys that ask for more than editing', () => {
    expect(wish('\r')).toEqual({ type: 'submit' })
    expect(wish('\u0003')).toEqual({ type: 'interrupt' })
    expect(wish('\t')).toEqual({ type: 'complete' })
    expect(wish('\u000c')).toEqual({ type: 'clear' })
  })
  test('Ctrl+D ends input on an empty line and erases within one', () => {
    expect(wish('\u0004')).toEqual({ type: 'endOfInput' })
    expect(wish('\u0004', { ...EMPTY_DRAFT, text: 'ab', caret: 0 })).toMatchObject({ text: 'b' })
  })
  test('pasted lines are runs of text and line ends', () => {
    expect(keysOf('a b\rc\u001b[1;5D')).toEqual(['a b', '\r', 'c', '\u001b[1;5D'])
  })
})
