import type { BrokerState, Replica } from '../broker/brokerState'
import type { RecordBatch } from '../protocol/records'
import type { Watch } from './watched'
import { broken, lastBelow, LET_IN, serversOf } from './watched'

/** A replica that an event changed, with its broker. */
export interface Changed {
  readonly broker: BrokerState
  readonly replica: Replica
  readonly old: Replica | undefined
}

/** True unless two batches are both known and differ. */
export function isSameBatch(a: RecordBatch | undefined, b: RecordBatch | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return true
  return (
    a.baseOffset === b.baseOffset &&
    a.leaderEpoch === b.leaderEpoch &&
    a.producerId === b.producerId &&
    a.baseSequence === b.baseSequence &&
    a.records[0]?.value === b.records[0]?.value
  )
}

/** What there is to compare with the other replicas of a partition. */
interface Due {
  readonly logMoved: boolean
  /** It has become the leader of an epoch. */
  readonly isNews: boolean
  readonly isRaised: boolean
  /** Nothing was lost that anybody had promised. */
  readonly isSafe: boolean
}

/** What holds of two replicas of one partition; looked at where this one has moved. */
export function besideReplicas(watch: Watch, changed: Changed, isSafe: boolean): void {
  const { broker, replica, old } = changed
  const logMoved = replica.log !== old?.log
  const isNews = replica.role.type === 'leader' && !hasLed(replica, old)
  if (!logMoved && !isNews) return
  const isRaised = replica.log.highWatermark > (old?.log.highWatermark ?? 0)
  const due = { logMoved, isNews, isRaised, isSafe }
  for (const { broker: its } of serversOf(watch)) {
    if (its === null || its === broker) continue
    const other = its.replicas.get(replica.name)
    if (other?.topicId === replica.topicId) besideOther(watch, { changed, other, its }, due)
  }
}

/** A changed replica beside another one of its partition, which is on the broker `its`. */
interface Pair {
  readonly changed: Changed
  readonly other: Replica
  readonly its: BrokerState
}

function besideOther(watch: Watch, pair: Pair, due: Due): void {
  if (due.isNews) oneLeader(watch, pair)
  if (due.logMoved) identity(watch, pair)
  if (!due.isSafe) return
  if (due.isNews && LET_IN.has(pair.changed.broker.lifecycle)) complete(watch, pair)
  if (due.isRaised) inSyncAgree(watch, pair)
  if (due.logMoved) {
    committedAgrees(watch, pair)
    prefixOfLeader(watch, pair)
  }
}

/** True when it led in the same epoch before: that nobody else does was seen then. */
function hasLed(now: Replica, old: Replica | undefined): boolean {
  return old?.role.type === 'leader' && old.leaderEpoch === now.leaderEpoch
}

function oneLeader(watch: Watch, { changed: { replica }, other }: Pair): void {
  const both = replica.role.type === 'leader' && other.role.type === 'leader'
  if (!both || replica.leaderEpoch !== other.leaderEpoch) return
  broken(watch, 'LE-03', `${replica.name} has two leaders in epoch ${replica.leaderEpoch}`)
}

/**
 * One offset in one epoch is one record, wherever it is kept. Not where a broker has written that
 * led on without the end of its log: `LedOn`.
 */
function identity(watch: Watch, { changed: { replica }, other }: Pair): void {
  if (watch.losses.ledOn.written.has(replica.name)) return
  const newest = replica.log.batches.last()
  if (newest === undefined || other.log.logEndOffset <= newest.baseOffset) return
  const twin = lastBelow(other.log.batches, newest.lastOffset + 1)
  const isTwin = twin?.baseOffset === newest.baseOffset && twin.leaderEpoch === newest.leaderEpoch
  if (!isTwin || isSameBatch(newest, twin)) return
  const { name } = replica
  broken(watch, 'LR-06', `${name}: two records at ${newest.baseOffset} in ${newest.leaderEpoch}`)
}

/** Who begins to lead has everything that anybody knows to be committed. */
function complete(watch: Watch, { changed: { replica: leader }, other, its }: Pair): void {
  if (!LET_IN.has(its.lifecycle) || other.leaderEpoch > leader.leaderEpoch) return
  const { logEndOffset: end } = leader.log
  const mark = other.log.highWatermark
  if (end >= mark) return
  broken(watch, 'LR-08', `${leader.name}: the new leader ends at ${end}, committed is ${mark}`)
}

/** Below a leader's high watermark all running members of its ISR hold what it holds. */
function inSyncAgree(watch: Watch, { changed, other: member, its }: Pair): void {
  const { role, log, name, leaderEpoch } = changed.replica
  const { nodeId } = its.config
  if (role.type !== 'leader' || !role.isr.includes(nodeId) || !LET_IN.has(its.lifecycle)) return
  // One that is given a newer role follows another leader by now.
  if (member.leaderEpoch !== leaderEpoch || member.isOffline) return
  const end = log.highWatermark
  if (end <= member.log.logStartOffset) return
  const agree =
    member.log.logEndOffset >= end &&
    isSameBatch(lastBelow(log.batches, end), lastBelow(member.log.batches, end))
  if (!agree)
    broken(watch, 'LR-11', `${name}: broker ${nodeId} is in sync and differs below ${end}`)
}

/** Below both high watermarks two logs hold the same; a log that is cut off there holds nothing. */
function committedAgrees(watch: Watch, { changed: { replica: one }, other }: Pair): void {
  const shared = Math.min(one.log.highWatermark, other.log.highWatermark)
  if (shared <= Math.max(one.log.logStartOffset, other.log.logStartOffset)) return
  if (isSameBatch(lastBelow(one.log.batches, shared), lastBelow(other.log.batches, shared))) return
  broken(watch, 'LR-07', `${one.name}: committed records differ below ${shared}`)
}

/** A follower that has appended in its leader's epoch holds the start of the leader's log. */
function prefixOfLeader(watch: Watch, { changed, other: leader, its }: Pair): void {
  const { replica: follower } = changed
  if (follower.role.type !== 'follower' || leader.role.type !== 'leader') return
  // A broker that has lost its log and has just replayed old metadata leads nobody: its listeners
  // open when it is let in, and by then its registration has taken it out of the ISR (LE-13).
  if (!LET_IN.has(its.lifecycle)) return
  if (follower.leaderEpoch !== leader.leaderEpoch) return
  const newest = follower.log.batches.last()
  // Only what was written in this epoch shows that the follower has truncated.
  if (newest === undefined || newest.leaderEpoch !== leader.leaderEpoch) return
  if (newest.baseOffset < leader.log.logStartOffset) return
  const end = newest.lastOffset + 1
  const isPrefix =
    end <= leader.log.logEndOffset && isSameBatch(newest, lastBelow(leader.log.batches, end))
  if (isPrefix) return
  broken(watch, 'LR-18', `${follower.name}: the follower's log is not the leader's at ${end}`)
}
