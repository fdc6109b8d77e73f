import { beforeAll, expect, test } from 'vitest'
import type { CueMark } from '~/engine/cues'
import { cuesOf, momentOfCue } from '~/engine/cues'
import { NO_NUMBERS } from '~/engine/cueNumbers'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'
import type { Values } from '~/words/say'
import { loadWords, say } from '~/words/say'
import type { WordKey } from '~/words/en'
import { sayAt } from '~/ui/kit/text/caption'
import { captionLength, captionRoom } from '~/ui/kit/text/captionRoom'

const DETAILS = ['story', 'mechanism', 'wire'] as const
const LANGUAGES = ['en', 'zh'] as const
type Famous = (typeof FAMOUS)[number]
const sayIn = (language: 'en' | 'zh') => (key: WordKey, values?: Values) =>
  say(language, key, values)

/** A cue that came, with what it says at each depth. */
interface Said {
  readonly mark: CueMark
  readonly language: 'en' | 'zh'
  readonly texts: readonly string[]
  /** True where the wire says the captions of a moment instead. */
  readonly isMoment: boolean
}

const found = new Map<string, readonly Said[]>()

function saidIn(famous: Famous): readonly Said[] {
  const run = startRun(famous.scenario, famous.seed, kafkaProgram)
  run.advance(70_000_000, 300_000)
  const marks = cuesOf(run, famous.cues, new Map())
  expect(marks).toHaveLength(famous.cues.length)
  return LANGUAGES.flatMap((language) =>
    marks.map((mark): Said => {
      const word = `cue.${famous.scenario.id}.${mark.cue.id}`
      const texts = DETAILS.map((detail) =>
        sayAt(sayIn(language), { word, values: mark.numbers }, detail),
      )
      return { mark, language, texts, isMoment: momentOfCue(mark, run.moments()) !== null }
    }),
  )
}

beforeAll(async () => {
  await loadWords('zh')
  for (const famous of FAMOUS) found.set(famous.scenario.id, saidIn(famous))
}, 240_000)

const saidOf = ({ scenario }: Famous) => found.get(scenario.id) ?? []

test.each(FAMOUS)('every cue of $scenario.id fits in two lines at every depth', (famous) => {
  for (const { language, texts } of saidOf(famous)) {
    texts.forEach((text, depth) => {
      const room = captionRoom(DETAILS[depth] ?? 'story', language)
      expect({ text, isTooLong: captionLength(text, language) > room }).toEqual({
        text,
        isTooLong: false,
      })
      // No number is left open, and none is unknown when its cue comes.
      expect(text).not.toMatch(/[{}]|…|undefined|^$/)
    })
  }
})

test.each(FAMOUS)('every cue of $scenario.id says more at each depth', (famous) => {
  const same = saidOf(famous).flatMap(({ mark, language, texts, isMoment }) => {
    const [story, mechanism, wire] = texts
    const told = [...(story === mechanism ? ['mechanism'] : [])]
    // Where a moment tells the cue, its own caption is said on the wire.
    if (!isMoment && wire === mechanism) told.push('wire')
    return told.map((detail) => `${mark.cue.id} ${detail} ${language}`)
  })
  expect(same).toEqual([])
})

test('what is ahead has no numbers yet, and is said all the same', () => {
  for (const { scenario, cues } of FAMOUS) {
    for (const { id } of cues) {
      for (const detail of DETAILS) {
        const word = { word: `cue.${scenario.id}.${id}`, values: NO_NUMBERS }
        for (const language of LANGUAGES) {
          expect(sayAt(sayIn(language), word, detail)).not.toMatch(/[{}]|undefined|^$/)
        }
      }
    }
  }
})

test('the mechanism gives numbers of the run', () => {
  const bare = FAMOUS.flatMap((famous) =>
    saidOf(famous)
      .filter(({ texts }) => !/\d/.test(texts[1] ?? ''))
      .map(({ mark }) => `${famous.scenario.id} ${mark.cue.id}`),
  )
  expect(bare).toEqual([])
})
