import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** The life of a segment. §2.5. Kafka: LogSegments, LocalLog. */
export type SegmentState = 'Active' | 'Closed' | 'Deleted' | 'Gone'

/** What can happen to it. */
export type SegmentEvent = 'rolled' | 'cutInto' | 'removed' | 'unlinked'

const removed = {
  target: 'Deleted',
  meta: tell(
    'Retention, the start of the log or a cut has passed it: its files are renamed.',
    'R-22',
    'LocalLog.deleteSegmentFiles',
  ),
} as const

/** A segment of a partition's log on one broker. */
const segmentMachine = setup({
  types: { events: {} as { type: SegmentEvent } },
}).createMachine({
  id: 'logSegment',
  initial: 'Active',
  states: {
    Active: {
      on: {
        rolled: {
          target: 'Closed',
          meta: tell('The next batch went into a new segment.', 'R-10', 'UnifiedLog.roll'),
        },
        removed,
      },
    },
    Closed: {
      on: {
        cutInto: {
          target: 'Active',
          meta: tell(
            'The log was cut inside it: what comes next is written here.',
            'R-59',
            'LocalLog.truncateTo',
          ),
        },
        removed,
      },
    },
    Deleted: {
      on: {
        unlinked: {
          target: 'Gone',
          meta: tell(
            'file.delete.delay.ms are over: the files are gone.',
            'R-22',
            'LocalLog.deleteSegmentFiles',
          ),
        },
      },
    },
    Gone: {},
  },
})

/** The machine as a table. */
export const segmentTable = compileMachine<SegmentState, SegmentEvent>(segmentMachine)
