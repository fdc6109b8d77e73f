import { invariant } from '~/base/invariant'
import type { NodeId, Offset } from '../ids'
import type { ReplicaKey } from '../protocol/replicaKey'
import type { VoterSet } from './voterSet'
import { matchesKey } from './voterSet'

/** How long a silent observer is remembered, ms. Kafka: LeaderState.OBSERVER_SESSION_TIMEOUT_MS. */
const OBSERVER_SESSION_TIMEOUT_MS = 300_000

/** What a leader knows of a replica. Kafka: LeaderState.ReplicaState. Times in ms, -1 = never. */
export interface ReplicaProgress {
  readonly key: ReplicaKey
  /** `null`: it has not told its end yet. */
  readonly endOffset: Offset | null
  readonly lastFetchMs: number
  readonly lastFetchLeaderEndOffset: number
  readonly lastCaughtUpMs: number
  readonly hasAcknowledged: boolean
}

/** What a leader knows of everybody in its epoch. Kafka: LeaderState. */
export interface LeaderProgress {
  readonly local: ReplicaKey
  readonly epochStartOffset: Offset
  /** By ascending id. */
  readonly voters: readonly ReplicaProgress[]
  /** By ascending id, then directory. */
  readonly observers: readonly ReplicaProgress[]
  /** Voters that have fetched since the check of the quorum began anew. */
  readonly fetchedVoters: readonly NodeId[]
  /** When it resigns unless a majority fetches, ms. */
  readonly checkQuorumDeadlineMs: number
  readonly checkQuorumTimeoutMs: number
  readonly highWatermark: Offset | null
}

/** What an update gives. */
export interface ProgressStep {
  readonly progress: LeaderProgress
  /** The high watermark moved. */
  readonly updated: boolean
}

function fresh(key: ReplicaKey, hasAcknowledged: boolean): ReplicaProgress {
  return {
    key,
    endOffset: null,
    lastFetchMs: -1,
    lastFetchLeaderEndOffset: -1,
    lastCaughtUpMs: -1,
    hasAcknowledged,
  }
}

/** A leader at the beginning of its epoch: it knows nobody's end, nor a high watermark. §4.1. */
export function newLeaderProgress(at: {
  readonly local: ReplicaKey
  readonly epochStartOffset: Offset
  readonly voters: VoterSet<ReplicaKey>
  readonly fetchTimeoutMs: number
  readonly nowMs: number
}): LeaderProgress {
  const checkQuorumTimeoutMs = Math.floor((at.fetchTimeoutMs * 3) / 2)
  return {
    local: at.local,
    epochStartOffset: at.epochStartOffset,
    voters: at.voters.map((key) => fresh(key, key.id === at.local.id)),
    observers: [],
    fetchedVoters: [],
    checkQuorumDeadlineMs: at.nowMs + checkQuorumTimeoutMs,
    checkQuorumTimeoutMs,
    highWatermark: null,
  }
}

/** The same in the one shape that all have; decision record 0006. */
function shapedProgress(progress: LeaderProgress): LeaderProgress {
  return {
    local: progress.local,
    epochStartOffset: progress.epochStartOffset,
    voters: progress.voters,
    observers: progress.observers,
    fetchedVoters: progress.fetchedVoters,
    checkQuorumDeadlineMs: progress.checkQuorumDeadlineMs,
    checkQuorumTimeoutMs: progress.checkQuorumTimeoutMs,
    highWatermark: progress.highWatermark,
  }
}

/** The voter or observer that a key means, or null. Kafka: LeaderState.getReplicaState. */
export function findProgress(progress: LeaderProgress, key: ReplicaKey): ReplicaProgress | null {
  const voter = progress.voters.find((row) => matchesKey(row.key, key))
  if (voter !== undefined) return voter
  const isSame = (row: ReplicaProgress) =>
    row.key.id === key.id && row.key.directoryId === key.directoryId
  return progress.observers.find(isSame) ?? null
}

function isVoterOf(progress: LeaderProgress, key: ReplicaKey): boolean {
  return progress.voters.some((row) => matchesKey(row.key, key))
}

function byKey(a: ReplicaProgress, b: ReplicaProgress): number {
  const [one, other] = [a.key.directoryId ?? '', b.key.directoryId ?? '']
  return a.key.id - b.key.id || (one < other ? -1 : one > other ? 1 : 0)
}

