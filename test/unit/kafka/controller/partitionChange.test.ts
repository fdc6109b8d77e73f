import { expect, test } from 'vitest'
import type { PartitionChange } from '~/kafka/controller/partitionChangeBuilder'
import { buildPartitionChange } from '~/kafka/controller/partitionChangeBuilder'
import { leaderEpoch, nodeId, partitionEpoch, topicId } from '~/kafka/ids'
import { ids } from '../../../support/fakeController'

/** Replicas 1, 2, 3, all in sync, led by 1; everyone may lead. */
const change = (
  targets: Partial<PartitionChange>,
  before: Partial<PartitionChange['partition']> = {},
) =>
  buildPartitionChange({
    partition: {
      replicas: ids(1, 2, 3),
      isr: ids(1, 2, 3),
      elr: [],
      lastKnownElr: [],
      addingReplicas: [],
      removingReplicas: [],
      leader: nodeId(1),
      leaderRecoveryState: 'RECOVERED',
      leaderEpoch: leaderEpoch(4),
      partitionEpoch: partitionEpoch(9),
      directories: ids(1, 2, 3).map(() => 'd'),
      ...before,
    },
    topicId: topicId('t'),
    partitionNumber: 0,
    isAcceptableLeader: () => true,
    minIsr: 2,
    isElrEnabled: true,
    defaultDirectory: () => 'd',
    ...targets,
  })

test('C-46 a leaderless partition that loses a replica notes -1 as its last known leader', () => {
  const lost = change(
    { targetReplicas: ids(1, 2), isAcceptableLeader: () => false },
    { leader: null, isr: [], elr: ids(1) },
  )
  expect(lost).toMatchObject({ leader: null, lastKnownElr: [-1] })
})
