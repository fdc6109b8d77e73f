import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { openRunDocument, readRunDocument, runDocument } from '~/engine/document/runDocument'
import { offersFor, targetsOf } from '~/engine/faults/offers'
import { faultsOf, place } from '~/engine/faults/place'
import { standingOf } from '~/engine/faults/standing'
import type { FaultTarget } from '~/engine/faults/targets'
import { beginWithout } from '~/engine/faults/without'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { ledgerOf } from '~/engine/ledger'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn, healRun } from '~/engine/verbs'
import { topicPartition } from '~/kafka/ids'
import { isServer } from '~/kafka/server/server'
import { LIBRARY } from '~/scenarios/library'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { processId } from '~/sim/ids'
import { FOREVER, node, offer, runTo, scene, SECOND } from '../../support/faultRun'

test('every verb that is offered now can be placed, is listed, and is healed again', () => {
  const run = runTo(9)
  const at = run.endIndex()
  const offers = targetsOf(scene(run)).flatMap((target) => offersFor(scene(run), target))
  const possible = offers.filter(({ refusal, isRepair }) => refusal === null && !isRepair)
  expect(new Set(possible.map(({ verb }) => verb)).size).toBeGreaterThan(25)
  const kinds = new Map(possible.map((row) => [row.verb, row]))
  for (const one of kinds.values()) {
    run.seek(at)
    place(run, one)
    const [placed] = faultsOf(run.world())
    expect(placed?.state, one.verb).toBe('acting')
    expect(placed?.fault.commands.length, one.verb).toBeGreaterThan(0)
    run.command({ type: 'HealFault', id: placed?.fault.id ?? '' })
    expect(faultsOf(run.world())[0]?.state, one.verb).toBe('healed')
  }
})

test('what cannot be done now says why', () => {
  const run = runTo(9)
  place(run, offer(run, node(2), 'crash'))
  const offers = offersFor(scene(run), node(2))
  expect(offers.find(({ verb }) => verb === 'start')?.isRepair).toBe(true)
  expect(offers.find(({ verb }) => verb === 'powerOff')?.refusal).toBe('isDown')
  const link: FaultTarget = { kind: 'link', from: 'node-1', to: 'node-2' }
  expect(offer(run, link, 'mend').refusal).toBe('isWhole')
  place(run, offer(run, link, 'cut'))
  expect(offer(run, link, 'cut').refusal).toBe('isCut')
  expect(offer(run, link, 'mend').refusal).toBeNull()
})

test('what is broken without a placed fault is told apart, with whose deed it was', () => {
  const run = runTo(9)
  const standing = () => standingOf(run, ledgerOf(run, new Map()).faults)
  place(run, offer(run, node(2), 'crash'))
  place(run, offer(run, { kind: 'link', from: 'node-1', to: 'node-3' }, 'cut'))
  expect(standing()).toEqual([])
  const from = run.now()
  actOn(run, 'pause', 'kafka-3')
  expect(standing()).toEqual([{ about: 'kafka-3', how: 'paused', from, by: 'person' }])
  actOn(run, 'crash', 'kafka-3')
  expect(standing().map(({ how }) => how)).toEqual(['down'])
  run.command({ type: 'Start', process: processId('kafka-3') })
  expect(standing()).toEqual([])
})

test('what a scenario breaks by itself is the scenario’s', () => {
  const scenario = LIBRARY['leader-dies']
  const run = startRun(present(scenario, 'the library has it'), 1, kafkaProgram)
  run.advance(60 * SECOND, 200_000)
  const killed = run.moments().find(({ kind }) => kind === 'processKilled')
  run.seek(present(killed, 'a broker is killed').index + 1)
  expect(standingOf(run, ledgerOf(run, new Map()).faults)).toMatchObject([
    { about: present(killed, 'a broker is killed').about, how: 'down', by: 'scenario' },
  ])
})

