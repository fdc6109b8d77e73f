import { expect, test } from 'vitest'
import type { Check } from '~/engine/guard'
import { watchWith } from '~/engine/guard'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { NO_LOSSES } from '~/kafka/invariants/watched'
import { hostId } from '~/sim/ids'

const SECOND = 1_000_000

function watched(check: Check): Run {
  const shape = { type: 'combined', nodes: 1 } as const
  const run = startRun(loopbackScenario({ shape, properties: {}, perNode: {} }), 1, kafkaProgram)
  watchWith(run.guard(), check)
  return run
}

/** Every event from a number on breaks a rule. */
const breaksFrom =
  (count: number): Check =>
  (world) =>
    world.eventCount > count ? [{ rule: 'LR-07', what: `${world.eventCount} events` }] : []

test('the first event that breaks a property is kept, and the run goes on', () => {
  const run = watched(breaksFrom(20))
  run.advance(5 * SECOND, 40)
  expect(run.guard().broken).toEqual({ index: 20, rule: 'LR-07', what: '21 events' })
  expect(run.endIndex()).toBeGreaterThan(40)
})

test('a future that begins before it has not broken it', () => {
  const run = watched(breaksFrom(20))
  run.advance(5 * SECOND, 40)
  run.seek(10)
  run.fork()
  expect(run.guard().broken).toBeNull()
  run.advance(5 * SECOND, 20)
  expect(run.guard().broken).toMatchObject({ index: 20 })
})

test('a disk that loses what was written excuses what follows; a power loss is counted', () => {
  const losses: number[] = []
  const run = watched((world, _, { lossyBrokers }) => {
    losses.push(lossyBrokers)
    return breaksFrom(0)(world, null, { ...NO_LOSSES, lossyBrokers }).slice(1)
  })
  run.advance(3 * SECOND, 1_000)
  run.command({ type: 'PowerOff', host: hostId('node-1') })
  expect(losses.at(0)).toBe(0)
  expect(losses.at(-1)).toBe(1)
  const before = losses.length
  run.command({ type: 'WipeDisk', host: hostId('node-1') })
  run.advance(5 * SECOND, 10)
  expect(losses).toHaveLength(before)
})
