import { expect, test } from 'vitest'
import { startRun } from '~/engine/run'
import { makeProgram } from '~/kafka/program'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import type { ServerState } from '~/kafka/server/server'

const SECOND = 1_000_000

test.each([1, 3, 5])('a combined cluster of %i comes up', (nodes) => {
  const run = startRun(
    loopbackScenario({ shape: { type: 'combined', nodes }, properties: {}, perNode: {} }),
    1,
    makeProgram({}),
  )
  run.advance(12 * SECOND, 1_000_000)
  const states = [...run.world().processes.values()].map((process) => process.state as ServerState)
  expect(states.every((state) => state.broker?.lifecycle === 'RUNNING')).toBe(true)
})
