import { scalaSetOrder } from '~/base/javaOrder'
import { Map } from '~/base/persistentMap'
import type { BrokerWork, FollowerProgress, Replica, ReplicaRole } from '../broker/brokerState'
import { brokerClock, brokerNow, putReplica, setBrokerTimer } from '../broker/brokerState'
import { isMinIsr } from '../broker/minIsr'
import type { NodeId } from '../ids'
import type { BrokerProtection } from '../serverSpec'
import { offset } from '../ids'
import type { PartitionLog } from '../log/partitionLog'
import { lastLogEpoch, startEpoch, truncateLogTo, withHighWatermark } from '../log/partitionLog'
import { lineOfFirstFetch } from './fetcherLines'
import { putLog } from './putLog'
import type { PartitionRegistration } from '../metadata/image'
import { beginFetching, endFetching, takeIsrEdge, takeReplicaEdge } from './edges'

type Leader = Extract<ReplicaRole, { type: 'leader' }>

/** Longer ago than any limit. */
const NEVER_MS = Number.MIN_SAFE_INTEGER

const UNKNOWN: FollowerProgress = {
  logEndOffset: -1,
  logStartOffset: -1,
  lastFetchMs: NEVER_MS,
  lastFetchLeaderEndOffset: -1,
  lastCaughtUpMs: NEVER_MS,
  brokerEpoch: null,
}

/**
 * What a leader knows of a follower when its epoch begins: nothing, unless it led before; members
 * of the ISR count as caught up. R-34. Kafka: Replica.resetReplicaState.
 */
function freshProgress(
  old: FollowerProgress | undefined,
  at: { readonly isInSync: boolean; readonly nowMs: number; readonly logEndOffset: number },
): FollowerProgress {
  const lastCaughtUpMs = at.isInSync ? at.nowMs : NEVER_MS
  if (old === undefined) return { ...UNKNOWN, lastCaughtUpMs }
  const lastFetchMs = at.isInSync ? at.nowMs : NEVER_MS
  return { ...old, lastCaughtUpMs, lastFetchMs, lastFetchLeaderEndOffset: at.logEndOffset }
}

/** Leads a partition, or goes on leading it with another ISR. R-34. Kafka: Partition.makeLeader. */
export function becomeLeader(
  work: BrokerWork,
  replica: Replica,
  registration: PartitionRegistration,
): void {
  const { leaderEpoch, partitionEpoch, isr, replicas } = registration
  const own = work.state.config.nodeId
  const isNewEpoch = replica.role.type !== 'leader' || leaderEpoch !== replica.leaderEpoch
  const now = brokerNow(work)
  const known =
    replica.role.type === 'leader' ? replica.role.followers : Map<NodeId, FollowerProgress>()
  const followers = Map(
    replicas
      .filter((id) => id !== own)
      .map((id) => {
        const old = known.get(id)
        const at = {
          isInSync: isr.includes(id),
          nowMs: now,
          logEndOffset: replica.log.logEndOffset,
        }
        return [id, isNewEpoch ? freshProgress(old, at) : (old ?? UNKNOWN)] as const
      }),
  )
  const log = isNewEpoch ? startEpoch(replica.log, leaderEpoch) : replica.log
  const epochStartOffset =
    isNewEpoch || replica.role.type !== 'leader' ? log.logEndOffset : replica.role.epochStartOffset
  takeIsrEdge(work, replica, 'newerMetadataSeen')
  if (isNewEpoch) endFetching(work, replica)
  const next: Replica = {
    ...replica,
    leaderEpoch,
    partitionEpoch,
    role: {
      type: 'leader',
      epochStartOffset,
      isr,
      pendingIsr: null,
      pendingState: 'none',
      followers,
    },
  }
  if (isNewEpoch) {
    takeReplicaEdge(work, replica, 'madeLeader')
    if (putLog(work, next, log).isOffline) return
    const { topic, partition } = replica
    work.facts.push({
      type: 'BecameLeader',
      topic,
      partition,
      leaderEpoch,
      logEndOffset: log.logEndOffset,
    })
  } else putReplica(work, next)
  if (isWithout(work, 'fetchBeforeJoin')) {
    for (const follower of followers.keys()) maybeExpandIsr(work, replica.name, follower)
  }
  maybeAdvanceHighWatermark(work, replica.name)
}

