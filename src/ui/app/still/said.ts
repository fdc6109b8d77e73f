import type { Language, Values } from '~/words/say'

/** What the first picture says, by language and by what was asked for. */
export type Said = Readonly<Record<string, string>>

/** The build puts what `record.tsx` has heard here. */
const SAID: Readonly<Record<Language, Said>> = { en: {}, zh: {} }

/** What a sentence is kept under. */
export function askedFor(key: string, values: Values = {}): string {
  return `${key} ${JSON.stringify(values)}`
}

/** In the place of `words/say`, where the first picture is drawn: a sentence of it. */
export function say(language: Language, key: string, values: Values = {}): string {
  const said = SAID[language][askedFor(key, values)]
  if (said === undefined) throw new Error(`the first picture does not know how to say ${key}`)
  return said
}
