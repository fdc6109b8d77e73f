import { createStore } from 'zustand/vanilla'

/** The marks that a preview is about, by key; null: there is no preview. */
export const affected = createStore<{ readonly keys: ReadonlySet<string> | null }>(() => ({
  keys: null,
}))
