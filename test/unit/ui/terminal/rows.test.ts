import { expect, test } from 'vitest'
import { cellsOf, eraseTail, rowText, tailOf } from '~/ui/terminal/rows'
import type { View } from '~/ui/terminal/rows'

const view: View = {
  rows: [],
  live: [],
  prompt: '$ ',
  isRunning: false,
  isInput: false,
  status: 0,
  isAwaited: false,
}
const tabWith = (text: string, caret: number, candidates: readonly string[] = []) => ({
  id: 1,
  draft: { text, caret, back: -1, kept: '' },
  unfinished: '',
  waiting: [],
  candidates,
  isTabbed: false,
})
const say = (key: string) => key

test('Han characters take two cells, marks none', () => {
  expect(cellsOf('a你b')).toBe(4)
  expect(cellsOf('e\u0301')).toBe(1)
})

test('the caret’s row is counted from where it stands, not from the end', () => {
  expect(tailOf(view, tabWith('x'.repeat(18), 18), 10)).toMatchObject({ above: 2, below: 0 })
  expect(tailOf(view, tabWith('x'.repeat(17), 0), 10)).toMatchObject({ above: 0, below: 1 })
})

test('progress and candidates stand above the line and are erased with it', () => {
  const tail = tailOf({ ...view, live: ['one', 'two'] }, tabWith('', 0, ['ab', 'cd']), 80)
  expect(tail.above).toBe(3)
  expect(eraseTail(tail)).toBe('\u001b[3A\r\u001b[J')
  expect(eraseTail(null)).toBe('')
})

test('control characters of output are shown, not obeyed', () => {
  const row = { type: 'text', stream: 'stdout', text: 'a\u001b[2Jb\tc' } as const
  expect(rowText(row, say)).toBe('a^[[2Jb\tc')
})
