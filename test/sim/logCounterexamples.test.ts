import { expect, test } from 'vitest'
import type { BrokerProtection } from '~/kafka/serverSpec'
import { ids } from '../support/fakeController'
import { replicaLab } from '../support/replicaLab'

/**
 * Counterexamples of logs, ISR and producers: each breaks its property without the rule that
 * protects from it, and not with it. Brokers A, B, C of the catalogue are 1, 2, 3.
 */

/** CX-01, KIP-101 scenario 1: A has what is committed, and has not heard that it is. */
function cutsToItsMark(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { leader: ids(2)[0] ?? null, isr: ids(1, 2) })
  lab.tell([1, 2, 3])
  lab.append(2, 'm1')
  lab.fetch(1, 2)
  lab.fetch(1, 2)
  lab.append(2, 'm2')
  lab.fetch(1, 2)
  // B hears that A has both; its answer is lost.
  lab.serve(2, lab.ask(1, 2))
  const { highWatermark: committed } = lab.replica(2).log
  const heard = lab.replica(1).log.highWatermark
  lab.decide({ leader: 2 })
  lab.tell([1])
  lab.decide({ leader: 1 })
  lab.tell([1])
  return { committed, heard, leads: lab.log(1) }
}

test('CX-01 a follower that cuts to its high watermark and then leads has lost what was committed', () => {
  expect(cutsToItsMark(['epochTruncation'])).toEqual({ committed: 2, heard: 1, leads: ['m1'] })
})

test('CX-01 one that asks where the epoch ends keeps it', () => {
  expect(cutsToItsMark([])).toEqual({ committed: 2, heard: 1, leads: ['m1', 'm2'] })
})

/** CX-02, KIP-101 scenario 2: what A has committed alone is not what B writes in its place. */
function parts(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1) })
  lab.tell([1, 2, 3])
  lab.append(1, 'm1')
  lab.fetch(2, 1)
  lab.append(1, 'm2')
  expect(lab.replica(1).log.highWatermark).toBe(2)
  lab.decide({ leader: 2, isr: [2] })
  lab.tell([1, 2])
  lab.append(2, 'm3')
  lab.append(2, 'm4')
  for (let round = 0; round < 3; round += 1) lab.fetch(1, 2)
  return [lab.log(1), lab.log(2)]
}

test('CX-02 logs that part below the high watermark stay apart for ever', () => {
  expect(parts(['epochTruncation'])).toEqual([
    ['m1', 'm2', 'm4'],
    ['m1', 'm3', 'm4'],
  ])
})

test('CX-02 who learns where the old epoch ended comes back', () => {
  expect(parts([])).toEqual([
    ['m1', 'm3', 'm4'],
    ['m1', 'm3', 'm4'],
  ])
})

/** CX-21: a fetch that C sent before it lost its log arrives after it has registered anew. */
function joinsAsBefore(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([1, 2, 3])
  lab.append(1, 'r0')
  for (let round = 0; round < 2; round += 1) lab.fetch(2, 1)
  lab.take(3, 1, lab.serve(1, { ...lab.ask(3, 1), replicaEpoch: 3 }))
  const late = { ...lab.ask(3, 1), replicaEpoch: 3 }
  expect(late.partitions[0]?.fetchOffset).toBe(1)
  lab.register(3, 30)
  lab.tell([1])
  lab.serve(1, late)
  const { role } = lab.replica(1)
  return role.type === 'leader' ? role.pendingIsr : []
}

test('CX-21 without a look at broker epochs a replica joins the ISR for what it had before', () => {
  expect(joinsAsBefore(['brokerEpochCheck'])).toEqual([1, 2, 3])
})

test('CX-21 a fetch of an older self counts for nothing', () => {
  expect(joinsAsBefore([])).toBeNull()
})

/** A leader that has not heard of its office when the first batch comes. */
function hearsLate(producerId: number, before: readonly string[]) {
  const lab = replicaLab([], { leader: null, isr: ids(1, 2) })
  lab.tell([1, 2, 3])
  if (before.length > 0) {
    lab.decide({ leader: 1 })
    lab.tell([1])
    for (const [sequence, value] of before.entries())
      lab.produce(1, { value, producerId, sequence })
    lab.decide({ leader: 2 })
    lab.tell([1])
  }
  const from = before.length
  const first = { value: 'b1', producerId, sequence: producerId < 0 ? -1 : from }
  const second = { value: 'b2', producerId, sequence: producerId < 0 ? -1 : from + 1 }
  const early = lab.produce(1, first)
  lab.decide({ leader: 1 })
  lab.tell([1])
  const next = lab.produce(1, second)
  const again = lab.produce(1, first)
  return { answers: [early, next, again], log: lab.log(1), lab, second }
}

test('CX-26 without idempotence a batch that is tried again stands after the one sent after it', () => {
  const { answers, log } = hearsLate(-1, [])
  expect(answers).toEqual(['NOT_LEADER_OR_FOLLOWER', 'NONE', 'NONE'])
  expect(log).toEqual(['b2', 'b1'])
})

test('CX-26 with idempotence, and once its producer is known, the later one has to wait', () => {
  const { answers, lab, second } = hearsLate(7, ['b0'])
  expect(answers).toEqual(['NOT_LEADER_OR_FOLLOWER', 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'NONE'])
  expect(lab.produce(1, second)).toBe('NONE')
  expect(lab.log(1)).toEqual(['b0', 'b1', 'b2'])
})

test('CX-27 the first batch of a producer may have any sequence: the one before it never gets in', () => {
  // Kafka 4.1.2 as it is (KAFKA-15591): nothing is known of the producer, so b2 is taken.
  const { answers, log } = hearsLate(7, [])
  expect(answers).toEqual(['NOT_LEADER_OR_FOLLOWER', 'NONE', 'OUT_OF_ORDER_SEQUENCE_NUMBER'])
  expect(log).toEqual(['b2'])
})

/** CX-28: an application sends a record again after its answer was lost. */
function sentTwice(secondId: number) {
  const lab = replicaLab([], { isr: ids(1) })
  lab.tell([1, 2, 3])
  lab.produce(1, { value: 'm1', producerId: 1, sequence: 0 })
  return { error: lab.produce(1, { value: 'm1', producerId: secondId, sequence: 0 }), lab }
}

test('CX-28 a new session has another producer id: the record stands there twice', () => {
  const { error, lab } = sentTwice(2)
  expect([error, lab.log(1)]).toEqual(['NONE', ['m1', 'm1']])
})

test('CX-28 within one session it stands there once', () => {
  const { error, lab } = sentTwice(1)
  expect([error, lab.log(1)]).toEqual(['NONE', ['m1']])
})
