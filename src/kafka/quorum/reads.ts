import type { LeaderEpoch, NodeId, Offset } from '../ids'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { QuorumEndpoint } from '../protocol/rpc/quorum'
import { readBatches } from './metadataLog'
import type { QuorumState } from './quorumState'
import { endpointOf, knownLeader } from './quorumState'

/** The committed batches from `from` on. */
export function committedSince(state: QuorumState, from: number): readonly MetadataBatch[] {
  return state.highWatermark === null ? [] : readBatches(state.log, from, state.highWatermark)
}

/** The leader this node knows of, and whether it is the one. */
export function leaderAndEpoch(state: QuorumState): {
  readonly leaderId: NodeId | null
  readonly epoch: LeaderEpoch
  readonly isLeader: boolean
  readonly endpoint: QuorumEndpoint | null
} {
  const leaderId = knownLeader(state)
  return {
    leaderId,
    endpoint: leaderId === null ? null : endpointOf(state, leaderId),
    epoch: state.epoch,
    isLeader: state.role.name === 'Leader',
  }
}

/** The offset that the leader's next record gets. */
export function nextOffsetOf(state: QuorumState): Offset {
  return state.role.name === 'Leader' ? state.role.nextOffset : state.log.endOffset
}