test('starting by hand ends the crash in the list; heal all ends everything', () => {
  const run = runTo(9)
  place(run, offer(run, node(2), 'crash'))
  place(run, offer(run, node(1), 'slowCpu'))
  place(run, offer(run, node(1), 'slowDisk'))
  place(run, offer(run, node(2), 'start'))
  expect(faultsOf(run.world()).map(({ state }) => state)).toEqual(['healed', 'acting', 'acting'])
  healRun(run)
  const world = run.world()
  expect(faultsOf(world).every(({ state }) => state === 'healed')).toBe(true)
  expect(world.processes.get(processId('kafka-1'))?.cpu).toBeNull()
  expect([...world.disks.values()].every(({ flushMicros }) => flushMicros === 10_000)).toBe(true)
})

test('a saved run keeps its schedule: the same trace when it is opened', () => {
  const run = runTo(9)
  place(run, offer(run, node(2), 'pause'), {
    time: { type: 'every', everyMicros: 2 * SECOND },
    forMicros: SECOND,
  })
  place(run, offer(run, node(3), 'isolate'), {
    time: { type: 'when', condition: { type: 'leaderChanged', partition: null } },
    forMicros: null,
  })
  // From its parts, and beside it one as older runs hold it: above.
  place(run, offer(run, node(2), 'slowCpu'), {
    time: {
      type: 'when',
      condition: {
        type: 'property',
        subject: 'partition',
        id: null,
        property: 'leader',
        operator: 'changes',
        value: null,
      },
    },
    forMicros: null,
  })
  place(run, offer(run, node(1), 'slowDisk'), {
    time: { type: 'random', meanMicros: SECOND, seed: 3 },
    forMicros: SECOND / 2,
  })
  run.advance(16 * SECOND, FOREVER)
  const read = readRunDocument(JSON.stringify(runDocument(run)))
  if (!read.ok) throw new Error(read.error.message)
  const again = openRunDocument(read.value, kafkaProgram)
  expect(again.traceHash()).toBe(run.traceHash())
  expect(faultsOf(again.world())).toEqual(faultsOf(run.world()))
  expect(faultsOf(run.world())[0]?.strikes).toBe(3)
})

test('without one fault: the run that never had it, with what was done later; the old future stays', () => {
  const run = runTo(9)
  place(run, offer(run, node(2), 'crash'))
  run.advance(12 * SECOND, FOREVER)
  place(run, offer(run, node(3), 'slowCpu'))
  run.advance(15 * SECOND, FOREVER)
  const old = run.branch().id
  const oldHash = run.traceHash()
  const rerun = beginWithout(run, '1')
  if (rerun === null) throw new Error('the run has fault 1')
  while (!rerun.further(50));
  expect(run.branch().id).not.toBe(old)
  expect(faultsOf(run.world()).map(({ fault }) => fault.verb)).toEqual(['slowCpu'])
  expect(run.world().processes.get(processId('kafka-2'))?.status).toBe('running')
  const later = run.branch().history.commands().at(-1)
  expect(later === undefined ? null : run.timeAt(later.index)).toBeGreaterThan(11.9 * SECOND)
  run.switchTo(old)
  run.seek(run.endIndex())
  expect(run.traceHash()).toBe(oldHash)
})

const brokerAt = (run: Run, process: string) => {
  const state = run.world().processes.get(processId(process))?.state ?? null
  return isServer(state) ? state.broker : null
}

test('storage: a failed directory takes its broker, healing brings it back', () => {
  const run = runTo(9)
  const failing = offer(run, node(2), 'failDirectory')
  expect(failing.values['path']).toBe(brokerAt(run, 'kafka-2')?.config.logDirs[0])
  place(run, failing)
  expect(offer(run, node(2), 'failDirectory').refusal).toBe('hasFailed')
  expect(offer(run, node(2), 'healDisk').isRepair).toBe(true)
  run.advance(20 * SECOND, FOREVER)
  expect(run.world().processes.get(processId('kafka-2'))?.status).toBe('exited')
  run.command({ type: 'HealFault', id: faultsOf(run.world())[0]?.fault.id ?? '' })
  run.advance(40 * SECOND, FOREVER)
  expect(brokerAt(run, 'kafka-2')?.lifecycle).toBe('RUNNING')
  expect(brokerAt(run, 'kafka-2')?.failedDirs.met).toEqual([])
})

