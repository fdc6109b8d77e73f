import type { Run } from '~/engine/run'
import { disturb } from '~/engine/verbs'
import type { Scenario } from '~/scenarios/scenario'
import { leaderOfOrders, threeBrokers } from './refusedProduce'

const SECOND = 1_000_000

/** The same three brokers; the producer is content with acks=1. */
export function contentProducer(): Scenario {
  const base = threeBrokers()
  return {
    ...base,
    id: 'zombie-leader',
    title: 'A zombie leader',
    workload: base.workload.map((client) => ({ ...client, properties: { acks: '1' } })),
  }
}

/**
 * What the leader says no longer reaches the controller and the followers; clients hear it still,
 * so it goes on and acknowledges. When the link is whole again it cuts its log.
 */
export function cutOneWay(run: Run): void {
  run.advance(8 * SECOND, 1_000_000)
  const leader = leaderOfOrders(run)
  for (const id of [1, 2, 3, 4].filter((one) => one !== leader)) {
    disturb(run, { type: 'cut', from: `node-${leader}`, to: `node-${id}`, bothWays: false })
  }
  run.advance(26 * SECOND, 1_000_000)
  disturb(run, { type: 'healLinks' })
  run.advance(40 * SECOND, 1_000_000)
}
