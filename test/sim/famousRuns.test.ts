import { describe, expect, test } from 'vitest'
import { cuesOf } from '~/engine/cues'
import { watchWith } from '~/engine/guard'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { checkSafety } from '~/kafka/invariants/safety'
import type { KafkaModel } from '~/kafka/model'
import { FAMOUS } from '~/scenarios/library'
import type { FamousRun } from '~/scenarios/library/famousRun'
import type { FactRecord } from '~/sim/facts'
import { newClusterProjection } from '~/views/projectCluster'
import { en } from '~/words/en'

type Fact = FactRecord<KafkaModel>['fact']
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

/** A fact with who reported it and when. */
interface Told<T extends Fact['type']> {
  readonly process: string | null
  readonly at: number
  readonly fact: FactOf<T>
}

/** So long every famous run lasts, µs: beyond its last cue. */
const LENGTH = 66_000_000

const runs = new Map<string, Run>()

function famous(id: string): { readonly run: Run; readonly told: FamousRun } {
  const told = FAMOUS.find(({ scenario }) => scenario.id === id)
  if (told === undefined) throw new Error(`there is a famous run ${id}`)
  const run = runs.get(id) ?? startRun(told.scenario, told.seed, kafkaProgram)
  runs.set(id, run)
  watchWith(run.guard(), checkSafety)
  run.advance(LENGTH, 1_000_000)
  return { run, told }
}

function factsOf<T extends Fact['type']>(run: Run, type: T): readonly Told<T>[] {
  const found: Told<T>[] = []
  for (let index = 0; index < run.endIndex(); index += 1) {
    for (const { fact, process, at } of run.stepAt(index).facts) {
      if (isOf(fact, type)) found.push({ process, at, fact })
    }
  }
  return found
}

function isOf<T extends Fact['type']>(fact: Fact, type: T): fact is FactOf<T> {
  return fact.type === type
}

/** Offsets of orders-0 that a producer was told are safe, with the instant. */
function acknowledged(run: Run, process: string) {
  return factsOf(run, 'RecordAcknowledged')
    .filter((told) => told.process === process)
    .map(({ fact, at }) => ({ offset: fact.baseOffset, count: fact.count, at }))
}

function cuts(run: Run) {
  return factsOf(run, 'LogTruncated').filter(({ fact }) => fact.topic === 'orders')
}

/** Whom a partition change of orders-0 made the leader, in order. */
function elections(run: Run) {
  return factsOf(run, 'PartitionChanged').filter(
    ({ fact }) => fact.topic === 'orders' && fact.leaderFrom !== fact.leaderTo,
  )
}

function orders(run: Run) {
  const { topics } = newClusterProjection()(run.world())
  return topics.find(({ name }) => name === 'orders')?.partitions[0]
}

describe.each(FAMOUS.map(({ scenario }) => scenario.id))('%s', (id) => {
  test('brings all its cues, in order, each with a caption', () => {
    const { run, told } = famous(id)
    const marks = cuesOf(run, told.cues, new Map())
    expect(marks.map(({ cue }) => cue.id)).toEqual(told.cues.map((cue) => cue.id))
    expect(told.cues.length).toBeGreaterThan(5)
    for (const cue of told.cues) expect(en).toHaveProperty([`cue.${id}.${cue.id}`])
    expect(en).toHaveProperty([`scenario.${id}`])
  })

  test('the stage shows what a cue says of a partition', () => {
    const { run, told } = famous(id)
    const end = run.endIndex()
    for (const { cue, index } of cuesOf(run, told.cues, new Map())) {
      const { leaderTo, isrTo, elrTo } = cue.when.where ?? {}
      run.seek(index + 1)
      if (leaderTo !== undefined) expect(orders(run)?.leader, cue.id).toBe(leaderTo)
      if (isrTo !== undefined) expect(orders(run)?.isr, cue.id).toEqual(isrTo)
      if (elrTo !== undefined) expect(orders(run)?.elr, cue.id).toEqual(elrTo)
    }
    run.seek(end)
  })

  test('keeps every safety property of Kafka', () => {
    expect(famous(id).run.guard().broken).toBeNull()
  })

  test('ends with every replica that runs in sync', () => {
    const { run } = famous(id)
    const down = [...run.world().processes.values()].filter(({ status }) => status !== 'running')
    const gone = down.map(({ id: process }) => process)
    const wanted = (orders(run)?.replicas ?? []).filter(
      (broker) => !gone.some((process) => process === `kafka-${broker}`),
    )
    expect(new Set(orders(run)?.isr)).toEqual(new Set(wanted))
  })
})

test('leader-dies: the ISR elects 2, both records are acknowledged once, nothing is cut', () => {
  const { run } = famous('leader-dies')
  expect(elections(run).map(({ fact }) => [fact.leaderFrom, fact.leaderTo, fact.election])).toEqual(
    [[1, 2, 'online']],
  )
  const told = acknowledged(run, 'shop')
  expect(told.map(({ offset }) => offset)).toEqual([0, 1])
  // A refused connection is a reason to ask for metadata at once. A-12.
  expect((told[1]?.at ?? 0) - 17_000_000).toBeLessThan(200_000)
  expect(cuts(run)).toEqual([])
  expect(orders(run)).toMatchObject({ leader: 2, leaderEpoch: 1 })
})

