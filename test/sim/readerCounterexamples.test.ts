import { expect, test } from 'vitest'
import { OUTER_HOST } from '~/engine/build'
import { consumerOf, consumerWork, newConsumer } from '~/kafka/client/consumer'
import { onFetched } from '~/kafka/client/consumerFetch'
import { noteNear } from '~/kafka/client/nearReplica'
import { topicPartition } from '~/kafka/ids'
import type { ClientProtection } from '~/kafka/client/protection'
import { processId } from '~/sim/ids'
import { contextAt } from '../support/fakeController'
import { factsOf, go, play } from '../support/play'

/**
 * Counterexamples of readers: each misses or repeats records without the rule that protects from it,
 * and not with it. Brokers A and B of the catalogue are 1 and 2.
 */
const AT = '--bootstrap-server localhost:9092,localhost:9093,localhost:9094'
const SAY = `$ kafka-console-producer.sh ${AT} --topic t --request-required-acks 1`
const READER = processId('reader')

/** CX-12, KIP-320: the new leader has fewer records than were read, and soon has more. */
function readsOn(unprotected: readonly ClientProtection[]) {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 3',
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:2 --config unclean.leader.election.enable=true`,
      SAY,
      '| a',
      '| b',
      '! wait 2s',
      '! kill 2',
      '! wait 15s',
    ].join('\n'),
  )
  session.run.command({
    type: 'Spawn',
    process: READER,
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'workload-consumer',
      args: ['t', '0'],
      files: {},
      properties: { 'bootstrap.servers': 'localhost:9092,localhost:9094', 'group.id': 'g' },
      unprotected,
    },
  })
  go(session, [SAY, '| c', '| d', '| e', '! wait 10s'].join('\n'))
  const read = () =>
    factsOf(session).flatMap((fact) => {
      if (fact.type !== 'RecordsConsumed') return []
      const count = fact.lastOffset - fact.firstOffset + 1
      return Array.from({ length: count }, (_, index) => fact.firstOffset + index)
    })
  const before = read()
  session.run.command({ type: 'Pause', process: READER })
  go(session, ['! stop 1', '! start 2', '! wait 12s'].join('\n'))
  go(session, [SAY, '| p', '| q', '| r', '| s'].join('\n'))
  session.run.command({ type: 'Resume', process: READER })
  go(session, '! wait 12s')
  return { before, after: read().slice(before.length) }
}

test('CX-12 who does not compare its position reads on, and misses what took the place of records', () => {
  const { before, after } = readsOn(['positionValidation'])
  expect(before).toEqual([0, 1, 2, 3, 4])
  expect(after).toEqual([5])
})

test('CX-12 who compares it goes back to where the logs part', () => {
  const { before, after } = readsOn([])
  expect(before).toEqual([0, 1, 2, 3, 4])
  expect(after).toEqual([2, 3, 4, 5])
})

/** CX-13, KIP-392: a consumer that reads from a near replica is ahead of it. */
function asksTheNear(unprotected: readonly ClientProtection[]) {
  const name = topicPartition('t', 0)
  const assigned = [{ topic: 't', partition: 0, from: 9 }]
  const properties = { 'bootstrap.servers': 'localhost:9092' }
  const subscription = { type: 'partitions', partitions: assigned } as const
  const reader = newConsumer(properties, subscription, unprotected)
  const work = consumerWork(reader, contextAt(1000))
  noteNear(work, name, 2)
  const row = {
    name,
    topic: 't',
    partition: 0,
    error: 'OFFSET_OUT_OF_RANGE',
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    divergingEpoch: null,
    currentLeader: null,
    preferredReadReplica: null,
    abortedTransactions: [],
    batches: [],
  } as const
  onFetched(work, {
    tag: 'fetch 2',
    to: { key: '2', host: 'localhost', port: 9093 },
    body: { api: 'Fetch', error: 'NONE', sessionId: 0, partitions: [row], nodeEndpoints: [] },
    failure: null,
    correlationId: 1,
  })
  const { positions, near } = consumerOf(work)
  return { position: positions.get(name), isNear: near.has(name) }
}

test('CX-13 who takes a replica that lags for a log that was cut begins anew', () => {
  expect(asksTheNear(['leaderBeforeReset'])).toEqual({ position: null, isNear: false })
})

test('CX-13 who asks the leader first keeps its position', () => {
  expect(asksTheNear([])).toEqual({ position: 9, isNear: false })
})
