import { setup } from 'xstate'
import { compileMachine } from '~/base/machine'

/** What a replica is on its broker. Kafka: Partition, `leaderReplicaIdOpt`. */
export type ReplicaState = 'New' | 'Follower' | 'Leader' | 'Offline'

/** What can happen to it: a role in a new leader epoch; the end of its log directory. */
export type ReplicaEvent = 'madeLeader' | 'madeFollower' | 'directoryFailed'

const madeLeader = {
  target: 'Leader',
  meta: {
    description: 'The metadata names this broker leader, in a new leader epoch.',
    rule: 'R-34',
    source: 'Partition.makeLeader',
  },
} as const
const madeFollower = {
  target: 'Follower',
  meta: {
    description: 'The metadata names another leader, or none, in a new leader epoch.',
    rule: 'R-35',
    source: 'Partition.makeFollower',
  },
} as const
const directoryFailed = {
  target: 'Offline',
  meta: {
    description: 'Its log directory does not work: it is not served until the next start.',
    rule: 'R-66',
    source: 'ReplicaManager.handleLogDirFailure',
  },
} as const

/** The life of a replica on a broker. */
const replicaMachine = setup({
  types: { events: {} as { type: ReplicaEvent } },
}).createMachine({
  id: 'replica',
  initial: 'New',
  states: {
    New: { on: { madeLeader, madeFollower, directoryFailed } },
    Follower: { on: { madeLeader, madeFollower, directoryFailed } },
    Leader: { on: { madeLeader, madeFollower, directoryFailed } },
    Offline: {},
  },
})

/** The machine as a table. */
export const replicaTable = compileMachine<ReplicaState, ReplicaEvent>(replicaMachine)
