import i18next from 'i18next'
import ICU from 'i18next-icu'
import { en } from './en'
import type { WordKey } from './en'

/** A language of the page. */
export type Language = 'en' | 'zh'

/** Values of a sentence. */
export type Values = Readonly<Record<string, string | number>>

const words = i18next.createInstance().use(ICU)
void words.init({
  lng: 'en',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  resources: { en: { translation: en } },
})

/** Brings the sentences of a language; English is always there. */
export async function loadWords(language: Language): Promise<void> {
  if (words.hasResourceBundle(language, 'translation')) return
  const { zh } = await import('./zh')
  words.addResourceBundle(language, 'translation', zh)
}

/** A sentence in a language whose words are loaded, with its values. */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  return words.t(key, { lng: language, ...values })
}
