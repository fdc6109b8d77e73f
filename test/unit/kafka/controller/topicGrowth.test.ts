import { expect, test } from 'vitest'
import type { PartitionRecord } from '~/kafka/protocol/metadataRecords'
import type { CreatePartitionsResponse, CreateTopicsResponse } from '~/kafka/protocol/rpc/admin'
import { activeController, brokerRecords, request } from '../../../support/fakeController'

test('C-42 partitions that are added are placed as those of a new topic are', () => {
  const empty = activeController(brokerRecords(3))
  const { step, records } = request<CreateTopicsResponse>(empty, {
    api: 'CreateTopics',
    topics: [
      { name: 't', partitionCount: 2, replicationFactor: 2, assignments: null, configs: [] },
    ],
    timeoutMs: 1000,
    validateOnly: false,
  })
  const grown = request<CreatePartitionsResponse>(step.next, {
    api: 'CreatePartitions',
    topics: [{ name: 't', count: 4, assignments: null }],
    timeoutMs: 1000,
    validateOnly: false,
  })
  const placed = (of: typeof records) =>
    of
      .filter((record): record is PartitionRecord => record.type === 'PartitionRecord')
      .map(({ partition, replicas }) => [partition, replicas])
  const [first, second] = placed(records)
  expect(placed(records)).toEqual([
    [0, first?.[1]],
    [1, second?.[1]],
  ])
  // The same draws, the same stripe: it does not go on behind partition 1.
  expect(placed(grown.records)).toEqual([
    [2, first?.[1]],
    [3, second?.[1]],
  ])
  expect(first?.[1]).not.toEqual(second?.[1])
})
