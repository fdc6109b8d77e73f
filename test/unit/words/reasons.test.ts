import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { factSentence } from '~/ui/kit/text/factSentence'
import { reasonText, withWhy } from '~/ui/kit/text/reasonText'
import type { Say } from '~/ui/kit/text/useWords'
import { viewFact } from '~/views/eventView'
import { loadWords, say } from '~/words/say'

await loadWords('zh')
const en: Say = (key, values) => say('en', key, values)
const zh: Say = (key, values) => say('zh', key, values)

test('whatever decided in the famous runs is said in words, in both languages', () => {
  const unsaid = new Set<string>()
  let count = 0
  for (const id of ['leader-dies', 'follower-lags', 'unclean-election', 'zombie-leader']) {
    const scenario = LIBRARY[id]
    if (scenario === undefined) throw new Error(`the library has ${id}`)
    const run = startRun(scenario, 1, kafkaProgram)
    run.advance(60_000_000, 3_200)
    for (let index = 0; index < run.endIndex(); index += 1) {
      for (const { fact } of run.stepAt(index).facts) {
        if (!('because' in fact) || typeof fact.because !== 'string') continue
        count += 1
        // The send reasons have sentences of their own.
        if (fact.type === 'RecordSent') continue
        for (const t of [en, zh]) {
          const { because } = fact
          if (reasonText(t, because) === because) unsaid.add(`${fact.type} ${because}`)
        }
      }
    }
  }
  expect(count).toBeGreaterThan(40)
  expect([...unsaid]).toEqual([])
})

test('what a refusal found is said in words', () => {
  const values = {
    process: 'Broker 1',
    api: 'Produce',
    error: 'NOT_ENOUGH_REPLICAS',
    actual: '1 in sync (1)',
    required: 'min.insync.replicas 2',
  }
  const refused = { type: 'RequestRefused', values } as const
  expect(factSentence(en, refused)).toContain('1 in sync (1), required min.insync.replicas 2')
  expect(factSentence(zh, refused)).toContain('同步副本 1 个（1），要求 min.insync.replicas 2')
})

test('a reason with numbers keeps them; what is a name already stays', () => {
  expect(reasonText(en, 'leaderEpoch 3 ends at 17')).toBe('leader epoch 3 ends at 17')
  expect(reasonText(zh, 'behindFor 30000 ms')).toBe('有副本已 30000 ms 没有追上')
  expect(reasonText(zh, 'metadata.max.retention.ms')).toBe('metadata.max.retention.ms')
})

test('a range of offsets is a range only where it holds more than one', () => {
  const sentences = new Set<string>()
  const scenario = LIBRARY['leader-dies']
  if (scenario === undefined) throw new Error('the library has leader-dies')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(20_000_000, 3_000)
  for (let index = 0; index < run.endIndex(); index += 1) {
    for (const record of run.stepAt(index).facts) {
      const { type } = record.fact
      if (type !== 'RecordsAppended' && type !== 'MetadataAppended') continue
      sentences.add(factSentence(en, viewFact(record, run.nameOf)))
    }
  }
  const all = [...sentences].join('\n')
  expect(all).toMatch(/appends offset \d+ of orders-0 as leader/)
  expect(all).toMatch(/Metadata record \d+ is appended/)
  expect(all).toMatch(/Metadata records (\d+)–(?!\1:)\d+ are appended/)
})

test('a check that asks for the leader is told so, not as a reason', () => {
  const values = { actual: 'follower', required: 'leader' }
  expect(withWhy(zh, values)).toMatchObject({ actual: '是 Follower', required: '是 Leader' })
  expect(withWhy(en, values)).toMatchObject({ actual: 'a follower', required: 'to be the leader' })
})