test('storage: the copy of one broker is damaged, the leader’s where none is named', () => {
  const run = runTo(9)
  const topic = scene(run).cluster.topics.find(({ name }) => name === 'orders')
  const leader = topic?.partitions[0]?.leader ?? 0
  const orders = { kind: 'partition', topic: 'orders', partition: 0 } as const
  expect(offer(run, orders, 'corruptTail').target).toBe(`kafka-${leader}`)
  const other = leader === 1 ? 2 : 1
  const chosen = offer(run, { ...orders, broker: other }, 'corruptTail')
  expect(chosen).toMatchObject({ target: `kafka-${other}`, refusal: null })
  place(run, chosen)
  const name = topicPartition('orders', 0)
  const isCorrupt = (id: number) =>
    brokerAt(run, `kafka-${id}`)?.replicas.get(name)?.log.batches.last()?.isCorrupt === true
  expect([1, 2, 3].filter(isCorrupt)).toEqual([other])
  const absent = offer(run, { kind: 'partition', topic: 'none', partition: 0 }, 'corruptTail')
  expect(absent.refusal).toBe('noLeader')
})

test('T1 a producer whose clock is ahead: its records are refused, until it is set right', () => {
  const run = runTo(9)
  const shop: FaultTarget = { kind: 'client', process: 'shop' }
  const refusedBefore = refusals(run)
  expect(refusedBefore).toBe(0)
  place(run, offer(run, shop, 'skewClock'))
  run.advance(12 * SECOND, FOREVER)
  const refused = refusals(run)
  expect(refused).toBeGreaterThan(0)
  place(run, offer(run, shop, 'rightClock'))
  expect(faultsOf(run.world())[0]?.state).toBe('healed')
  run.advance(13 * SECOND, FOREVER)
  const after = refusals(run)
  run.advance(16 * SECOND, FOREVER)
  expect(refusals(run)).toBe(after)
})

test('T1 a broker whose clock is beyond log.retention.hours: retention deletes all that there is', () => {
  const run = runTo(9)
  place(run, offer(run, node(1), 'skewClock'))
  place(run, offer(run, node(1), 'runRetention'))
  const leads = [...(brokerAt(run, 'kafka-1')?.replicas.values() ?? [])].filter(
    ({ topic, role, log }) => topic === 'orders' && role.type === 'leader' && log.logEndOffset > 0,
  )
  expect(leads.length).toBeGreaterThan(0)
  for (const { log } of leads) expect(log.logStartOffset).toBe(log.highWatermark)
})

/** How many records were refused for their timestamps. */
function refusals(run: Run): number {
  const steps = Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index))
  return steps
    .flatMap(({ facts }) => facts)
    .filter(({ fact }) => fact.type === 'RequestRefused' && fact.error === 'INVALID_TIMESTAMP')
    .length
}

test('P7 a rack crashes as one, and comes back', () => {
  const perNode = {
    1: { 'broker.rack': 'a' },
    2: { 'broker.rack': 'b' },
    3: { 'broker.rack': 'b' },
  }
  const racks = loopbackScenario({ shape: { type: 'combined', nodes: 3 }, properties: {}, perNode })
  const run = startRun(racks, 1, kafkaProgram)
  run.advance(9 * SECOND, FOREVER)
  const rack: FaultTarget = { kind: 'rack', rack: 'b' }
  place(run, offer(run, rack, 'crash'))
  const statuses = () =>
    [1, 2, 3].map((id) => run.world().processes.get(processId(`kafka-${id}`))?.status)
  expect(statuses()).toEqual(['running', 'killed', 'killed'])
  expect(offer(run, rack, 'crash').refusal).toBe('isDown')
  run.command({ type: 'HealFault', id: faultsOf(run.world())[0]?.fault.id ?? '' })
  run.advance(10 * SECOND, FOREVER)
  expect(statuses()).toEqual(['running', 'running', 'running'])
})

test('storage: retention is run by hand on a broker that runs', () => {
  const run = runTo(9)
  expect(offer(run, node(1), 'runRetention').refusal).toBeNull()
  place(run, offer(run, node(1), 'pause'))
  expect(offer(run, node(1), 'runRetention').refusal).toBe('isPaused')
})
