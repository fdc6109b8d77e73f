import type { DescribeQuorumResponse } from '../protocol/rpc/admin'
import { WALL_CLOCK_START_MS } from '../wallClock'
import type { ReplicaProgress } from './leaderState'
import { withoutSilentObservers } from './leaderState'
import type { QuorumState } from './quorumState'
import { knownLeader, votersOf } from './quorumState'

/**
 * The quorum as its leader sees it; observers silent for five minutes are left out..
 * Kafka: KafkaRaftClient.handleDescribeQuorumRequest, LeaderState.describeQuorum.
 */
export function describeQuorum(state: QuorumState, nowMs: number): DescribeQuorumResponse {
  const { role, config } = state
  const progress = role.name === 'Leader' ? withoutSilentObservers(role.progress, nowMs) : undefined
  const row = ({ key, endOffset, lastFetchMs, lastCaughtUpMs }: ReplicaProgress) => {
    // The leader counts itself as caught up at this very instant.
    const isSelf = key.id === config.nodeId
    return {
      replicaId: key.id,
      directoryId: key.directoryId,
      logEndOffset: endOffset ?? -1,
      lastFetchTimestampMs: wallClock(isSelf ? nowMs : lastFetchMs),
      lastCaughtUpTimestampMs: wallClock(isSelf ? nowMs : lastCaughtUpMs),
    }
  }
  return {
    api: 'DescribeQuorum',
    error: progress === undefined ? 'NOT_LEADER_OR_FOLLOWER' : 'NONE',
    leaderId: knownLeader(state),
    leaderEpoch: state.epoch,
    highWatermark: state.highWatermark ?? -1,
    currentVoters: progress?.voters.map(row) ?? [],
    observers: progress?.observers.map(row) ?? [],
    nodes: votersOf(state).map(({ id, host, port }) => ({
      id,
      listener: config.controllerListener,
      host,
      port,
    })),
  }
}

/** An instant of the run as its timestamp; -1 stays -1. */
function wallClock(ms: number): number {
  return ms < 0 ? ms : ms + WALL_CLOCK_START_MS
}
