import { createStore } from 'zustand/vanilla'
import type { MainLens } from './layout'

/** Lenses that are shown as text: the same read model in words. */
export const lensView = createStore<{ readonly asText: readonly MainLens[] }>(() => ({
  asText: [],
}))

/** Shows a lens as text, or as its drawing again. */
export function toggleText(lens: MainLens): void {
  lensView.setState(({ asText }) => ({
    asText: asText.includes(lens) ? asText.filter((one) => one !== lens) : [...asText, lens],
  }))
}
