import { expect, test } from 'vitest'
import { cuesOf } from '~/engine/cues'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'
import type { Values } from '~/words/say'
import { loadWords, say } from '~/words/say'
import type { WordKey } from '~/words/en'
import { sayAt } from '~/ui/kit/caption'
import { captionLength, captionRoom } from '~/ui/kit/captionRoom'

const DETAILS = ['story', 'mechanism', 'wire'] as const
const sayIn = (language: 'en' | 'zh') => (key: WordKey, values?: Values) =>
  say(language, key, values)

test.each(FAMOUS)('every cue of $scenario.id fits in two lines at every depth', async (famous) => {
  await loadWords('zh')
  for (const language of ['en', 'zh'] as const) {
    for (const detail of DETAILS) {
      const limit = captionRoom(detail, language)
      for (const { id } of famous.cues) {
        const text = sayAt(sayIn(language), { word: `cue.${famous.scenario.id}.${id}` }, detail)
        expect(text, `${id} ${detail}`).not.toBe('')
        expect(captionLength(text, language), text).toBeLessThanOrEqual(limit)
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
    const isOwn = sayAt(sayIn('en'), { word }, 'wire') !== sayAt(sayIn('en'), { word }, 'mechanism')
    // Where a moment tells the cue, its own caption is said at this depth.
    expect([cue.id, told || isOwn]).toEqual([cue.id, true])
  }
})
