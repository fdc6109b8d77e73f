import { expect, test } from 'vitest'
import { consumerOf, consumerWork, newConsumer } from '~/kafka/client/consumer'
import type { Consumer, ConsumerWork } from '~/kafka/client/consumerState'
import { nodesOf } from '~/kafka/client/destinations'
import { onListed, resetPositions, resetTimestamp } from '~/kafka/client/offsetReset'
import { leaderEpoch, nodeId, topicPartition } from '~/kafka/ids'
import type { ErrorCode } from '~/kafka/protocol/errors'
import { fakeContext } from '../../../support/fakeContext'

test.each([
  ['earliest', -2],
  ['latest', -1],
  ['by_duration:PT0S', 10_000_000_000],
  ['by_duration:PT1H', 9_996_400_000],
  ['by_duration:P1DT2H3M4.5S', 9_906_215_500],
])('K-20 a position is reset %s', (strategy, timestamp) => {
  expect(resetTimestamp(strategy, 10_000_000_000)).toBe(timestamp)
})

const NAME = topicPartition('t', 0)
const LEADERS = nodesOf([1, 2].map((id) => ({ id, host: 'localhost', port: 9090 + id })))

/** A consumer that looks for the first offset of t-0, at an instant, ms. */
function at(ms: number, consumer: Consumer, leader: number): ConsumerWork {
  const work = consumerWork(
    consumer,
    fakeContext(ms * 1000, () => 0),
  )
  const row = { error: 'NONE', partition: 0, leaderEpoch: leaderEpoch(0) } as const
  const replicas = { replicas: [], isr: [], offlineReplicas: [] }
  const partitions = [{ ...row, ...replicas, leader: nodeId(leader) }]
  const topic = { error: 'NONE', name: 't', topicId: null, isInternal: false, partitions } as const
  work.core.nodes = LEADERS
  work.core.topics = work.core.topics.set('t', topic)
  return work
}

function newReader(): Consumer {
  const partitions = [{ topic: 't', partition: 0, from: -2 }]
  return newConsumer({ 'bootstrap.servers': 'localhost:9091' }, { type: 'partitions', partitions })
}

/** The nodes that a consumer connects to, to ask where t-0 begins. */
function askedBy(work: ConsumerWork): readonly number[] {
  resetPositions(work)
  return work.effects.flatMap((effect) => (effect.type === 'Connect' ? [effect.port] : []))
}

function listed(work: ConsumerWork, answer: { error?: ErrorCode; offset?: number } | null): void {
  const row = { topic: 't', partition: 0, error: 'NONE', offset: 0 } as const
  const rest = { timestamp: -1, leaderEpoch: -1 }
  const body = { api: 'ListOffsets', partitions: [{ ...row, ...rest, ...answer }] } as const
  const to = { key: '1', host: 'localhost', port: 9091 }
  onListed(work, {
    tag: 'list 1',
    to,
    body: answer === null ? null : body,
    failure: answer === null ? 'disconnected' : null,
    correlationId: 0,
  })
}

test('K-20 what a leader is asked for is asked of another one when that request has failed', () => {
  const asking = at(1000, newReader(), 1)
  expect(askedBy(asking)).toEqual([9091])
  const later = at(1500, consumerOf(asking), 2)
  expect(askedBy(later)).toEqual([])
  listed(later, null)
  expect(askedBy(at(1599, consumerOf(later), 2))).toEqual([])
  expect(askedBy(at(1600, consumerOf(later), 2))).toEqual([9092])
})

test('K-20 an answer that comes when a position was found counts for nothing', () => {
  const asking = at(1000, newReader(), 1)
  resetPositions(asking)
  listed(asking, { offset: 7 })
  expect(asking.consumer.positions.get(NAME)).toBe(7)
  listed(asking, { offset: 0 })
  expect(asking.consumer.positions.get(NAME)).toBe(7)
})

test('K-20 where no record is as young as that, it is asked again after request.timeout.ms', () => {
  const asking = at(1000, newReader(), 1)
  resetPositions(asking)
  listed(asking, { offset: -1 })
  expect(askedBy(at(30_999, consumerOf(asking), 2))).toEqual([])
  expect(askedBy(at(31_000, consumerOf(asking), 2))).toEqual([9092])
})

test('K-20 an unexpected error is told and asked again', () => {
  const asking = at(1000, newReader(), 1)
  resetPositions(asking)
  listed(asking, { error: 'UNKNOWN_TOPIC_OR_PARTITION', offset: -1 })
  expect(asking.facts).toMatchObject([
    {
      type: 'Logged',
      level: 'WARN',
      text: expect.stringMatching(
        /Received unknown topic or partition error in ListOffset request for partition t-0$/,
      ) as unknown,
    },
  ])
  expect(askedBy(at(1100, consumerOf(asking), 2))).toEqual([9092])
})
