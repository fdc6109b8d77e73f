import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/**
 * A broker as the active controller sees it. Kafka: BrokerControlState; its SHUTDOWN_NOW is here
 * the answer to a broker that the controller has just fenced by the broker's own wish.
 */
export type BrokerControlState = 'UNREGISTERED' | 'FENCED' | 'UNFENCED' | 'CONTROLLED_SHUTDOWN'

/** What can happen to it. */
export type BrokerControlEvent =
  'registered' | 'caughtUp' | 'fenceAsked' | 'sessionExpired' | 'shutdownAsked' | 'shutdownGranted'

const registered = {
  target: 'FENCED',
  meta: tell(
    'A new incarnation registered: it is fenced until it has caught up.',
    'C-11',
    'ClusterControlManager.registerBroker',
  ),
} as const
const sessionExpired = {
  target: 'FENCED',
  meta: tell(
    'No heartbeat came for broker.session.timeout.ms.',
    'C-27',
    'ReplicationControlManager.maybeFenceOneStaleBroker',
  ),
} as const
const shutdownGranted = {
  target: 'FENCED',
  meta: tell(
    'It leads nothing any more and the others know: it may go.',
    'C-18',
    'BrokerHeartbeatManager.calculateNextBrokerState',
  ),
} as const

/** The life of a broker in the active controller. */
const brokerControlMachine = setup({
  types: { events: {} as { type: BrokerControlEvent } },
}).createMachine({
  id: 'brokerControl',
  initial: 'UNREGISTERED',
  states: {
    UNREGISTERED: { on: { registered } },
    FENCED: {
      on: {
        registered,
        caughtUp: {
          target: 'UNFENCED',
          meta: tell(
            'It has replayed its own registration and asks to be let in.',
            'C-13',
            'BrokerHeartbeatManager.calculateNextBrokerState',
          ),
        },
      },
    },
    UNFENCED: {
      on: {
        registered,
        sessionExpired,
        shutdownGranted,
        fenceAsked: {
          target: 'FENCED',
          meta: tell(
            'It asks to be fenced.',
            'C-18',
            'BrokerHeartbeatManager.calculateNextBrokerState',
          ),
        },
        shutdownAsked: {
          target: 'CONTROLLED_SHUTDOWN',
          meta: tell(
            'It wants to go and leads partitions: these move first.',
            'C-24',
            'ReplicationControlManager.handleBrokerInControlledShutdown',
          ),
        },
      },
    },
    CONTROLLED_SHUTDOWN: { on: { registered, sessionExpired, shutdownGranted } },
  },
})

/** The machine as a table. */
export const brokerControlTable = compileMachine<BrokerControlState, BrokerControlEvent>(
  brokerControlMachine,
)
