import { describe, expect, test } from 'vitest'
import type { Response } from '~/kafka/protocol/rpc'
import {
  activeController,
  brokerRecords,
  ids,
  request,
  topicRecords,
} from '../../../support/fakeController'

const brokers = brokerRecords(4)

function alter(
  records: ReturnType<typeof topicRecords>,
  replicas: readonly number[] | null,
  allow = true,
) {
  const { answer, records: written } = request<Response<'AlterPartitionReassignments'>>(
    activeController([...brokers, ...records]),
    {
      api: 'AlterPartitionReassignments',
      allowReplicationFactorChange: allow,
      partitions: [
        { topic: 'r', partition: 0, replicas: replicas === null ? null : ids(...replicas) },
      ],
    },
  )
  const [result] = answer.partitions
  return { error: result?.error, message: result?.errorMessage, written }
}

describe('C-65 a reassignment starts', () => {
  test('targets first, those to be removed after them', () => {
    expect(alter(topicRecords('r', [[1, 2, 3]]), [4, 2, 3]).written).toMatchObject([
      {
        type: 'PartitionChangeRecord',
        replicas: ids(4, 2, 3, 1),
        addingReplicas: ids(4),
        removingReplicas: ids(1),
      },
    ])
  })

  test('C-66 a reorder is done at once, in one record', () => {
    const [record] = alter(topicRecords('r', [[1, 2, 3]]), [3, 2, 1]).written
    expect(record).toMatchObject({ replicas: ids(3, 2, 1) })
    expect(record).not.toHaveProperty('addingReplicas')
  })

  test('unknown brokers and a changed replication factor are refused', () => {
    expect(alter(topicRecords('r', [[1, 2]]), [1, 9])).toMatchObject({
      error: 'INVALID_REPLICA_ASSIGNMENT',
      message:
        'The manual partition assignment includes broker 9, but no such broker is registered.',
    })
    expect(alter(topicRecords('r', [[1, 2]]), [1, 2, 3], false).message).toBe(
      'The replication factor is changed from 2 to 3',
    )
  })

  test('what goes does not count, what comes does', () => {
    const moving = topicRecords('r', [[4, 3, 2, 1]], {
      addingReplicas: ids(3, 4),
      removingReplicas: ids(1),
    })
    expect(alter(moving, [4, 3], false).message).toBe(
      'The replication factor is changed from 3 to 2',
    )
    expect(alter(moving, [4, 3, 2], false).error).toBe('NONE')
  })

  test('§7.1 nobody is elected uncleanly with it, whatever the topic allows', () => {
    const unclean = {
      type: 'ConfigRecord',
      resourceType: 'TOPIC',
      resourceName: 'r',
      name: 'unclean.leader.election.enable',
      value: 'true',
    } as const
    const out = { isr: [], elr: ids(9), leader: null }
    const [record] = alter([...topicRecords('r', [[1, 2]], out), unclean], [1, 3]).written
    expect(record).toMatchObject({ addingReplicas: ids(3) })
    expect(record).not.toHaveProperty('leader')
  })
})

describe('C-69 a reassignment is cancelled', () => {
  const moving = topicRecords('r', [[4, 2, 3, 1]], {
    isr: ids(1, 2, 3),
    leader: ids(1)[0] ?? null,
    addingReplicas: ids(4),
    removingReplicas: ids(1),
  })

  test('what was being added goes; the order stays, so another one is preferred', () => {
    expect(alter(moving, null).written).toMatchObject([
      { replicas: ids(2, 3, 1), addingReplicas: [], removingReplicas: [], leader: ids(1)[0] },
    ])
  })

  test('nothing to cancel', () => {
    expect(alter(topicRecords('r', [[1, 2]]), null).error).toBe('NO_REASSIGNMENT_IN_PROGRESS')
  })
})
