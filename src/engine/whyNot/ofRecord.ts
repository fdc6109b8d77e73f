import { nodeId } from '~/kafka/ids'
import { maximalIsr } from '~/kafka/replication/partition'
import { consumerIn } from '~/views/consumerIn'
import { serverProcess } from '../build'
import { hindrance } from '../why/lostRecords'
import { newest } from '../why/lookBack'
import { isChangeOf, isElectionOf, isLifeOf, isLossOfLeader } from './blames'
import type { Draft, Need } from './draft'
import { missingOf, need } from './draft'
import { runsNeed } from './ofBroker'
import { sessionSettings, writeNeeds } from './ofPartition'
import type { LeaderReplica, Place, Scene } from './scene'
import { leaderOf, nameOf, registrationOf, replicaOn } from './scene'

/** A record by its place. */
export interface RecordPlace extends Place {
  readonly offset: number
}

const appended =
  (at: RecordPlace): Draft['blames'] =>
  ({ fact }) =>
    fact.type === 'RecordsAppended' &&
    fact.as === 'leader' &&
    fact.topic === at.topic &&
    fact.partition === at.partition &&
    fact.baseOffset <= at.offset &&
    fact.lastOffset >= at.offset

/** Every replica that the high watermark waits for, with the end that the leader knows. R-43. */
function replicaNeeds({ id: own, replica, role }: LeaderReplica, offset: number): readonly Need[] {
  return maximalIsr(role)
    .toSorted((a, b) => a - b)
    .map((id) => {
      const progress = role.followers.get(nodeId(id))
      const end = id === own ? replica.log.logEndOffset : (progress?.logEndOffset ?? -1)
      return need('replicaHasIt', end > offset, { broker: id, actual: end, required: offset + 1 })
    })
}

/** What is missing before a record is committed, with what explains it and what it waits by. */
type Uncommitted = Pick<Draft, 'needs' | 'blames' | 'settings'>

/** Whether a record is committed: below the high watermark of its leader, else of whom it was last known by. */
export function uncommitted(scene: Scene, at: RecordPlace): Uncommitted {
  const leader = leaderOf(scene, at)
  const [hasLeader, enough] = writeNeeds(scene, at)
  if (leader === null) {
    const settings = sessionSettings(scene)
    return { needs: [hasLeader], blames: isLossOfLeader(scene, at), settings }
  }
  const needs = [hasLeader, enough, ...replicaNeeds(leader, at.offset)]
  const missing = missingOf(needs)
  if (missing?.key !== 'replicaHasIt') {
    const settings = [['min.insync.replicas', { topic: at.topic }]] as const
    return { needs, blames: isShrinkOf(at), settings }
  }
  const follower = serverProcess(Number(missing.values['broker']))
  const source = leader.server.process
  const kept = hindrance(scene.run, scene.index, [follower, source])
  if (kept === null) return { needs, blames: appended(at), settings: [] }
  const lag = [['replica.lag.time.max.ms', { process: source }]] as const
  const settings = kept.fact.type === 'LinkChanged' ? lag : sessionSettings(scene)
  return { needs, blames: ({ fact }) => fact === kept.fact, settings }
}

/** True for a change that left fewer of a partition in sync. */
function isShrinkOf(at: Place): Draft['blames'] {
  return isChangeOf(at, ({ isrFrom, isrTo }) => isrTo.length < isrFrom.length)
}

/** The end, or the high watermark, of a partition's log: its leader's, else the furthest that a replica had. */
function reached(
  scene: Scene,
  at: Place,
  of: 'logEndOffset' | 'highWatermark' | 'logStartOffset',
): number {
  const leader = leaderOf(scene, at)
  if (leader !== null) return leader.replica.log[of]
  const replicas = registrationOf(scene, at)?.replicas ?? []
  const ends = replicas.map((id) => replicaOn(scene, at, id)?.log[of] ?? 0)
  return Math.max(0, ...ends)
}

/** Why a record is not committed; null: it is. Kafka: Partition.maybeIncrementLeaderHW. */
export function recordNotCommitted(scene: Scene, at: RecordPlace): Draft | null {
  if (reached(scene, at, 'highWatermark') > at.offset) return null
  return {
    asked: 'recordNotCommitted',
    values: { partition: nameOf(at), offset: at.offset },
    ...uncommitted(scene, at),
    reads: 'HighWatermarkAdvanced',
  }
}

function belowHw(scene: Scene, at: RecordPlace): Need {
  const high = reached(scene, at, 'highWatermark')
  return need('belowHw', high > at.offset, { actual: high, offset: at.offset })
}

/** Why no consumer can read a record. R-11. Kafka: Partition.fetchRecords, FetchIsolation. */
function recordNotVisible(scene: Scene, at: RecordPlace): Draft {
  const [hasLeader] = writeNeeds(scene, at)
  return {
    ...uncommitted(scene, at),
    asked: 'recordNotVisible',
    values: { partition: nameOf(at), offset: at.offset },
    needs: [hasLeader, belowHw(scene, at)],
    reads: 'HighWatermarkAdvanced',
  }
}

type Acks = -1 | 0 | 1

