import IntlMessageFormat from 'intl-messageformat'
import { expect, test } from 'vitest'
import { en } from '~/words/en'
import { zh } from '~/words/zh'

// The library says a sentence that it cannot read as it is written, braces and all.
test.each([
  ['en', en],
  ['zh', zh],
] as const)('every sentence of %s can be read', (language, words) => {
  const broken = Object.entries(words).flatMap(([key, text]) => {
    try {
      new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
      return []
    } catch (error) {
      return [`${key}: ${String(error)}`]
    }
  })
  expect(broken).toEqual([])
})

/** The categories that a language counts in, beside numbers that are written out. */
const CATEGORIES = {
  en: ['one', 'other'],
  zh: ['other'],
} as const

test.each([
  ['en', en],
  ['zh', zh],
] as const)('every count of %s is in a category that the language has', (language, words) => {
  const known: readonly string[] = CATEGORIES[language]
  const asked = Object.entries(words).flatMap(([key, text]) =>
    new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
      .getAst()
      .flatMap(function categories(part): string[] {
        if (!('options' in part)) return []
        // 6: a plural, whose other forms are those of a selection.
        const named = Number(part.type) === 6 ? Object.keys(part.options) : []
        const below = Object.values(part.options).flatMap(({ value }) => value.flatMap(categories))
        return [...named.map((name) => `${key}: ${name}`), ...below]
      }),
  )
  expect(asked.length).toBeGreaterThan(0)
  expect(
    asked.filter((one) => !/=-?\d+$/.test(one) && !known.includes(one.split(': ')[1] ?? '')),
  ).toEqual([])
})
