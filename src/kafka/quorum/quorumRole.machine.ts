import { setup } from 'xstate'
import { compileMachine, tell } from '~/base/machine'

/** The roles of a node of the quorum. Kafka: EpochState's implementations. */
export type QuorumRoleName =
  'Unattached' | 'Prospective' | 'Candidate' | 'Leader' | 'Follower' | 'Resigned'

/** What can happen to a node's role. */
export type QuorumEvent =
  | 'electionTimedOut'
  | 'fetchTimedOut'
  | 'majorityGranted'
  | 'electionLost'
  | 'wentBackToLeader'
  | 'leaderLearned'
  | 'higherEpochSeen'
  | 'resigned'
  | 'soleVoterStood'

const to = {
  timedOut: tell('The election timer ended.', 'Q-20', 'KafkaRaftClient.pollUnattached'),
  fetch: tell('No successful fetch for too long.', 'Q-21', 'KafkaRaftClient.pollFollowerAsVoter'),
  granted: tell('A majority granted its vote.', 'Q-02', 'KafkaRaftClient.maybeTransitionForward'),
  lost: tell('A majority is out of reach.', 'Q-20', 'KafkaRaftClient.maybeHandleElectionLoss'),
  back: tell(
    'It lost, and still knows its leader.',
    'Q-12',
    'KafkaRaftClient.maybeTransitionForward',
  ),
  learned: tell('A leader became known.', 'Q-03', 'KafkaRaftClient.maybeTransition'),
  higher: tell('A message carried a higher epoch.', 'Q-03', 'KafkaRaftClient.maybeTransition'),
  resigned: tell('It gave up leading.', 'Q-60', 'KafkaRaftClient.pollLeader'),
  sole: tell('The only voter stands at once.', 'Q-02', 'KafkaRaftClient.initialize'),
}

/**
 * The life of a node of the quorum; quorum.md table 1.4. The only voter is no follower when it
 * starts: a leader that is no voter is not followed. Kafka: QuorumState.initialize.
 */
const quorumRoleMachine = setup({
  types: { events: {} as { type: QuorumEvent } },
}).createMachine({
  id: 'quorumRole',
  initial: 'Unattached',
  states: {
    Unattached: {
      on: {
        electionTimedOut: { target: 'Prospective', meta: to.timedOut },
        soleVoterStood: { target: 'Prospective', meta: to.sole },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
    Prospective: {
      on: {
        majorityGranted: { target: 'Candidate', meta: to.granted },
        electionLost: { target: 'Unattached', meta: to.lost },
        wentBackToLeader: { target: 'Follower', meta: to.back },
        electionTimedOut: { target: 'Unattached', meta: to.timedOut },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
    Candidate: {
      on: {
        majorityGranted: { target: 'Leader', meta: to.granted },
        electionTimedOut: { target: 'Prospective', meta: to.timedOut },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
    Leader: {
      on: {
        resigned: { target: 'Resigned', meta: to.resigned },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
    Follower: {
      on: {
        fetchTimedOut: { target: 'Prospective', meta: to.fetch },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
    Resigned: {
      on: {
        electionTimedOut: { target: 'Unattached', meta: to.timedOut },
        soleVoterStood: { target: 'Prospective', meta: to.sole },
        leaderLearned: { target: 'Follower', meta: to.learned },
        higherEpochSeen: { target: 'Unattached', meta: to.higher },
      },
    },
  },
})

/** The machine as a table. */
export const quorumRoleTable = compileMachine<QuorumRoleName, QuorumEvent>(quorumRoleMachine)
