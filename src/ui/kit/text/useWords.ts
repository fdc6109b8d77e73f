import { useCallback } from 'react'
import { useStore } from 'zustand'
import { fromAddress } from '~/store/address'
import { preferences } from '~/store/preferences'
import type { WordKey } from '~/words/en'
import { say } from '~/words/say'
import type { Language, Values } from '~/words/say'
import { disguised, disguiseOf } from './disguise'

/** A sentence in the language that the page speaks now. */
export type Say = (key: WordKey, values?: Values) => string

const disguise = disguiseOf(fromAddress('strings'))

/** The page's language and its sentences. */
export function useWords(): { readonly language: Language; readonly t: Say } {
  const language = useStore(preferences, (state) => state.language)
  const t = useCallback<Say>(
    (key, values) => {
      const said = say(language, key, values)
      return disguise === null ? said : disguised(said, disguise)
    },
    [language],
  )
  return { language, t }
}
