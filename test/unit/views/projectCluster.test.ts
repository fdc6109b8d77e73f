import { expect, test } from 'vitest'
import { disturb, actOn } from '~/engine/verbs'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { newClusterProjection } from '~/views/projectCluster'

function started(seconds: number): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its first scenario')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(seconds * 1_000_000, 1_000_000)
  return run
}

test('each partition has one leader among its replicas, and the group one coordinator', () => {
  const run = started(12)
  const view = newClusterProjection()(run.world())
  const leaders = view.brokers.flatMap(({ replicas }) =>
    replicas.filter(({ standing }) => standing === 'leader'),
  )
  const partitions = view.topics.flatMap((topic) => topic.partitions)
  expect(partitions.length).toBeGreaterThan(50)
  expect(leaders).toHaveLength(partitions.length)
  const coordinating = view.brokers.filter(({ coordinates }) => coordinates.includes('billing'))
  expect(coordinating).toHaveLength(1)
  const members = view.groups.find(({ id }) => id === 'billing')?.members
  expect(members?.map(({ clientProcess }) => clientProcess).sort()).toEqual([
    'billing-1',
    'billing-2',
  ])
})

test('what the next world shares with the last one is the same object in both views', () => {
  const run = started(12)
  const project = newClusterProjection()
  let before = project(run.world())
  let changedRows = 0
  for (let events = 0; events < 200; events += 1) {
    run.advance(60_000_000, 1)
    const after = project(run.world())
    changedRows += after.brokers.filter((row, index) => row !== before.brokers[index]).length
    expect(after.topics).toBe(before.topics)
    before = after
  }
  // An event concerns one process; most change nothing that the stage shows.
  expect(changedRows).toBeLessThan(200)
})

test('a projection that remembers shows what a fresh one shows', () => {
  const run = started(9)
  const project = newClusterProjection()
  for (let step = 0; step < 40; step += 1) {
    run.advance(60_000_000, 25)
    expect(project(run.world())).toEqual(newClusterProjection()(run.world()))
  }
})

test('a killed broker is offline with its last offsets; its logs are there while it starts again', () => {
  const run = started(12)
  const project = newClusterProjection()
  const before = project(run.world()).brokers[0]
  actOn(run, 'crash', 'kafka-1')
  run.advance(24_000_000, 1_000_000)
  const down = project(run.world()).brokers[0]
  expect(down?.state).toBe('killed')
  expect(down?.isFenced).toBe(true)
  // With the ELR, a replica that went cleanly in step may still be elected.
  const standings = down?.replicas.map(({ standing }) => standing) ?? []
  expect(standings.filter((one) => one !== 'offline' && one !== 'eligible')).toEqual([])
  expect(down?.replicas).toHaveLength(before?.replicas.length ?? -1)
  actOn(run, 'start', 'kafka-1')
  const starting = project(run.world()).brokers[0]
  expect(starting?.state).toBe('starting')
  expect(starting?.replicas.map(({ logEndOffset }) => logEndOffset)).toEqual(
    down?.replicas.map(({ logEndOffset }) => logEndOffset),
  )
})

test('a cut shows as a link in both directions, and healing takes it away', () => {
  const run = started(6)
  const project = newClusterProjection()
  disturb(run, { type: 'cut', from: 'node-1', to: 'node-2', bothWays: true })
  const cuts = project(run.world()).links.map(({ from, to, cut }) => [from, to, cut])
  expect(cuts).toEqual([
    ['node-1', 'node-2', true],
    ['node-2', 'node-1', true],
  ])
  disturb(run, { type: 'healLinks' })
  expect(project(run.world()).links).toEqual([])
})

test('a dropped message is no longer on its way; a delayed one arrives later', () => {
  const run = started(12)
  const project = newClusterProjection()
  for (let tries = 0; tries < 500 && project(run.world()).messages.length === 0; tries += 1) {
    run.advance(60_000_000, 1)
  }
  const [message] = project(run.world()).messages
  if (message === undefined) throw new Error('something is on its way')
  disturb(run, { type: 'delay', message: message.id, byMicros: 5000 })
  const late = project(run.world()).messages.find(({ id }) => id === message.id)
  expect(late?.arrivesAt).toBe((message.arrivesAt ?? 0) + 5000)
  disturb(run, { type: 'drop', message: message.id })
  expect(project(run.world()).messages.some(({ id }) => id === message.id)).toBe(false)
})
