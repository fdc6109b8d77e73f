import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { journeyOfRecord } from '~/engine/recordJourney'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { disturb } from '~/engine/verbs'
import { LIBRARY } from '~/scenarios/library'
import { threeBrokers } from '../../support/refusedProduce'

const SECOND = 1_000_000
const FIRST = { topic: 'orders', partition: 0, offset: 0 }

function threeNodes(): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(9 * SECOND, 1_000_000)
  return run
}

test('a record goes from its producer over leader and followers to its reader, in this order', () => {
  const { stops, missing } = journeyOfRecord(threeNodes(), FIRST)
  expect(missing).toEqual([])
  const firstOf = (kind: string) => stops.findIndex((stop) => stop.kind === kind)
  const order = ['sent', 'appended', 'copied', 'committed', 'read'].map(firstOf)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order[0]).toBe(0)
  expect(stops.filter(({ kind }) => kind === 'copied')).toHaveLength(2)
  const waits = Object.fromEntries(stops.map(({ kind, waitedFor }) => [kind, waitedFor]))
  expect(waits['acknowledged']).toEqual({ acks: 'all' })
  expect(Object.keys(waits['sent'] ?? {})).toEqual(['because', 'waited', 'linger'])
  expect(stops.map(({ at }) => at)).toEqual(stops.map(({ at }) => at).toSorted((a, b) => a - b))
})

test('at an instant before it is committed that and what follows is missing', () => {
  const run = threeNodes()
  const { stops } = journeyOfRecord(run, FIRST)
  run.seek((stops.find(({ kind }) => kind === 'appended')?.index ?? 0) + 1)
  const early = journeyOfRecord(run, FIRST)
  expect(early.stops.map(({ kind }) => kind)).toEqual(['sent', 'appended'])
  expect(early.missing).toEqual(['committed', 'acknowledged', 'read'])
})

test('a batch that never arrived and was sent again has two tries', () => {
  const run = startRun(threeBrokers(), 1, kafkaProgram)
  run.advance(8 * SECOND, 1_000_000)
  const produce = () =>
    [...run.world().network.inFlight.values()].find(
      ({ body, from }) => body?.api === 'Produce' && from === 'shop',
    )
  for (let count = 0; count < 2_000 && produce() === undefined; count += 1) {
    run.advance(30 * SECOND, 1)
  }
  const lost = produce()
  if (lost === undefined) throw new Error('a batch is on its way')
  const sentAt = run.endIndex()
  disturb(run, { type: 'drop', message: lost.id })
  run.advance(40 * SECOND, 1_000_000)
  const offsets = Array.from({ length: 40 }, (_, offset) => ({ ...FIRST, offset }))
  const again = offsets
    .map((at) => journeyOfRecord(run, at).stops)
    .filter((stops) => stops.some(({ kind }) => kind === 'sentAgain'))
  expect(again.length).toBeGreaterThan(0)
  expect(again[0]?.slice(0, 2)).toMatchObject([
    { kind: 'sent' },
    { kind: 'sentAgain', detail: '2' },
  ])
  expect(again[0]?.[1]?.index).toBeGreaterThan(sentAt)
})