/** How the producer of a record asked to be told of it; null: nobody has appended it. */
function acksOf({ run, index }: Scene, at: RecordPlace): Acks | null {
  const row = newest(run, appended(at), index)
  const what = row === null ? null : run.stepAt(row.event).event.what
  if (what?.type !== 'Input' || what.input.type !== 'Request') return null
  const { body } = what.input
  return body.api === 'Produce' && 'acks' in body ? body.acks : null
}

/** What a producer waits for that asked so. Kafka: ReplicaManager.delayedProduceRequestRequired. */
function answerNeeds(scene: Scene, at: RecordPlace, acks: Acks): readonly Need[] {
  if (acks === 0) return [need('sentAlone', false)]
  const { isMet, values } = belowHw(scene, at)
  const done = acks === 1 ? need('leaderAlone', true) : need('committedForAll', isMet, values)
  return [done, need('answered', false)]
}

/**
 * Why its producer has not been told that a record is there; null: it has.
 * Kafka: DelayedProduce.tryComplete.
 */
export function recordNotAcknowledged(
  scene: Scene,
  at: RecordPlace,
  asked: Acks | null = null,
): Draft | null {
  const { run, index } = scene
  const name = nameOf(at)
  const told = run
    .notes()
    .acknowledgements.some(
      ({ event, partition, baseOffset, lastOffset }) =>
        event < index && partition === name && baseOffset <= at.offset && lastOffset >= at.offset,
    )
  if (told) return null
  const acks = asked ?? acksOf(scene, at) ?? -1
  const needs = answerNeeds(scene, at, acks)
  const isWaiting = missingOf(needs)?.key === 'committedForAll'
  const { blames, settings } = uncommitted(scene, at)
  return {
    asked: 'recordNotAcknowledged',
    values: { partition: name, offset: at.offset },
    needs,
    blames: isWaiting ? blames : appended(at),
    reads: 'RecordAcknowledged',
    settings: isWaiting ? settings : [],
  }
}

/** Why a group's member has not read a record; one answer for each reader that has not. */
export function recordNotConsumed(scene: Scene, at: RecordPlace): readonly Draft[] {
  const name = nameOf(at)
  return [...scene.world.processes.values()].flatMap(({ id, state }): readonly Draft[] => {
    const positions = [...(consumerIn(state)?.positions ?? [])]
    const position = positions.find(([held]) => held === name)?.[1]
    if (position === undefined || (position ?? -1) > at.offset) return []
    const values = { partition: name, offset: at.offset, reader: id }
    const fetched = { ...values, actual: position ?? '–', required: at.offset + 1 }
    const [hasLeader] = writeNeeds(scene, at)
    const visible = [hasLeader, belowHw(scene, at)]
    const runs = runsNeed(scene, id)
    const unread: Pick<Draft, 'blames' | 'settings'> = runs.isMet
      ? { blames: appended(at), settings: [['fetch.min.bytes', { process: id }]] }
      : { blames: isLifeOf(id), settings: [] }
    return [
      {
        ...(missingOf(visible) === undefined ? unread : uncommitted(scene, at)),
        asked: 'recordNotConsumed',
        values,
        needs: [...visible, runs, need('fetched', false, fetched)],
        reads: 'RecordsConsumed',
      },
    ]
  })
}

/** Why a record is not in the log: it begins later, it ends before, or nobody has written so far.. */
function recordNotThere(scene: Scene, at: RecordPlace): Draft | null {
  const values = { partition: nameOf(at), offset: at.offset }
  const start = reached(scene, at, 'logStartOffset')
  const end = reached(scene, at, 'logEndOffset')
  if (start > at.offset) return recordExpired(at, start)
  if (end > at.offset) return null
  const isWritten = newest(scene.run, appended(at), scene.index) !== null
  const reaches = need('logReaches', false, { ...values, actual: end })
  return {
    asked: isWritten ? 'recordGone' : 'recordNotWritten',
    values,
    needs: [reaches],
    blames: isWritten ? (row) => isElectionOf(at)(row) || isCutOf(at)(row) : appended(at),
    reads: isWritten ? 'LogTruncated' : 'RecordsAppended',
    settings: [],
  }
}

/** True for a cut that took a record. */
function isCutOf(at: RecordPlace): Draft['blames'] {
  return ({ fact }) =>
    fact.type === 'LogTruncated' &&
    fact.topic === at.topic &&
    fact.partition === at.partition &&
    fact.to <= at.offset &&
    fact.from > at.offset
}

/** Retention, or a request, moved the begin of the log beyond a record. */
function recordExpired(at: RecordPlace, start: number): Draft {
  const values = { partition: nameOf(at), offset: at.offset }
  return {
    asked: 'recordGone',
    values,
    needs: [need('kept', false, { ...values, actual: start })],
    blames: ({ fact }) =>
      (fact.type === 'LogStartAdvanced' || fact.type === 'SegmentsDeleted') &&
      fact.topic === at.topic &&
      fact.partition === at.partition,
    reads: 'LogStartAdvanced',
    settings: [['retention.ms', { topic: at.topic }]],
  }
}

/** What is to be asked of a record at this instant. */
export function ofRecord(scene: Scene, at: RecordPlace): readonly (Draft | null)[] {
  const missing = recordNotThere(scene, at)
  if (missing !== null) return [missing]
  return [
    recordNotCommitted(scene, at),
    recordNotVisible(scene, at),
    recordNotAcknowledged(scene, at),
    ...recordNotConsumed(scene, at),
  ]
}