/** Replaces a replica's row; a stranger becomes an observer. Q-47. */
function put(progress: LeaderProgress, row: ReplicaProgress): LeaderProgress {
  if (progress.voters.some((old) => old.key === row.key)) {
    const voters = progress.voters.map((old) => (old.key === row.key ? row : old))
    return shapedProgress({ ...progress, voters })
  }
  const others = progress.observers.filter((old) => byKey(old, row) !== 0)
  return shapedProgress({ ...progress, observers: [...others, row].sort(byKey) })
}

/** The rows once the voter set is another one: who left observes. LeaderState.updateVoterAndObserverStates. */
function withVoters(progress: LeaderProgress, set: VoterSet<ReplicaKey>): LeaderProgress {
  const isUnchanged =
    set.length === progress.voters.length &&
    set.every((key, index) => {
      const old = progress.voters[index]?.key
      return old?.id === key.id && old.directoryId === key.directoryId
    })
  if (isUnchanged) return progress
  const voters = set
    .map((key) => ({ ...(findProgress(progress, key) ?? fresh(key, false)), key }))
    .sort((a, b) => a.key.id - b.key.id)
  const isNew = (row: ReplicaProgress) => voters.some((voter) => byKey(voter, row) === 0)
  const left = progress.voters.filter(({ key }) => !set.some(({ id }) => id === key.id))
  const observers = progress.observers.filter((row) => !isNew(row))
  const added = left.filter((row) => !observers.some((old) => byKey(old, row) === 0))
  return shapedProgress({
    ...progress,
    voters,
    observers: [...observers, ...added].sort(byKey),
  })
}

/** Ends by descending offset, unknown last, ties by id. Kafka: ReplicaState.compareTo. */
function byDescendingEnd(a: ReplicaProgress, b: ReplicaProgress): number {
  if (a.endOffset === b.endOffset) return byKey(a, b)
  if (a.endOffset === null) return 1
  return b.endOffset === null ? -1 : b.endOffset - a.endOffset
}

/** The high watermark rule.. Kafka: LeaderState.maybeUpdateHighWatermark. */
function advance(progress: LeaderProgress): ProgressStep {
  if (!isMajorityBeyond(progress)) return { progress, updated: false }
  const sorted = progress.voters.toSorted(byDescendingEnd)
  const candidate = sorted[Math.floor(sorted.length / 2)]?.endOffset ?? null
  const isNew =
    candidate !== null &&
    candidate > progress.epochStartOffset &&
    candidate > (progress.highWatermark ?? -1)
  if (!isNew) return { progress, updated: false }
  return { progress: shapedProgress({ ...progress, highWatermark: candidate }), updated: true }
}

/** True when more than half of the voters are beyond what is committed: most fetches are no news. */
function isMajorityBeyond({ voters, epochStartOffset, highWatermark }: LeaderProgress): boolean {
  const known = Math.max(epochStartOffset, highWatermark ?? -1)
  let beyond = 0
  for (const { endOffset } of voters) if (endOffset !== null && endOffset > known) beyond += 1
  return beyond > Math.floor(voters.length / 2)
}

/**
 * The leader has written up to `endOffset`; `voters` is the set as of now, null when it is the same.
 * Kafka: LeaderState.updateLocalState.
 * @throws InvariantError when its end goes back.
 */
export function updateLocalState(
  progress: LeaderProgress,
  {
    endOffset,
    voters,
  }: { readonly endOffset: Offset; readonly voters: VoterSet<ReplicaKey> | null },
): ProgressStep {
  const own = findProgress(progress, progress.local) ?? fresh(progress.local, false)
  invariant((own.endOffset ?? 0) <= endOffset, "a leader's end never goes back")
  const written = put(progress, {
    key: own.key,
    endOffset,
    lastFetchMs: own.lastFetchMs,
    lastFetchLeaderEndOffset: own.lastFetchLeaderEndOffset,
    lastCaughtUpMs: own.lastCaughtUpMs,
    hasAcknowledged: own.hasAcknowledged,
  })
  return advance(voters === null ? written : withVoters(written, voters))
}

