import { expect, test } from 'vitest'
import { brokerEpoch, nodeId, topicId } from '~/kafka/ids'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import type { AssignReplicasToDirsResponse } from '~/kafka/protocol/rpc/controller'
import {
  activeController,
  brokerRecords,
  ids,
  request,
  topicRecords,
} from '../../../support/fakeController'

const T = topicId('t'.padEnd(22, '0'))
const MIN_ISR: MetadataRecord = {
  type: 'ConfigRecord',
  resourceType: 'TOPIC',
  resourceName: 't',
  name: 'min.insync.replicas',
  value: '3',
}

/** Broker 3 of three, with two directories, tells where its replica of a partition is. */
function assign(
  directory: string,
  part: { readonly isr: readonly number[]; readonly elr?: readonly number[] },
  at: { readonly broker?: number; readonly partition?: number; readonly id?: typeof T } = {},
) {
  const { broker = 3, partition = 0, id = T } = at
  const brokers = brokerRecords(4).map((record) => ({ ...record, logDirs: ['d-1', 'd-2'] }))
  const topic = topicRecords('t', [[1, 2, 3]], {
    isr: ids(...part.isr),
    elr: ids(...(part.elr ?? [])),
    leader: nodeId(part.isr[0] ?? 1),
    directories: ['d-1', 'd-1', 'd-1'],
  })
  return request<AssignReplicasToDirsResponse>(activeController([...brokers, ...topic, MIN_ISR]), {
    api: 'AssignReplicasToDirs',
    brokerId: nodeId(broker),
    brokerEpoch: brokerEpoch(broker),
    partitions: [{ topicId: id, partition, directory }],
  })
}

test('C-57 another directory is noted, and whatever is eligible is forgotten', () => {
  const { records, answer } = assign('d-2', { isr: [1, 3], elr: [2] })
  expect(records).toEqual([
    {
      type: 'PartitionChangeRecord',
      topicId: T,
      partition: 0,
      directories: ['d-1', 'd-1', 'd-2'],
      elr: [],
    },
  ])
  expect(answer.partitions).toMatchObject([{ error: 'NONE' }])
})

test('C-57 in a directory that is gone the replica leaves the ISR, by the ELR as it was', () => {
  const { records } = assign('gone', { isr: [1, 3], elr: [2] })
  expect(records).toMatchObject([
    { directories: ['d-1', 'd-1', 'gone'], elr: [] },
    { isr: [1], elr: [2, 3] },
  ])
  // What the second record finds unchanged it does not write: nobody is eligible any more.
  expect(assign('gone', { isr: [1], elr: [2] }).records).toMatchObject([
    { directories: ['d-1', 'd-1', 'gone'], elr: [] },
  ])
})

test('C-57 what is not there, and who has no replica, is refused', () => {
  const error = (at: Parameters<typeof assign>[2]) =>
    assign('d-2', { isr: [1, 2, 3] }, at).answer.partitions[0]?.error
  expect(error({ id: topicId('u'.padEnd(22, '0')) })).toBe('UNKNOWN_TOPIC_ID')
  expect(error({ partition: 5 })).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(error({ broker: 4 })).toBe('NOT_LEADER_OR_FOLLOWER')
})
