import { expect, test } from 'vitest'
import { faultsOf, place } from '~/engine/faults/place'
import type { FaultTarget } from '~/engine/faults/targets'
import type { Run } from '~/engine/run'
import { healRun } from '~/engine/verbs'
import { topicPartition } from '~/kafka/ids'
import { isServer } from '~/kafka/server/server'
import { hostId, processId } from '~/sim/ids'
import { FOREVER, node, offer, runTo, SECOND } from '../../support/faultRun'

// Kinds of the catalogue's part D: D6 D7 D8 N11 N12 T2 T3 O6.

const client = (process: string): FaultTarget => ({ kind: 'client', process })

const serverOf = (run: Run, id: number) => {
  const state = run.world().processes.get(processId(`kafka-${id}`))?.state ?? null
  if (!isServer(state)) throw new Error(`kafka-${id} has a state`)
  return state
}

const factsSince = (run: Run, from: number, type: string) =>
  Array.from({ length: run.endIndex() - from }, (_, index) => run.stepAt(from + index)).flatMap(
    ({ facts }) => facts.filter(({ fact }) => fact.type === type),
  )

test('D6 an old batch rots on one disk: the newest ones are whole', () => {
  const run = runTo(12)
  const name = topicPartition('orders', 0)
  const orders = { kind: 'partition', topic: 'orders', partition: 0, broker: 2 } as const
  place(run, offer(run, orders, 'corruptOld'))
  const marks = serverOf(run, 2)
    .broker?.replicas.get(name)
    ?.log.batches.toArray()
    .map(({ isCorrupt }) => isCorrupt === true)
  expect(marks?.[0]).toBe(true)
  expect(marks?.slice(1).some(Boolean)).toBe(false)
  expect(offer(run, orders, 'corruptOld').refusal).toBe('noOldRecords')
})

test('D7 a voter without its quorum-state knows no vote and no leader, and its log’s epoch', () => {
  const run = runTo(9)
  const before = serverOf(run, 2).quorum
  expect(before?.epoch).toBeGreaterThan(0)
  place(run, offer(run, node(2), 'loseQuorumState'))
  const host = hostId('node-2')
  expect(run.world().disks.get(host)?.cached.has('data/__cluster_metadata-0/quorum-state')).toBe(
    false,
  )
  run.command({ type: 'HealFault', id: faultsOf(run.world())[0]?.fault.id ?? '' })
  run.advance(30 * SECOND, FOREVER)
  expect(serverOf(run, 2).broker?.lifecycle).toBe('RUNNING')
})

test('D8 a disk goes back to its copy: what came since is gone', () => {
  const run = runTo(9)
  expect(offer(run, node(2), 'rollBackDisk').refusal).toBe('noCopy')
  place(run, offer(run, node(2), 'copyDisk'))
  const end = () => serverOf(run, 2).quorum?.log.endOffset ?? 0
  const then = end()
  run.advance(20 * SECOND, FOREVER)
  expect(end()).toBeGreaterThan(then)
  const back = offer(run, node(2), 'rollBackDisk')
  expect(back).toMatchObject({ refusal: null, values: { seconds: 11 } })
  place(run, back)
  const disk = run.world().disks.get(hostId('node-2'))
  expect(disk?.cached).toBe(disk?.copy?.files)
})

test('N11 hosts are cut off in turn and come back in turn; healing ends what was still to come', () => {
  const run = runTo(9)
  const cuts = () => [...run.world().network.links.values()].filter(({ cut }) => cut).length
  const swizzle = offer(run, { kind: 'quorum' }, 'swizzle')
  const seconds = Number(swizzle.values['seconds'])
  place(run, swizzle)
  run.advance(10 * SECOND, FOREVER)
  expect(cuts()).toBeGreaterThan(0)
  run.advance((10 + seconds) * SECOND, FOREVER)
  expect(cuts()).toBe(0)
  place(run, offer(run, { kind: 'quorum' }, 'swizzle'))
  run.command({ type: 'HealFault', id: '2' })
  run.advance((30 + seconds) * SECOND, FOREVER)
  expect(cuts()).toBe(0)
})

test('N12 a client that looks for a server at another’s address does not get there', () => {
  const run = runTo(9)
  const shop = run.world().processes.get(processId('shop'))?.host ?? hostId('')
  const link: FaultTarget = { kind: 'link', from: shop, to: 'node-2' }
  const wrong = offer(run, link, 'staleName')
  place(run, wrong)
  place(run, offer(run, node(2), 'restart'))
  const from = run.endIndex()
  run.advance(40 * SECOND, FOREVER)
  const open = [...run.world().network.connections.values()].filter(
    ({ clientHost, serverHost, state }) =>
      clientHost === shop && serverHost === 'node-2' && state === 'open',
  )
  expect(open).toEqual([])
  expect(factsSince(run, from, 'ConnectionFailed').length).toBeGreaterThan(0)
  healRun(run)
  expect(run.world().network.misled.size).toBe(0)
  expect(faultsOf(run.world()).every(({ state }) => state === 'healed')).toBe(true)
})

test('T2 fast timers time out first; their clock does not jump back when they are right again', () => {
  const run = runTo(9)
  place(run, offer(run, node(1), 'driftTimers'))
  run.advance(29 * SECOND, FOREVER)
  const timing = () => run.world().processes.get(processId('kafka-1'))?.timing
  expect(timing()).toMatchObject({ fastPerMille: 50, grainMicros: 0 })
  const since = timing()?.since ?? 0
  place(run, offer(run, node(1), 'usualTimers'))
  const own = timing()?.own ?? 0
  expect(own - run.now()).toBe(Math.floor((run.now() - since) * 0.05))
  run.advance(40 * SECOND, FOREVER)
  expect(serverOf(run, 1).broker?.lifecycle).toBe('RUNNING')
})

test('T3 coarse timers fire together, at multiples of their grain', () => {
  const run = runTo(9)
  const from = run.endIndex()
  place(run, offer(run, node(1), 'coarseTimers'))
  run.advance(20 * SECOND, FOREVER)
  const steps = Array.from({ length: run.endIndex() - from }, (_, at) => run.stepAt(from + at))
  const fired = steps.filter(
    ({ event }) =>
      event.process === 'kafka-1' &&
      // What is due at once needs no timer.
      (steps[event.cause - from]?.event.at ?? event.at) < event.at &&
      event.what.type === 'Input' &&
      event.what.input.type === 'Timer',
  )
  expect(fired.length).toBeGreaterThan(0)
  expect(fired.every(({ event }) => event.at % 100_000 === 0)).toBe(true)
})

test('O6 segments are rolled, metadata is snapshot and a group rebalances when somebody wishes it', () => {
  const run = runTo(12)
  const from = run.endIndex()
  place(run, offer(run, node(1), 'rollSegments'))
  place(run, offer(run, node(1), 'snapshotNow'))
  const log = serverOf(run, 1).broker?.replicas.get(topicPartition('orders', 0))?.log
  expect(log?.segments.size).toBe(2)
  expect(serverOf(run, 1).quorum?.snapshots.length).toBe(1)
  place(run, offer(run, client('billing-1'), 'rebalance'))
  run.advance(30 * SECOND, FOREVER)
  expect(factsSince(run, from, 'AssignmentRevoked').length).toBeGreaterThan(0)
  expect(factsSince(run, from, 'AssignmentReceived').length).toBeGreaterThan(0)
})
