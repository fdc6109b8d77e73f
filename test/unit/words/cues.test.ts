import { expect, test } from 'vitest'
import { BEATS } from '~/engine/beats'
import { cuesOf } from '~/engine/cues'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'
import type { Values } from '~/words/say'
import { loadWords, say } from '~/words/say'
import type { WordKey } from '~/words/en'
import { cueText } from '~/ui/kit/caption'

const DETAILS = ['story', 'mechanism', 'wire'] as const
/** EXPERIENCE (f): two lines; in Chinese a Latin letter takes half a character. */
const LONGEST = { en: { story: 84, deeper: 130 }, zh: { story: 32, deeper: 56 } } as const

function lengthOf(text: string, language: 'en' | 'zh'): number {
  const own = [...text.replaceAll('**', '')]
  if (language === 'en') return own.length
  return own.reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.5), 0)
}

const sayIn = (language: 'en' | 'zh') => (key: WordKey, values?: Values) =>
  say(language, key, values)

test.each(FAMOUS)('every cue of $scenario.id fits in two lines at every depth', async (famous) => {
  await loadWords('zh')
  for (const language of ['en', 'zh'] as const) {
    for (const detail of DETAILS) {
      const { story, deeper } = LONGEST[language]
      for (const { id } of famous.cues) {
        const text = cueText(sayIn(language), `cue.${famous.scenario.id}.${id}`, detail)
        expect(text, `${id} ${detail}`).not.toBe('')
        const limit = detail === 'story' ? story : deeper
        expect(lengthOf(text, language), text).toBeLessThanOrEqual(limit)
      }
    }
  }
})

test.each(FAMOUS)('the wire of $scenario.id gives numbers of its own at every cue', (famous) => {
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(70_000_000, 200_000)
  const marks = cuesOf(run, famous.cues, new Map())
  expect(marks).toHaveLength(famous.cues.length)
  const moments = run.moments()
  for (const { cue, index, from } of marks) {
    const word = `cue.${famous.scenario.id}.${cue.id}`
    const told = moments.findLast((moment) => moment.index <= index)?.from === from
    const isOwn = cueText(sayIn('en'), word, 'wire') !== cueText(sayIn('en'), word, 'mechanism')
    // Where a moment tells the cue, its own caption is said at this depth.
    expect([cue.id, told || isOwn]).toEqual([cue.id, true])
  }
})

test('the beats of the first minute fit in two lines, and give numbers on the wire', async () => {
  await loadWords('zh')
  const values = { offset: 1234, end: 1235 }
  for (const language of ['en', 'zh'] as const) {
    for (const beat of BEATS) {
      const { story, deeper } = LONGEST[language]
      const words = say(language, `beat.${beat}`, values)
      const wire = say(language, `wire.beat.${beat}`, values)
      expect(lengthOf(words, language), words).toBeLessThanOrEqual(story)
      expect(lengthOf(wire, language), wire).toBeLessThanOrEqual(deeper)
      expect(wire).toMatch(/\d/)
    }
  }
})
