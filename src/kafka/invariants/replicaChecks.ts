import type { BrokerState, Replica } from '../broker/brokerState'
import { minIsrOf } from '../broker/brokerState'
import { epochForOffset } from '../log/leaderEpochCache'
import type { RecordBatch } from '../protocol/records'
import { maximalIsr } from '../replication/partition'
import type { Rows, Violation, Watch } from './watched'
import { broken, lastBelow, LET_IN } from './watched'
import { controllerChecks } from './controllerView'
import type { Changed } from './replicaPair'
import { isSameBatch } from './replicaPair'

/** Checks of logs and replication, LR-* and LE-03, on the replicas that an event changed. */
export function replicaChecks(watch: Watch): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of watch.changed) {
    const { broker } = now
    if (broker === null || broker.replicas === before?.broker?.replicas) continue
    const earlier = before?.broker?.replicas
    broker.replicas.forEachNew(earlier, (replica, name) => {
      const seen = earlier?.get(name)
      // Another topic of the same name has nothing to do with it.
      const old = seen?.topicId === replica.topicId ? seen : undefined
      violations.push(...replicaCheck(watch, { broker, replica, old }))
    })
  }
  return violations
}

function replicaCheck(watch: Watch, changed: Changed): readonly Violation[] {
  const { broker, replica, old } = changed
  const { lossyBrokers, unclean } = watch.losses
  const isClean = !unclean.has(replica.name)
  // A min ISR is 1 at least: it need not be looked up while nobody has lost anything.
  const isSafe = isClean && (lossyBrokers === 0 || lossyBrokers < minIsrOf(broker, replica))
  const logMoved = replica.log !== old?.log
  const violations: Violation[] = []
  violations.push(...broken(marks(replica)))
  violations.push(...broken(leading(changed)))
  if (logMoved) violations.push(...broken(appended(replica, old)))
  if (old !== undefined) violations.push(...broken(since(old, replica, isSafe)))
  violations.push(...besideEach(watch, changed, isSafe))
  violations.push(...controllerChecks(watch, changed, isSafe))
  return violations
}

/** What holds of two replicas of one partition; looked at where this one has moved. */
// eslint-disable-next-line complexity -- one line a check, each with what makes it due
function besideEach(watch: Watch, changed: Changed, isSafe: boolean): readonly Violation[] {
  const { broker, replica, old } = changed
  const logMoved = replica.log !== old?.log
  const isNews = replica.role.type === 'leader' && !hasLed(replica, old)
  const isRaised = replica.log.highWatermark > (old?.log.highWatermark ?? 0)
  const begins = isNews && isSafe && LET_IN.has(broker.lifecycle)
  const checks = [
    ...(isNews ? [oneLeader] : []),
    ...(logMoved ? [identity] : []),
    ...(begins ? [complete] : []),
    ...(isRaised && isSafe ? [inSyncAgree] : []),
    ...(logMoved && isSafe ? [committedAgrees, prefixOfLeader] : []),
  ]
  return checks.flatMap((check) => besideOthers(watch, changed, check))
}

/** What a check of two replicas of one partition finds beside every other one. */
function besideOthers(
  watch: Watch,
  { broker, replica }: Changed,
  check: (one: Replica, other: Replica, its: BrokerState) => Rows,
): readonly Violation[] {
  return watch.all().flatMap(({ now }) => {
    const its = now.broker
    if (its === null || its === broker) return []
    const other = its.replicas.get(replica.name)
    return other?.topicId === replica.topicId ? broken(check(replica, other, its)) : []
  })
}

/** True when it led in the same epoch before: that nobody else does was seen then. */
function hasLed(now: Replica, old: Replica | undefined): boolean {
  return old?.role.type === 'leader' && old.leaderEpoch === now.leaderEpoch
}

function marks({ name, log }: Replica): Rows {
  const { highWatermark, logStartOffset, logEndOffset } = log
  const isIn =
    0 <= logStartOffset && logStartOffset <= highWatermark && highWatermark <= logEndOffset
  const what = () =>
    `${name}: high watermark ${highWatermark} outside ${logStartOffset}–${logEndOffset}`
  return [['LR-02', isIn, what]]
}

