import type { Say } from '../kit/text/useWords'
import type { Deed } from './deeds'

type Named = Pick<Deed, 'word' | 'about' | 'isOff'>

/** What a deed is called; one that is switched off says so. */
export function deedText(t: Say, { word, about, isOff = false }: Named): string {
  const what = t(word, about === undefined ? {} : { [about.name]: t(about.word) })
  return isOff ? t('permission.off', { what }) : what
}
