import { describe, expect, test } from 'vitest'
import type { ControllerState } from '~/kafka/controller/controllerState'
import { brokerEpoch, nodeId, topicId } from '~/kafka/ids'
import type { Response } from '~/kafka/protocol/rpc'
import {
  activeController,
  brokerRecords,
  ids,
  request,
  topicRecords,
} from '../../../support/fakeController'

const brokers = brokerRecords(3)

function create(...asked: readonly (readonly [string, number])[]) {
  return request<Response<'CreateTopics'>>(activeController(brokers), {
    api: 'CreateTopics',
    topics: asked.map(([name, partitionCount]) => ({
      name,
      partitionCount,
      replicationFactor: 1,
      assignments: null,
      configs: [],
    })),
    timeoutMs: 30_000,
    validateOnly: false,
  }).answer.topics
}

describe('C-32, §3.2 creating topics', () => {
  test('a name that stands twice is refused once, after the others', () => {
    expect(create(['a', 1], ['b', 1], ['a', 1])).toMatchObject([
      { name: 'b', error: 'NONE' },
      { name: 'a', error: 'INVALID_REQUEST', errorMessage: 'Duplicate topic name.' },
    ])
  })

  test('ten thousand partitions in one request, not one more', () => {
    expect(create(['a', 10_000])[0]?.error).toBe('NONE')
    expect(create(['a', 10_000], ['b', 1])).toMatchObject([
      { error: 'POLICY_VIOLATION' },
      { error: 'POLICY_VIOLATION' },
    ])
  })

  test('the metadata log is no topic', () => {
    expect(create(['__cluster_metadata', 1], ['a', 1])).toMatchObject([
      { name: 'a', error: 'NONE' },
      {
        name: '__cluster_metadata',
        error: 'INVALID_REQUEST',
        errorMessage: 'Creation of internal topic __cluster_metadata is prohibited.',
      },
    ])
  })
})

/** Brokers 1 to 3, of which the last one, who leads, stops. */
function whereOneStops(): ControllerState {
  const state = activeController([...brokers, ...topicRecords('led', [[3, 1]])])
  return request(state, {
    api: 'BrokerHeartbeat',
    brokerId: nodeId(3),
    brokerEpoch: brokerEpoch(3),
    currentMetadataOffset: 150,
    wantFence: false,
    wantShutDown: true,
    offlineLogDirs: [],
  }).step.next
}

function grow(state: ControllerState, ...asked: readonly (readonly [string, number])[]) {
  return request<Response<'CreatePartitions'>>(state, {
    api: 'CreatePartitions',
    topics: asked.map(([name, count]) => ({ name, count, assignments: null })),
    timeoutMs: 30_000,
    validateOnly: false,
  })
}

describe('C-37 who stops gets no replicas', () => {
  test('of a new topic', () => {
    const asked = {
      api: 'CreateTopics',
      topics: [
        { name: 'a', partitionCount: 1, replicationFactor: 3, assignments: null, configs: [] },
      ],
      timeoutMs: 30_000,
      validateOnly: false,
    } as const
    const { answer } = request<Response<'CreateTopics'>>(whereOneStops(), asked)
    expect(answer.topics[0]?.errorMessage).toBe(
      'Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 2 broker(s) are registered.',
    )
  })

  test('of a topic that grows', () => {
    const { records } = grow(whereOneStops(), ['led', 3])
    const placed = records.flatMap((record) =>
      record.type === 'PartitionRecord' ? record.replicas : [],
    )
    expect(placed).toHaveLength(4)
    expect(new Set(placed)).toEqual(new Set(ids(1, 2)))
  })
})

describe('§8.2 growing topics', () => {
  test('the reason of the placer stands alone', () => {
    const out = brokerRecords(2).map((record) => ({ ...record, fenced: true }))
    const state = activeController([...out, ...topicRecords('r', [[1, 2]])])
    expect(grow(state, ['r', 2]).answer.topics).toEqual([
      {
        name: 'r',
        error: 'INVALID_REPLICATION_FACTOR',
        errorMessage: 'All brokers are currently fenced.',
      },
    ])
  })

  test('a name that stands twice is refused', () => {
    const state = activeController([...brokers, ...topicRecords('r', [[1]])])
    const { answer, records } = grow(state, ['r', 2], ['r', 3])
    expect(answer.topics).toMatchObject([{ error: 'INVALID_REQUEST' }])
    expect(records).toEqual([])
  })
})

describe('§8.1 deleting topics', () => {
  test('names and ids are asked for once, and one at a time', () => {
    const state = activeController([
      ...brokers,
      ...topicRecords('r', [[1]]),
      ...topicRecords('s', [[1]]),
    ])
    const id = topicId('s'.padEnd(22, '0'))
    const { answer, records } = request<Response<'DeleteTopics'>>(state, {
      api: 'DeleteTopics',
      topics: [
        { name: 'r', topicId: null },
        { name: 'r', topicId: null },
        { name: null, topicId: null },
        { name: 'q', topicId: id },
        { name: 's', topicId: null },
        { name: null, topicId: id },
      ],
      timeoutMs: 30_000,
    })
    expect(answer.topics.map((row) => row.errorMessage)).toEqual([
      'Duplicate topic name.',
      'Neither topic name nor id were specified.',
      'You may not specify both topic name and topic id.',
      'The provided topic name maps to an ID that was already supplied.',
    ])
    expect(records).toEqual([])
  })

  test('not where it is disabled', () => {
    const controller = activeController([...brokers, ...topicRecords('r', [[1]])], {
      'delete.topic.enable': 'false',
    })
    const { answer, records } = request<Response<'DeleteTopics'>>(controller, {
      api: 'DeleteTopics',
      topics: [{ name: 'r', topicId: null }],
      timeoutMs: 30_000,
    })
    expect(answer.topics[0]).toMatchObject({ error: 'TOPIC_DELETION_DISABLED' })
    expect(records).toEqual([])
  })
})
