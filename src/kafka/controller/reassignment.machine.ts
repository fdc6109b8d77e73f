import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** Whether a partition's replicas come and go. §7.2. */
export type ReassignmentState = 'Stable' | 'Moving'

/** What can happen to it. */
export type ReassignmentEvent = 'started' | 'replicasJoined' | 'cancelled' | 'topicDeleted'

const started = {
  target: 'Moving',
  meta: tell(
    'Somebody asked for other replicas: those to come are added, those to go stay for now.',
    'C-65',
    'ReplicationControlManager.changePartitionReassignment',
  ),
} as const

/** The reassignment of a partition, as the active controller writes it. */
const reassignmentMachine = setup({
  types: { events: {} as { type: ReassignmentEvent } },
}).createMachine({
  id: 'reassignment',
  initial: 'Stable',
  states: {
    Stable: { on: { started } },
    Moving: {
      on: {
        started,
        replicasJoined: {
          target: 'Stable',
          meta: tell(
            'Every replica that stays is in the ISR: those that are to go are dropped.',
            'C-66',
            'PartitionReassignmentReplicas.maybeCompleteReassignment',
          ),
        },
        cancelled: {
          target: 'Stable',
          meta: tell(
            'It was called off: the replicas that were to come are dropped.',
            'C-69',
            'ReplicationControlManager.cancelPartitionReassignment',
          ),
        },
        topicDeleted: {
          target: 'Stable',
          meta: tell(
            'The topic was deleted, and the partition with it.',
            'C-72',
            'ReplicationControlManager.deleteTopic',
          ),
        },
      },
    },
  },
})

/** The machine as a table. */
export const reassignmentTable = compileMachine<ReassignmentState, ReassignmentEvent>(
  reassignmentMachine,
)
