import type { BrokerState, BrokerWork, Replica, ReplicaRole } from '../broker/brokerState'
import { takeEdge } from '../effects'
import type { PartitionLog } from '../log/partitionLog'
import { lastLogEpoch } from '../log/partitionLog'
import { segmentTable } from '../log/segment.machine'
import type { FetchState, FetchStateEvent } from './fetchState.machine'
import { fetchStateTable } from './fetchState.machine'
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
  const id = replicaId(work, replica)
  takeEdge(work, replicaTable, { id, from: replicaState(replica), event })
}

/** A segment's id among all things that have a machine. */
export function segmentId(
  at: { readonly name: string; readonly node: number },
  base: number,
): string {
  return `segment ${base} of ${at.name} on broker ${at.node}`
}

/** Which of a log's segments a change closes, opens again or removes; an append does none of it. */
export function takeSegmentEdges(work: BrokerWork, replica: Replica, after: PartitionLog): void {
  const { segments } = replica.log
  if (basesAlike(segments, after.segments)) return
  const at = { name: replica.name, node: work.state.config.nodeId }
  const kept = new Set(after.segments.map(({ baseOffset }) => baseOffset))
  const newest = after.segments.last()?.baseOffset
  for (const { baseOffset } of segments) {
    const from = baseOffset === segments.last()?.baseOffset ? 'Active' : 'Closed'
    const to = !kept.has(baseOffset) ? 'Deleted' : baseOffset === newest ? 'Active' : 'Closed'
    if (from === to) continue
    const event = to === 'Deleted' ? 'removed' : to === 'Closed' ? 'rolled' : 'cutInto'
    takeEdge(work, segmentTable, { id: segmentId(at, baseOffset), from, event })
  }
}

/** True where segments neither came nor went: they come at the end, and go at either. */
function basesAlike(one: PartitionLog['segments'], other: PartitionLog['segments']): boolean {
  if (one === other) return true
  if (one.size !== other.size || one.last()?.baseOffset !== other.last()?.baseOffset) return false
  return one.first()?.baseOffset === other.first()?.baseOffset
}

const UNLINKED = /([^/]+)\/(\d{20})\.log\.deleted$/

/** The files of a removed segment are gone. */
export function takeUnlinkedEdge(work: BrokerWork, path: string): void {
  const [, name, base] = UNLINKED.exec(path) ?? []
  if (name === undefined) return
  const id = segmentId({ name, node: work.state.config.nodeId }, Number(base))
  takeEdge(work, segmentTable, { id, from: 'Deleted', event: 'unlinked' })
}

/** What the fetcher thread of its leader does with a replica. */
export function fetchStateOf({ fetchers }: BrokerState, replica: Replica): FetchState {
  const { role, isOffline, name, leaderEpoch } = replica
  if (role.type === 'leader' || role.leader === null || isOffline || leaderEpoch < 0) return 'None'
  const rest = fetchers.get(role.leader)?.resting.get(name)
  return rest?.isFailed === true && rest.leaderEpoch === leaderEpoch ? 'Failed' : 'Fetching'
}

/** Something happened to a partition that is fetched. */
export function takeFetchEdge(work: BrokerWork, replica: Replica, event: FetchStateEvent): void {
  const id = replicaId(work, replica)
  takeEdge(work, fetchStateTable, { id, from: fetchStateOf(work.state, replica), event })
}

/** A fetcher thread lets go of the partition, where one had it. */
export function endFetching(work: BrokerWork, replica: Replica): void {
  if (fetchStateOf(work.state, replica) !== 'None') takeFetchEdge(work, replica, 'removed')
}

/** A fetcher thread gets the partition; a log without an epoch has nothing to be cut. */
export function beginFetching(work: BrokerWork, replica: Replica): void {
  const id = replicaId(work, replica)
  const hasEpoch = lastLogEpoch(replica.log) !== null
  const event = hasEpoch ? 'added' : 'addedWithoutEpoch'
  const from = takeEdge(work, fetchStateTable, { id, from: 'None', event })
  if (from === 'Truncating') takeEdge(work, fetchStateTable, { id, from, event: 'truncated' })
}

function replicaId(work: BrokerWork, { name }: Replica): string {
  return `${name} on broker ${work.state.config.nodeId}`
}

/** The ISR changes its standing; nothing is told where nothing was pending. */
export function takeIsrEdge(work: BrokerWork, replica: Replica, event: PartitionIsrEvent): void {
  const from = partitionIsrState(replica.role)
  const isAsking = event === 'followerCaughtUp' || event === 'followersLagged'
  if (from === null || (from === 'Committed' && !isAsking)) return
  const id = replicaId(work, replica)
  takeEdge(work, partitionIsrTable, { id, from, event })
}
