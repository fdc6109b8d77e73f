import type { Scenario } from '../scenario'
import { loopbackScenario } from '../transcriptCluster'

/** Three combined nodes, topic `orders`, one producer with acks=all, two members of `billing`. */
export const threeNodes: Scenario = {
  ...loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: {
      // The scenario's own topics have three replicas: a producer must not create them first.
      'auto.create.topics.enable': 'false',
      'group.initial.rebalance.delay.ms': '1000',
    },
    perNode: {},
  }),
  id: 'three-nodes',
  title: 'Three nodes at work',
  bootstrap: 'localhost:9092,localhost:9093,localhost:9094',
  topics: [
    {
      name: 'orders',
      partitions: 3,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '2' },
    },
  ],
  workload: [
    {
      id: 'shop',
      kind: 'producer',
      topic: 'orders',
      bootstrap: 'localhost:9092,localhost:9093,localhost:9094',
      ratePerSecond: 4,
      groupId: null,
      properties: { acks: 'all' },
    },
    ...['billing-1', 'billing-2'].map((id) => ({
      id,
      kind: 'consumer' as const,
      topic: 'orders',
      bootstrap: 'localhost:9092,localhost:9093,localhost:9094',
      ratePerSecond: 0,
      groupId: 'billing',
      properties: {},
    })),
  ],
}
