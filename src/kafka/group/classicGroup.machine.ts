import { setup } from 'xstate'
import { compileMachine } from '~/base/machine'

/** What can happen to a classic group. */
export type ClassicGroupEvent =
  | 'firstMemberJoined'
  | 'membershipChanged'
  | 'joinPhaseEnded'
  | 'joinPhaseEndedEmpty'
  | 'assignmentStored'
  | 'groupUnloaded'

/** The states of a classic group, as Kafka writes them. */
export type ClassicGroupState =
  'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'

const about = {
  firstMemberJoined: {
    description: 'The first member of an empty group joined: the initial delay begins.',
    rule: 'G-26',
    source: 'GroupMetadataManager.prepareRebalance',
  },
  membershipChanged: {
    description: 'A member joined, left, expired or changed its protocols.',
    rule: 'G-24',
    source: 'GroupMetadataManager.prepareRebalance',
  },
  joinPhaseEnded: {
    description: 'All members have joined, or the time for it is over.',
    rule: 'G-27',
    source: 'ClassicGroup.initNextGeneration',
  },
  joinPhaseEndedEmpty: {
    description: 'The join phase ended and no member is left.',
    rule: 'G-34',
    source: 'ClassicGroup.initNextGeneration',
  },
  assignmentStored: {
    description: "The leader's assignment is committed to the log.",
    rule: 'G-29',
    source: 'GroupMetadataManager.classicGroupSyncToClassicGroup',
  },
  groupUnloaded: {
    description: 'The broker no longer coordinates the group, or the group was deleted.',
    rule: 'G-07',
    source: 'GroupMetadataManager.onUnloaded',
  },
}

/**
 * The life of a classic group. ClassicGroupState lets a Dead group die again, and none does: only
 * GroupMetadataManager.onUnloaded makes a group Dead, and its shard is gone with it.
 */
const classicGroupMachine = setup({
  types: { events: {} as { type: ClassicGroupEvent } },
}).createMachine({
  id: 'classicGroup',
  initial: 'Empty',
  states: {
    Empty: {
      on: {
        firstMemberJoined: { target: 'PreparingRebalance', meta: about.firstMemberJoined },
        groupUnloaded: { target: 'Dead', meta: about.groupUnloaded },
      },
    },
    PreparingRebalance: {
      on: {
        joinPhaseEnded: { target: 'CompletingRebalance', meta: about.joinPhaseEnded },
        joinPhaseEndedEmpty: { target: 'Empty', meta: about.joinPhaseEndedEmpty },
        groupUnloaded: { target: 'Dead', meta: about.groupUnloaded },
      },
    },
    CompletingRebalance: {
      on: {
        membershipChanged: { target: 'PreparingRebalance', meta: about.membershipChanged },
        assignmentStored: { target: 'Stable', meta: about.assignmentStored },
        groupUnloaded: { target: 'Dead', meta: about.groupUnloaded },
      },
    },
    Stable: {
      on: {
        membershipChanged: { target: 'PreparingRebalance', meta: about.membershipChanged },
        groupUnloaded: { target: 'Dead', meta: about.groupUnloaded },
      },
    },
    Dead: {},
  },
})

/** The machine as a table. */
export const classicGroupTable = compileMachine<ClassicGroupState, ClassicGroupEvent>(
  classicGroupMachine,
)
