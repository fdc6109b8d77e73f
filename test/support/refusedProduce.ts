import { actOn, disturb } from '~/engine/verbs'
import type { Run } from '~/engine/run'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const SECOND = 1_000_000

/** Three brokers with their controller apart, `orders` with min.insync.replicas=2, acks=all. */
export function threeBrokers(properties: Readonly<Record<string, string>> = {}): Scenario {
  const base = loopbackScenario({
    shape: { type: 'apart', controllers: 1, brokers: 3 },
    properties: { 'auto.create.topics.enable': 'false', ...properties },
    perNode: {},
  })
  const bootstrap = 'localhost:9092,localhost:9093,localhost:9094'
  return {
    ...base,
    id: 'refused-produce',
    title: 'A refused produce',
    bootstrap,
    topics: [
      {
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2' },
      },
    ],
    workload: [
      {
        id: 'shop',
        kind: 'producer',
        topic: 'orders',
        bootstrap,
        ratePerSecond: 4,
        groupId: null,
        properties: { acks: 'all', 'request.timeout.ms': '5000' },
      },
    ],
  }
}

/** The leader of orders-0 as the controller has it. */
export function leaderOfOrders(run: Run): number {
  const { partitions } = run.notes().replication
  const leader = partitions.findLast(({ topic }) => topic === 'orders')?.registration?.leader
  if (leader === null || leader === undefined) throw new Error('orders-0 has a leader')
  return leader
}

/**
 * One follower is killed, the link to the other is cut: the ISR shrinks to the leader, which then
 * refuses. The run stands at the first refusal.
 * @returns the leader, the killed follower, and the one behind the cut.
 */
export function refuse(run: Run): readonly [number, number, number] {
  run.advance(8 * SECOND, 1_000_000)
  const leader = leaderOfOrders(run)
  const [killed = 0, away = 0] = [1, 2, 3].filter((id) => id !== leader)
  actOn(run, 'crash', `kafka-${killed}`)
  run.advance(12 * SECOND, 1_000_000)
  disturb(run, { type: 'cut', from: `node-${leader}`, to: `node-${away}`, bothWays: true })
  run.advance(60 * SECOND, 1_000_000)
  const refused = run.moments().find(({ kind }) => kind === 'produceRefused')
  if (refused === undefined) throw new Error('the leader refuses')
  run.seek(refused.index + 1)
  return [leader, killed, away]
}
