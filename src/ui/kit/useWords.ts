import { useCallback } from 'react'
import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import type { WordKey } from '~/words/en'
import { say } from '~/words/say'
import type { Language, Values } from '~/words/say'

/** A sentence in the language that the page speaks now. */
export type Say = (key: WordKey, values?: Values) => string

/** The page's language and its sentences. */
export function useWords(): { readonly language: Language; readonly t: Say } {
  const language = useStore(preferences, (state) => state.language)
  const t = useCallback<Say>((key, values) => say(language, key, values), [language])
  return { language, t }
}
