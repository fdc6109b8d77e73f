import type { tabView, TerminalTab } from '~/store/terminal'
import type { Say } from '../kit/text/useWords'

/** What a tab shows. */
export type View = ReturnType<typeof tabView>
type Row = View['rows'][number]

const ESCAPE = '\u001b'
const faint = (text: string) => `${ESCAPE}[90m${text}${ESCAPE}[39m`
const green = (text: string) => `${ESCAPE}[32m${text}${ESCAPE}[39m`
const cyan = (text: string) => `${ESCAPE}[36m${text}${ESCAPE}[39m`
const bold = (text: string) => `${ESCAPE}[1m${text}${ESCAPE}[22m`

/** The address that the link of a command's events leads to. */
export const EVENTS_SCHEME = 'offset:events/'

/** A row as the terminal's screen takes it; control characters in output are shown, not obeyed. */
export function rowText(row: Row, t: Say): string {
  switch (row.type) {
    case 'echo':
      return `${green(row.prompt)}${bold(plain(row.text))}`
    case 'events': {
      const address = `${EVENTS_SCHEME}${row.first}`
      const label = faint(t('terminal.events', { count: row.count }))
      return `${ESCAPE}]8;;${address}\u0007${label}${ESCAPE}]8;;\u0007`
    }
    case 'help':
      return t('terminal.help').replaceAll('\n', '\r\n')
    case 'text':
      return coloured(plain(row.text))
  }
}

/** A row as it is taken away: its words alone. */
export function plainRow(row: Row, t: Say): string {
  switch (row.type) {
    case 'echo':
      return `${row.prompt}${plain(row.text)}`
    case 'events':
      return t('terminal.events', { count: row.count })
    case 'help':
      return t('terminal.help')
    case 'text':
      return plain(row.text)
  }
}

function plain(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f]/g,
    (character) => `^${String.fromCharCode(character.charCodeAt(0) ^ 0x40)}`,
  )
}

/** Compose colours its marks and the names before log lines. */
function coloured(text: string): string {
  if (text.startsWith(' ✔ ')) return ` ${green('✔')} ${text.slice(3)}`
  const cut = /^[\w.-]+ +\| /.exec(text)?.[0]
  return cut === undefined ? text : `${cyan(cut)}${text.slice(cut.length)}`
}

/** How many cells of the screen a text takes: Han, kana and the like take two. */
export function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    cells += isWide(code) ? 2 : isMark(code) ? 0 : 1
  }
  return cells
}

/** Ranges of characters that take two cells, as Unicode's East Asian Width says. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

function isWide(code: number): boolean {
  return WIDE.some(([from, to]) => code >= from && code <= to)
}

function isMark(code: number): boolean {
  return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f)
}

/** What stands below the rows and changes: progress, candidates, the line being typed. */
export interface Tail {
  readonly text: string
  /** Screen rows from its first to the caret's, and from the caret's to its last. */
  readonly above: number
  readonly below: number
}

/** The tail on a screen of so many columns, with the caret where it belongs. */
export function tailOf(view: View, tab: TerminalTab, columns: number): Tail {
  const head = [...view.live.map(coloured), ...inColumns(tab.candidates, columns)]
  const headRows = [...view.live, ...inColumns(tab.candidates, columns)]
    .map((line) => Math.max(1, Math.ceil(cellsOf(line) / columns)))
    .reduce((sum, rows) => sum + rows, 0)
  const prompt = tab.unfinished === '' ? view.prompt : '> '
  const { text, caret } = tab.draft
  const all = cellsOf(prompt) + cellsOf(text)
  const upTo = cellsOf(prompt) + cellsOf(text.slice(0, caret))
  // A line that fills its row exactly leaves the caret pending there: a blank row makes it sure.
  const isFull = all > 0 && all % columns === 0
  const lastRow = Math.floor(all / columns)
  const caretRow = Math.floor(upTo / columns)
  const up = lastRow - caretRow
  const back = [
    isFull ? '\r\n' : '',
    up > 0 ? `${ESCAPE}[${up}A` : '',
    '\r',
    upTo % columns > 0 ? `${ESCAPE}[${upTo % columns}C` : '',
  ].join('')
  const line = `${green(prompt)}${bold(plain(text))}`
  return {
    text: [...head, `${line}${back}`].join('\r\n'),
    above: headRows + caretRow,
    below: up,
  }
}

function inColumns(words: readonly string[], columns: number): readonly string[] {
  if (words.length === 0) return []
  const width = Math.max(...words.map(cellsOf)) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  const rows: string[] = []
  for (let at = 0; at < words.length; at += perRow) {
    const cells = words.slice(at, at + perRow).map((word) => word.padEnd(width))
    rows.push(cells.join('').trimEnd())
  }
  return rows
}

/** Takes the old tail off the screen. */
export function eraseTail(tail: Tail | null): string {
  if (tail === null) return ''
  const up = tail.above > 0 ? `${ESCAPE}[${tail.above}A` : ''
  return `${up}\r${ESCAPE}[J`
}
