import type { FamousRun } from './famousRun'
import { at, changed, famousScenario, onDemand, reader } from './famousRun'

/** The one partition of these runs: broker 1 is its preferred leader. */
const ORDERS = [[1, 2, 3]]
const PARTITION = { kind: 'partition', topic: 'orders', partition: 0 } as const
const APART = { type: 'apart', controllers: 1, brokers: 3 } as const
const appended = (as: 'leader' | 'follower', lastOffset: number) =>
  ({ fact: 'RecordsAppended', where: { topic: 'orders', as, lastOffset } }) as const
const link = (from: string, to: string) => ({ fact: 'LinkChanged', where: { from, to } }) as const
const isr = (isrTo: readonly number[]) => changed({ topic: 'orders', isrTo })
const leads = (leaderTo: number | null) => changed({ topic: 'orders', leaderTo })

/** The leader crashes after a record is committed: another replica in sync has it and leads. */
export const leaderDies: FamousRun = {
  scenario: famousScenario({
    id: 'leader-dies',
    title: 'Leader dies, acks=all',
    shape: APART,
    topic: { name: 'orders', assignments: ORDERS, configs: { 'min.insync.replicas': '2' } },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [at(6).send('shop'), at(7).kill(1), at(17).send('shop'), at(19).start(1)],
  }),
  seed: 1,
  view: { main: 'stage', second: 'logs' },
  cues: [
    { id: 'sent', when: { fact: 'RecordSent', process: 'shop' } },
    {
      id: 'committed',
      when: { fact: 'HighWatermarkAdvanced', where: { topic: 'orders', as: 'leader' } },
      about: PARTITION,
    },
    { id: 'killed', when: { fact: 'ProcessKilled' }, about: { kind: 'broker', id: 1 } },
    { id: 'elected', when: leads(2), about: PARTITION },
    { id: 'goesOn', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'returns', when: { fact: 'BecameFollower', process: 'kafka-1' } },
    { id: 'inSync', when: isr([2, 3, 1]), about: PARTITION },
  ],
}

/** A follower cannot fetch: writes wait for it until it leaves the ISR; later it catches up. */
export const followerLags: FamousRun = {
  scenario: famousScenario({
    id: 'follower-lags',
    title: 'A follower lags and leaves the ISR',
    shape: APART,
    properties: { 'replica.lag.time.max.ms': '10000' },
    topic: { name: 'orders', assignments: ORDERS, configs: { 'min.insync.replicas': '2' } },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('shop'),
      at(8).cut(1, 3),
      at(8).cut(3, 1),
      at(9).send('shop'),
      at(24).send('shop'),
      at(26).heal(),
    ],
  }),
  seed: 1,
  view: { main: 'stage', second: 'isr' },
  cues: [
    { id: 'sent', when: { fact: 'RecordSent', process: 'shop' } },
    // Both ways are cut by then.
    { id: 'cut', when: link('node-3', 'node-1'), about: { kind: 'broker', id: 3 } },
    { id: 'waits', when: appended('follower', 1), about: PARTITION },
    { id: 'shrunk', when: isr([1, 2]), about: PARTITION },
    { id: 'acknowledged', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'without', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'healed', when: { fact: 'LinkChanged' } },
    {
      id: 'caughtUp',
      when: { fact: 'RecordsAppended', where: { topic: 'orders' }, process: 'kafka-3' },
    },
    { id: 'expanded', when: isr([1, 2, 3]), about: PARTITION },
  ],
}

