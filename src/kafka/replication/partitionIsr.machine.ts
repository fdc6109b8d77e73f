import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** How a leader's ISR stands. Kafka: PartitionState. */
export type PartitionIsrState = 'Committed' | 'PendingExpand' | 'PendingShrink'

/** What can happen to it. */
export type PartitionIsrEvent =
  'followerCaughtUp' | 'followersLagged' | 'changeAccepted' | 'changeRefused' | 'newerMetadataSeen'

const answers = {
  changeAccepted: {
    target: 'Committed',
    meta: tell(
      'The controller wrote the ISR that was asked for.',
      'R-48',
      'Partition.handleAlterPartitionUpdate',
    ),
  },
  changeRefused: {
    target: 'Committed',
    meta: tell(
      'The controller refused the change: newer metadata will tell.',
      'R-48',
      'Partition.handleAlterPartitionError',
    ),
  },
  newerMetadataSeen: {
    target: 'Committed',
    meta: tell('The metadata log was faster than the answer.', 'R-34', 'Partition.makeLeader'),
  },
} as const

/** The ISR of a partition in the hands of its leader. */
const partitionIsrMachine = setup({
  types: { events: {} as { type: PartitionIsrEvent } },
}).createMachine({
  id: 'partitionIsr',
  initial: 'Committed',
  states: {
    Committed: {
      on: {
        followerCaughtUp: {
          target: 'PendingExpand',
          meta: tell(
            'A follower outside the ISR has caught up: the leader asks to add it.',
            'R-45',
            'Partition.maybeExpandIsr',
          ),
        },
        followersLagged: {
          target: 'PendingShrink',
          meta: tell(
            'Followers have not caught up for replica.lag.time.max.ms: the leader asks to drop them.',
            'R-47',
            'Partition.maybeShrinkIsr',
          ),
        },
      },
    },
    PendingExpand: { on: answers },
    PendingShrink: { on: answers },
  },
})

/** The machine as a table. */
export const partitionIsrTable = compileMachine<PartitionIsrState, PartitionIsrEvent>(
  partitionIsrMachine,
)
