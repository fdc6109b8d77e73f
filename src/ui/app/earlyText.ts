import { createStore } from 'zustand/vanilla'
import { layout } from '~/store/layout'

/**
 * What stands in the palette's field. Letters that are typed while the palette is still being
 * brought are for it, not for the page.
 */
export const paletteText = createStore<{ readonly text: string }>(() => ({ text: '' }))

/** Enter has been pressed, too: what is found first is run as soon as it is. */
const early = { isEntered: false }

// The next time it opens it is empty.
layout.subscribe(({ overlay }) => {
  if (overlay === 'palette') return
  early.isEntered = false
  if (paletteText.getState().text !== '') setPaletteText('')
})

/** Whether Enter came before the field did, told once. */
export function takeEarlyEnter(): boolean {
  const { isEntered } = early
  early.isEntered = false
  return isEntered
}

/** Puts another text into the palette's field. */
export function setPaletteText(text: string): void {
  paletteText.setState({ text })
}

/** Keeps a key that came before the field did; false when it is for no field. */
export function keepEarly({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false
  const { text } = paletteText.getState()
  // What comes after Enter is for what Enter has run.
  if (early.isEntered) return true
  if (key === 'Enter') early.isEntered = text !== ''
  else if (key === 'Backspace') setPaletteText(text.slice(0, -1))
  else if ([...key].length === 1) setPaletteText(text + key)
  else return false
  return true
}
