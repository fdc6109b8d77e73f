import type { QuorumState } from '../quorum/quorumState'
import { isVoter, knownLeader, majority } from '../quorum/quorumState'
import type { Rows, Violation, Watch } from './watched'
import {
  agreeBelow,
  leaderHistory,
  leaderIsComplete,
  majorityHasIt,
  removedLeader,
  snapshotChecks,
} from './quorumHistoryChecks'
import { broken } from './watched'

type Leader = Extract<QuorumState['role'], { name: 'Leader' }>

/** Checks of the KRaft quorum, KR-*, on the nodes that an event changed. */
export function quorumChecks({ all, changed, losses }: Watch): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of changed) {
    const { quorum } = now
    const old = before?.quorum ?? null
    if (quorum === null || quorum === old) continue
    violations.push(...broken(alone(quorum)), ...broken(removedLeader(quorum)))
    violations.push(...broken(snapshotChecks(quorum, old)))
    if (old !== null) {
      violations.push(...broken(since(old, quorum)), ...broken(marks(old, quorum)))
      violations.push(...broken(leaderHistory(old, quorum)))
    }
    // What is gone with a disk is nobody's to have.
    if (losses.lossyBrokers === 0 && old?.highWatermark !== quorum.highWatermark) {
      violations.push(...broken(majorityHasIt(quorum, all)))
    }
    if (isNews(quorum, old) || isMoved(quorum, old)) {
      violations.push(...besideOthers(quorum, old, all))
    }
  }
  return violations
}

function isNews(now: QuorumState, old: QuorumState | null): boolean {
  return old?.role !== now.role || old.epoch !== now.epoch
}

function isMoved(now: QuorumState, old: QuorumState | null): boolean {
  return old?.log !== now.log || old.highWatermark !== now.highWatermark
}

/** What holds of two nodes; looked at where this one has moved. */
function besideOthers(
  quorum: QuorumState,
  old: QuorumState | null,
  all: Watch['all'],
): readonly Violation[] {
  return all().flatMap(({ now: { quorum: other } }) => {
    if (other === quorum || other === null) return []
    return [
      ...(isNews(quorum, old) ? broken(oneLeader(quorum, other)) : []),
      ...(old?.role.name !== quorum.role.name ? broken(leaderIsComplete(quorum, other)) : []),
      ...(isMoved(quorum, old) ? broken(committedAgrees(quorum, other)) : []),
    ]
  })
}

/** What holds of one node at any time. */
function alone(quorum: QuorumState): Rows {
  const node = () => `node ${quorum.config.nodeId}`
  const { role, log, highWatermark } = quorum
  const stands = role.name === 'Candidate' || role.name === 'Prospective'
  return [
    ['KR-07', !stands || isVoter(quorum), () => `${node()} stands for election and is no voter`],
    [
      'KR-17',
      highWatermark === null || log.endOffset >= highWatermark,
      () => `${node()}: the metadata log ends at ${log.endOffset} below ${String(highWatermark)}`,
    ],
  ]
}

/** What holds from one state of a node to its next. */
function since(old: QuorumState, now: QuorumState): Rows {
  const node = () => `node ${now.config.nodeId}`
  const [was, is] = [old.votedKey?.id, now.votedKey?.id]
  const keepsVote = old.epoch !== now.epoch || was === undefined || is === undefined || was === is
  const leads = old.role.name === 'Leader' && now.role.name === 'Leader' && old.epoch === now.epoch
  return [
    ['KR-02', now.epoch >= old.epoch, () => `${node()}: epoch ${old.epoch} became ${now.epoch}`],
    [
      'KR-03',
      keepsVote,
      () => `${node()} voted for ${String(was)} and ${String(is)} in ${now.epoch}`,
    ],
    [
      'KR-08',
      !leads || now.log.endOffset >= old.log.endOffset,
      () => `${node()} truncated as a leader`,
    ],
  ]
}

/** How a high watermark moves. */
function marks(old: QuorumState, now: QuorumState): Rows {
  const node = () => `node ${now.config.nodeId}`
  const [was, is] = [old.highWatermark ?? -1, now.highWatermark ?? -1]
  const isProven = is <= was || now.role.name !== 'Leader' || isCommitted(now, now.role)
  return [
    // A new leader does not know it until its own epoch is committed.
    [
      'KR-12',
      is >= was || now.highWatermark === null,
      () => `${node()}: high watermark fell from ${was} to ${is}`,
    ],
    ['KR-11', isProven, () => `${node()} committed ${is} without a majority`],
  ]
}

/** A majority has it, and it reaches into the leader's own epoch. */
function isCommitted(quorum: QuorumState, { progress }: Leader): boolean {
  const end = quorum.highWatermark ?? 0
  const have = progress.voters.filter(({ endOffset }) => (endOffset ?? -1) >= end).length
  return have >= majority(quorum) && end > progress.epochStartOffset
}

/** All who know the leader of an epoch know the same one. */
function oneLeader(one: QuorumState, other: QuorumState): Rows {
  if (one.epoch !== other.epoch) return []
  const [a, b] = [knownLeader(one), knownLeader(other)]
  const agree = a === null || b === null || a === b
  return [
    [
      'KR-01',
      agree,
      () => `nodes ${both(one, other)} follow ${String(a)} and ${String(b)} in ${one.epoch}`,
    ],
  ]
}

/** Committed prefixes of the metadata log agree. */
function committedAgrees(one: QuorumState, other: QuorumState): Rows {
  if (one.highWatermark === null || other.highWatermark === null) return []
  const shared = Math.min(one.highWatermark, other.highWatermark)
  const agree = agreeBelow(one, other, shared)
  return [['KR-09', agree, () => `metadata of nodes ${both(one, other)} differs below ${shared}`]]
}

function both(one: QuorumState, other: QuorumState): string {
  return `${one.config.nodeId} and ${other.config.nodeId}`
}
