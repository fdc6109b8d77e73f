import { expect, test } from 'vitest'
import { compareBranches } from '~/engine/compare/compare'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn, disturb } from '~/engine/verbs'
import { LIBRARY } from '~/scenarios/library'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const SECOND = 1_000_000

function goOn(run: Run, id: number, seconds: number): void {
  if (run.branch().id === id) run.advance(seconds * SECOND, 1_000_000)
  else run.advanceBranch(id, seconds * SECOND, 1_000_000)
}

function threeNodes(): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  goOn(run, 0, 20)
  return run
}

/** One leader behind a cut that only its clients and its followers feel; acks as wished. */
function cutLeader(acks: string): Scenario {
  const properties = { 'auto.create.topics.enable': 'false' }
  const base = loopbackScenario({
    shape: { type: 'apart', controllers: 1, brokers: 3 },
    properties,
    perNode: {},
  })
  const bootstrap = 'localhost:9092,localhost:9093,localhost:9094'
  return {
    ...base,
    bootstrap,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 3, configs: {} }],
    workload: [
      {
        id: 'shop',
        kind: 'producer',
        topic: 'orders',
        bootstrap,
        ratePerSecond: 4,
        groupId: null,
        properties: { acks },
      },
    ],
  }
}

/** The leader of orders-0 as the newest moment says. */
function leaderOf(run: Run): number {
  const world = run.world()
  const led = run.notes().replication.partitions.findLast(({ topic }) => topic === 'orders')
    ?.registration?.leader
  if (led === null || led === undefined) throw new Error(`orders-0 is led at ${world.now}`)
  return led
}

test('a future in which a broker is killed differs from the one in which it is not, in its words', () => {
  const run = threeNodes()
  run.seek(run.indexAtTime(8 * SECOND))
  actOn(run, 'crash', 'kafka-2')
  const killed = run.branch().id
  goOn(run, killed, 20)
  const { fork, a, b, differences, verdict } = compareBranches(
    run,
    { a: 0, b: killed },
    20 * SECOND,
  )
  expect(fork.index).toBe(run.branchOf(killed).parent?.at)
  expect(a.commands).toEqual([])
  expect(b.commands.map(({ command }) => command.type)).toEqual(['Kill'])
  const kinds = differences.flatMap((one) => (one.type === 'moment' ? [one.b?.kind ?? null] : []))
  expect(kinds).toContain('processKilled')
  expect(a.outcome.lost).toBe(0)
  expect(b.outcome.lost).toBe(0)
  expect(b.outcome.leaderlessMicros).toBe(0)
  expect(b.outcome.leaderChanges).toBeGreaterThan(a.outcome.leaderChanges)
  expect(verdict?.measure).not.toBe('lost')
  const standing = differences.flatMap((one) => (one.type === 'standing' ? [one] : []))
  expect(standing.find(({ about }) => about === 'Broker 2')).toMatchObject({ field: 'state' })
  expect(b.moments.some(({ isDifferent }) => isDifferent)).toBe(true)
  expect(a.moments.every(({ moment }) => moment.index >= fork.index)).toBe(true)
})

test('a future is equal to itself gone again', () => {
  const run = threeNodes()
  run.seek(run.indexAtTime(8 * SECOND))
  run.fork()
  const again = run.branch().id
  goOn(run, again, 20)
  const compared = compareBranches(run, { a: 0, b: again }, 20 * SECOND)
  expect(compared.differences).toEqual([])
  expect(compared.verdict).toBeNull()
  expect(compared.b.moments.map(({ isDifferent }) => isDifferent)).not.toContain(true)
})

test('records that acks=1 acknowledged behind a cut are lost where the leader moves, not where it stays', () => {
  const run = startRun(cutLeader('1'), 1, kafkaProgram)
  goOn(run, 0, 8)
  const fork = run.endIndex()
  goOn(run, 0, 9)
  run.seek(fork)
  const leader = leaderOf(run)
  const others = [1, 2, 3, 4].filter((id) => id !== leader)
  for (const id of others) {
    disturb(run, { type: 'cut', from: `node-${leader}`, to: `node-${id}`, bothWays: true })
  }
  const cut = run.branch().id
  goOn(run, cut, 25)
  run.seek(run.endIndex())
  disturb(run, { type: 'healLinks' })
  goOn(run, cut, 40)
  goOn(run, 0, 40)
  const { a, b, verdict, differences } = compareBranches(run, { a: 0, b: cut }, 40 * SECOND)
  expect(a.outcome.lost).toBe(0)
  expect(b.outcome.lost).toBeGreaterThan(0)
  expect(verdict).toMatchObject({ measure: 'lost', a: 0, b: b.outcome.lost })
  expect(differences[0]).toEqual(verdict)
})

test('branches of branches have in common what came before the earlier of their forks', () => {
  const run = threeNodes()
  run.seek(1000)
  run.fork()
  const first = run.branch().id
  goOn(run, first, 12)
  run.seek(1500)
  run.fork()
  const second = run.branch().id
  goOn(run, second, 12)
  expect(compareBranches(run, { a: 0, b: second }, 12 * SECOND).fork.index).toBe(1000)
  expect(compareBranches(run, { a: first, b: second }, 12 * SECOND).fork.index).toBe(1500)
})

test('the oldest branch that is neither pinned nor shown goes first', () => {
  const run = threeNodes()
  run.pin(0, true)
  run.rename(0, 'as it was')
  for (let count = 1; count <= 12; count += 1) {
    run.seek(600 - count)
    run.fork()
  }
  const ids = run.branches().map(({ id }) => id)
  expect(ids).toEqual([0, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(run.branchOf(0).name).toBe('as it was')
  run.remove(run.branch().id)
  expect(run.branches().map(({ id }) => id)).toEqual(ids)
  run.remove(5)
  expect(run.branches().map(({ id }) => id)).not.toContain(5)
})

test('what is shown stays where it is while its future is lived through', () => {
  const run = threeNodes()
  const [cursor, now] = [run.cursor(), run.now()]
  run.advanceBranch(run.branch().id, 25 * SECOND, 1_000_000)
  expect(run.endIndex()).toBeGreaterThan(cursor)
  expect([run.cursor(), run.now()]).toEqual([cursor, now])
})
