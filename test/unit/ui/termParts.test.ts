import { beforeAll, expect, test } from 'vitest'
import { ALL_TERMS } from '~/store/glossary'
import { formsOf, partsOf } from '~/ui/kit/text/termParts'
import type { WordKey } from '~/words/en'
import type { Language } from '~/words/say'
import { loadWords, say } from '~/words/say'

const speech = (language: Language) => ({ language, t: (key: WordKey) => say(language, key) })

function marked(language: Language, sentence: string, before: readonly string[] = []) {
  return partsOf(speech(language), sentence, before).flatMap(({ text, term }) =>
    term === null ? [] : [[text, term]],
  )
}

beforeAll(() => loadWords('zh'))

test('a term is marked where it first comes, the longest form of it', () => {
  const told =
    'The leader moves its high watermark; the leader answers, and its log end offset is 6.'
  expect(marked('en', told)).toEqual([
    ['leader', 'leader'],
    ['high watermark', 'highWatermark'],
    ['log end offset', 'logEnd'],
  ])
})

test('what the panel said above is not marked again', () => {
  expect(marked('en', 'A follower left the ISR.', ['The ISR is {1}.'])).toEqual([
    ['follower', 'follower'],
  ])
})

test('a part of another word or of a setting is no term', () => {
  expect(marked('en', 'leader.imbalance.check.interval.seconds of a misleader')).toEqual([])
  expect(marked('en', 'min.insync.replicas=2 holds')).toEqual([['min.insync.replicas', 'minIsr']])
})

test('in Chinese terms stand between characters', () => {
  expect(marked('zh', '两个副本都已拉取之后，Leader 把高水位推进到 6。')).toEqual([
    ['副本', 'replica'],
    ['Leader', 'leader'],
    ['高水位', 'highWatermark'],
  ])
})

test('the parts of a sentence are the sentence, its weight included', () => {
  const parts = partsOf(speech('en'), '**Broker 2** is the leader of **orders-0** now.')
  expect(parts.map(({ text }) => text).join('')).toBe('Broker 2 is the leader of orders-0 now.')
  expect(parts.filter(({ isStrong }) => isStrong).map(({ text }) => text)).toEqual([
    'Broker',
    ' 2',
    'orders-0',
  ])
})

test('no form belongs to two terms', () => {
  for (const language of ['en', 'zh'] as const) {
    const forms = ALL_TERMS.flatMap((term) => formsOf(speech(language).t, term))
    const lower = forms.map((form) => form.toLowerCase())
    expect(lower.filter((form, at) => lower.indexOf(form) !== at)).toEqual([])
  }
})
