import { expect, test } from 'vitest'
import { captionOf } from '~/ui/kit/text/caption'
import type { Say } from '~/ui/kit/text/useWords'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { MOMENT_KINDS } from '~/kafka/momentKinds'
import { startRun } from '~/engine/run'
import { actOn, healRun } from '~/engine/verbs'
import { LIBRARY } from '~/scenarios/library'
import { en } from '~/words/en'
import { loadWords, say } from '~/words/say'
import { zh } from '~/words/zh'

const DETAILS = ['story', 'mechanism', 'wire'] as const

/** The names of a sentence's values. */
function valuesOf(sentence: string): ReadonlySet<string> {
  return new Set([...sentence.matchAll(/\{(\w+)(?=[},])/g)].map(([, name = '']) => name))
}

test('every sentence of one language is in the other, with no value that only one knows', () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  const strange = Object.entries(en).flatMap(([key, sentence]) => {
    const known = valuesOf(sentence)
    const other = Object.entries(zh).find(([name]) => name === key)?.[1] ?? ''
    return [...valuesOf(other)].filter((name) => !known.has(name)).map((name) => `${key} ${name}`)
  })
  expect(strange).toEqual([])
})

test('every kind of moment has a caption at every depth', () => {
  const missing = MOMENT_KINDS.flatMap((kind) =>
    DETAILS.map((detail) => `${detail}.${kind}`).filter((key) => !Object.hasOwn(en, key)),
  )
  expect(missing).toEqual([])
})

test('captions of a run in which a leader dies and comes back leave no value open', async () => {
  await loadWords('zh')
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(8_000_000, 100_000)
  actOn(run, 'crash', 'kafka-2')
  run.advance(25_000_000, 100_000)
  healRun(run)
  run.advance(40_000_000, 100_000)
  const kinds = new Set(run.moments().map(({ kind }) => kind))
  expect([...kinds]).toEqual(expect.arrayContaining(['leaderChanged', 'isrShrunk', 'isrExpanded']))
  for (const { kind, values } of run.moments()) {
    for (const detail of DETAILS) {
      for (const language of ['en', 'zh'] as const) {
        const caption = say(language, `${detail}.${kind}`, values)
        expect(caption, `${detail}.${kind}`).not.toMatch(/[{}]|undefined/)
      }
    }
  }
})

test('the reason of a truncation is said in the language of the page', async () => {
  await loadWords('zh')
  const zhSay: Say = (key, values) => say('zh', key, values)
  const cut = { process: 'broker 1', partition: 'orders-0', from: 6, to: 4, count: 2 }
  const caption = captionOf(
    zhSay,
    {
      ...{ kind: 'truncated', severity: 'alert', about: 'orders-0', index: 9, at: 9, from: 9 },
      values: { ...cut, reason: 'leaderEpoch 1 ends at 4' },
    },
    'wire',
  )
  expect(caption).toContain(say('zh', 'reason.leaderEpochEnds', { epoch: 1, end: 4 }))
  expect(caption).not.toContain('ends at')
})
