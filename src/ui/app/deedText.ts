import type { Say } from '../kit/useWords'
import type { Deed } from './deeds'

/** What a deed is called. */
export function deedText(t: Say, { word, about }: Pick<Deed, 'word' | 'about'>): string {
  return t(word, about === undefined ? {} : { [about.name]: t(about.word) })
}
