import type { QuorumState } from '../quorum/quorumState'
import { isVoter, majority, ownKey, votersOf } from '../quorum/quorumState'
import { hasOverlappingMajority, isVoterKey } from '../quorum/voterSet'
import type { Watch } from './watched'
import { broken, lastBelow, serversOf } from './watched'

/** KR-21: a leader that was removed leads until the removal is committed, and no longer. */
export function removedLeader(watch: Watch, quorum: QuorumState): void {
  const { role, log, highWatermark, config } = quorum
  if (role.name !== 'Leader') return
  const isSettled = (log.voterSets.at(-1)?.offset ?? -1) < (highWatermark ?? 0)
  if (isSettled && !isVoter(quorum)) {
    broken(watch, 'KR-21', `node ${config.nodeId} leads on after it was removed`)
  }
}

/** KR-15, KR-20: what a resigned leader and what a leader's voter set may do. */
export function leaderHistory(watch: Watch, old: QuorumState, now: QuorumState): void {
  const node = now.config.nodeId
  if (breaksSilence(old, now)) {
    broken(watch, 'KR-15', `node ${node} resigned in ${old.epoch} and went on`)
  }
  const leads = old.role.name === 'Leader' && now.role.name === 'Leader' && old.epoch === now.epoch
  if (leads && !isOrderly(old, now)) {
    broken(watch, 'KR-20', `node ${node} changed its voters out of turn`)
  }
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
export function snapshotChecks(watch: Watch, now: QuorumState, old: QuorumState | null): void {
  const { log, snapshots, highWatermark, config } = now
  if (old?.snapshots === snapshots && old.log.startOffset === log.startOffset) return
  const begins = log.startOffset === 0 || snapshots.some((row) => row.endOffset === log.startOffset)
  if (!begins) {
    const what = `the log begins at ${log.startOffset} without a snapshot`
    broken(watch, 'KR-18', `node ${config.nodeId}: ${what}`)
  }
  const ahead = snapshots.find(
    (row) => old?.snapshots.includes(row) === false && row.endOffset > (highWatermark ?? 0),
  )
  if (ahead !== undefined) {
    const what = `snapshot ${ahead.endOffset} is not committed`
    broken(watch, 'KR-18', `node ${config.nodeId}: ${what}`)
  }
}

/** KR-13: of the voters that can be seen, no majority lacks what their leader calls committed. */
export function majorityHasIt(watch: Watch, leader: QuorumState): void {
  const { role, highWatermark, config } = leader
  if (role.name !== 'Leader' || highWatermark === null) return
  const voters = votersOf(leader)
  let lacking = 0
  for (const { quorum } of serversOf(watch)) {
    if (quorum === null || quorum.log.endOffset >= highWatermark) continue
    if (isVoterKey(voters, ownKey(quorum))) lacking += 1
  }
  if (lacking <= voters.length - majority(leader)) return
  const what = `committed ${highWatermark}, which ${lacking} voters lack`
  broken(watch, 'KR-13', `node ${config.nodeId} ${what}`)
}

/** KR-10: who leads a newer epoch holds all that anybody knows to be committed. */
export function leaderIsComplete(watch: Watch, leader: QuorumState, other: QuorumState): void {
  const end = other.highWatermark ?? 0
  if (leader.role.name !== 'Leader' || other.epoch > leader.epoch || end === 0) return
  if (leader.log.endOffset >= end && agreeBelow(leader, other, end)) return
  const who = `node ${leader.config.nodeId} leads ${leader.epoch}`
  const what = `node ${other.config.nodeId} knows more to be committed, below ${end}`
  broken(watch, 'KR-10', `${who}: ${what}`)
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
