import { expect, test } from 'vitest'
import { buildWorld, firstCommands } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { nodeId } from '~/kafka/ids'
import type { BrokerProtection } from '~/kafka/serverSpec'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { apply, nextDue, step } from '~/sim/step'
import { ids } from '../support/fakeController'
import { replicaLab } from '../support/replicaLab'

/**
 * Counterexamples of replication and of the producer: each breaks its property without the rule that
 * protects from it, and not with it. Brokers A, B, C of the catalogue are 1, 2, 3.
 */
function pendingOf(lab: ReturnType<typeof replicaLab>, id: number): readonly number[] | null {
  const { role } = lab.replica(id)
  return role.type === 'leader' ? role.pendingIsr : null
}

/** CX-06, KIP-320: C follows A in epoch 0, while A leads in epoch 2. */
function fetchOfAnotherEpoch(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected)
  lab.tell([3], 0)
  lab.decide({ leader: 2 })
  lab.decide({ leader: 1 })
  lab.decide({ isr: [1, 3] })
  lab.tell([1])
  lab.append(1, 'r0')
  const [first] = lab.fetch(3, 1).partitions
  lab.fetch(3, 1)
  lab.tell([2, 3], 1)
  return { error: first?.error, committed: lab.replica(1).log.highWatermark, lab }
}

test('CX-06 without fencing a fetch of an old epoch commits a record', () => {
  const { error, committed, lab } = fetchOfAnotherEpoch(['fetchFencing'])
  expect([error, committed]).toEqual(['NONE', 1])
  // C counts as in sync and follows B by now, whose log is empty.
  expect(lab.replica(3).role).toEqual({ type: 'follower', leader: nodeId(2) })
  expect([lab.log(1), lab.log(2)]).toEqual([['r0'], []])
})

test('CX-06 with fencing it is refused, and nothing is committed', () => {
  const { error, committed } = fetchOfAnotherEpoch([])
  expect([error, committed]).toEqual(['FENCED_LEADER_EPOCH', 0])
})

test('CX-07 who compares the epochs of records alone cuts what is committed', () => {
  const { committed, lab } = fetchOfAnotherEpoch(['fetchFencing'])
  expect([committed, lab.log(3)]).toEqual([1, ['r0']])
  // B, empty, knows nothing of C's epoch: C is to ask where B ends, and to cut its log there.
  expect(lab.fetch(3, 2).partitions[0]?.error).toBe('OFFSET_OUT_OF_RANGE')
  expect([lab.log(1), lab.log(2)]).toEqual([['r0'], []])
})

test('CX-07 whose fetch of another leader epoch is refused has nothing to cut', () => {
  const { committed, lab } = fetchOfAnotherEpoch([])
  lab.fetch(3, 2)
  expect([committed, lab.log(1), lab.log(3)]).toEqual([0, ['r0'], []])
})

/** CX-08: C leads in epoch 2 with a committed record whose mark it has not heard of. */
function joinsTooEarly(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { leader: null, isr: ids(2, 3) })
  lab.decide({ leader: 2 })
  lab.decide({ leader: 3 })
  lab.tell([2, 3], 1)
  lab.append(2, 'r0')
  lab.fetch(3, 2)
  lab.fetch(3, 2)
  expect(lab.replica(2).log.highWatermark).toBe(1)
  lab.tell([1, 3])
  lab.serve(3, lab.ask(1, 3))
  return { asked: pendingOf(lab, 3), empty: lab.log(1) }
}

test('CX-08 without the rule of the epoch start an empty replica joins the ISR', () => {
  const { asked, empty } = joinsTooEarly(['epochStartRule'])
  expect(asked).toEqual([2, 3, 1])
  expect(empty).toEqual([])
})

test('CX-08 with it the replica must reach the start of the epoch first', () => {
  expect(joinsTooEarly([]).asked).toBeNull()
})

/** CX-10, KAFKA-18991: B's answer of epoch 1 reaches C in epoch 3; what it would cut is committed. */
function lateAnswer(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected)
  lab.tell([1, 2, 3])
  lab.append(1, 'x')
  for (const id of [2, 3]) lab.fetch(id, 1)
  for (const id of [2, 3]) lab.fetch(id, 1)
  lab.append(1, 'y')
  lab.fetch(3, 1)
  lab.decide({ leader: 2 })
  lab.tell([1, 2, 3])
  const late = lab.serve(2, lab.ask(3, 2))
  expect(late.partitions[0]?.divergingEpoch).toMatchObject({ epoch: 0, endOffset: 1 })
  lab.decide({ leader: 1 })
  lab.tell([1, 2, 3])
  // B first forgets its own epoch, in which it wrote nothing.
  for (let round = 0; round < 3; round += 1) for (const id of [2, 3]) lab.fetch(id, 1)
  expect([lab.log(2), lab.replica(1).log.highWatermark]).toEqual([['x', 'y'], 2])
  lab.decide({ leader: 2 })
  lab.tell([1, 2, 3])
  lab.take(3, 2, late)
  return lab.log(3)
}