/** The end that the leader itself has written, or null. */
function localEndOffset(progress: LeaderProgress): Offset | null {
  return findProgress(progress, progress.local)?.endOffset ?? null
}

/** Where its id votes under another directory the leader observes. Kafka: getOrCreateReplicaState. */
function withLocal(progress: LeaderProgress): LeaderProgress {
  const isKnown = findProgress(progress, progress.local) !== null
  return isKnown ? progress : put(progress, fresh(progress.local, false))
}

/** What a fetch at `fetchOffset` tells of its sender. §5.2, Q-48. Kafka: LeaderState.updateReplicaState. */
export function updateReplicaState(
  progress: LeaderProgress,
  at: { readonly key: ReplicaKey; readonly fetchOffset: Offset; readonly nowMs: number },
): ProgressStep {
  const { key, fetchOffset, nowMs } = at
  invariant(key.id !== progress.local.id, 'a leader does not fetch from itself')
  const known = withLocal(progress)
  const old = findProgress(known, key) ?? fresh(key, false)
  const end = localEndOffset(known)
  const row: ReplicaProgress = {
    key: old.key,
    endOffset: fetchOffset,
    lastFetchMs: Math.max(old.lastFetchMs, nowMs),
    lastFetchLeaderEndOffset: end ?? old.lastFetchLeaderEndOffset,
    lastCaughtUpMs: caughtUp(old, { end, fetchOffset, nowMs }),
    hasAcknowledged: true,
  }
  const noted = countVoter(put(known, row), { key, nowMs })
  return isVoterOf(noted, key) ? advance(noted) : { progress: noted, updated: false }
}

function caughtUp(
  old: ReplicaProgress,
  at: { readonly end: Offset | null; readonly fetchOffset: Offset; readonly nowMs: number },
): number {
  if (at.end === null) return old.lastCaughtUpMs
  if (at.fetchOffset >= at.end) return Math.max(old.lastCaughtUpMs, at.nowMs)
  const before = old.lastFetchLeaderEndOffset
  return before > 0 && at.fetchOffset >= before
    ? Math.max(old.lastCaughtUpMs, old.lastFetchMs)
    : old.lastCaughtUpMs
}

/** A voter has asked something of the leader. Q-48. Kafka: LeaderState.updateCheckQuorumForFollowingVoter. */
export function countVoter(
  progress: LeaderProgress,
  { key, nowMs }: { readonly key: ReplicaKey; readonly nowMs: number },
): LeaderProgress {
  const counts = isVoterOf(progress, key) && !progress.fetchedVoters.includes(key.id)
  const fetchedVoters = counts ? [...progress.fetchedVoters, key.id] : progress.fetchedVoters
  const isMember = progress.voters.some((row) => row.key.id === progress.local.id)
  const needed = Math.floor(progress.voters.length / 2) + (isMember ? 0 : 1)
  if (fetchedVoters.length < needed) {
    return counts ? shapedProgress({ ...progress, fetchedVoters }) : progress
  }
  const checkQuorumDeadlineMs = nowMs + progress.checkQuorumTimeoutMs
  return shapedProgress({ ...progress, fetchedVoters: [], checkQuorumDeadlineMs })
}

/** Ms until the leader must resign; null: a single voter, never. Kafka: timeUntilCheckQuorumExpires. */
export function checkQuorumMs(progress: LeaderProgress, nowMs: number): number | null {
  if (progress.voters.length === 1) return null
  return Math.max(0, progress.checkQuorumDeadlineMs - nowMs)
}

/** Who should lead next: the other voters, the furthest first. Kafka: nonLeaderVotersByDescendingFetchOffset. */
export function successorsOf(progress: LeaderProgress): readonly NodeId[] {
  return progress.voters
    .filter((row) => !matchesKey(row.key, progress.local))
    .sort(byDescendingEnd)
    .map(({ key }) => key.id)
}

/** Without the observers that have been silent too long. Kafka: LeaderState.clearInactiveObservers. */
export function withoutSilentObservers(progress: LeaderProgress, nowMs: number): LeaderProgress {
  const observers = progress.observers.filter(
    ({ key, lastFetchMs }) =>
      nowMs - lastFetchMs < OBSERVER_SESSION_TIMEOUT_MS || key.id === progress.local.id,
  )
  return observers.length === progress.observers.length ? progress : { ...progress, observers }
}
