import i18next from 'i18next'
import ICU from 'i18next-icu'
import IntlMessageFormat from 'intl-messageformat'
import { en } from './en'
import type { WordKey } from './en'

/** A language of the page. */
export type Language = 'en' | 'zh'

/** Values of a sentence. */
export type Values = Readonly<Record<string, string | number>>

// Every browser knows both languages. To ask it, as the library does for every sentence, takes
// longer than to draw the first picture.
IntlMessageFormat.resolveLocale = (language) =>
  new Intl.Locale(typeof language === 'string' ? language : (language[0] ?? 'en'))

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

/** What ICU reads as more than a letter: most sentences have none of it. */
const HAS_SYNTAX = /[{}']/

/** Names of processes and of machines' things that a read model gives in English. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^controller (\d+)$/i, '控制器 $1'],
  [/^broker (\d+)$/, 'Broker $1'],
  [/^node (\d+)$/, '节点 $1'],
  [/^group (.+)$/, '组 $1'],
  [/^segment (\d+) of (.+) on broker (\d+)$/, 'Broker $3 上 $2 的日志段 $1'],
  [/^(\S+) on broker (\d+)$/, 'Broker $2 上的 $1'],
]

/** The name of a process or of a thing as a language says it: `Broker 2` is the same in both. */
export function sayName(language: Language, name: string): string {
  if (language === 'en') return name
  const found = NAMES.find(([pattern]) => pattern.test(name))
  return found === undefined ? name : name.replace(found[0], found[1])
}

function inChinese(values: Values): Values {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? sayName('zh', value) : value,
  ])
  return Object.fromEntries(said) as Values
}

/** A space that stands by a value for one in Latin letters, where the value is Chinese. */
const GAP = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu

/** So many sentences are kept as they were said last. */
const SAID_KEPT = 2_000
const saidLately = new Map<string, string>()

/** A sentence in a language whose words are loaded, with its values. */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  const text: unknown = words.getResource(language, 'translation', key)
  // Hundreds are said at once: what is said as it stands is not parsed.
  if (typeof text === 'string' && !HAS_SYNTAX.test(text)) return text
  // And most of the others say with every frame what they said with the last.
  const asked = JSON.stringify([language, key, values])
  const old = saidLately.get(asked)
  if (old !== undefined) return old
  const said =
    language === 'en'
      ? words.t(key, { lng: language, ...values })
      : words.t(key, { lng: language, ...inChinese(values) }).replace(GAP, '')
  if (saidLately.size >= SAID_KEPT) saidLately.clear()
  if (text !== undefined) saidLately.set(asked, said)
  return said
}
