import type { QuorumState } from '../quorum/quorumState'
import { isVoter, majority, ownKey, votersOf } from '../quorum/quorumState'
import { hasOverlappingMajority, isVoterKey } from '../quorum/voterSet'
import type { Rows, Watch } from './watched'
import { lastBelow } from './watched'

/** KR-21: a leader that was removed leads until the removal is committed, and no longer. */
export function removedLeader(quorum: QuorumState): Rows {
  const { role, log, highWatermark, config } = quorum
  const isSettled = (log.voterSets.at(-1)?.offset ?? -1) < (highWatermark ?? 0)
  const staysOn = role.name === 'Leader' && isSettled && !isVoter(quorum)
  return [['KR-21', !staysOn, () => `node ${config.nodeId} leads on after it was removed`]]
}

/** KR-15, KR-20: what a resigned leader and what a leader's voter set may do. */
export function leaderHistory(old: QuorumState, now: QuorumState): Rows {
  const node = () => `node ${now.config.nodeId}`
  const leads = old.role.name === 'Leader' && now.role.name === 'Leader' && old.epoch === now.epoch
  return [
    ['KR-15', !breaksSilence(old, now), () => `${node()} resigned in ${old.epoch} and went on`],
    ['KR-20', !leads || isOrderly(old, now), () => `${node()} changed its voters out of turn`],
  ]
}

/** A resigned leader that wrote, or led again, in the epoch that it resigned in. */
function breaksSilence(old: QuorumState, now: QuorumState): boolean {
  if (old.role.name !== 'Resigned' || old.epoch !== now.epoch) return false
  const wrote = now.role.name === 'Resigned' && now.log.endOffset > old.log.endOffset
  return now.role.name === 'Leader' || wrote
}

/** One voter more or less, on what is committed in this epoch; or the rise of kraft.version. */
function isOrderly(old: QuorumState, now: QuorumState): boolean {
  const [was, is] = [old.log.voterSets.at(-1), now.log.voterSets.at(-1)]
  if (is === undefined || was === undefined || was === is) return true
  // Version and voters are written together when it rises, and by a new leader in its first batch.
  if (now.log.kraftVersions.at(-1) !== old.log.kraftVersions.at(-1)) return true
  const isCommitted = old.highWatermark !== null && was.offset < old.highWatermark
  return isCommitted && hasOverlappingMajority(was.voters, is.voters)
}

/** KR-18: a log that does not begin at 0 begins at a snapshot; what is in one is committed. */
export function snapshotChecks(now: QuorumState, old: QuorumState | null): Rows {
  const { log, snapshots, highWatermark, config } = now
  if (old?.snapshots === snapshots && old.log.startOffset === log.startOffset) return []
  const node = () => `node ${config.nodeId}`
  const begins = log.startOffset === 0 || snapshots.some((row) => row.endOffset === log.startOffset)
  const ahead = snapshots.find(
    (row) => old?.snapshots.includes(row) === false && row.endOffset > (highWatermark ?? 0),
  )
  return [
    ['KR-18', begins, () => `${node()}: the log begins at ${log.startOffset} without a snapshot`],
    [
      'KR-18',
      ahead === undefined,
      () => `${node()}: snapshot ${String(ahead?.endOffset)} is not committed`,
    ],
  ]
}

/** KR-13: of the voters that can be seen, no majority lacks what their leader calls committed. */
export function majorityHasIt(leader: QuorumState, all: Watch['all']): Rows {
  const { role, highWatermark, config } = leader
  if (role.name !== 'Leader' || highWatermark === null) return []
  const voters = votersOf(leader)
  const lacking = all().filter(({ now: { quorum } }) => {
    if (quorum === null || !isVoterKey(voters, ownKey(quorum))) return false
    return quorum.log.endOffset < highWatermark
  }).length
  const most = voters.length - majority(leader)
  const what = () =>
    `node ${config.nodeId} committed ${highWatermark}, which ${lacking} voters lack`
  return [['KR-13', lacking <= most, what]]
}

/** KR-10: who leads a newer epoch holds all that anybody knows to be committed. */
export function leaderIsComplete(leader: QuorumState, other: QuorumState): Rows {
  const end = other.highWatermark ?? 0
  if (leader.role.name !== 'Leader' || other.epoch > leader.epoch || end === 0) return []
  const has = leader.log.endOffset >= end && agreeBelow(leader, other, end)
  const ids = () =>
    `node ${leader.config.nodeId} leads ${leader.epoch}: node ${other.config.nodeId}`
  return [['KR-10', has, () => `${ids()} knows more to be committed, below ${end}`]]
}

/** The epoch of what ends at an offset; undefined where the log does not reach. */
function epochBelow({ log }: QuorumState, end: number): number | undefined {
  return log.startOffset === end ? log.startEpoch : lastBelow(log.batches, end)?.epoch
}

/** Two logs end below an offset with the same batch, as far as both still have it. */
export function agreeBelow(one: QuorumState, other: QuorumState, end: number): boolean {
  const first = Math.max(one.log.startOffset, other.log.startOffset)
  if (end < first) return true
  if (end === first) return epochBelow(one, end) === epochBelow(other, end)
  const a = lastBelow(one.log.batches, end)
  const b = lastBelow(other.log.batches, end)
  return a?.baseOffset === b?.baseOffset && a?.epoch === b?.epoch
}
