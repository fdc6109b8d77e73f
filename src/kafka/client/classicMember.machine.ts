import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** How far a member is in its group. Kafka: AbstractCoordinator.MemberState. */
export type Membership = 'UNJOINED' | 'PREPARING_REBALANCE' | 'COMPLETING_REBALANCE' | 'STABLE'

/** What can happen to it. */
export type MembershipEvent = 'joinSent' | 'joined' | 'assigned' | 'left'

const joinSent = {
  target: 'PREPARING_REBALANCE',
  meta: tell(
    'It asks to join, for the first time or because a rebalance has begun.',
    'G-26',
    'AbstractCoordinator.initiateJoinGroup',
  ),
} as const
const left = {
  target: 'UNJOINED',
  meta: tell('It is closed and tells the group.', 'G-35', 'AbstractCoordinator.maybeLeaveGroup'),
} as const

/** The life of a member of a classic group, in the consumer. */
const classicMemberMachine = setup({
  types: { events: {} as { type: MembershipEvent } },
}).createMachine({
  id: 'classicMember',
  initial: 'UNJOINED',
  states: {
    UNJOINED: { on: { joinSent } },
    PREPARING_REBALANCE: {
      on: {
        joinSent,
        left,
        joined: {
          target: 'COMPLETING_REBALANCE',
          meta: tell(
            'The coordinator answered the join: it is in the new generation.',
            'G-27',
            'JoinGroupResponseHandler.handle',
          ),
        },
      },
    },
    COMPLETING_REBALANCE: {
      on: {
        joinSent,
        left,
        assigned: {
          target: 'STABLE',
          meta: tell(
            'The coordinator answered the sync: it has its partitions.',
            'G-29',
            'SyncGroupResponseHandler.handle',
          ),
        },
      },
    },
    STABLE: { on: { joinSent, left } },
  },
})

/** The machine as a table. */
export const classicMemberTable = compileMachine<Membership, MembershipEvent>(classicMemberMachine)
