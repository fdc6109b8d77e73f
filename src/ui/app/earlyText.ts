import { createStore } from 'zustand/vanilla'
import { layout } from '~/store/layout'

/** What is typed for the palette. */
interface Typed {
  readonly text: string
  /** Enter was pressed before the field was there: what is found first is run as soon as it is. */
  readonly isEntered: boolean
}

const NOTHING: Typed = { text: '', isEntered: false }

/**
 * What stands in the palette's field. Letters that are typed while the palette is still being
 * brought are for it, not for the page.
 */
export const paletteText = createStore<Typed>(() => NOTHING)

// The next time it opens it is empty.
layout.subscribe(({ overlay }) => {
  if (overlay !== 'palette') paletteText.setState(NOTHING)
})

/** Puts another text into the palette's field. */
export function setPaletteText(text: string): void {
  paletteText.setState({ text })
}

/** Keeps a key that came before the field did; false when it is for no field. */
export function keepEarly({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false
  const { text, isEntered } = paletteText.getState()
  // What comes after Enter is for what Enter has run.
  if (isEntered) return true
  if (key === 'Enter') paletteText.setState({ isEntered: text !== '' })
  else if (key === 'Backspace') setPaletteText(text.slice(0, -1))
  else if ([...key].length === 1) setPaletteText(text + key)
  else return false
  return true
}
