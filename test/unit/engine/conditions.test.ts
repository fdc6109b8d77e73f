import { expect, test } from 'vitest'
import type { KafkaCondition } from '~/engine/conditions'
import { hitsOf, newHits } from '~/engine/conditions'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { meetsCondition } from '~/kafka/meetsCondition'
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

/** All hits of a condition in the run of a refused produce. */
function ask(): (condition: KafkaCondition) => readonly number[] {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  refuse(run)
  return (condition) => hitsOf(run, condition, newHits())
}

test('a comparison is met where it begins to hold, a change where the value is another', () => {
  const hits = ask()
  const isr = (operator: 'lt' | 'le' | 'eq' | 'changes', value: number | null) =>
    hits({
      type: 'property',
      subject: 'partition',
      id: 'orders-0',
      property: 'isrSize',
      operator,
      value,
    })
  const [shrinks, ...more] = isr('changes', null)
  expect(more).toHaveLength(1)
  expect(isr('lt', 3)).toEqual([shrinks])
  expect(isr('le', 1)).toEqual(more)
  expect(isr('eq', 2)).toEqual([shrinks])
  const high = { type: 'property', subject: 'partition', id: null, value: 3 } as const
  const reached = hits({ ...high, property: 'highWatermark', operator: 'ge' })
  expect(reached).toHaveLength(1)
  expect(hits({ ...high, property: 'logEndOffset', operator: 'ge' })[0]).toBeLessThan(
    reached[0] ?? 0,
  )
})

test('what is refused, elected and stopped is found by its property; a moment by its kind', () => {
  const hits = ask()
  const any = { type: 'property', subject: 'any', id: null } as const
  const error = { ...any, property: 'error', operator: 'eq', value: 'NOT_ENOUGH_REPLICAS' } as const
  const refused = hits({ type: 'refused', error: 'NOT_ENOUGH_REPLICAS' })
  expect(refused.length).toBeGreaterThan(0)
  expect(hits(error)).toEqual(refused)
  expect(hits({ ...any, property: 'activeController', operator: 'changes', value: null })).toEqual(
    hits({ type: 'controllerElected' }),
  )
  const fenced = hits({
    ...any,
    subject: 'broker',
    property: 'fenced',
    operator: 'eq',
    value: 'yes',
  })
  expect(fenced).toEqual(hits({ type: 'brokerFenced', broker: null }))
  expect(hits({ ...any, property: 'eventKind', operator: 'eq', value: 'ProcessKilled' })).toEqual(
    hits({ type: 'moment', kind: 'processKilled' }),
  )
  expect(
    hits({ type: 'transition', machine: 'quorumRole', from: null, to: 'Leader' }).length,
  ).toBeGreaterThan(0)
})

test('an error that only an answer tells is found where the answer arrives', () => {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  run.advance(8_000_000, 1_000_000)
  const steps = Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index))
  const told = steps.flatMap(({ event: { what } }, index) => {
    if (what.type !== 'Input' || what.input.type !== 'Response') return []
    const { body } = what.input
    return 'error' in body && body.error !== 'NONE' ? [{ index, error: body.error }] : []
  })
  const [first] = told
  if (first === undefined) throw new Error('an answer tells an error')
  const { error } = first
  const found = hitsOf(
    run,
    { type: 'property', subject: 'any', id: null, property: 'error', operator: 'eq', value: error },
    newHits(),
  )
  expect(found).toContain(first.index)
})

test('a partition is named where one is asked for: an error of a whole request is none of any', () => {
  const error = { type: 'property', property: 'error', operator: 'eq', id: null } as const
  const value = 'REBALANCE_IN_PROGRESS'
  const answer = { api: 'Heartbeat', error: value } as const
  expect(meetsCondition({ ...error, subject: 'any', value }, [], answer)).toBe(true)
  expect(meetsCondition({ ...error, subject: 'partition', value }, [], answer)).toBe(false)
})
