import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { overviewOf } from '~/ui/inspector/overview'
import type { Say } from '~/ui/kit/text/useWords'
import { newClusterProjection } from '~/views/projectCluster'
import { say } from '~/words/say'

const t: Say = (key, values) => say('en', key, values)

test('what was committed stays so while nobody leads: its holders know', () => {
  const scenario = LIBRARY['leader-dies']
  if (scenario === undefined) throw new Error('the library has it')
  const run = startRun(scenario, 1, kafkaProgram)
  // Broker 1 dies at 7 s; its successor comes when its session has ended.
  run.advance(8_000_000, 100_000)
  const cluster = newClusterProjection()(run.world())
  const standings = cluster.brokers.flatMap(({ replicas }) =>
    replicas.filter(({ topic }) => topic === 'orders').map(({ standing }) => standing),
  )
  expect(standings).not.toContain('leader')
  const of = (offset: number) =>
    overviewOf(t, cluster, { kind: 'record', topic: 'orders', partition: 0, offset })
  expect(of(0)?.values[0]).toEqual(['inspector.key.state', 'committed'])
  expect(of(1)?.values[0]).toEqual(['inspector.key.state', 'not committed yet'])
})
