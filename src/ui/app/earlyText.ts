import { createStore } from 'zustand/vanilla'
import { layout } from '~/store/layout'

/**
 * What stands in the palette's field. Letters that are typed while the palette is still being
 * brought are for it, not for the page.
 */
export const paletteText = createStore<{ readonly text: string }>(() => ({ text: '' }))

// The next time it opens it is empty.
layout.subscribe(({ overlay }) => {
  if (overlay !== 'palette' && paletteText.getState().text !== '') setPaletteText('')
})

/** Puts another text into the palette's field. */
export function setPaletteText(text: string): void {
  paletteText.setState({ text })
}

/** Keeps a key that came before the field did; false when it is no text. */
export function keepEarly({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false
  const { text } = paletteText.getState()
  if (key === 'Backspace') setPaletteText(text.slice(0, -1))
  else if ([...key].length === 1) setPaletteText(text + key)
  else return false
  return true
}
