import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** The states of a broker's own life. Kafka: BrokerState. */
export type BrokerLifecycleState =
  | 'NOT_RUNNING'
  | 'STARTING'
  | 'RECOVERY'
  | 'RUNNING'
  | 'PENDING_CONTROLLED_SHUTDOWN'
  | 'SHUTTING_DOWN'

/** What can happen to it. */
export type BrokerLifecycleEvent =
  'started' | 'caughtUp' | 'unfenced' | 'registrationTimedOut' | 'shutdownAsked' | 'shutdownGranted'

const stopped = tell(
  'It was asked to stop: a running broker lets its leaders move first, another goes at once.',
  'C-24',
  'BeginControlledShutdownEvent.run',
)

/** The life of a broker. Kafka: BrokerLifecycleManager. */
const brokerLifecycleMachine = setup({
  types: { events: {} as { type: BrokerLifecycleEvent } },
}).createMachine({
  id: 'brokerLifecycle',
  initial: 'NOT_RUNNING',
  states: {
    NOT_RUNNING: {
      on: {
        started: {
          target: 'STARTING',
          meta: tell(
            'The process runs and wants to register.',
            'C-10',
            'BrokerLifecycleManager.start',
          ),
        },
      },
    },
    STARTING: {
      on: {
        caughtUp: {
          target: 'RECOVERY',
          meta: tell(
            'It has replayed its own registration.',
            'C-13',
            'BrokerHeartbeatResponseEvent.run',
          ),
        },
        registrationTimedOut: {
          target: 'SHUTTING_DOWN',
          meta: tell(
            'No controller took its registration in initial.broker.registration.timeout.ms.',
            'C-16',
            'RegistrationTimeoutEvent.run',
          ),
        },
        shutdownAsked: {
          target: 'SHUTTING_DOWN',
          meta: stopped,
        },
      },
    },
    RECOVERY: {
      on: {
        unfenced: {
          target: 'RUNNING',
          meta: tell('The controller let it in.', 'C-23', 'BrokerHeartbeatResponseEvent.run'),
        },
        shutdownAsked: {
          target: 'SHUTTING_DOWN',
          meta: stopped,
        },
      },
    },
    RUNNING: {
      on: {
        shutdownAsked: {
          target: 'PENDING_CONTROLLED_SHUTDOWN',
          meta: stopped,
        },
      },
    },
    PENDING_CONTROLLED_SHUTDOWN: {
      on: {
        shutdownGranted: {
          target: 'SHUTTING_DOWN',
          meta: tell('The controller let it go.', 'C-18', 'BrokerHeartbeatResponseEvent.run'),
        },
      },
    },
    SHUTTING_DOWN: {},
  },
})

/** The machine as a table. */
export const brokerLifecycleTable = compileMachine<BrokerLifecycleState, BrokerLifecycleEvent>(
  brokerLifecycleMachine,
)
