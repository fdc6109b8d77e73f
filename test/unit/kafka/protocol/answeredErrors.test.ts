import { expect, test } from 'vitest'
import { nodeId } from '~/kafka/ids'
import { answeredErrors, errorsIn } from '~/kafka/protocol/answeredErrors'
import type { Body } from '~/kafka/protocol/rpc'

const METADATA: Body = {
  api: 'Metadata',
  clusterId: 'c',
  controllerId: 1,
  brokers: [{ id: nodeId(1), host: 'a', port: 9092, rack: null }],
  topics: [
    { error: 'NONE', name: 'fine', topicId: null, isInternal: false, partitions: [] },
    {
      error: 'INVALID_TOPIC_EXCEPTION',
      name: 'orders',
      topicId: null,
      isInternal: false,
      partitions: [],
    },
  ],
}

test('an error is found wherever an answer carries it, with the partition that it is of', () => {
  expect(errorsIn({ api: 'Heartbeat', error: 'REBALANCE_IN_PROGRESS' })).toEqual([
    { error: 'REBALANCE_IN_PROGRESS', partition: null },
  ])
  expect(errorsIn(METADATA)).toEqual([{ error: 'INVALID_TOPIC_EXCEPTION', partition: null }])
  expect(
    errorsIn({ api: 'DeleteGroups', results: [{ groupId: 'g', error: 'NON_EMPTY_GROUP' }] }),
  ).toEqual([{ error: 'NON_EMPTY_GROUP', partition: null }])
  const described: Body = {
    api: 'DescribeTopicPartitions',
    topics: [
      {
        error: 'NONE',
        name: 'orders',
        topicId: null,
        isInternal: false,
        partitions: [
          {
            error: 'LEADER_NOT_AVAILABLE',
            partition: 2,
            leader: null,
            leaderEpoch: 0,
            replicas: [],
            isr: [],
            elr: [],
            lastKnownElr: [],
            offlineReplicas: [],
          },
        ],
      },
    ],
  }
  expect(errorsIn(described)).toEqual([{ error: 'LEADER_NOT_AVAILABLE', partition: 'orders-2' }])
  // An error of all that was asked does not hide that of a part.
  expect(
    errorsIn({
      api: 'ElectLeaders',
      error: 'CLUSTER_AUTHORIZATION_FAILED',
      partitions: [
        { topic: 'orders', partition: 0, error: 'ELECTION_NOT_NEEDED', errorMessage: null },
      ],
    }),
  ).toEqual([
    { error: 'CLUSTER_AUTHORIZATION_FAILED', partition: null },
    { error: 'ELECTION_NOT_NEEDED', partition: 'orders-0' },
  ])
})

test('what a leader refuses to append is told before its answer; what fails later is not', () => {
  const produced = (baseOffset: number): Body => ({
    api: 'Produce',
    nodeEndpoints: [],
    partitions: [
      {
        topic: 'orders',
        partition: 0,
        error: 'NOT_LEADER_OR_FOLLOWER',
        errorMessage: null,
        baseOffset,
        logAppendTimeMs: -1,
        logStartOffset: 0,
        recordErrors: [],
        currentLeader: null,
      },
    ],
  })
  expect(answeredErrors(produced(-1))).toEqual([])
  // The batch is in the log, and then the broker leads no more: R-51.
  expect(answeredErrors(produced(7))).toEqual([
    { error: 'NOT_LEADER_OR_FOLLOWER', partition: 'orders-0' },
  ])
})
