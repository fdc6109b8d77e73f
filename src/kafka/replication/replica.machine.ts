import { setup } from 'xstate'
import { compileMachine } from '~/base/machine'

/** What a replica is on its broker. Kafka: Partition, `leaderReplicaIdOpt`. */
export type ReplicaState = 'New' | 'Follower' | 'Leader'

/** What can happen to it; each comes with a new leader epoch. */
export type ReplicaEvent = 'madeLeader' | 'madeFollower'

const madeLeader = {
  target: 'Leader',
  meta: {
    description: 'The metadata names this broker leader, in a new leader epoch.',
    rule: 'R-10',
    source: 'Partition.makeLeader',
  },
} as const
const madeFollower = {
  target: 'Follower',
  meta: {
    description: 'The metadata names another leader, or none, in a new leader epoch.',
    rule: 'R-11',
    source: 'Partition.makeFollower',
  },
} as const

/** The life of a replica on a broker. */
const replicaMachine = setup({
  types: { events: {} as { type: ReplicaEvent } },
}).createMachine({
  id: 'replica',
  initial: 'New',
  states: {
    New: { on: { madeLeader, madeFollower } },
    Follower: { on: { madeLeader, madeFollower } },
    Leader: { on: { madeLeader, madeFollower } },
  },
})

/** The machine as a table. */
export const replicaTable = compileMachine<ReplicaState, ReplicaEvent>(replicaMachine)