/** What is new at a log's end is in order, and its epoch stands in the cache. */
function appended({ name, log }: Replica, old: Replica | undefined): Rows {
  const { batches, epochs } = log
  const from = Math.max(0, Math.min(old?.log.batches.size ?? 0, batches.size) - 1)
  const rows: Rows[number][] = []
  let last: RecordBatch | undefined = from === 0 ? undefined : batches.get(from - 1)
  for (let index = from; index < batches.size; index += 1) {
    const batch = batches.get(index)
    if (batch === undefined) continue
    const isNext = last === undefined || batch.baseOffset > last.lastOffset
    const isOrdered = isNext && batch.baseOffset <= batch.lastOffset
    rows.push(['LR-01', isOrdered, () => `${name}: a batch at ${batch.baseOffset} overlaps`])
    const isLater = last === undefined || batch.leaderEpoch >= last.leaderEpoch
    rows.push(['LR-03', isLater, () => `${name}: epoch ${batch.leaderEpoch} follows a later one`])
    const isNoted = epochForOffset(epochs, batch.baseOffset) === batch.leaderEpoch
    rows.push(['LR-04', isNoted, () => `${name}: epoch of ${batch.baseOffset} is not in the cache`])
    last = batch
  }
  const end = last === undefined ? log.logEndOffset : last.lastOffset + 1
  rows.push([
    'LR-01',
    end === log.logEndOffset,
    () => `${name} ends at ${end}, not ${log.logEndOffset}`,
  ])
  const isRising = epochs.every((row, index) => {
    const next = epochs[index + 1]
    return next === undefined || (next.epoch > row.epoch && next.startOffset > row.startOffset)
  })
  rows.push(['LR-04', isRising, () => `${name}: the epoch cache does not rise`])
  return rows
}

/** What holds of a leader at any time. */
function leading({ broker, replica, old }: Changed): Rows {
  const { role, log, name } = replica
  if (role.type !== 'leader') return []
  const registration = broker.image.topics.get(replica.topicId)?.partitions.get(replica.partition)
  const isNamed =
    registration === undefined ||
    (registration.leader === broker.config.nodeId &&
      registration.leaderEpoch === replica.leaderEpoch)
  const newest = log.batches.last()
  const isOwn =
    newest === undefined ||
    newest.baseOffset < role.epochStartOffset ||
    newest.leaderEpoch === replica.leaderEpoch
  const rose = old !== undefined && log.highWatermark > old.log.highWatermark
  const behind = maximalIsr(role).filter((id) => {
    const end = role.followers.get(id)?.logEndOffset
    return end !== undefined && end < log.highWatermark
  })
  return [
    [
      'MC-13',
      isNamed,
      () => `${name}: ${broker.config.nodeId} leads and the metadata does not say so`,
    ],
    ['LR-29', isOwn, () => `${name}: a leader of epoch ${replica.leaderEpoch} wrote another epoch`],
    [
      'LR-13',
      !rose || behind.length === 0,
      () => `${name}: high watermark ${log.highWatermark} passed ${behind.join(',')}`,
    ],
    [
      'LR-15',
      !rose || role.isr.length >= minIsrOf(broker, replica),
      () => `${name}: the high watermark moved with an ISR of ${role.isr.join(',')}`,
    ],
  ]
}

/** What holds from one state of a replica to its next. */
function since(old: Replica, now: Replica, isSafe: boolean): Rows {
  const { name } = now
  const leads =
    old.role.type === 'leader' && now.role.type === 'leader' && old.leaderEpoch === now.leaderEpoch
  const [was, is] = [old.log.highWatermark, now.log.highWatermark]
  const starts = now.log.logStartOffset >= old.log.logStartOffset
  const isNewer = now.leaderEpoch >= old.leaderEpoch && now.partitionEpoch >= old.partitionEpoch
  const keepsCommitted = now.log.logEndOffset >= was
  const first = now.log.segments.first()?.baseOffset ?? 0
  return [
    [
      'LR-14',
      !leads || is >= was,
      () => `${name}: the leader's high watermark fell from ${was} to ${is}`,
    ],
    [
      'LR-33',
      now.log.segments === old.log.segments || first <= now.log.logStartOffset,
      () => `${name}: a segment is gone that holds ${now.log.logStartOffset}`,
    ],
    ['LR-32', starts || !isSafe, () => `${name}: the log start fell to ${now.log.logStartOffset}`],
    [
      'LR-19',
      keepsCommitted || !isSafe,
      () => `${name} was truncated below its high watermark ${was}`,
    ],
    [
      'MC-12',
      isNewer,
      () => `${name} went back to epoch ${now.leaderEpoch} / ${now.partitionEpoch}`,
    ],
  ]
}

