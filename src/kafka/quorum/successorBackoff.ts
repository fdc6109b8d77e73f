import type { NodeId } from '../ids'
import type { QuorumConfig } from './quorumState'

/** How long a voter waits after its leader resigned; the first successor not at all. Q-63. Kafka: KafkaRaftClient.strictExponentialElectionBackoffMs. */
export function successorBackoffMs(
  config: Pick<QuorumConfig, 'nodeId' | 'electionBackoffMaxMs'>,
  successors: readonly NodeId[],
): number {
  const { electionBackoffMaxMs: max } = config
  const position = successors.indexOf(config.nodeId)
  if (successors.length === 0 || position === 0) return 0
  if (position < 0) return max
  const count = successors.length
  return Math.min(max, (max >> (count - 1)) << (position - 1))
}
