import { expect, test } from 'vitest'
import { anomaliesOf } from '~/engine/anomalies'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { actOn, disturb } from '~/engine/verbs'
import { threeNodes } from '~/scenarios/library/threeNodes'
import type { Scenario } from '~/scenarios/scenario'
import { newClusterProjection } from '~/views/projectCluster'

const SECOND = 1_000_000

function runTo(seconds: number, acks: string): Run {
  const scenario: Scenario = {
    ...threeNodes,
    workload: threeNodes.workload.map((client) =>
      client.kind === 'producer' ? { ...client, properties: { acks } } : client,
    ),
  }
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(seconds * SECOND, Number.MAX_SAFE_INTEGER)
  return run
}

/** The leader of orders-0 is cut off from the other nodes, not from the clients, and dies. */
function loseTail(run: Run): void {
  const [orders] = newClusterProjection()(run.world()).topics.filter(({ internal }) => !internal)
  const leader = orders?.partitions[0]?.leader ?? 0
  for (const other of [1, 2, 3].filter((id) => id !== leader)) {
    disturb(run, { type: 'cut', from: `node-${leader}`, to: `node-${other}`, bothWays: true })
  }
  run.advance(run.now() + 3 * SECOND, Number.MAX_SAFE_INTEGER)
  actOn(run, 'crash', `kafka-${leader}`)
  run.advance(run.now() + 20 * SECOND, Number.MAX_SAFE_INTEGER)
}

test('a quiet run has nothing to report', () => {
  expect(anomaliesOf(runTo(12, 'all'))).toEqual([])
})

test('acks=1: what only the cut-off leader had is lost, as configured; not yet before it happened', () => {
  const run = runTo(9, '1')
  const before = run.endIndex()
  loseTail(run)
  const lost = anomaliesOf(run).filter(({ kind }) => kind === 'lost')
  expect(lost.some(({ partition, cause }) => partition === 'orders-0' && cause === 'acksOne')).toBe(
    true,
  )
  run.seek(before)
  expect(anomaliesOf(run)).toEqual([])
})

test('acks=all: the same loses nothing that was acknowledged', () => {
  const run = runTo(9, 'all')
  loseTail(run)
  expect(anomaliesOf(run).filter(({ kind }) => kind === 'lost')).toEqual([])
})

test('a member that dies before it commits: its successor reads again, at least once', () => {
  const run = runTo(14, 'all')
  actOn(run, 'crash', 'billing-1')
  run.advance(75 * SECOND, Number.MAX_SAFE_INTEGER)
  const twice = anomaliesOf(run).filter(({ kind }) => kind === 'readTwice')
  expect(twice.length).toBeGreaterThan(0)
  expect(new Set(twice.map(({ cause, group }) => `${cause} ${group ?? ''}`))).toEqual(
    new Set(['atLeastOnce billing']),
  )
})
