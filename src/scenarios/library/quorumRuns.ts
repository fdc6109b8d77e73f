import type { FamousRun } from './famousRun'
import { at, changed, famousScenario, onDemand, reader } from './famousRun'

const vote = (preVote: boolean, granted: boolean, candidate: number) =>
  ({ fact: 'VoteDecided', where: { preVote, granted, candidate } }) as const
const edge = (where: Readonly<Record<string, string>>) =>
  ({ fact: 'Transitioned', where: { machine: 'quorumRole', ...where } }) as const

const controller = (id: number) => ({ kind: 'controller', id }) as const
const PARTITION = { kind: 'partition', topic: 'orders', partition: 0 } as const

/** Two candidates vote for themselves at once: nobody has a majority, and chance decides. */
export const splitVote: FamousRun = {
  scenario: famousScenario({
    id: 'split-vote',
    title: 'A split vote',
    shape: { type: 'apart', controllers: 3, brokers: 1 },
    topic: { name: 'orders', assignments: [[1]], configs: {} },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('shop'),
      at(7).slow(3, 4, 15),
      at(7).slow(4, 3, 15),
      at(8).kill(2),
      at(20).send('shop'),
      at(22).start(2),
    ],
  }),
  // Controller 2 is active, so that the script kills the right one.
  seed: 13,
  view: { main: 'stage', second: 'charts' },
  cues: [
    // Both ways are slow by then.
    {
      id: 'slow',
      when: { fact: 'LinkChanged', where: { from: 'node-4', to: 'node-3' } },
      about: controller(3),
    },
    { id: 'killed', when: { fact: 'ProcessKilled' }, about: controller(2) },
    // The second of two answers: each has one by then.
    { id: 'preVotes', when: vote(true, true, 4), about: controller(4) },
    { id: 'split', when: vote(false, false, 4), about: controller(3) },
    { id: 'again', when: vote(false, false, 3), about: controller(4) },
    { id: 'backoff', when: vote(true, true, 4), about: controller(4) },
    { id: 'elected', when: { fact: 'QuorumLeaderElected' }, about: controller(4) },
    { id: 'data', when: { fact: 'RecordAcknowledged', process: 'shop' }, about: PARTITION },
    { id: 'follows', when: edge({ id: 'node 2', to: 'Follower' }), about: controller(2) },
  ],
}

/** Two of three controllers are gone: data goes on, decisions do not, until one is back. */
export const majorityLost: FamousRun = {
  scenario: famousScenario({
    id: 'majority-lost',
    title: 'Majority lost and regained',
    shape: { type: 'apart', controllers: 3, brokers: 3 },
    topic: { name: 'orders', assignments: [[1, 2, 3]], configs: { 'min.insync.replicas': '2' } },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('shop'),
      at(7).kill(5),
      at(7).kill(6),
      at(12).send('shop'),
      at(13).kill(1),
      at(25).start(5),
      at(38).send('shop'),
    ],
  }),
  // Controller 4 is active, so that it is the one which is left alone.
  seed: 3,
  view: { main: 'stage', second: 'metadata' },
  cues: [
    { id: 'sent', when: { fact: 'RecordSent', process: 'shop' } },
    { id: 'killed', when: { fact: 'ProcessKilled', process: 'kafka-6' } },
    {
      id: 'resigned',
      when: { fact: 'QuorumLeaderResigned' },
      about: controller(4),
    },
    { id: 'data', when: { fact: 'RecordAcknowledged', process: 'shop' }, about: PARTITION },
    { id: 'leaderDies', when: { fact: 'ProcessKilled' }, about: { kind: 'broker', id: 1 } },
    {
      id: 'alone',
      when: edge({ id: 'node 4', from: 'Prospective', event: 'electionTimedOut' }),
      about: controller(4),
    },
    { id: 'regained', when: { fact: 'QuorumLeaderElected' }, about: controller(4) },
    {
      id: 'elected',
      when: changed({ topic: 'orders', leaderTo: 2 }),
      about: PARTITION,
    },
    { id: 'goesOn', when: { fact: 'RecordAcknowledged', process: 'shop' } },
  ],
}
