import type { BrokerWork, Replica, ReplicaRole } from '../broker/brokerState'
import { takeEdge } from '../effects'
import type { PartitionIsrEvent, PartitionIsrState } from './partitionIsr.machine'
import { partitionIsrTable } from './partitionIsr.machine'
import type { ReplicaEvent, ReplicaState } from './replica.machine'
import { replicaTable } from './replica.machine'

/** What a replica is; a new one has not been told yet. */
export function replicaState({ leaderEpoch, role, isOffline }: Replica): ReplicaState {
  if (isOffline) return 'Offline'
  if (leaderEpoch < 0) return 'New'
  return role.type === 'leader' ? 'Leader' : 'Follower'
}

/** How the leader's ISR stands; null for a follower. */
export function partitionIsrState(role: ReplicaRole): PartitionIsrState | null {
  if (role.type !== 'leader') return null
  if (role.pendingIsr === null) return 'Committed'
  return role.pendingIsr.length > role.isr.length ? 'PendingExpand' : 'PendingShrink'
}

/** A replica becomes what its metadata says, in a new leader epoch. */
export function takeReplicaEdge(work: BrokerWork, replica: Replica, event: ReplicaEvent): void {
  const id = `${replica.name} on broker ${work.state.config.nodeId}`
  takeEdge(work, replicaTable, { id, from: replicaState(replica), event })
}

/** The ISR changes its standing; nothing is told where nothing was pending. */
export function takeIsrEdge(work: BrokerWork, replica: Replica, event: PartitionIsrEvent): void {
  const from = partitionIsrState(replica.role)
  const isAsking = event === 'followerCaughtUp' || event === 'followersLagged'
  if (from === null || (from === 'Committed' && !isAsking)) return
  const id = `${replica.name} on broker ${work.state.config.nodeId}`
  takeEdge(work, partitionIsrTable, { id, from, event })
}
