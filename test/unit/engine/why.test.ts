import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { lookFurther, lookOut, paceOf } from '~/engine/pacing'
import { startRun } from '~/engine/run'
import { actOn } from '~/engine/verbs'
import { whyOf } from '~/engine/why/chain'
import { LIBRARY } from '~/scenarios/library'

function threeNodes() {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(8_000_000, 100_000)
  return run
}

test('why a leader changed leads back over the fenced broker to the kill', () => {
  const run = threeNodes()
  actOn(run, 'crash', 'kafka-2')
  run.advance(30_000_000, 100_000)
  const moved = run.moments().findLast(({ kind }) => kind === 'leaderChanged')
  expect(moved).toBeDefined()
  run.seek((moved?.index ?? 0) + 1)
  const said = whyOf(run, ({ fact }) => fact.type === 'PartitionChanged').map((link) =>
    link.said.type === 'fact' ? link.said.fact : link.said.command,
  )
  expect(said[0]).toBe('PartitionChanged')
  expect(said).toContain('BrokerFenced')
  expect(said.at(-1)).toBe('Kill')
})

test('an outlook looks ahead without touching the run', () => {
  const run = threeNodes()
  const before = { end: run.endIndex(), hash: run.traceHash() }
  let outlook = lookOut(run.world())
  for (let turn = 0; turn < 100 && outlook.at === undefined; turn += 1) {
    outlook = lookFurther(outlook, 100)
  }
  expect(outlook.at).toBeGreaterThan(run.now())
  expect({ end: run.endIndex(), hash: run.traceHash() }).toEqual(before)
})

test('a gap passes in at most 1.2 s, a flight lasts at least 0.6 s', () => {
  const run = threeNodes()
  for (let turn = 0; turn < 400; turn += 1) {
    run.advance(60_000_000, 1)
    const world = run.world()
    let outlook = lookOut(world)
    while (outlook.at === undefined) outlook = lookFurther(outlook, 100)
    const pace = paceOf(world, outlook)
    if (pace.type === 'gap') expect(pace.micros / pace.rate).toBeLessThanOrEqual(1.201)
    if (pace.type !== 'flight') continue
    for (const { body, sentAt, arrivesAt, from, to } of world.network.inFlight.values()) {
      if (body?.api !== 'Produce' || arrivesAt === null || from === to) continue
      expect((arrivesAt - sentAt) / pace.rate).toBeGreaterThanOrEqual(0.599)
    }
  }
})

test('a request that waits at its broker’s connection slows nothing down', () => {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(4_655_800, 100_000)
  // Its first Produce waits for the high watermark, so the next one is not read for a long time.
  actOn(run, 'crash', 'kafka-3')
  run.advance(4_900_000, 100_000)
  const { now, network } = run.world()
  const waiting = [...network.inFlight.values()].filter(({ arrivesAt }) => (arrivesAt ?? 0) <= now)
  expect(waiting.map(({ body }) => body !== null && 'api' in body && body.api)).toContain('Produce')
  let outlook = lookOut(run.world())
  for (let turn = 0; turn < 200 && outlook.at === undefined; turn += 1) {
    outlook = lookFurther(outlook, 100)
  }
  expect(paceOf(run.world(), outlook).type).toBe('gap')
})
