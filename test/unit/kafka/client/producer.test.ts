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

test('a record of a transaction that nobody has begun throws, and waits in vain', () => {
  const client = new FakeProducer({ 'linger.ms': '0', 'transactional.id': 'tx' })
  client.send()
  expect(client.thrown).toEqual([
    'java.lang.IllegalStateException: Cannot add partition t-0 to transaction before completing a call to initTransactions',
  ])
  client.flush()
  client.pass(119_999)
  expect([client.pending, client.ends]).toEqual([[], []])
  client.pass(1)
  expect(client.ends).toMatchObject([{ number: 0, exception: 'TimeoutException' }])
})

test('a refused record of a producer with transactions throws as well', () => {
  const client = new FakeProducer({ 'max.request.size': '80', 'transactional.id': 'tx' })
  client.send()
  expect(client.ends).toMatchObject([{ exception: 'RecordTooLargeException' }])
  expect(client.thrown).toEqual([
    'java.lang.IllegalStateException: TransactionalId tx: Invalid transition attempted from state UNINITIALIZED to state ABORTABLE_ERROR',
  ])
})

test('a call that throws is the last one of its thread', () => {
  const client = new FakeProducer({ 'max.block.ms': '500', 'transactional.id': 'tx' })
  client.send({ partition: 7 })
  client.send()
  client.pass(1000)
  expect(client.ends).toMatchObject([{ partition: 7, exception: 'TimeoutException' }])
  expect(client.producer.unfinished).toBe(0)
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

const bumps = (client: FakeProducer) =>
  client.facts.flatMap((fact) => (fact.type === 'ProducerEpochBumped' ? [fact.to] : []))
const logged = (client: FakeProducer) =>
  client.facts.flatMap((fact) => (fact.type === 'Logged' ? [`${fact.level} ${fact.text}`] : []))

test('P-22 a batch that got a new sequence and was sent with it may raise the epoch again', () => {
  const client = new FakeProducer(SINGLE)
  client.send()
  client.flush()
  for (let count = 0; count < 2; count += 1) {
    client.answer('OUT_OF_ORDER_SEQUENCE_NUMBER')
    client.pass(300)
  }
  expect(bumps(client)).toEqual([1, 2])
  expect(client.pending[0]?.body.partitions[0]?.batch.producerEpoch).toBe(2)
})

test('P-23 a batch that fails out of order raises the epoch though its retries are used up', () => {
  const client = new FakeProducer({ ...SINGLE, retries: '1' })
  client.send()
  client.flush()
  client.answer('OUT_OF_ORDER_SEQUENCE_NUMBER')
  client.pass(300)
  client.answer('OUT_OF_ORDER_SEQUENCE_NUMBER')
  expect(client.ends.map(({ error }) => error)).toEqual(['OUT_OF_ORDER_SEQUENCE_NUMBER'])
  expect(bumps(client)).toEqual([1, 2])
  expect(logged(client)).toContain(
    'ERROR [Producer clientId=producer-1] The broker returned org.apache.kafka.common.errors.OutOfOrderSequenceException: The broker received an out of order sequence number. for topic-partition t-0 with producerId 7, epoch 1, and sequence number 0',
  )
})

test('P-04 a switch that an open batch put off comes before the next record once it has left', () => {
  const client = new FakeProducer({ 'batch.size': '400', 'linger.ms': '5' }, 8)
  const chosen: (number | undefined)[] = []
  // 61 + 240 bytes, then enough for a batch's worth in a batch that is not full.
  for (const length of [240, 120, 10]) {
    client.send({ value: 'x'.repeat(length) })
    client.pass(5)
    chosen.push(client.pending[0]?.body.partitions[0]?.partition)
    client.answer()
  }
  expect(chosen[1]).toBe(chosen[0])
  expect(chosen[2]).not.toBe(chosen[0])
})

test('P-12 a delivery timeout that was not set is as long as one attempt may take', () => {
  const client = new FakeProducer({ 'linger.ms': '0', 'request.timeout.ms': '150000' })
  client.send()
  client.pass(149_000)
  expect(client.ends).toEqual([])
  client.pass(1000)
  expect(client.ends.map(({ exception }) => exception)).toEqual(['TimeoutException'])
})

test('P-35 what a batch is answered is told as Kafka tells it', () => {
  const client = new FakeProducer({ 'batch.size': '200', 'linger.ms': '0' })
  client.send({ value: 'x' })
  client.answer('NOT_LEADER_OR_FOLLOWER')
  client.pass(300)
  client.answer('UNKNOWN_TOPIC_OR_PARTITION')
  const prefix = 'WARN [Producer clientId=producer-1]'
  const lines = logged(client).filter((line) => line.includes(' Received '))
  expect(lines).toEqual([
    `${prefix} Received invalid metadata error in produce request on partition t-0 due to org.apache.kafka.common.errors.NotLeaderOrFollowerException: For requests intended only for the leader, this error indicates that the broker is not the current leader. For requests intended for any replica, this error indicates that the broker is not a replica of the topic partition. Going to request metadata update now`,
    `${prefix} Received unknown topic or partition error in produce request on partition t-0. The topic-partition may not exist or the user may not have Describe access to it`,
  ])
})

test('P-35 a batch that is split is told with other words than a retry', () => {
  const client = new FakeProducer({ 'linger.ms': '20' })
  for (let count = 0; count < 2; count += 1) client.send()
  client.pass(20)
  client.answer('MESSAGE_TOO_LARGE')
  const [line] = logged(client).filter((text) => text.includes('splitting'))
  expect(line).toMatch(
    /Got error produce response in correlation id \d+ on topic-partition t-0, splitting and retrying \(2147483647 attempts left\)\. Error: MESSAGE_TOO_LARGE$/,
  )
})

test('P-01 an impossible topic is named by metadata first, then at once', () => {
  const client = new FakeProducer({ 'linger.ms': '0' })
  for (let count = 0; count < 2; count += 1) client.send({ topic: 'a b' })
  expect(client.ends.map(({ message }) => message)).toEqual(['Invalid topics: [a b]', 'a b'])
  const text = 'Metadata response reported invalid topics [a b]'
  expect(logged(client)).toEqual([`ERROR [Producer clientId=producer-1] ${text}`])
})

test('A-11 metadata that tells nothing new is asked for less and less often', () => {
  const client = new FakeProducer({ 'linger.ms': '0' })
  client.hasLeader = false
  client.send()
  client.pass(10_000)
  const rests = client.refreshes.slice(1).map((at, index) => at - (client.refreshes[index] ?? 0))
  const [first = 0, second = 0, third = 0] = rests
  expect(first).toBeGreaterThanOrEqual(80)
  expect(second).toBeGreaterThanOrEqual(80)
  expect(third).toBeGreaterThanOrEqual(160)
  // A second at most, with what is drawn, in between.
  expect(rests.at(-1)).toBeGreaterThanOrEqual(800)
  expect(client.refreshes.length).toBeLessThan(20)
  client.hasLeader = true
  client.pass(1001)
  expect(client.pending).toHaveLength(1)
})

test('A-12 a topic that nobody has asked about is asked about at once', () => {
  const client = new FakeProducer({ 'linger.ms': '0' })
  client.send()
  client.pass(1)
  client.answer()
  client.send({ topic: 'a b' })
  expect(client.refreshes).toEqual([1000, 1001])
})
