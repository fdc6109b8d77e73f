import type { NodeId } from '../ids'
import type { DescribeQuorumResponse } from '../protocol/rpc/admin'
import type { QuorumState } from './quorumState'
import { knownLeader } from './quorumState'

/** The quorum as its leader sees it. Kafka: KafkaRaftClient.handleDescribeQuorumRequest. */
export function describeQuorum(state: QuorumState): DescribeQuorumResponse {
  const { role, config } = state
  const isLeader = role.name === 'Leader'
  const progress = (id: NodeId) => {
    const row = isLeader ? role.replicas.get(id) : undefined
    return {
      replicaId: id,
      directoryId: null,
      logEndOffset: row?.endOffset ?? -1,
      lastFetchTimestampMs: row?.lastFetchMs ?? -1,
      lastCaughtUpTimestampMs: row?.lastCaughtUpMs ?? -1,
    }
  }
  const voters = config.voters.map(({ id }) => id)
  const observers = isLeader
    ? [...role.replicas.keys()].filter((id) => !voters.includes(id)).sort((a, b) => a - b)
    : []
  return {
    api: 'DescribeQuorum',
    error: isLeader ? 'NONE' : 'NOT_LEADER_OR_FOLLOWER',
    leaderId: knownLeader(state),
    leaderEpoch: state.epoch,
    highWatermark: state.highWatermark ?? -1,
    currentVoters: voters.map(progress),
    observers: observers.map(progress),
  }
}
