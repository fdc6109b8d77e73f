import { describe, expect, test } from 'vitest'
import type { Response } from '~/kafka/protocol/rpc'
import {
  activeController,
  brokerRecords,
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
})

describe('§8.1 deleting topics', () => {
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
