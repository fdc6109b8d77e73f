import { nodeId } from '~/kafka/ids'
import { maximalIsr } from '~/kafka/replication/partition'
import { consumerIn } from '~/views/consumerIn'
import { isLifeOf } from './blames'
import type { Draft, Need } from './draft'
import { need } from './draft'
import { runsNeed } from './ofBroker'
import { writeNeeds } from './ofPartition'
import type { LeaderReplica, Place, Scene } from './scene'
import { leaderOf, nameOf } from './scene'

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

/** Why a record is not committed. Kafka: Partition.maybeIncrementLeaderHW. */
export function recordNotCommitted(scene: Scene, at: RecordPlace): Draft {
  const leader = leaderOf(scene, at)
  const needs = [
    ...writeNeeds(scene, at),
    ...(leader === null ? [] : replicaNeeds(leader, at.offset)),
  ]
  const missing = needs.find(({ isMet }) => !isMet)
  const process = `kafka-${missing?.values['broker'] ?? ''}`
  const isDown = missing?.key === 'replicaHasIt' && !runsNeed(scene, process).isMet
  return {
    asked: 'recordNotCommitted',
    values: { partition: nameOf(at), offset: at.offset },
    needs,
    blames: isDown ? isLifeOf(process) : appended(at),
    reads: 'HighWatermarkAdvanced',
    settings: [['min.insync.replicas', { topic: at.topic }]],
  }
}

function belowHw(scene: Scene, at: RecordPlace): Need {
  const high = leaderOf(scene, at)?.replica.log.highWatermark ?? 0
  return need('belowHw', high > at.offset, { actual: high, offset: at.offset })
}

/** Why no consumer can read a record. R-11. Kafka: Partition.fetchRecords, FetchIsolation. */
function recordNotVisible(scene: Scene, at: RecordPlace): Draft {
  return {
    asked: 'recordNotVisible',
    values: { partition: nameOf(at), offset: at.offset },
    needs: [belowHw(scene, at)],
    blames: appended(at),
    reads: 'HighWatermarkAdvanced',
    settings: [],
  }
}

/** Why its producer has not been told that a record is safe. Kafka: DelayedProduce.tryComplete. */
export function recordNotAcknowledged(scene: Scene, at: RecordPlace): Draft {
  const { run, index } = scene
  const name = nameOf(at)
  const told = run
    .notes()
    .acknowledgements.some(
      ({ event, partition, baseOffset, lastOffset }) =>
        event < index && partition === name && baseOffset <= at.offset && lastOffset >= at.offset,
    )
  const values = { partition: name, offset: at.offset }
  const high = belowHw(scene, at)
  return {
    asked: 'recordNotAcknowledged',
    values,
    needs: told
      ? []
      : [need('committedForAll', high.isMet, high.values), need('answered', false, values)],
    blames: appended(at),
    reads: 'RecordAcknowledged',
    settings: [],
  }
}

/** Why a group's member has not read a record; one answer for each reader that has not. */
export function recordNotConsumed(scene: Scene, at: RecordPlace): readonly Draft[] {
  const { world } = scene
  const name = nameOf(at)
  return [...world.processes.values()].flatMap(({ id, state }): readonly Draft[] => {
    const consumer = consumerIn(state)
    const position = [...(consumer?.positions ?? [])].find(([held]) => held === name)?.[1]
    if (consumer === null || position === undefined) return []
    const values = { partition: name, offset: at.offset, reader: id }
    return [
      {
        asked: 'recordNotConsumed',
        values,
        needs: [
          belowHw(scene, at),
          runsNeed(scene, id),
          need('fetched', (position ?? -1) > at.offset, {
            ...values,
            actual: position ?? '–',
            required: at.offset + 1,
          }),
        ],
        blames: appended(at),
        reads: 'RecordsConsumed',
        settings: [['fetch.min.bytes', { process: id }]],
      },
    ]
  })
}

/** Why a record is not there any more.. */
function recordGone(scene: Scene, at: RecordPlace): Draft {
  const log = leaderOf(scene, at)?.replica.log
  const start = log?.logStartOffset ?? 0
  const end = log?.logEndOffset ?? at.offset + 1
  const values = { partition: nameOf(at), offset: at.offset }
  const isKept = start <= at.offset
  return {
    asked: 'recordGone',
    values,
    needs: [
      need('kept', isKept, { ...values, actual: start }),
      need('leaderHasIt', end > at.offset, {
        ...values,
        first: at.offset,
        last: at.offset,
        broker: '–',
        because: '–',
      }),
    ],
    blames: ({ fact }) =>
      (fact.type === (isKept ? 'LogTruncated' : 'LogStartAdvanced') ||
        (!isKept && fact.type === 'SegmentsDeleted')) &&
      fact.topic === at.topic &&
      fact.partition === at.partition,
    reads: isKept ? 'LogTruncated' : 'LogStartAdvanced',
    settings: [['retention.ms', { topic: at.topic }]],
  }
}

/** What is to be asked of a record at this instant. */
export function ofRecord(scene: Scene, at: RecordPlace): readonly Draft[] {
  const gone = recordGone(scene, at)
  if (gone.needs.some(({ isMet }) => !isMet)) return [gone]
  return [
    recordNotCommitted(scene, at),
    recordNotVisible(scene, at),
    recordNotAcknowledged(scene, at),
    ...recordNotConsumed(scene, at),
  ]
}
