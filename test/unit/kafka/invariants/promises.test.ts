import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { Replica } from '~/kafka/broker/brokerState'
import { leaderEpoch } from '~/kafka/ids'
import type { KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import { apply } from '~/sim/step'
import { repeated } from '../../../support/promises'
import { notStable } from '../../../support/quorumRest'
import { active, follower, leader, log, quorum, sound, voter } from '../../../support/soundWorld'

const rule = (found: string | null) => found?.split(':')[0]

const found = (world: KafkaWorld) =>
  repeated([...world.processes.values()].flatMap(({ state }) => (isServer(state) ? [state] : [])))

/** The last two batches of a log, in this order, follow the others. */
const ending = (
  order: (last: { readonly older: Batch; readonly newest: Batch }) => readonly Batch[],
): ((old: Replica['log']) => Pick<Replica['log'], 'batches'>) => {
  return ({ batches }) => {
    const [older, newest] = batches.slice(-2)
    if (older === undefined || newest === undefined) throw new Error('it holds two batches')
    return {
      batches: batches
        .pop()
        .pop()
        .push(...order({ older, newest })),
    }
  }
}
type Batch = Parameters<Replica['log']['batches']['push']>[0]

test('CL-04 a record that stands twice is found', () => {
  expect(found(sound)).toBeNull()
  const twice = ending(({ older, newest }) => [older, newest, newest])
  expect(rule(found(log(leader, twice)))).toBe('CL-04')
  const again = ending(({ older, newest }) => [older, newest, older])
  expect(rule(found(log(leader, again)))).toBe('CL-04')
  // What a follower holds is compared with its leader's log, LR-06.
  expect(found(log(follower, twice))).toBeNull()
})

test('PI-05 a record before one that was sent earlier is found', () => {
  const swapped = ending(({ older, newest }) => [newest, older])
  expect(rule(found(log(leader, swapped)))).toBe('PI-05')
  // Without an id, or after an epoch bump (KAFKA-15591), nothing is promised.
  const plain = ending(({ older, newest }) =>
    [newest, older].map((batch) => ({ ...batch, producerId: -1 })),
  )
  expect(found(log(leader, plain))).toBeNull()
})

test('KR-23 a leader that goes although nothing hurts is found', () => {
  expect(notStable(sound, sound)).toBeNull()
  const newer = quorum(active, ({ epoch }) => ({ epoch: leaderEpoch(epoch + 1) }))
  expect(rule(notStable(sound, newer))).toBe('KR-23')
  const gone = quorum(active, () => ({ role: { name: 'Unattached', leaderId: null } }))
  expect(rule(notStable(sound, gone))).toBe('KR-23')
  // Who has gone may have been the leader.
  const stopped = apply(gone, { type: 'Kill', process: serverProcess(voter) }).world
  expect(notStable(sound, stopped)).toBeNull()
})