/** Follows a leader, or nobody. R-35. Kafka: Partition.makeFollower. */
export function becomeFollower(
  work: BrokerWork,
  replica: Replica,
  registration: PartitionRegistration,
): void {
  const { leaderEpoch, partitionEpoch, leader } = registration
  const isNewEpoch = replica.role.type !== 'follower' || leaderEpoch !== replica.leaderEpoch
  const isLeaving = fetchesNoMore(work, registration)
  if (isNewEpoch || isLeaving) endFetching(work, replica)
  putReplica(work, {
    ...replica,
    leaderEpoch,
    partitionEpoch,
    role: { type: 'follower', leader: isLeaving ? null : leader },
  })
  if (!isNewEpoch) return
  takeReplicaEdge(work, replica, 'madeFollower')
  const { topic, partition } = replica
  work.facts.push({ type: 'BecameFollower', topic, partition, leaderEpoch, leader })
  if (isWithout(work, 'epochTruncation')) cutToHighWatermark(work, replica.name)
  if (leader === null || isLeaving) return
  beginFetching(work, replica)
  if (lastLogEpoch(replica.log) === null) lineOfFirstFetch(work, replica, leader)
}

/**
 * A broker that is about to stop fetches nothing more for what has no leader, or where it is not in
 * sync: it follows nobody from here on. R-35. Kafka: ReplicaManager.applyLocalFollowersDelta.
 */
function fetchesNoMore(work: BrokerWork, { leader, isr }: PartitionRegistration): boolean {
  const { lifecycle, config } = work.state
  if (lifecycle !== 'PENDING_CONTROLLED_SHUTDOWN' && lifecycle !== 'SHUTTING_DOWN') return false
  return leader === null || !isr.includes(config.nodeId)
}

/** What followers did before KIP-101. Kafka 0.10: Partition.makeFollower. */
function cutToHighWatermark(work: BrokerWork, name: Replica['name']): void {
  const replica = work.state.replicas.get(name)
  if (replica === undefined) return
  const { log, logConfig: config } = replica
  putLog(work, replica, truncateLogTo(log, log.highWatermark, { nowMs: brokerClock(work), config }))
}

/** The ISR with what was asked for: nobody of it may be passed. R-41. Kafka: PartitionState.maximalIsr. */
export function maximalIsr(role: Leader): readonly NodeId[] {
  return role.pendingIsr === null ? role.isr : [...new Set([...role.isr, ...role.pendingIsr])]
}

/** True where the broker was started without a rule. */
export function isWithout({ state }: Pick<BrokerWork, 'state'>, rule: BrokerProtection): boolean {
  return state.config.unprotected.includes(rule)
}

/** Replicas whose ends the high watermark waits for: the maximal ISR, and who is about to join it. */
function awaitedReplicas(work: BrokerWork, { role, log }: { role: Leader; log: PartitionLog }) {
  if (isWithout(work, 'maximalIsr')) return role.isr
  const maximal = maximalIsr(role)
  if (maximal.length > role.followers.size) return maximal
  const limit = work.state.config.settings.int('replica.lag.time.max.ms')
  const now = brokerNow(work)
  const joining = [...role.followers].flatMap(([id, progress]) => {
    if (maximal.includes(id)) return []
    const isCaughtUp =
      progress.logEndOffset === log.logEndOffset || now - progress.lastCaughtUpMs <= limit
    return isCaughtUp && isEligible(work, id, progress.brokerEpoch) ? [id] : []
  })
  return [...maximal, ...joining.sort((a, b) => a - b)]
}

/**
 * Moves the leader's high watermark to the smallest end of the maximal ISR, and of replicas that
 * will join it; never while the ISR is smaller than min.insync.replicas (KIP-966). R-41.
 * Kafka: Partition.maybeIncrementLeaderHW. True when it moved.
 */
export function maybeAdvanceHighWatermark(work: BrokerWork, name: Replica['name']): boolean {
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'leader') return false
  const { role, log } = replica
  if (log.highWatermark >= log.logEndOffset) return false
  if (!isMinIsr(work.state, replica, role.isr.length)) return false
  const own = work.state.config.nodeId
  const because = awaitedReplicas(work, { role, log }).map((id) => ({
    id,
    logEndOffset:
      id === own ? log.logEndOffset : offset(role.followers.get(id)?.logEndOffset ?? -1),
  }))
  const to = offset(Math.min(log.logEndOffset, ...because.map((row) => row.logEndOffset)))
  if (to <= log.highWatermark) return false
  putLog(work, replica, withHighWatermark(log, to))
  const { topic, partition } = replica
  work.facts.push({
    type: 'HighWatermarkAdvanced',
    rule: 'R-41',
    topic,
    partition,
    from: log.highWatermark,
    to,
    as: 'leader',
    because,
  })
  return true
}

/**
 * What a follower's fetch tells its leader. True: its log's end is another one than before, so the
 * high watermark may move. R-37. Kafka: Partition.updateFollowerFetchState.
 */
