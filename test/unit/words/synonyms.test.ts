import { expect, test } from 'vitest'
import { zh } from '~/words/zh'

/** Synonyms that EXPERIENCE (k) gives in brackets: they are searched for, and not written. */
const SYNONYMS = ['再均衡', '再平衡', '位移', '位点', '消费组', '主副本', '追随者', '协调者']

test('Chinese sentences call a thing by its one name, and cards alone know its other names', () => {
  const strange = Object.entries(zh)
    .filter(([key]) => !key.startsWith('term.'))
    .filter(([, sentence]) => SYNONYMS.some((word) => sentence.includes(word)))
    .map(([key, sentence]) => `${key}: ${sentence}`)
  expect(strange).toEqual([])
})
