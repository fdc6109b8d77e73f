import { expect, test } from 'vitest'
import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { KafkaModel } from '~/kafka/model'
import type { FetchRequest, FetchResponse } from '~/kafka/protocol/rpc/data'
import { isServer } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { FactRecord } from '~/sim/facts'
import { processId } from '~/sim/ids'
import { apply, nextDue, step } from '~/sim/step'
import type { Command } from '~/sim/world'

const SECOND = 1_000_000
const COUNT = 6
/** Every commit is news of `__consumer_offsets`, also one of a position that did not move. */
const SILENT = { 'enable.auto.commit': 'false' }

/** Three nodes, six partitions on all of them, a writer and a reader; what they say to each other. */
function cluster(properties: Readonly<Record<string, string>> = {}) {
  const base = loopbackScenario({ shape: { type: 'combined', nodes: 3 }, properties, perNode: {} })
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 5, properties: {} }
  const scenario = {
    ...base,
    topics: [{ name: 'orders', partitions: COUNT, replicationFactor: 3, configs: {} }],
    workload: [
      { ...client, id: 'producer-1', kind: 'producer', groupId: null },
      { ...client, id: 'consumer-1', kind: 'consumer', groupId: 'billing', properties: SILENT },
    ] as const,
  }
  let world = buildWorld(scenario, 1, kafkaProgram)
  const requests: FetchRequest[] = []
  const answers: FetchResponse[] = []
  const facts: FactRecord<KafkaModel>['fact'][] = []
  const command = (order: Command<KafkaModel>) => {
    world = apply(world, order).world
  }
  for (const order of firstCommands(scenario)) command(order)
  /** Runs on, with what is said from here on. */
  const passes = (seconds: number) => {
    for (const list of [requests, answers, facts]) list.length = 0
    const until = world.now + seconds * SECOND
    for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
      const taken = step(world)
      if (taken === null) break
      world = taken.world
      facts.push(...taken.facts.map(({ fact }) => fact))
      const { what } = taken.event
      if (what.type !== 'Input') continue
      const { input } = what
      if (input.type !== 'Request' && input.type !== 'Response') continue
      if (input.body.api !== 'Fetch') continue
      if ('maxWaitMs' in input.body) requests.push(input.body)
      else answers.push(input.body)
    }
  }
  const brokerOf = (id: number) => {
    const state = world.processes.get(serverProcess(id))?.state ?? null
    return isServer(state) ? state.broker : null
  }
  return { requests, answers, facts, command, passes, brokerOf }
}

const rows = (all: readonly Pick<FetchRequest | FetchResponse, 'partitions'>[]) =>
  all.reduce((sum, { partitions }) => sum + partitions.length, 0)

test('R-56 within a session fetches and answers name only what has news', () => {
  const at = cluster()
  at.passes(20)
  at.passes(5)
  const written = at.facts.filter(
    (fact) => fact.type === 'RecordsAppended' && fact.as === 'leader' && fact.topic === 'orders',
  )
  expect(written.length).toBeGreaterThan(10)
  expect(
    at.requests.every(({ sessionId, sessionEpoch }) => sessionId > 0 && sessionEpoch > 0),
  ).toBe(true)
  // A record is asked for, brought, and its high watermark told: by two followers and a reader.
  expect(rows(at.requests)).toBeLessThan(at.requests.length * 2)
  expect(rows(at.answers)).toBeGreaterThanOrEqual(written.length * 3)

  at.command({ type: 'Kill', process: processId('producer-1') })
  at.passes(8)
  at.passes(4)
  expect(at.requests.length).toBeGreaterThan(40)
  expect([rows(at.requests), rows(at.answers)]).toEqual([0, 0])
})

test('R-56 without slots every fetch names all its partitions', () => {
  const at = cluster({ 'max.incremental.fetch.session.cache.slots': '0' })
  at.passes(20)
  at.passes(3)
  expect(at.requests.length).toBeGreaterThan(20)
  expect(at.requests.every(({ sessionEpoch }) => sessionEpoch === 0)).toBe(true)
  expect(at.answers.every(({ sessionId }) => sessionId === 0)).toBe(true)
  expect(rows(at.answers)).toBeGreaterThanOrEqual(rows(at.requests.slice(20)))
  expect(at.brokerOf(1)?.fetchSessions.byId.size).toBe(0)
})

test('R-56 a broker that comes back knows no sessions: its fetchers begin anew', () => {
  const at = cluster({ 'leader.imbalance.check.interval.seconds': '10' })
  at.passes(20)
  const before = [...(at.brokerOf(2)?.fetchSessions.byId.keys() ?? [])]
  at.command({ type: 'Kill', process: serverProcess(2) })
  at.passes(2)
  const lost = at.facts.filter((fact) => fact.type === 'FetchSessionLost')
  expect(lost).toEqual(
    expect.arrayContaining([expect.objectContaining({ broker: 2, error: null })]),
  )
  at.command({ type: 'Start', process: serverProcess(2) })
  // Nobody fetches from it before it leads again.
  at.passes(25)
  const after = [...(at.brokerOf(2)?.fetchSessions.byId.keys() ?? [])]
  expect(before).toHaveLength(3)
  expect(after.length).toBeGreaterThanOrEqual(2)
  expect(after.filter((id) => before.includes(id))).toEqual([])
})

test('R-56 a consumer that ends closes its sessions', () => {
  const at = cluster()
  at.passes(20)
  const ofReaders = () =>
    [1, 2, 3].flatMap((id) =>
      [...(at.brokerOf(id)?.fetchSessions.byId.values() ?? [])].filter((row) => !row.isPrivileged),
    )
  expect(ofReaders()).toHaveLength(3)
  at.command({ type: 'Signal', process: processId('consumer-1'), signal: 'SIGTERM' })
  at.passes(2)
  const closing = at.requests.filter(({ sessionEpoch }) => sessionEpoch === -1)
  expect(closing.map(({ partitions }) => partitions)).toEqual([[], [], []])
  expect(ofReaders()).toEqual([])
})
