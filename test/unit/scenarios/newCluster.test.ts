import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import type { ClusterPlan } from '~/scenarios/newCluster'
import { planProblem, planScenario } from '~/scenarios/newCluster'
import { newClusterProjection } from '~/views/projectCluster'

const plan: ClusterPlan = {
  shape: { type: 'apart', controllers: 3, brokers: 4 },
  topics: [
    { name: 'orders', partitions: 6, replicationFactor: 3, minInSync: 2 },
    { name: 'audit', partitions: 1, replicationFactor: 1, minInSync: 1 },
  ],
}

test('a plan runs: its nodes, its roles apart, its topics', () => {
  expect(planProblem(plan)).toBeNull()
  const run = startRun(planScenario(plan), 1, kafkaProgram)
  run.advance(8_000_000, 100_000)
  const { brokers, controllers, topics } = newClusterProjection()(run.world())
  expect(brokers.map(({ id, state }) => [id, state])).toEqual([
    [1, 'running'],
    [2, 'running'],
    [3, 'running'],
    [4, 'running'],
  ])
  expect(controllers.map(({ id }) => id)).toEqual([5, 6, 7])
  const counts = Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]))
  expect(counts).toEqual({ orders: 6, audit: 1 })
  const [first] = topics.find(({ name }) => name === 'orders')?.partitions ?? []
  expect(first).toMatchObject({ minIsr: 2 })
  expect(first?.isr).toHaveLength(3)
})

test('what Kafka would refuse is said with its row', () => {
  const [orders] = plan.topics
  if (orders === undefined) throw new Error('the plan has a topic')
  const wrong = (part: Partial<typeof orders>) =>
    planProblem({ ...plan, topics: [orders, { ...orders, name: 'other', ...part }] })
  expect(wrong({ replicationFactor: 5 })).toEqual({ row: 1, problem: 'replicas' })
  expect(wrong({ minInSync: 4 })).toEqual({ row: 1, problem: 'minInSync' })
  expect(wrong({ name: 'a b' })).toEqual({ row: 1, problem: 'name' })
  expect(wrong({ name: 'orders' })).toEqual({ row: 1, problem: 'twice' })
})
