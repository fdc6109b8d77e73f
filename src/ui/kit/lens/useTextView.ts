import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { MainLens } from '~/store/layout'
import { lensView, toggleText } from '~/store/lensView'

/** Whether a lens is shown as text, and what turns it over. */
export function useTextView(lens: MainLens): readonly [boolean, () => void] {
  const isText = useStore(lensView, ({ asText }) => asText.includes(lens))
  const toggle = useCallback(() => toggleText(lens), [lens])
  return [isText, toggle]
}
