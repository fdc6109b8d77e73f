import { expect, test } from 'vitest'
import { hitsOf, newHits } from '~/engine/conditions'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { refuse, threeBrokers } from '../../support/refusedProduce'

test('a condition is tested over the past at once, and over what comes as it comes', () => {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  refuse(run)
  const hits = newHits()
  const below = { type: 'isrBelow', partition: 'orders-0', size: 2 } as const
  const [first, ...more] = hitsOf(run, below, hits)
  const shrunk = run.moments().filter(({ kind }) => kind === 'isrShrunk')
  expect(first).toBe(shrunk[1]?.from)
  expect(more).toEqual([])
  const refused = { type: 'refused', error: 'NOT_ENOUGH_REPLICAS' } as const
  const all = hitsOf(run, refused, newHits()).length
  expect(all).toBe(run.moments().filter(({ kind }) => kind === 'produceRefused').length)
  run.seek(run.endIndex())
  const kept = newHits()
  hitsOf(run, refused, kept)
  run.advance(65_000_000, 100_000)
  expect(hitsOf(run, refused, kept)).toEqual(hitsOf(run, refused, newHits()))
  expect(hitsOf(run, refused, kept).length).toBeGreaterThan(all)
})
