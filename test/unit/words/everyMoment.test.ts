import { beforeAll, expect, test } from 'vitest'
import type { MomentKind } from '~/engine/momentKinds'
import { MOMENT_KINDS } from '~/kafka/momentKinds'
import type { Explanation } from '~/engine/why/explain'
import { explainMoment } from '~/engine/why/explain'
import { FACT_OF_MOMENT, readingOfMoment } from '~/engine/why/readings'
import { TERMS } from '~/engine/why/terms'
import type { WhyNot } from '~/engine/whyNot/whyNot'
import { tellWhyNot, whyNotsOfMoment } from '~/engine/whyNot/whyNot'
import { captionOf } from '~/ui/kit/text/caption'
import { captionLength, captionRoom } from '~/ui/kit/text/captionRoom'
import { linkText } from '~/ui/inspector/linkText'
import { withWhy } from '~/ui/kit/text/reasonText'
import type { Say } from '~/ui/kit/text/useWords'
import { momentsText } from '~/ui/timeline/captionText'
import { momentsWith } from '~/ui/timeline/momentsWith'
import { isWordKey } from '~/words/en'
import { loadWords, say } from '~/words/say'
import type { Told } from '../../support/momentsByKind'
import { momentsByKind } from '../../support/momentsByKind'

// EXPERIENCE (l) 16: for every kind of moment a caption in both languages, why, why not, a term of
// the glossary, and something to read. Each column is made from moments of runs, with their values.
const LANGUAGES = ['en', 'zh'] as const
const DETAILS = ['story', 'mechanism', 'wire'] as const
const OPEN = /[{}]|undefined|null/

let found: ReadonlyMap<MomentKind, readonly Told[]> = new Map()
beforeAll(async () => {
  await loadWords('zh')
  found = momentsByKind()
}, 240_000)

const sayIn =
  (language: 'en' | 'zh'): Say =>
  (key, values) =>
    say(language, key, values)

/** What a column lacks, for every kind: nothing, where each of its moments has it. */
function gapsOf(lacks: (told: Told, kind: MomentKind) => readonly string[]): readonly string[] {
  return MOMENT_KINDS.flatMap((kind) => {
    const rows = found.get(kind) ?? []
    if (rows.length === 0) return [`${kind}: no run has it`]
    const gaps = rows.flatMap((told) => lacks(told, kind))
    return [...new Set(gaps)].map((gap) => `${kind}: ${gap}`)
  })
}

test('captions: at every depth in both languages, with no value left open', () => {
  const gaps = gapsOf(({ moment }) =>
    LANGUAGES.flatMap((language) =>
      DETAILS.filter((detail) => {
        const text = captionOf(sayIn(language), moment, detail)
        return text === '' || isWordKey(text) || OPEN.test(text)
      }).map((detail) => `${detail} in ${language}`),
    ),
  )
  expect(gaps).toEqual([])
})

test('captions: alone and with those that came with them, two lines at every depth', () => {
  const tooLong = gapsOf(({ run, moment }) =>
    LANGUAGES.flatMap((language) =>
      DETAILS.flatMap((detail) => {
        const room = captionRoom(detail, language)
        const t = sayIn(language)
        const texts = [
          captionOf(t, moment, detail),
          momentsText(t, momentsWith(moment, run.moments()), { detail, language }),
        ]
        return texts.filter((text) => captionLength(text, language) > room)
      }),
    ),
  )
  expect(tooLong).toEqual([])
})

test('captions: what stands there before any moment takes two lines of the story', () => {
  const texts = LANGUAGES.flatMap((language) =>
    (['caption.begin', 'caption.down', 'app.opening'] as const).map((key) => {
      const text = say(language, key, { time: '12.3' })
      return captionLength(text, language) <= captionRoom('story', language) ? '' : text
    }),
  )
  expect(texts.filter((text) => text !== '')).toEqual([])
})