/** With acks=1 the leader's word is enough: it dies before its followers have the record. */
export const acksOne: FamousRun = {
  scenario: famousScenario({
    id: 'acks-one',
    title: 'Acknowledged and lost, acks=1',
    shape: APART,
    topic: { name: 'orders', assignments: ORDERS, configs: { 'min.insync.replicas': '2' } },
    workload: [onDemand('till', { acks: '1' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('till'),
      at(7.5).cut(1, 2),
      at(7.5).cut(1, 3),
      at(8).send('till'),
      at(9).kill(1),
      at(9).heal(),
      at(20).send('till'),
      at(22).start(1),
    ],
  }),
  seed: 1,
  view: { main: 'stage', second: 'logs' },
  cues: [
    { id: 'sent', when: { fact: 'RecordSent', process: 'till' } },
    // Of two links the second.
    { id: 'cut', when: link('node-1', 'node-3') },
    { id: 'appended', when: appended('leader', 1), about: PARTITION },
    { id: 'acknowledged', when: { fact: 'RecordAcknowledged', process: 'till' } },
    { id: 'killed', when: { fact: 'ProcessKilled' }, about: { kind: 'broker', id: 1 } },
    { id: 'elected', when: leads(2), about: PARTITION },
    { id: 'reused', when: appended('leader', 1), about: PARTITION },
    { id: 'truncated', when: { fact: 'LogTruncated', process: 'kafka-1' }, about: PARTITION },
  ],
}

/** The last replica in sync dies; one that is behind may lead: committed records are gone. */
export const uncleanElection: FamousRun = {
  scenario: famousScenario({
    id: 'unclean-election',
    title: 'Unclean leader election',
    shape: APART,
    topic: {
      name: 'orders',
      assignments: ORDERS,
      configs: { 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'true' },
    },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('shop'),
      at(7.5).kill(2),
      at(7.5).kill(3),
      at(19).send('shop', 2),
      at(21).kill(1),
      at(32).start(2),
      at(38).send('shop'),
      at(40).start(1),
      at(46).start(3),
    ],
  }),
  seed: 1,
  view: { main: 'stage', second: 'logs' },
  cues: [
    {
      id: 'committed',
      when: { fact: 'HighWatermarkAdvanced', where: { topic: 'orders', as: 'leader' } },
      about: PARTITION,
    },
    { id: 'killed', when: { fact: 'ProcessKilled', process: 'kafka-3' } },
    { id: 'alone', when: isr([1]), about: PARTITION },
    { id: 'acknowledged', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'lastDies', when: { fact: 'ProcessKilled' }, about: { kind: 'broker', id: 1 } },
    { id: 'offline', when: leads(null), about: PARTITION },
    {
      id: 'elected',
      when: changed({ topic: 'orders', election: 'unclean' }),
      about: PARTITION,
    },
    { id: 'reused', when: appended('leader', 1), about: PARTITION },
    { id: 'truncated', when: { fact: 'LogTruncated', process: 'kafka-1' }, about: PARTITION },
  ],
}

/** Cut off from the controller one way, the old leader goes on: who believes it, and for how long. */
export const zombieLeader: FamousRun = {
  scenario: famousScenario({
    id: 'zombie-leader',
    title: 'A zombie leader behind a one-way cut',
    shape: APART,
    topic: { name: 'orders', assignments: ORDERS, configs: { 'min.insync.replicas': '2' } },
    workload: [
      onDemand('shop', { acks: 'all' }),
      onDemand('till', { acks: '1' }),
      reader('billing-1', 'billing'),
    ],
    script: [
      at(6).send('shop'),
      at(6.5).send('till'),
      at(8).cut(1, 4),
      at(18).send('till'),
      at(20).send('shop'),
      at(60).heal(),
    ],
  }),
  seed: 1,
  view: { main: 'stage', second: 'logs' },
  cues: [
    { id: 'sent', when: { fact: 'RecordSent', process: 'shop' } },
    { id: 'cut', when: { fact: 'LinkChanged' }, about: { kind: 'broker', id: 1 } },
    { id: 'elected', when: leads(2), about: PARTITION },
    { id: 'believed', when: { fact: 'RecordAcknowledged', process: 'till' } },
    { id: 'waits', when: { fact: 'RequestWaits', where: { api: 'Produce' }, process: 'kafka-1' } },
    { id: 'safe', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'healed', when: { fact: 'LinkChanged' } },
    { id: 'truncated', when: { fact: 'LogTruncated', process: 'kafka-1' }, about: PARTITION },
  ],
}

/** Every replica is down; one that left the ISR below the minimum is known to be complete. */
export const eligibleLeader: FamousRun = {
  scenario: famousScenario({
    id: 'eligible-leader',
    title: 'All replicas down, and the ELR',
    shape: APART,
    topic: { name: 'orders', assignments: ORDERS, configs: { 'min.insync.replicas': '2' } },
    workload: [onDemand('shop', { acks: 'all' }), reader('billing-1', 'billing')],
    script: [
      at(6).send('shop', 2),
      at(8).stop(3),
      at(12).stop(2),
      at(16).send('shop'),
      at(16.5).stop(1),
      at(20).start(2),
      at(23).start(3),
      at(29).start(1),
    ],
  }),
  seed: 1,
  view: { main: 'stage', second: 'isr' },
  cues: [
    { id: 'committed', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'shrunk', when: isr([1, 2]), about: PARTITION },
    {
      id: 'eligible',
      when: changed({ topic: 'orders', isrTo: [1], elrTo: [2] }),
      about: PARTITION,
    },
    { id: 'refused', when: { fact: 'RequestRefused', where: { api: 'Produce' } } },
    { id: 'offline', when: leads(null), about: PARTITION },
    { id: 'elected', when: leads(2), about: PARTITION },
    { id: 'enough', when: isr([2, 3]), about: PARTITION },
    { id: 'acknowledged', when: { fact: 'RecordAcknowledged', process: 'shop' } },
    { id: 'allBack', when: isr([2, 3, 1]), about: PARTITION },
  ],
}
