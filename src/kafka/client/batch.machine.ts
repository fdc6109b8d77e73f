import { setup } from 'xstate'
import { compileMachine } from '~/base/machine'

/** The states of a producer's batch. Kafka: ProducerBatch, RecordAccumulator, Sender. */
export type BatchState = 'OPEN' | 'QUEUED' | 'IN_FLIGHT' | 'SUCCEEDED' | 'FAILED' | 'SPLIT'

/** What can happen to it. */
export type BatchEvent =
  'closed' | 'drained' | 'acknowledged' | 'retried' | 'expired' | 'refused' | 'tooLarge'

const tell = (description: string, rule: string, source: string) => ({
  meta: { description, rule, source },
})

const expired = {
  target: 'FAILED',
  ...tell('delivery.timeout.ms is over.', 'P-12', 'ProducerBatch.hasReachedDeliveryTimeout'),
} as const
const refused = {
  target: 'FAILED',
  ...tell('An error that no retry mends.', 'P-34', 'Sender.failBatch'),
} as const

/** The life of a batch in a producer. */
const batchMachine = setup({
  types: { events: {} as { type: BatchEvent } },
}).createMachine({
  id: 'batch',
  initial: 'OPEN',
  states: {
    OPEN: {
      on: {
        closed: {
          target: 'QUEUED',
          ...tell('The next record did not fit.', 'P-06', 'RecordAccumulator.tryAppend'),
        },
        drained: {
          target: 'IN_FLIGHT',
          ...tell('Its sequence is set and it is sent.', 'P-10', 'RecordAccumulator.drain'),
        },
        expired,
      },
    },
    QUEUED: {
      on: {
        drained: {
          target: 'IN_FLIGHT',
          ...tell('It is sent, perhaps again.', 'P-10', 'RecordAccumulator.drain'),
        },
        expired,
      },
    },
    IN_FLIGHT: {
      on: {
        acknowledged: {
          target: 'SUCCEEDED',
          ...tell('The broker has it.', 'P-10', 'Sender.completeBatch'),
        },
        retried: {
          target: 'QUEUED',
          ...tell('An error that may pass.', 'P-30', 'Sender.reenqueueBatch'),
        },
        tooLarge: {
          target: 'SPLIT',
          ...tell(
            'Smaller batches take its records.',
            'P-34',
            'RecordAccumulator.splitAndReenqueue',
          ),
        },
        expired,
        refused,
      },
    },
    SUCCEEDED: {},
    FAILED: {},
    SPLIT: {},
  },
})

/** The machine as the table that the producer runs. */
export const batchTable = compileMachine<BatchState, BatchEvent>(batchMachine)