/** What the panel says of a decision and its causes, in a language. */
function whyTexts({ what, because }: Explanation, language: 'en' | 'zh'): readonly string[] {
  const t = sayIn(language)
  return [what, ...because].map((link) => linkText(t, link))
}

test('why: the fact of its kind is explained, in sentences of both languages', () => {
  const gaps = gapsOf(({ run, moment }, kind) => {
    const told = explainMoment(run, moment)
    if (told === null) return ['why']
    const { said } = told.what
    const isItsFact = said.type !== 'command' && said.fact === FACT_OF_MOMENT[kind]
    const open = LANGUAGES.flatMap((language) => whyTexts(told, language)).filter(
      (text) => text === '' || isWordKey(text) || OPEN.test(text),
    )
    return [...(isItsFact ? [] : ['another fact is explained']), ...open]
  })
  expect(gaps).toEqual([])
})

/** Every sentence of an answer, in both languages. */
function whyNotTexts({ asked, values, needs }: WhyNot): readonly string[] {
  return LANGUAGES.flatMap((language) => [
    say(language, `whynot.ask.${asked}`, values),
    ...needs.map((one) =>
      say(language, `whynot.need.${one.key}`, withWhy(sayIn(language), one.values)),
    ),
  ])
}

test('why not: reasons of facts are said in words', () => {
  const values = { because: 'leaderEpoch 0 ends at 1' }
  const told = LANGUAGES.map((language) =>
    say(language, 'whynot.need.leaderHasIt', withWhy(sayIn(language), values)),
  )
  expect(told).toEqual([
    `the leader’s log has these records in the same epoch (${say('en', 'reason.leaderEpochEnds', { epoch: 0, end: 1 })})`,
    `Leader 的日志在同一纪元有这些消息（${say('zh', 'reason.leaderEpochEnds', { epoch: 0, end: 1 })}）`,
  ])
})

test('why not: something could be expected, one condition is not met, and there is more to read', () => {
  const gaps = gapsOf(({ run, moment }) => {
    const questions = whyNotsOfMoment(run, moment)
    if (questions.length === 0) return [`nothing is expected at ${moment.index}`]
    return questions.flatMap((question) => [
      ...(question.needs.some(({ isMet }) => !isMet) ? [] : ['every condition is met']),
      ...(tellWhyNot(run, question).reading === null ? ['nothing to read'] : []),
      ...whyNotTexts(question).filter((sentence) => OPEN.test(sentence)),
    ])
  })
  expect(gaps).toEqual([])
}, 120_000)

test('glossary: a term with a name and a meaning in both languages', () => {
  const gaps = gapsOf(({ run, moment }, kind) => {
    const read = explainMoment(run, moment)?.reading
    if (read !== readingOfMoment(kind)) return ['another decision is read about']
    const term = read?.term
    if (term === undefined || !TERMS.includes(term)) return ['no term']
    const keys = [`term.${term}`, `term.${term}.means`].filter(isWordKey)
    const said = LANGUAGES.flatMap((language) => keys.map((key) => say(language, key)))
    return said.filter((text) => text !== '').length === 4 ? [] : [`${term} is not explained`]
  })
  expect(gaps).toEqual([])
})

test('a producer’s old epoch is read about where producers are, not where replicas are too few', () => {
  expect(readingOfMoment('producerFenced')).toMatchObject({ term: 'idempotence', kip: 'KIP-360' })
  expect(readingOfMoment('produceRefused')).toMatchObject({ term: 'minIsr' })
})

test('to read: a section of the documentation or a proposal, and the method that decides', () => {
  const gaps = MOMENT_KINDS.filter((kind) => {
    const { doc = null, kip = null, source = '' } = readingOfMoment(kind) ?? {}
    const isDoc = doc !== null && /^[a-z_]+(?:\.[a-z.]+)?$/.test(doc)
    const isProposal = kip !== null && /^KIP-\d+$/.test(kip)
    return !(isDoc || isProposal) || !/^\w+\.\w+$/.test(source)
  })
  expect(gaps).toEqual([])
})
