import { expect, test } from 'vitest'
import { leaderEpoch, nodeId } from '~/kafka/ids'
import type { BrokerProtection } from '~/kafka/serverSpec'
import { ids } from '../support/fakeController'
import { replicaLab } from '../support/replicaLab'

/**
 * Counterexamples of where a follower cuts its log: each breaks its property without the rule that
 * protects from it, and not with it. Brokers A, B, C of the catalogue are 1, 2, 3.
 */

/** CX-03: B follows in epoch 0 when A leads in epoch 1, and joins the ISR again. */
function cutsInItsOwnEpoch(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([2], 0)
  lab.decide({ leader: 1, isr: [1] })
  lab.tell([1])
  lab.fetch(2, 1)
  lab.append(1, 'r0')
  lab.fetch(2, 1)
  // A hears that B has it, and B does not hear that A did.
  lab.serve(1, lab.ask(2, 1))
  lab.decide({ isr: [1, 2] })
  lab.tell([1, 2])
  const committed = lab.replica(1).log.highWatermark
  return { committed, follower: lab.log(2), isr: lab.replica(1).role }
}

test('CX-03 without epochs a follower in the ISR cuts what is committed, and nobody has crashed', () => {
  const { committed, follower, isr } = cutsInItsOwnEpoch(['fetchFencing', 'epochTruncation'])
  expect([committed, follower]).toEqual([1, []])
  expect(isr).toMatchObject({ type: 'leader', isr: ids(1, 2) })
})

test('CX-03 who asks where the logs part keeps it', () => {
  expect(cutsInItsOwnEpoch(['fetchFencing'])).toMatchObject({ committed: 1, follower: ['r0'] })
})

/** CX-04: A leads, B leads and A leads again, faster than they hear of each other. */
function failsOverTwice(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([1], 0)
  lab.decide({ leader: 2 })
  lab.decide({ leader: 1 })
  lab.tell([2], 1)
  lab.append(1, 'r0')
  lab.tell([1])
  lab.append(1, 'r1')
  lab.append(2, 'r2')
  lab.tell([2])
  for (let round = 0; round < 4; round += 1) lab.fetch(2, 1)
  return [lab.log(1), lab.log(2)]
}

test('CX-04 the start of the next epoch alone does not tell where logs part', () => {
  expect(failsOverTwice(['epochInAnswer'])).toEqual([
    ['r0', 'r1'],
    ['r2', 'r1'],
  ])
})

test('CX-04 who hears which epoch the leader knows cuts down to it', () => {
  expect(failsOverTwice([])).toEqual([
    ['r0', 'r1'],
    ['r0', 'r1'],
  ])
})

/** CX-05: A and B stop and start in turn; whoever runs is elected, in sync or not. */
function pingPong(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([1, 2])
  lab.append(1, 'a')
  lab.fetch(2, 1)
  // Each time the former leader has gone before: the epoch passes one in which nobody leads.
  const leads = (id: number, values: readonly string[], skipped = 1) => {
    for (let row = 0; row < skipped; row += 1) lab.decide({ leader: id, isr: [id] })
    lab.decide({ leader: id, isr: [id] })
    lab.tell([id])
    for (const value of values) lab.append(id, value)
  }
  leads(2, ['b'], 0)
  leads(1, ['c', 'd', 'e'])
  leads(2, ['f'])
  leads(1, ['g', 'h'])
  lab.tell([2])
  const cuts: number[] = []
  for (let round = 0; round < 6; round += 1) {
    const [row] = lab.fetch(2, 1).partitions
    if ((row?.divergingEpoch ?? null) !== null) cuts.push(lab.log(2).length)
  }
  return { leader: lab.log(1), follower: lab.log(2), cuts }
}

test('CX-05 after five unclean turns the logs stay apart, and epochs go down along one', () => {
  const { leader, follower } = pingPong(['epochInAnswer'])
  expect(leader).toEqual(['a', 'c', 'd', 'e', 'g', 'h'])
  expect(follower).toEqual(['a', 'b', 'f', 'e', 'g', 'h'])
})

test('CX-05 two rounds find where the logs part', () => {
  const { leader, follower, cuts } = pingPong([])
  expect(cuts).toEqual([2, 1])
  expect(follower).toEqual(leader)
})

/** CX-09: C compares its log with A's while A still leads in an older epoch. */
function comparesTooEarly(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected)
  lab.tell([1, 3], 0)
  lab.decide({ leader: 2 })
  lab.decide({ leader: 1 })
  lab.append(1, 'r0')
  lab.fetch(3, 1)
  lab.tell([3])
  const [early] = lab.fetch(3, 1).partitions
  lab.tell([2], 1)
  lab.tell([1], 1)
  lab.fetch(1, 2)
  lab.tell([1])
  lab.append(1, 'r1')
  lab.decide({ isr: [1, 3] })
  lab.tell([1])
  for (let round = 0; round < 3; round += 1) lab.fetch(3, 1)
  const { highWatermark: committed } = lab.replica(1).log
  return { early: early?.error, committed, leader: lab.log(1), follower: lab.log(3) }
}

test('CX-09 who has compared with a leader of another epoch does not see that the logs part', () => {
  expect(comparesTooEarly(['fetchFencing', 'epochInFetch'])).toEqual({
    early: 'NONE',
    committed: 1,
    leader: ['r1'],
    follower: ['r0'],
  })
})

test('CX-09 a leader of another epoch refuses: the logs are compared in the same one', () => {
  expect(comparesTooEarly([])).toEqual({
    early: 'UNKNOWN_LEADER_EPOCH',
    committed: 1,
    leader: ['r1'],
    follower: ['r1'],
  })
})

/** CX-11, KAFKA-14704: A follows with two records of its own that B never had. */
function readsWhatWillBeCut(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  for (let round = 0; round < 2; round += 1) lab.fetch(2, 1)
  for (const value of ['b', 'c']) lab.append(1, value)
  expect(lab.replica(1).log.highWatermark).toBe(1)
  lab.decide({ leader: 2, isr: [2] })
  lab.tell([1, 2, 3])
  for (const value of ['x', 'y']) lab.append(2, value)
  const [answer] = lab.fetch(1, 2).partitions
  expect(answer).toMatchObject({ divergingEpoch: { endOffset: 1 }, highWatermark: 3 })
  const asked = { ...lab.ask(1, 2), replicaId: null }
  const reader = asked.partitions.map((row) => ({
    ...row,
    currentLeaderEpoch: leaderEpoch(1),
    fetchOffset: lab.replica(1).log.logStartOffset,
    lastFetchedEpoch: null,
  }))
  const [read] = lab.serve(1, { ...asked, partitions: reader }).partitions
  for (let round = 0; round < 3; round += 1) lab.fetch(1, 2)
  const values = read?.batches.flatMap(({ records }) => records.map(({ value }) => value))
  return { read: values, later: lab.log(1), follows: lab.replica(1).role }
}

test('CX-11 a mark that moves before the log is cut shows a reader what was never committed', () => {
  const { read, later } = readsWhatWillBeCut(['truncateBeforeMark'])
  expect(read).toEqual(['a', 'b', 'c'])
  expect(later).toEqual(['a', 'x', 'y'])
})

test('CX-11 a log that is cut first shows what is committed', () => {
  const { read, later, follows } = readsWhatWillBeCut([])
  expect(read).toEqual(['a'])
  expect(later).toEqual(['a', 'x', 'y'])
  expect(follows).toEqual({ type: 'follower', leader: nodeId(2) })
})
