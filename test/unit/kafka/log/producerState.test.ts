import { expect, test } from 'vitest'
import { leaderEpoch, offset } from '~/kafka/ids'
import type { ProducerState } from '~/kafka/log/producerState'
import {
  appendToProducers,
  expireProducers,
  NO_PRODUCERS,
  snapshotOf,
  staleTransaction,
} from '~/kafka/log/producerState'
import type { RecordBatch } from '~/kafka/protocol/records'

function batch(at: number, part: Partial<RecordBatch> = {}): RecordBatch {
  return {
    baseOffset: offset(at),
    lastOffset: offset(at),
    leaderEpoch: leaderEpoch(0),
    producerId: 7,
    producerEpoch: 0,
    baseSequence: at,
    isTransactional: false,
    isControl: false,
    timestampType: 'CreateTime',
    baseTimestampMs: 1000,
    maxTimestampMs: 1000,
    sizeInBytes: 70,
    compression: 'none',
    records: [],
    ...part,
  }
}

function appended(count: number): ProducerState {
  let state = NO_PRODUCERS
  for (let at = 0; at < count; at += 1) {
    const step = appendToProducers(state, {
      batch: batch(at),
      origin: 'CLIENT',
      partition: 'orders-0',
    })
    if (step.type !== 'append') throw new Error(step.type)
    state = step.next
  }
  return state
}

const ask = (one: RecordBatch) => ({ batch: one, origin: 'CLIENT', partition: 'orders-0' }) as const

test('R-16 one of the newest five batches is answered again, an older one is out of order', () => {
  const state = appended(6)
  expect(appendToProducers(state, ask(batch(1)))).toMatchObject({
    type: 'duplicate',
    batch: { firstOffset: 1, lastOffset: 1 },
  })
  expect(appendToProducers(state, ask(batch(0)))).toMatchObject({
    type: 'refused',
    error: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
  })
})

test('R-17 a gap in the sequence is refused, an unknown producer may begin anywhere', () => {
  expect(appendToProducers(appended(1), ask(batch(3)))).toMatchObject({ type: 'refused' })
  expect(appendToProducers(NO_PRODUCERS, ask(batch(3)))).toMatchObject({ type: 'append' })
})

test('R-17 a stale transactional batch is named without its place', () => {
  const newer = appendToProducers(NO_PRODUCERS, ask(batch(0, { producerEpoch: 4 })))
  if (newer.type !== 'append') throw new Error(newer.type)
  const old = batch(1, { producerEpoch: 3, isTransactional: true })
  expect(staleTransaction(newer.next, old)).toBe(
    'Epoch of producer 7 is 3, which is smaller than the last seen epoch 4',
  )
  expect(staleTransaction(newer.next, batch(1, { producerEpoch: 3 }))).toBeNull()
})

test('R-19 a producer is forgotten when its newest record is a day old', () => {
  const state = appended(1)
  expect(expireProducers(state, 86_400_999, 86_400_000).producers.size).toBe(1)
  expect(expireProducers(state, 86_401_000, 86_400_000).producers.size).toBe(0)
})

test('R-20 a snapshot keeps the newest batch of each producer', () => {
  const kept = snapshotOf(appended(4)).producers.get(7)
  expect(kept?.batches.map(({ firstOffset }) => firstOffset)).toEqual([3])
})
