import { FitAddon } from '@xterm/addon-fit'
import { WebLinksAddon } from '@xterm/addon-web-links'
import type { ITheme } from '@xterm/xterm'
import { Terminal as Xterm } from '@xterm/xterm'
import type { TerminalTab } from '~/store/terminal'
import { showEvents } from '~/store/terminal'
import type { Say } from '../kit/text/useWords'
import type { Tail, View } from './rows'
import { eraseTail, EVENTS_SCHEME, rowText, tailOf } from './rows'

/** Rows of output that can be scrolled back to. */
const SCROLLBACK = 5_000

/** Begins again, in turn with what was written before: a call would overtake it. */
const RESET = '\u001bc'

/** What is drawn. */
export interface Drawn {
  readonly view: View
  readonly tab: TerminalTab
  readonly t: Say
}

/** One tab's screen in an element of the page. */
export interface Screen {
  readonly draw: (drawn: Drawn) => void
  readonly fit: () => void
  readonly dress: () => void
  readonly focus: () => void
  readonly forReaders: (isOn: boolean) => void
  readonly close: () => void
}

function colour(style: CSSStyleDeclaration, name: string): string {
  return style.getPropertyValue(name).trim()
}

/** The page's colours as a terminal's theme. */
function themeOf(element: Element): ITheme {
  const style = getComputedStyle(element)
  const ink = colour(style, '--ink')
  return {
    background: colour(style, '--surface'),
    foreground: ink,
    cursor: ink,
    cursorAccent: colour(style, '--surface'),
    selectionBackground: colour(style, '--tint-leader'),
    selectionForeground: ink,
    green: colour(style, '--replica'),
    cyan: colour(style, '--leader'),
    red: colour(style, '--danger'),
    yellow: colour(style, '--lag'),
    blue: colour(style, '--leader'),
    magenta: colour(style, '--control'),
    brightBlack: colour(style, '--ink-3'),
    scrollbarSliderBackground: colour(style, '--line'),
    scrollbarSliderHoverBackground: colour(style, '--line-strong'),
    scrollbarSliderActiveBackground: colour(style, '--line-strong'),
  }
}

/** Keys that stay the page's, so that nobody is caught in the terminal. EXPERIENCE (i). */
function isForPage(event: KeyboardEvent, hasSelection: boolean): boolean {
  if (event.key === 'F6' || (event.key === 'Tab' && event.shiftKey)) return true
  const isControl = event.ctrlKey || event.metaKey
  if (isControl && (event.code === 'Backquote' || event.code === 'KeyV')) return true
  return isControl && event.code === 'KeyC' && hasSelection
}

/** The size of its letters, px: a projector's are half as large again. */
function fontSizeOf(element: HTMLElement): number {
  return element.closest('[data-presenting]') === null ? 13 : 20
}

/** Opens a screen in an element; `onKeys` gets what is typed or pasted. */
export function openScreen(
  element: HTMLElement,
  onKeys: (data: string) => void,
  label: string,
): Screen {
  const style = getComputedStyle(element)
  const xterm = new Xterm({
    fontFamily: colour(style, '--mono'),
    fontSize: fontSizeOf(element),
    lineHeight: 1.35,
    scrollback: SCROLLBACK,
    cursorBlink: false,
    convertEol: false,
    theme: themeOf(element),
    linkHandler: {
      allowNonHttpProtocols: true,
      activate: (_, address) => {
        if (address.startsWith(EVENTS_SCHEME)) {
          showEvents(Number(address.slice(EVENTS_SCHEME.length)))
        }
      },
    },
  })
  const fitting = new FitAddon()
  xterm.loadAddon(fitting)
  xterm.loadAddon(new WebLinksAddon((_, address) => window.open(address, '_blank', 'noopener')))
  xterm.attachCustomKeyEventHandler((event) => !isForPage(event, xterm.hasSelection()))
  xterm.open(element)
  xterm.textarea?.setAttribute('aria-label', label)
  const typing = xterm.onData(onKeys)
  const drawing = drawOn(xterm)
  return {
    draw: drawing.draw,
    fit: () => {
      if (element.clientWidth === 0) return
      xterm.options.fontSize = fontSizeOf(element)
      fitting.fit()
      drawing.again()
    },
    dress: () => {
      xterm.options.theme = themeOf(element)
    },
    focus: () => xterm.focus(),
    forReaders: (isOn) => {
      xterm.options.screenReaderMode = isOn
    },
    close: () => {
      typing.dispose()
      xterm.dispose()
    },
  }
}

/** Writes what is new; what was taken back, by a rewind or `clear`, is drawn from the beginning. */
function drawOn(xterm: Xterm): Pick<Screen, 'draw'> & { readonly again: () => void } {
  let rows: readonly string[] = []
  let tail: Tail | null = null
  let last: Drawn | null = null
  let begins = true
  const draw = (drawn: Drawn) => {
    last = drawn
    const next = drawn.view.rows.slice(-SCROLLBACK).map((row) => rowText(row, drawn.t))
    const isLonger =
      !begins && next.length >= rows.length && rows.every((row, at) => row === next[at])
    const fresh = isLonger ? next.slice(rows.length) : next
    const nextTail = tailOf(drawn.view, drawn.tab, xterm.cols)
    if (isLonger && fresh.length === 0 && tail?.text === nextTail.text) return
    const lines = fresh.map((row) => `${row}\r\n`).join('')
    xterm.write(`${isLonger ? eraseTail(tail) : RESET}${lines}${nextTail.text}`)
    rows = next
    tail = nextTail
    begins = false
  }
  const again = () => {
    if (last === null) return
    begins = true
    draw(last)
  }
  return { draw, again }
}
