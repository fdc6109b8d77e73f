import { setup } from 'xstate'
import { compileMachine } from '~/base/machine'

/** Whether a controller decides. Kafka: QuorumController, `curClaimEpoch`. */
export type ControllerActivationState = 'Standby' | 'Active'

/** What can happen to it. */
export type ControllerActivationEvent = 'leadershipWon' | 'leadershipLost'

/** The activation of a controller. */
const controllerActivationMachine = setup({
  types: { events: {} as { type: ControllerActivationEvent } },
}).createMachine({
  id: 'controllerActivation',
  initial: 'Standby',
  states: {
    Standby: {
      on: {
        leadershipWon: {
          target: 'Active',
          meta: {
            description: 'Its node leads the quorum and has replayed all that is committed.',
            rule: 'C-30',
            source: 'QuorumController.claim',
          },
        },
      },
    },
    Active: {
      on: {
        leadershipLost: {
          target: 'Standby',
          meta: {
            description: 'Its node leads the quorum no more: what was not committed is forgotten.',
            rule: 'C-84',
            source: 'QuorumController.renounce',
          },
        },
      },
    },
  },
})

/** The machine as a table. */
export const controllerActivationTable = compileMachine<
  ControllerActivationState,
  ControllerActivationEvent
>(controllerActivationMachine)