test('CX-10 without a look at its epoch a late answer cuts a committed record', () => {
  expect(lateAnswer(['fetchEpochMatch'])).toEqual(['x'])
})

test('CX-10 an answer to a question of another epoch is left', () => {
  expect(lateAnswer([])).toEqual(['x', 'y'])
})

/** CX-20: A asks for C in the ISR, commits meanwhile, and C is elected before A hears the answer. */
function commitsMeanwhile(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected, { isr: ids(1, 2) })
  lab.tell([1, 2, 3])
  lab.fetch(3, 1)
  expect(pendingOf(lab, 1)).toEqual([1, 2, 3])
  lab.append(1, 'r0')
  lab.fetch(2, 1)
  lab.fetch(2, 1)
  lab.decide({ isr: [1, 2, 3] })
  lab.decide({ leader: 3, isr: [2, 3] })
  lab.tell([3])
  return { committed: lab.replica(1).log.highWatermark, leader: lab.replica(3) }
}

test('CX-20 who waits for the committed ISR alone loses what it has committed', () => {
  const { committed, leader } = commitsMeanwhile(['maximalIsr'])
  expect(committed).toBe(1)
  expect([leader.role.type, leader.log.logEndOffset]).toEqual(['leader', 0])
})

test('CX-20 who waits for the maximal ISR has not committed it', () => {
  const { committed, leader } = commitsMeanwhile([])
  expect(committed).toBe(0)
  expect(leader.role.type).toBe('leader')
})

/** CX-22: C is taken out of the replicas and put back, empty; A hears of both at once. */
function comesBackEmpty(unprotected: readonly BrokerProtection[]) {
  const lab = replicaLab(unprotected)
  lab.tell([1, 2, 3])
  lab.append(1, 'r0')
  for (const id of [2, 3]) for (let round = 0; round < 2; round += 1) lab.fetch(id, 1)
  expect(lab.replica(1).log.highWatermark).toBe(1)
  lab.decide({ isr: [1, 2] })
  lab.tell([1])
  const unasked = pendingOf(lab, 1)
  const asked = lab.ask(3, 1)
  const partitions = asked.partitions.map((row) => ({
    ...row,
    fetchOffset: lab.replica(1).log.logStartOffset,
    lastFetchedEpoch: null,
  }))
  lab.serve(1, { ...asked, partitions })
  return { unasked, asked: pendingOf(lab, 1) }
}

test('CX-22 who counts what it remembers takes an empty replica into the ISR', () => {
  expect(comesBackEmpty(['fetchBeforeJoin']).unasked).toEqual([1, 2, 3])
})

test('CX-22 who waits for a fetch sees that the replica has nothing', () => {
  expect(comesBackEmpty([])).toEqual({ unasked: null, asked: null })
})

/** CX-25: the first answer to a producer is lost; how often each record stands in the log. */
function lostAnswer(idempotence: boolean) {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: 1 },
    properties: {},
    perNode: {},
  })
  const properties = {
    'enable.idempotence': String(idempotence),
    'request.timeout.ms': '1000',
    'delivery.timeout.ms': '30000',
  }
  const producer = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 1, properties }
  const scenario = {
    ...base,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, configs: {} }],
    workload: [{ ...producer, id: 'producer-1', kind: 'producer', groupId: null }] as const,
  }
  let world = buildWorld(scenario, 1, kafkaProgram)
  for (const command of firstCommands(scenario)) world = apply(world, command).world
  let isLost = false
  let duplicates = 0
  for (let due = nextDue(world); due !== null && due <= 25_000_000; due = nextDue(world)) {
    const taken = step(world)
    if (taken === null) break
    world = taken.world
    duplicates += taken.facts.filter(({ fact }) => fact.type === 'DuplicateAnswered').length
    const answer = [...world.network.inFlight.values()].find(
      ({ kind, body }) => kind === 'response' && body?.api === 'Produce',
    )
    if (isLost || answer === undefined) continue
    isLost = true
    world = apply(world, { type: 'DropMessage', message: answer.id }).world
  }
  const values = [...world.processes.values()].flatMap(({ state }) => {
    if (!isServer(state) || state.broker === null) return []
    return [...state.broker.replicas.values()]
      .filter(({ topic }) => topic === 'orders')
      .flatMap(({ log }) => log.batches.toArray().flatMap(({ records }) => records))
      .map(({ value }) => value)
  })
  return { duplicates, twice: values.length - new Set(values).size, written: values.length }
}

test('CX-25 without idempotence a lost answer writes a record twice', () => {
  const { duplicates, twice, written } = lostAnswer(false)
  expect(written).toBeGreaterThan(5)
  expect([twice > 0, duplicates]).toEqual([true, 0])
})

test('CX-25 with idempotence the broker knows the batch and answers again', () => {
  const { duplicates, twice, written } = lostAnswer(true)
  expect(written).toBeGreaterThan(5)
  expect([twice, duplicates > 0]).toEqual([0, true])
})
