import { createStore } from 'zustand/vanilla'

/** Which mark of the stage takes the focus when the Tab key comes to it. */
export const current = createStore<{ readonly key: string | null }>(() => ({ key: null }))

/** Makes a mark the stage's one tab stop. */
export function makeCurrent(key: string | null): void {
  if (current.getState().key !== key) current.setState({ key })
}
