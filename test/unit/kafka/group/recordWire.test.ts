import { describe, expect, test } from 'vitest'
import { groupRecordWire } from '~/kafka/group/recordWire'
import { offsetRecord } from '~/kafka/group/records'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'

const at = { topic: 'orders', partition: 2 }

const GROUP = {
  key: JSON.stringify({ type: 'GroupMetadata', group: 'g' }),
  value: JSON.stringify({
    protocolType: 'consumer',
    generation: 1,
    protocol: 'range',
    leader: 'm',
    currentStateTimestamp: 0,
    members: [
      {
        memberId: 'm',
        groupInstanceId: null,
        clientId: 'c',
        clientHost: '/h',
        sessionTimeoutMs: 10,
        rebalanceTimeoutMs: 20,
        protocolType: 'consumer',
        protocols: [
          {
            name: 'range',
            subscription: {
              topics: ['t'],
              ownedPartitions: [],
              generationId: -1,
              rackId: null,
              userData: null,
            },
          },
        ],
        assignment: [
          ['t', 0],
          ['t', 1],
        ],
      },
    ],
  }),
}

describe('G-06 records of __consumer_offsets as Kafka writes them', () => {
  test('a committed offset: a key of type 1, a value of version 4', () => {
    const committed = { ...at, offset: 7, leaderEpoch: 3, metadata: '好', commitTimestampMs: 5 }
    expect(groupRecordWire(offsetRecord('g', at, committed), 'read')).toEqual({
      type: 1,
      key: { group: 'g', topic: 'orders', partition: 2 },
      keySize: 2 + (2 + 1) + (2 + 6) + 4,
      version: 4,
      value: {
        offset: 7,
        leaderEpoch: 3,
        metadata: '好',
        commitTimestamp: WALL_CLOCK_START_MS + 5,
      },
      valueSize: 2 + 8 + 4 + (1 + 3) + 8 + 1,
    })
  })

  test('a tombstone has no value', () => {
    const { value, valueSize } = groupRecordWire(offsetRecord('g', at, null), 'read')
    expect([value, valueSize]).toEqual([null, -1])
  })

  test('a member’s subscription and assignment are read', () => {
    expect(groupRecordWire(GROUP, 'read').value).toMatchObject({
      members: [
        {
          subscription: { topics: ['t'], userData: null, ownedPartitions: [], generationId: -1 },
          assignment: { assignedPartitions: [{ topic: 't', partitions: [0, 1] }], userData: null },
        },
      ],
    })
  })

  test('or given as the bytes of ConsumerProtocol, in the same size', () => {
    const bytes = groupRecordWire(GROUP, 'base64')
    expect(bytes.valueSize).toBe(groupRecordWire(GROUP, 'read').valueSize)
    expect(bytes.value).toMatchObject({
      members: [
        {
          subscription: 'AAMAAAABAAF0/////wAAAAD///////8=',
          assignment: 'AAMAAAABAAF0AAAAAgAAAAAAAAAB/////w==',
        },
      ],
    })
  })
})
