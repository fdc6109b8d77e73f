import { bootstrapOf } from './library/famousRun'
import type { Scenario } from './scenario'
import type { ClusterShape } from './transcriptCluster'
import { loopbackScenario } from './transcriptCluster'

/** A cluster as a person draws it up. */
export interface ClusterPlan {
  /** Nodes that are brokers, and voters: `combined` nodes are both. */
  readonly shape: ClusterShape
  readonly topics: readonly {
    readonly name: string
    readonly partitions: number
    readonly replicationFactor: number
    readonly minInSync: number
  }[]
}

/** What keeps a plan from being a cluster. */
type PlanProblem = 'replicas' | 'minInSync' | 'name' | 'twice'

const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/

/** What is wrong with a plan, by the row of its topic; Kafka would refuse the topic for it. */
export function planProblem(
  plan: ClusterPlan,
): { readonly row: number; readonly problem: PlanProblem } | null {
  const brokers = plan.shape.type === 'combined' ? plan.shape.nodes : plan.shape.brokers
  const names = plan.topics.map(({ name }) => name)
  for (const [row, topic] of plan.topics.entries()) {
    if (!TOPIC_NAME.test(topic.name)) return { row, problem: 'name' }
    if (names.indexOf(topic.name) !== row) return { row, problem: 'twice' }
    if (topic.replicationFactor > brokers) return { row, problem: 'replicas' }
    if (topic.minInSync > topic.replicationFactor) return { row, problem: 'minInSync' }
  }
  return null
}

/** The scenario of a plan: nodes on loopback, topics created at the start, no clients. */
export function planScenario(plan: ClusterPlan): Scenario {
  const { shape, topics } = plan
  const brokers = shape.type === 'combined' ? shape.nodes : shape.brokers
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0)
  return {
    ...loopbackScenario({ shape, properties: {}, perNode: {} }),
    id: 'cluster',
    title: `${brokers} × ${partitions}`,
    bootstrap: bootstrapOf(shape),
    topics: topics.map(({ name, partitions: count, replicationFactor, minInSync }) => ({
      name,
      partitions: count,
      replicationFactor,
      configs: { 'min.insync.replicas': String(minInSync) },
    })),
  }
}
