import { useEffect } from 'react'
import { layout } from '~/store/layout'
import { preferences } from '~/store/preferences'
import type { ChosenKey } from '~/store/preferences'
import { deedOf, pressedKey } from './deedKeys'
import { DEEDS } from './deeds'
import { keepEarly } from './earlyText'

/** Where a letter is text. */
const TEXT =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"], .xterm, [role="menu"], [role="listbox"]'
/** Where Space and digits already mean something. */
const PRESSED =
  'button, input, a[href], summary, [role="tab"], [role="radio"], [role="treegrid"], label'

/** True for keys that a person may switch off: one character without Ctrl. */
function isLetter({ code, ctrl }: ChosenKey): boolean {
  return !ctrl && !/^(F\d+|Escape|Space)$/.test(code)
}

function applies(pressed: ChosenKey, { target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return true
  // Out of a text, and of a terminal, too: nobody is caught there.
  if (pressed.code === 'F6') return target.closest('[role="dialog"]') === null
  const isText = target.closest(TEXT) !== null || target.closest('[role="dialog"]') !== null
  if (isText) return pressed.ctrl && target.closest('.xterm') === null
  if (pressed.code === 'Space') return target.closest(PRESSED) === null
  return !isLetter(pressed) || preferences.getState().letterKeys
}

/** True while a layer is asked for and has not taken the focus: the page's keys are not meant. */
function isLayerComing({ target }: KeyboardEvent): boolean {
  const { overlay, shareOpen, importOpen } = layout.getState()
  if (overlay === null && !shareOpen && !importOpen) return false
  return !(target instanceof Element) || target.closest('[role="dialog"]') === null
}

/** Keeps what is typed for the palette that is coming; Escape still closes it. */
function whileComing(event: KeyboardEvent): void {
  if (event.code === 'Escape') DEEDS.find(({ word }) => word === 'do.close')?.run()
  else if (layout.getState().overlay !== 'palette' || !keepEarly(event)) return
  event.preventDefault()
}

/** The keys of the page, by physical key; composing text and typing are left alone. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (isLayerComing(event)) return whileComing(event)
      const pressed = pressedKey(event)
      const deed = deedOf(DEEDS, pressed, preferences.getState().keys)
      if (deed === undefined || !applies(pressed, event)) return
      event.preventDefault()
      deed.run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
