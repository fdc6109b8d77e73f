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
