import { expect, test } from 'vitest'
import type { Moment } from '~/engine/momentKinds'
import { momentsOf, NO_MEMORY } from '~/engine/moments'
import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { namesOf } from '~/views/processName'

type Fact = FactRecord<KafkaModel>['fact']

/** The moments of facts that one event brought. */
function told(facts: readonly object[], process = 'kafka-2'): readonly Moment[] {
  const records = facts.map(
    (fact) => ({ event: 7, at: 1_000_000, process, fact }) as FactRecord<KafkaModel>,
  )
  return momentsOf(records, NO_MEMORY, namesOf([])).moments
}

const PLACE = { topic: 'orders', partition: 0 }
const refused = (error: string): Partial<Fact> => ({
  type: 'RequestRefused',
  rule: 'R-06',
  api: 'Produce',
  ...PLACE,
  actual: 'epoch 0',
  required: 'epoch 1',
  ...({ error } as object),
})

test('only the first retry of a batch is a moment', () => {
  const sent = (attempt: number) => ({
    type: 'RecordSent',
    ...PLACE,
    count: 2,
    firstNumber: 4,
    lastNumber: 5,
    attempt,
  })
  const [begun, first, ...others] = told([0, 1, 2, 3].map(sent), 'shop')
  expect(begun).toMatchObject({ kind: 'batchSent', severity: 'info', about: 'orders-0' })
  expect(first).toMatchObject({ kind: 'batchRetried', severity: 'notice', about: 'orders-0' })
  expect(others).toEqual([])
})

test('a duplicate, a rolled and a deleted segment are moments; internal topics have none', () => {
  const facts = [
    { type: 'DuplicateAnswered', producerId: 3, baseSequence: 9, firstOffset: 5, lastOffset: 6 },
    { type: 'SegmentRolled', baseOffset: 40, because: 'size', actual: 1100, limit: 1000 },
    { type: 'SegmentsDeleted', baseOffsets: [0, 20], because: 'time', actual: 9, limit: 8 },
  ]
  expect(told(facts.map((fact) => ({ ...fact, ...PLACE }))).map(({ kind }) => kind)).toEqual([
    'duplicateSuppressed',
    'segmentRolled',
    'segmentsDeleted',
  ])
  const inside = { topic: '__consumer_offsets', partition: 3 }
  expect(told(facts.map((fact) => ({ ...fact, ...inside })))).toEqual([])
})

test('an old producer epoch is an alert; an old leader is only asked about again', () => {
  expect(told([refused('INVALID_PRODUCER_EPOCH')])).toMatchObject([
    { kind: 'producerFenced', severity: 'alert' },
  ])
  expect(told([refused('NOT_LEADER_OR_FOLLOWER')])).toEqual([])
})

test('a controller that lost its majority is an alert; one that shuts down is not', () => {
  const resigned = (because: string) => [{ type: 'QuorumLeaderResigned', epoch: 4, because }]
  expect(told(resigned('checkQuorumExpired'), 'kafka-5')).toMatchObject([
    { kind: 'quorumLost', severity: 'alert', values: { controller: 5, epoch: 4 } },
  ])
  expect(told(resigned('shutdown'), 'kafka-5')).toEqual([])
})

test('many deleted segments are told by the first and the last, and by how many there were', () => {
  const deleted = (count: number) => ({
    ...PLACE,
    type: 'SegmentsDeleted',
    baseOffsets: Array.from({ length: count }, (_, at) => at * 20),
    because: 'time',
    actual: 9,
    limit: 8,
  })
  expect(told([deleted(3)])).toMatchObject([{ values: { count: 3, segments: '0, 20, 40' } }])
  expect(told([deleted(90)])).toMatchObject([{ values: { count: 90, segments: '0 … 1780' } }])
})
