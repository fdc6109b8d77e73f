import { expect, test } from 'vitest'
import { isBlocked } from '~/kafka/client/producerState'
import { FakeProducer } from '../../../support/fakeProducer'

const sequences = (client: FakeProducer) =>
  client.pending.flatMap(({ body }) => body.partitions.map(({ batch }) => batch.baseSequence))

/** One record a batch: the next does not fit. */
const SINGLE = { 'batch.size': '1' } as const

test('P-08 a batch leaves when it has lingered, not before', () => {
  const client = new FakeProducer({ 'linger.ms': '20' })
  client.send()
  client.pass(10)
  client.send()
  client.pass(9)
  expect(client.pending).toHaveLength(0)
  client.pass(1)
  expect(client.pending.map(({ body }) => body.partitions[0]?.batch.records.length)).toEqual([2])
})

test('P-10 at most five requests are on their way, with consecutive sequences', () => {
  const client = new FakeProducer(SINGLE)
  for (let count = 0; count < 7; count += 1) client.send()
  client.flush()
  expect(sequences(client)).toEqual([0, 1, 2, 3, 4])
  client.answer()
  expect(sequences(client)).toEqual([1, 2, 3, 4, 5])
})

test('P-11 with one request on its way a partition is muted', () => {
  const client = new FakeProducer({ ...SINGLE, 'max.in.flight.requests.per.connection': '1' })
  for (let count = 0; count < 3; count += 1) client.send()
  client.flush()
  expect(sequences(client)).toEqual([0])
})

test('P-21 after a failure the retries go one by one in the order of their sequences', () => {
  const client = new FakeProducer(SINGLE)
  for (let count = 0; count < 3; count += 1) client.send()
  client.flush()
  for (let count = 0; count < 3; count += 1) client.answer('NOT_ENOUGH_REPLICAS')
  client.pass(200)
  expect(sequences(client)).toEqual([0])
  client.answer()
  expect(sequences(client)).toEqual([1])
  client.answer()
  client.answer()
  expect(client.ends.map(({ number }) => number)).toEqual([0, 1, 2])
})

test('P-12 a batch fails when delivery.timeout.ms is over, with its age', () => {
  const client = new FakeProducer({
    'linger.ms': '0',
    'request.timeout.ms': '900',
    'delivery.timeout.ms': '1000',
  })
  client.send()
  client.pass(1000)
  expect(client.ends).toMatchObject([
    {
      exception: 'TimeoutException',
      message: 'Expiring 1 record(s) for t-0:1000 ms has passed since batch creation',
    },
  ])
})

test('P-23 a sequence that the broker does not follow raises the epoch and begins at 0', () => {
  const client = new FakeProducer(SINGLE)
  client.send()
  client.flush()
  client.answer('OUT_OF_ORDER_SEQUENCE_NUMBER')
  client.pass(200)
  const batch = client.pending[0]?.body.partitions[0]?.batch
  expect(batch).toMatchObject({ producerEpoch: 1, baseSequence: 0 })
  expect(client.facts.some(({ type }) => type === 'ProducerEpochBumped')).toBe(true)
})

test('P-01 a full buffer holds the caller until max.block.ms is over', () => {
  const client = new FakeProducer({
    'buffer.memory': '16384',
    'linger.ms': '600000',
    'delivery.timeout.ms': '700000',
    'max.block.ms': '500',
  })
  client.send({ value: 'x'.repeat(16_000) })
  client.send({ value: 'y'.repeat(16_000) })
  expect(isBlocked(client.producer)).toBe(true)
  // What waits for memory makes the first batch ready. P-08.
  expect(client.pending).toHaveLength(1)
  client.pass(500)
  expect(client.ends.map(({ exception }) => exception)).toEqual(['BufferExhaustedException'])
})

test('P-01 memory of an acknowledged batch lets the caller go on', () => {
  const client = new FakeProducer({ 'buffer.memory': '16384', 'linger.ms': '0' })
  client.send({ value: 'x'.repeat(16_000) })
  client.send({ value: 'y'.repeat(16_000) })
  client.answer()
  expect(isBlocked(client.producer)).toBe(false)
  expect(client.pending).toHaveLength(1)
})

test('P-34 a batch that is too large is split, its records keep their sequences', () => {
  const client = new FakeProducer({ 'batch.size': '200', 'linger.ms': '20' })
  for (let count = 0; count < 4; count += 1) client.send({ value: 'x'.repeat(20) })
  client.flush()
  client.answer('MESSAGE_TOO_LARGE')
  expect(sequences(client)[0]).toBe(0)
  while (client.pending.length > 0) client.answer()
  expect(client.ends.map(({ number, error }) => [number, error])).toEqual([
    [0, 'NONE'],
    [1, 'NONE'],
    [2, 'NONE'],
    [3, 'NONE'],
  ])
})

test('P-04 records without a key stay on one partition until a batch’s worth is written', () => {
  const client = new FakeProducer({ 'batch.size': '400', 'linger.ms': '0' }, 8)
  const chosen: (number | undefined)[] = []
  for (let count = 0; count < 12; count += 1) {
    client.send({ value: 'x'.repeat(10) })
    client.pass(1)
    chosen.push(client.pending[0]?.body.partitions[0]?.partition)
    while (client.pending.length > 0) client.answer()
  }
  expect(new Set(chosen.slice(0, 5)).size).toBe(1)
  expect(new Set(chosen).size).toBeGreaterThan(1)
})

test('P-20 acks=0 is done when it is written', () => {
  const client = new FakeProducer({ acks: '0', 'linger.ms': '0' })
  client.send()
  client.pass(1)
  expect(client.ends).toMatchObject([{ error: 'NONE', offset: -1 }])
})