export function noteFollowerFetch(
  work: BrokerWork,
  replica: Replica,
  fetch: {
    readonly follower: NodeId
    readonly fetchOffset: number
    readonly logStartOffset: number
    readonly brokerEpoch: number
  },
): boolean {
  if (replica.role.type !== 'leader') return false
  const { role, log } = replica
  const old = role.followers.get(fetch.follower)
  if (old === undefined) return false
  const now = brokerNow(work)
  const caughtUpMs =
    fetch.fetchOffset >= log.logEndOffset
      ? Math.max(old.lastCaughtUpMs, now)
      : fetch.fetchOffset >= old.lastFetchLeaderEndOffset
        ? Math.max(old.lastCaughtUpMs, old.lastFetchMs)
        : old.lastCaughtUpMs
  const progress: FollowerProgress = {
    logEndOffset: fetch.fetchOffset,
    logStartOffset: fetch.logStartOffset,
    lastFetchMs: now,
    lastFetchLeaderEndOffset: log.logEndOffset,
    lastCaughtUpMs: caughtUpMs,
    brokerEpoch: fetch.brokerEpoch,
  }
  const followers = role.followers.set(fetch.follower, progress)
  const { type, epochStartOffset, isr, pendingIsr, pendingState } = role
  const next = { type, epochStartOffset, isr, pendingIsr, pendingState, followers }
  putReplica(work, { ...replica, role: next })
  if (!isr.includes(fetch.follower)) maybeExpandIsr(work, replica.name, fetch.follower)
  return fetch.fetchOffset !== old.logEndOffset
}

/** A follower that has caught up may come back. R-45. Kafka: Partition.maybeExpandIsr. */
function maybeExpandIsr(work: BrokerWork, name: Replica['name'], follower: NodeId): void {
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'leader' || replica.role.pendingIsr !== null) return
  const { role, log } = replica
  const progress = role.followers.get(follower)
  if (progress === undefined || role.isr.includes(follower)) return
  const hasBegun =
    progress.logEndOffset >= role.epochStartOffset || isWithout(work, 'epochStartRule')
  const isThere = progress.logEndOffset >= log.highWatermark && hasBegun
  if (!isThere || !isEligible(work, follower, progress.brokerEpoch)) return
  askIsr(work, replica, { isr: scalaSetOrder([...role.isr, follower]), because: 'caughtUp' })
}

/** Kafka: Partition.isReplicaIsrEligible. */
function isEligible(work: BrokerWork, id: NodeId, brokerEpoch: number | null): boolean {
  const broker = work.state.image.brokers.get(id)
  if (broker === undefined || broker.fenced || broker.inControlledShutdown) return false
  // One that has not fetched in this epoch cannot be told apart from an older self. R-46.
  const isSame = brokerEpoch === -1 || broker.epoch === brokerEpoch
  return isSame || isWithout(work, 'brokerEpochCheck')
}

/** Followers that have not caught up for too long leave. R-47. Kafka: Partition.maybeShrinkIsr. */
export function shrinkIsrs(work: BrokerWork): void {
  const limit = work.state.config.settings.int('replica.lag.time.max.ms')
  setBrokerTimer(work, 'shrinkIsr', { ms: Math.floor(limit / 2) })
  const now = brokerNow(work)
  for (const replica of sortedReplicas(work)) {
    const { role, log } = replica
    if (role.type !== 'leader' || role.pendingIsr !== null) continue
    const late = role.isr.filter((id) => {
      const progress = role.followers.get(id)
      if (progress === undefined || progress.logEndOffset === log.logEndOffset) return false
      return now - progress.lastCaughtUpMs > limit
    })
    if (late.length === 0) continue
    const isr = scalaSetOrder(role.isr).filter((id) => !late.includes(id))
    askIsr(work, replica, { isr, because: `behindFor ${limit} ms` })
  }
}

/** This broker's replicas by name. */
export function sortedReplicas(work: BrokerWork): readonly Replica[] {
  return [...work.state.replicas.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function askIsr(
  work: BrokerWork,
  replica: Replica,
  { isr, because }: { readonly isr: readonly NodeId[]; readonly because: string },
): void {
  if (replica.role.type !== 'leader') return
  const isExpanding = isr.length > replica.role.isr.length
  takeIsrEdge(work, replica, isExpanding ? 'followerCaughtUp' : 'followersLagged')
  putReplica(work, {
    ...replica,
    role: { ...replica.role, pendingIsr: isr, pendingState: 'queued' },
  })
  const { topic, partition } = replica
  work.facts.push({
    type: 'IsrChangeAsked',
    rule: isExpanding ? 'R-45' : 'R-47',
    topic,
    partition,
    isr: replica.role.isr,
    asked: isr,
    because,
  })
  setBrokerTimer(work, 'alterPartition', { ms: 0 })
}
