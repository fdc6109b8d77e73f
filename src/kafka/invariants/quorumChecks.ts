import type { QuorumState } from '../quorum/quorumState'
import { isVoter, knownLeader, majority } from '../quorum/quorumState'
import {
  agreeBelow,
  leaderHistory,
  leaderIsComplete,
  majorityHasIt,
  removedLeader,
  snapshotChecks,
} from './quorumHistoryChecks'
import type { Watch } from './watched'
import { broken, serversOf } from './watched'

type Leader = Extract<QuorumState['role'], { name: 'Leader' }>

/** Checks of the KRaft quorum, KR-*, on the nodes that an event changed. */
export function quorumChecks(watch: Watch): void {
  for (const { now, before } of watch.changed) {
    const { quorum } = now
    const old = before?.quorum ?? null
    if (quorum !== null && quorum !== old) nodeChecks(watch, quorum, old)
  }
}

function nodeChecks(watch: Watch, quorum: QuorumState, old: QuorumState | null): void {
  alone(watch, quorum)
  removedLeader(watch, quorum)
  snapshotChecks(watch, quorum, old)
  if (old !== null) {
    since(watch, old, quorum)
    marks(watch, old, quorum)
    leaderHistory(watch, old, quorum)
  }
  // What is gone with a disk is nobody's to have.
  if (watch.losses.lossyBrokers === 0 && old?.highWatermark !== quorum.highWatermark) {
    majorityHasIt(watch, quorum)
  }
  const isNews = old?.role !== quorum.role || old.epoch !== quorum.epoch
  const isMoved = old?.log !== quorum.log || old.highWatermark !== quorum.highWatermark
  const begins = old?.role.name !== quorum.role.name
  if (isNews || isMoved) besideOthers(watch, quorum, { isNews, isMoved, begins })
}

/** What there is to compare with the other nodes. */
interface Due {
  /** Its role or epoch is new. */
  readonly isNews: boolean
  /** Its log or its high watermark has moved. */
  readonly isMoved: boolean
  /** It has become something else. */
  readonly begins: boolean
}

/** What holds of two nodes; looked at where this one has moved. */
function besideOthers(watch: Watch, quorum: QuorumState, due: Due): void {
  for (const { quorum: other } of serversOf(watch)) {
    if (other === quorum || other === null) continue
    if (due.isNews) oneLeader(watch, quorum, other)
    if (due.begins) leaderIsComplete(watch, quorum, other)
    if (due.isMoved) committedAgrees(watch, quorum, other)
  }
}

/** What holds of one node at any time. */
function alone(watch: Watch, quorum: QuorumState): void {
  const { role, log, highWatermark, config } = quorum
  const stands = role.name === 'Candidate' || role.name === 'Prospective'
  if (stands && !isVoter(quorum)) {
    broken(watch, 'KR-07', `node ${config.nodeId} stands for election and is no voter`)
  }
  if (highWatermark !== null && log.endOffset < highWatermark) {
    const what = `the metadata log ends at ${log.endOffset} below ${highWatermark}`
    broken(watch, 'KR-17', `node ${config.nodeId}: ${what}`)
  }
}

/** What holds from one state of a node to its next. */
function since(watch: Watch, old: QuorumState, now: QuorumState): void {
  const node = now.config.nodeId
  if (now.epoch < old.epoch) {
    broken(watch, 'KR-02', `node ${node}: epoch ${old.epoch} became ${now.epoch}`)
  }
  const [was, is] = [old.votedKey?.id, now.votedKey?.id]
  if (old.epoch === now.epoch && was !== undefined && is !== undefined && was !== is) {
    broken(watch, 'KR-03', `node ${node} voted for ${was} and ${is} in ${now.epoch}`)
  }
  const leads = old.role.name === 'Leader' && now.role.name === 'Leader' && old.epoch === now.epoch
  if (leads && old.log !== now.log) leading(watch, old, now)
}

/** A leader's log only grows, by what it writes itself. */
function leading(watch: Watch, { log: was }: QuorumState, { log, config }: QuorumState): void {
  if (log.endOffset < was.endOffset) {
    broken(watch, 'KR-08', `node ${config.nodeId} truncated as a leader`)
  }
  if (log.startOffset > was.endOffset) {
    broken(watch, 'KR-19', `node ${config.nodeId} loaded a snapshot as a leader`)
  }
}

/** How a high watermark moves. */
function marks(watch: Watch, old: QuorumState, now: QuorumState): void {
  const node = now.config.nodeId
  const [was, is] = [old.highWatermark ?? -1, now.highWatermark ?? -1]
  // A new leader does not know it until its own epoch is committed.
  if (is < was && now.highWatermark !== null) {
    broken(watch, 'KR-12', `node ${node}: high watermark fell from ${was} to ${is}`)
  }
  if (is > was && now.role.name === 'Leader' && !isCommitted(now, now.role)) {
    broken(watch, 'KR-11', `node ${node} committed ${is} without a majority`)
  }
}

/** A majority has it, and it reaches into the leader's own epoch. */
function isCommitted(quorum: QuorumState, { progress }: Leader): boolean {
  const end = quorum.highWatermark ?? 0
  let have = 0
  for (const { endOffset } of progress.voters) if ((endOffset ?? -1) >= end) have += 1
  return have >= majority(quorum) && end > progress.epochStartOffset
}

/** All who know the leader of an epoch know the same one. */
function oneLeader(watch: Watch, one: QuorumState, other: QuorumState): void {
  if (one.epoch !== other.epoch) return
  const [a, b] = [knownLeader(one), knownLeader(other)]
  if (a === null || b === null || a === b) return
  broken(watch, 'KR-01', `nodes ${both(one, other)} follow ${a} and ${b} in ${one.epoch}`)
}

/** Committed prefixes of the metadata log agree. */
function committedAgrees(watch: Watch, one: QuorumState, other: QuorumState): void {
  if (one.highWatermark === null || other.highWatermark === null) return
  const shared = Math.min(one.highWatermark, other.highWatermark)
  if (agreeBelow(one, other, shared)) return
  broken(watch, 'KR-09', `metadata of nodes ${both(one, other)} differs below ${shared}`)
}

function both(one: QuorumState, other: QuorumState): string {
  return `${one.config.nodeId} and ${other.config.nodeId}`
}
