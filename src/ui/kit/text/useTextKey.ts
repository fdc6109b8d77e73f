import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'

/** The key that turns a lens over, as `aria-keyshortcuts` writes it; none, where letters are off. */
export function useTextKey(): string | undefined {
  return useStore(preferences, ({ keys, letterKeys }) => {
    const chosen = keys['do.text']
    if (!letterKeys && chosen?.ctrl !== true) return undefined
    return chosen === undefined ? 'T' : chosen.label.replace('Ctrl', 'Control').replaceAll(' ', '+')
  })
}
