import { expect, test } from 'vitest'
import { topicPartition } from '~/kafka/ids'
import type { Protection } from '~/kafka/serverSpec'
import { hostId } from '~/sim/ids'
import type { Session } from '../support/golden/runTranscript'
import { bothWays, hostOf } from '../support/hurting'
import { brokerOf, factsOf, go, play } from '../support/play'

/**
 * Counterexamples of elections: each loses a committed record without the rule that protects from
 * it, and not with it. Brokers A, B, C of the catalogue are 1, 2, 3; the controller is 4.
 */
const NAME = topicPartition('t', 0)
const AT = '--bootstrap-server localhost:9092,localhost:9093,localhost:9094'
const SAY = `$ kafka-console-producer.sh ${AT} --topic t --request-timeout-ms 60000 --request-required-acks all`

function valuesOf(session: Session, id: number): readonly (string | null)[] {
  const { batches } = brokerOf(session, id)?.replicas.get(NAME)?.log ?? { batches: null }
  return (
    batches?.toArray().flatMap(({ records }) => records.map((record) => record.value ?? null)) ?? []
  )
}

/** How the controller has the partition. */
function partitionOf(session: Session) {
  const image = brokerOf(session, 2)?.image
  const topic = [...(image?.topics.values() ?? [])].find(({ name }) => name === 't')
  const { leader, isr = [], elr = [] } = topic?.partitions.get(0) ?? {}
  return { leader, isr, elr }
}

function cut(session: Session, one: number, other: number): void {
  for (const order of bothWays(hostOf(one), hostOf(other), { cut: true })) {
    session.run.command(order)
  }
}

/** CX-14 and 15: A is the last of the ISR, and loses its power before what it wrote is on its disk. */
function lastReplicaStanding(elr: 0 | 1) {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 3',
      ...(elr === 1
        ? []
        : [`$ kafka-features.sh ${AT} downgrade --feature eligible.leader.replicas.version=0`]),
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:2:3 --config min.insync.replicas=2`,
      SAY,
      '| a',
      '| b',
      // What a clean stop has written is on the disk.
      '! stop 1',
      '! start 1',
      '! wait 5s',
      `$ kafka-leader-election.sh ${AT} --election-type preferred --topic t --partition 0`,
    ].join('\n'),
  )
  cut(session, 1, 3)
  // C has not all that A has: it leaves the ISR, and c is committed with A and B.
  go(session, [SAY, '| c', '! wait 5s'].join('\n'))
  const shrunk = partitionOf(session).isr
  const committed = brokerOf(session, 1)?.replicas.get(NAME)?.log.highWatermark
  cut(session, 1, 2)
  go(session, [SAY.replace('acks all', 'acks 1'), '| d', '! wait 50s'].join('\n'))
  const alone = partitionOf(session)
  const before = valuesOf(session, 1)
  session.run.command({ type: 'PowerOff', host: hostId('node-1') })
  go(session, '! wait 15s')
  session.run.command({ type: 'HealLinks' })
  go(session, '! wait 5s')
  const without = partitionOf(session)
  go(session, ['! start 1', '! wait 15s'].join('\n'))
  const acknowledged = factsOf(session).flatMap((fact) =>
    fact.type === 'RecordAcknowledged' && fact.acks === -1 ? fact.baseOffset : [],
  )
  const logs = [1, 2, 3].map((id) => valuesOf(session, id))
  return { shrunk, committed, alone, before, without, acknowledged, logs }
}

test('CX-14 without an ELR the last replica of the ISR takes what was committed with it', () => {
  const { shrunk, committed, alone, before, without, acknowledged, logs } = lastReplicaStanding(0)
  expect([shrunk, alone]).toEqual([[2, 1], { leader: 1, isr: [1], elr: [] }])
  expect(before).toEqual(['a', 'b', 'c', 'd'])
  expect([committed, acknowledged]).toEqual([3, [0, 2]])
  expect(without).toEqual({ leader: null, isr: [1], elr: [] })
  expect(logs).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ])
})

test('CX-15 with an ELR a replica that has it all is elected, and nothing is lost', () => {
  const { alone, without, logs } = lastReplicaStanding(1)
  expect(alone).toEqual({ leader: 1, isr: [1], elr: [2] })
  expect(without.leader).toBe(2)
  expect(logs).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ])
})

/** CX-16, KAFKA-19522: A led last, and is gone when the last eligible replica turns out not to be. */
function lastKnownIsGone(unprotected: readonly Protection[]) {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 3',
      `$ kafka-topics.sh ${AT} --create --topic t --replica-assignment 1:3 --config min.insync.replicas=2`,
      SAY,
      '| a',
      '! kill 3',
      '! wait 15s',
      '! kill 1',
      '! wait 15s',
    ].join('\n'),
    unprotected,
  )
  const both = partitionOf(session)
  // A kill is no clean stop: who comes back may have lost its log, and is eligible no more.
  go(session, ['! start 1', '! wait 5s', '! kill 1', '! wait 15s'].join('\n'))
  const one = partitionOf(session)
  go(session, ['! start 3', '! wait 5s'].join('\n'))
  const gone = partitionOf(session)
  go(session, ['! start 1', '! wait 5s'].join('\n'))
  return { both, one, gone, back: partitionOf(session) }
}

test('CX-16 a last known leader that is not asked whether it is there leads although it is gone', () => {
  const { both, one, gone } = lastKnownIsGone(['lastKnownLeaderAlive'])
  expect(both).toEqual({ leader: null, isr: [], elr: [1, 3] })
  expect(one).toEqual({ leader: null, isr: [], elr: [3] })
  expect(gone.leader).toBe(1)
})

test('CX-16 it is elected when it is there again', () => {
  const { both, one, gone, back } = lastKnownIsGone([])
  expect(both).toEqual({ leader: null, isr: [], elr: [1, 3] })
  expect(one).toEqual({ leader: null, isr: [], elr: [3] })
  expect(gone).toEqual({ leader: null, isr: [], elr: [] })
  expect(back.leader).toBe(1)
})
