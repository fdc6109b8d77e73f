import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn } from '~/engine/verbs'
import { LIBRARY } from '~/scenarios/library'

const EVENTS = 300

function newRun(): Run {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  return startRun(scenario, 1, kafkaProgram)
}

function traceOn(run: Run): string {
  run.advance(Number.MAX_SAFE_INTEGER, EVENTS)
  return run.traceHash()
}

test('a future from before the scenario’s own commands has them, and lives as the first one', () => {
  const run = newRun()
  const trace = traceOn(run)
  for (const place of [0, 1]) {
    run.seek(place)
    run.fork()
    expect(run.branch().parent?.at).toBe(newRun().endIndex())
    expect(traceOn(run)).toBe(trace)
    run.switchTo(0)
  }
})

test('what is done before them is done to the cluster that they start', () => {
  const late = newRun()
  actOn(late, 'crash', 'kafka-2')
  const early = newRun()
  early.advance(Number.MAX_SAFE_INTEGER, EVENTS)
  early.seek(0)
  actOn(early, 'crash', 'kafka-2')
  expect(early.traceHash()).toBe(late.traceHash())
  expect(traceOn(early)).toBe(traceOn(late))
})