test('follower-lags: the write waits for the shrink, the next one does not; the leader stays', () => {
  const { run } = famous('follower-lags')
  const [shrink, expand] = factsOf(run, 'PartitionChanged').filter(
    ({ fact }) => fact.topic === 'orders',
  )
  expect(shrink?.fact).toMatchObject({ isrTo: [1, 2], because: 'alterPartition' })
  expect(expand?.fact.isrTo).toEqual([1, 2, 3])
  const sent = factsOf(run, 'RecordSent').map(({ at }) => at)
  const told = acknowledged(run, 'shop').map(({ at }) => at)
  const waited = told.map((at, row) => at - (sent[row] ?? 0))
  expect(waited[1]).toBeGreaterThan(10_000_000)
  expect(told[1]).toBeGreaterThan(shrink?.at ?? 0)
  expect(waited[2]).toBeLessThan(10_000)
  expect(elections(run)).toEqual([])
})

test('acks-one: offset 1 is acknowledged, then cut away and given to another record', () => {
  const { run } = famous('acks-one')
  const told = acknowledged(run, 'till')
  expect(told.map(({ offset }) => offset)).toEqual([0, 1, 1])
  const [cut] = cuts(run)
  expect(cut).toMatchObject({ process: 'kafka-1', fact: { from: 2, to: 1 } })
  expect(cut?.at).toBeGreaterThan(told[1]?.at ?? 0)
  expect(elections(run).map(({ fact }) => fact.election)).toEqual(['online'])
})

test('unclean-election: two committed and acknowledged records are gone', () => {
  const { run } = famous('unclean-election')
  expect(elections(run).map(({ fact }) => [fact.leaderTo, fact.election])).toEqual([
    [null, 'none'],
    [2, 'unclean'],
  ])
  const told = acknowledged(run, 'shop').map(({ offset, count }) => [offset, count])
  expect(told).toEqual([
    [0, 1],
    [1, 2],
    [1, 1],
  ])
  const committed = factsOf(run, 'HighWatermarkAdvanced').filter(
    ({ fact, process }) => fact.topic === 'orders' && process === 'kafka-1' && fact.as === 'leader',
  )
  expect(committed.at(-1)?.fact.to).toBe(3)
  expect(cuts(run).map(({ process, fact }) => [process, fact.from, fact.to])).toEqual([
    ['kafka-1', 3, 1],
  ])
})

test('zombie-leader: acks=1 is believed and lost, acks=all waits and is safe', () => {
  const { run } = famous('zombie-leader')
  const [elected] = elections(run)
  const promised = acknowledged(run, 'till').find(({ at }) => at > (elected?.at ?? 0))
  const [cut] = cuts(run)
  expect(promised).toBeDefined()
  expect(cut?.process).toBe('kafka-1')
  expect(cut?.fact.to).toBeLessThanOrEqual(promised?.offset ?? -1)
  const safe = acknowledged(run, 'shop')
  expect(safe).toHaveLength(2)
  expect((safe[1]?.at ?? 0) - 20_000_000).toBeGreaterThan(29_000_000)
  const high = factsOf(run, 'HighWatermarkAdvanced').filter(
    ({ process, fact, at }) =>
      process === 'kafka-1' &&
      fact.as === 'leader' &&
      fact.topic === 'orders' &&
      at > (elected?.at ?? 0),
  )
  expect(high).toEqual([])
})

test('split-vote: each refuses the other in epoch 2, one wins epoch 3; writes go on', () => {
  const { run } = famous('split-vote')
  const refused = factsOf(run, 'VoteDecided').filter(({ fact }) => !fact.preVote && !fact.granted)
  // Which of the two answers first is the network's affair.
  const texts = refused.map(({ process, fact }) => `${process} ${fact.epoch} ${fact.because}`)
  expect(texts.toSorted()).toEqual(['kafka-3 2 alreadyVoted', 'kafka-4 2 alreadyVoted'])
  expect(factsOf(run, 'QuorumLeaderElected').map(({ fact }) => fact.epoch)).toEqual([1, 3])
  expect(acknowledged(run, 'shop')).toHaveLength(2)
})

test('majority-lost: without a majority nobody leads, and no partition changes; then both do', () => {
  const { run } = famous('majority-lost')
  const led = factsOf(run, 'QuorumLeaderElected')
  expect(led).toHaveLength(2)
  const lost = factsOf(run, 'QuorumLeaderResigned')[0]?.at ?? 0
  const regained = led[1]?.at ?? 0
  expect(regained - lost).toBeGreaterThan(10_000_000)
  const between = elections(run).filter(({ at }) => at > lost && at < regained)
  expect(between).toEqual([])
  const told = acknowledged(run, 'shop')
  expect(told.filter(({ at }) => at > lost && at < regained)).toHaveLength(1)
  expect(elections(run).map(({ fact }) => fact.leaderTo)).toEqual([2])
  expect(cuts(run)).toEqual([])
})

test('eligible-leader: who left the ISR below the minimum leads from the ELR without loss', () => {
  const { run } = famous('eligible-leader')
  const changes = factsOf(run, 'PartitionChanged').filter(({ fact }) => fact.topic === 'orders')
  const offline = changes.find(({ fact }) => fact.leaderTo === null)
  expect(offline?.fact).toMatchObject({ isrTo: [], elrTo: [1, 2] })
  const elected = changes.find(({ fact }) => fact.leaderFrom === null && fact.leaderTo !== null)
  expect(elected?.fact).toMatchObject({ leaderTo: 2, election: 'online', isrTo: [2], elrTo: [1] })
  expect(
    factsOf(run, 'RequestRefused').some(({ fact }) => fact.error === 'NOT_ENOUGH_REPLICAS'),
  ).toBe(true)
  expect(acknowledged(run, 'shop').map(({ offset }) => offset)).toEqual([0, 2])
  // All that the producer knew was broker 1: it begins again with its bootstrap servers. A-15.
  const back = changes.find(({ fact }) => fact.isrTo.length === 3)
  expect(acknowledged(run, 'shop')[1]?.at).toBeLessThan(back?.at ?? 0)
  expect(cuts(run)).toEqual([])
})
