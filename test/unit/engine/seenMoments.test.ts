import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { newClusterProjection } from '~/views/projectCluster'

const SECOND = 1_000_000

function leaderDies(): Run {
  const run = startRun(present(LIBRARY['leader-dies'], 'the library has it'), 1, kafkaProgram)
  run.advance(18 * SECOND, 200_000)
  return run
}

const elected = (run: Run) =>
  present(
    run.moments().find(({ kind, values }) => kind === 'leaderChanged' && values['to'] === 2),
    'broker 2 is elected',
  )

const leaderAt = (run: Run, index: number) =>
  newClusterProjection()(run.worldAt(index)).topics.find(({ name }) => name === 'orders')
    ?.partitions[0]?.leader

test('what a controller writes is a moment once it is committed: the stage shows it then', () => {
  const run = leaderDies()
  const { from, index, at } = elected(run)
  expect(from).toBeLessThan(index)
  expect(at).toBe(run.timeAt(index))
  expect(leaderAt(run, from + 1)).toBe(1)
  expect(leaderAt(run, index + 1)).toBe(2)
  expect(run.stepAt(index).facts.some(({ fact }) => fact.type === 'MetadataCommitted')).toBe(true)
})

test('moments come in the order in which they are seen', () => {
  const indexes = leaderDies()
    .moments()
    .map(({ index }) => index)
  expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
})

test('a future that leaves between the writing and the commit has the moment, too', () => {
  const run = leaderDies()
  const first = elected(run)
  run.seek(first.from + 1)
  run.fork()
  expect(run.moments()).not.toContainEqual(first)
  run.advance(18 * SECOND, 200_000)
  expect(run.moments()).toContainEqual(first)
})
