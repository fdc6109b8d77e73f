import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/**
 * What a fetcher thread does with a partition; `None`: no thread has it. A rest after an error is no
 * state of its own. §6.1. Kafka: PartitionFetchState, ReplicaState, FailedPartitions.
 */
export type FetchState = 'None' | 'Truncating' | 'Fetching' | 'Failed'

/** What can happen to it. */
export type FetchStateEvent =
  | 'added'
  | 'addedWithoutEpoch'
  | 'truncated'
  | 'divergingEpochTold'
  | 'offsetOutOfRange'
  | 'delayed'
  | 'epochFenced'
  | 'removed'

const removed = {
  target: 'None',
  meta: tell(
    'The broker leads it now, or nobody does, or it is not here any more.',
    'R-57',
    'AbstractFetcherThread.removePartitions',
  ),
} as const

/** How a follower fetches a partition. */
const fetchStateMachine = setup({
  types: { events: {} as { type: FetchStateEvent } },
}).createMachine({
  id: 'fetchState',
  initial: 'None',
  states: {
    None: {
      on: {
        added: {
          target: 'Fetching',
          meta: tell(
            'It follows a leader, and its log ends in an epoch that fetches can name.',
            'R-57',
            'AbstractFetcherThread.partitionFetchState',
          ),
        },
        addedWithoutEpoch: {
          target: 'Truncating',
          meta: tell(
            'It follows a leader, and its log knows no epoch yet.',
            'R-57',
            'AbstractFetcherThread.partitionFetchState',
          ),
        },
      },
    },
    Truncating: {
      on: {
        truncated: {
          target: 'Fetching',
          meta: tell(
            'What lies above its high watermark is cut: nothing, where nothing is there.',
            'R-57',
            'AbstractFetcherThread.truncateToHighWatermark',
          ),
        },
      },
    },
    Fetching: {
      on: {
        divergingEpochTold: {
          target: 'Fetching',
          meta: tell(
            "The leader told where the logs part: the follower's is cut there.",
            'R-59',
            'AbstractFetcherThread.truncateOnFetchResponse',
          ),
        },
        offsetOutOfRange: {
          target: 'Fetching',
          meta: tell(
            'The leader does not have this offset: it is asked where its log ends or begins.',
            'R-60',
            'AbstractFetcherThread.handleOutOfRangeError',
          ),
        },
        delayed: {
          target: 'Fetching',
          meta: tell(
            'The answer was an error: it rests for replica.fetch.backoff.ms.',
            'R-57',
            'AbstractFetcherThread.delayPartitions',
          ),
        },
        epochFenced: {
          target: 'Failed',
          meta: tell(
            'The leader has a newer epoch: it waits until it hears of that.',
            'R-57',
            'AbstractFetcherThread.onPartitionFenced',
          ),
        },
        removed,
      },
    },
    Failed: { on: { removed } },
  },
})

/** The machine as a table. */
export const fetchStateTable = compileMachine<FetchState, FetchStateEvent>(fetchStateMachine)