function oneLeader(one: Replica, other: Replica): Rows {
  const both = one.role.type === 'leader' && other.role.type === 'leader'
  const isOne = !both || one.leaderEpoch !== other.leaderEpoch
  return [['LE-03', isOne, () => `${one.name} has two leaders in epoch ${one.leaderEpoch}`]]
}

/** One offset in one epoch is one record, wherever it is kept. */
function identity(one: Replica, other: Replica): Rows {
  const newest = one.log.batches.last()
  if (newest === undefined || other.log.logEndOffset <= newest.baseOffset) return []
  const twin = lastBelow(other.log.batches, newest.lastOffset + 1)
  const isTwin = twin?.baseOffset === newest.baseOffset && twin.leaderEpoch === newest.leaderEpoch
  const what = () => `${one.name}: two records at ${newest.baseOffset} in ${newest.leaderEpoch}`
  return [['LR-06', !isTwin || isSameBatch(newest, twin), what]]
}

/** Who begins to lead has everything that anybody knows to be committed. */
function complete(leader: Replica, other: Replica, its: BrokerState): Rows {
  if (!LET_IN.has(its.lifecycle) || other.leaderEpoch > leader.leaderEpoch) return []
  const { logEndOffset: end } = leader.log
  const mark = other.log.highWatermark
  const what = () => `${leader.name}: the new leader ends at ${end}, committed is ${mark}`
  return [['LR-08', end >= mark, what]]
}

/** Below a leader's high watermark all running members of its ISR hold what it holds. */
function inSyncAgree(leader: Replica, member: Replica, its: BrokerState): Rows {
  const { role, log, name } = leader
  if (role.type !== 'leader' || !role.isr.includes(its.config.nodeId) || !LET_IN.has(its.lifecycle))
    return []
  // One that is given a newer role follows another leader by now.
  if (member.leaderEpoch !== leader.leaderEpoch || member.isOffline) return []
  const end = log.highWatermark
  if (end <= member.log.logStartOffset) return []
  const agree =
    member.log.logEndOffset >= end &&
    isSameBatch(lastBelow(log.batches, end), lastBelow(member.log.batches, end))
  const what = () => `${name}: broker ${its.config.nodeId} is in sync and differs below ${end}`
  return [['LR-11', agree, what]]
}

/** Below both high watermarks two logs hold the same; a log that is cut off there holds nothing. */
function committedAgrees(one: Replica, other: Replica): Rows {
  const shared = Math.min(one.log.highWatermark, other.log.highWatermark)
  if (shared <= Math.max(one.log.logStartOffset, other.log.logStartOffset)) return []
  const [a, b] = [lastBelow(one.log.batches, shared), lastBelow(other.log.batches, shared)]
  return [
    ['LR-07', isSameBatch(a, b), () => `${one.name}: committed records differ below ${shared}`],
  ]
}

/** A follower that has appended in its leader's epoch holds the start of the leader's log. */
function prefixOfLeader(follower: Replica, leader: Replica, its: BrokerState): Rows {
  if (follower.role.type !== 'follower' || leader.role.type !== 'leader') return []
  // A broker that has lost its log and has just replayed old metadata leads nobody: its listeners
  // open when it is let in, and by then its registration has taken it out of the ISR (LE-13).
  if (!LET_IN.has(its.lifecycle)) return []
  if (follower.leaderEpoch !== leader.leaderEpoch) return []
  const newest = follower.log.batches.last()
  // Only what was written in this epoch shows that the follower has truncated.
  if (newest === undefined || newest.leaderEpoch !== leader.leaderEpoch) return []
  if (newest.baseOffset < leader.log.logStartOffset) return []
  const end = newest.lastOffset + 1
  const isPrefix =
    end <= leader.log.logEndOffset && isSameBatch(newest, lastBelow(leader.log.batches, end))
  return [
    ['LR-18', isPrefix, () => `${follower.name}: the follower's log is not the leader's at ${end}`],
  ]
}
