import { offset, topicPartition } from '../ids'
import type { PartitionLog } from '../log/partitionLog'
import { endOffsetFor } from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import type { BrokerState, Replica } from './brokerState'
import { checkEpoch } from './onFetch'

const EARLIEST = -2
const LATEST = -1
const MAX_TIMESTAMP = -3
const EARLIEST_LOCAL = -4
const LATEST_TIERED = -5

/** The leader's replica, or why there is none. */
function leading(
  state: BrokerState,
  at: { readonly topic: string; readonly partition: number },
  epoch: number | null,
): { readonly replica: Replica | null; readonly error: ErrorCode } {
  const replica = state.replicas.get(topicPartition(at.topic, at.partition))
  if (replica === undefined) {
    const isKnown = state.image.topicIds.has(at.topic)
    return {
      replica: null,
      error: isKnown ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_TOPIC_OR_PARTITION',
    }
  }
  const error = checkEpoch(replica, epoch)
  if (error !== 'NONE') return { replica: null, error }
  if (replica.role.type !== 'leader') return { replica: null, error: 'NOT_LEADER_OR_FOLLOWER' }
  return { replica, error: 'NONE' }
}

/** Offsets by time. Kafka: ReplicaManager.fetchOffset, UnifiedLog.fetchOffsetByTimestamp. */
export function listOffsets(
  state: BrokerState,
  request: Request<'ListOffsets'>,
): Response<'ListOffsets'> {
  return {
    api: 'ListOffsets',
    partitions: request.partitions.map((asked) => {
      const { topic, partition } = asked
      const { replica, error } = leading(state, asked, asked.currentLeaderEpoch)
      if (replica === null) {
        return { topic, partition, error, offset: -1, timestamp: -1, leaderEpoch: -1 }
      }
      const isClient = request.replicaId === null
      const found = findOffset(replica.log, asked.timestamp, isClient)
      return { topic, partition, error: 'NONE', ...found }
    }),
  }
}

interface Found {
  readonly offset: number
  readonly timestamp: number
  readonly leaderEpoch: number
}

function findOffset(log: PartitionLog, timestamp: number, isClient: boolean): Found {
  const epochAt = (at: number) =>
    log.epochs.findLast((row) => row.startOffset <= at)?.epoch ?? log.epochs[0]?.epoch ?? -1
  const place = (at: number): Found => ({ offset: at, timestamp: -1, leaderEpoch: epochAt(at) })
  switch (timestamp) {
    case EARLIEST:
    case EARLIEST_LOCAL:
      return place(log.logStartOffset)
    case LATEST_TIERED:
      // Nothing is tiered. Kafka: UnifiedLog.fetchLatestTieredOffset without remote storage.
      return NOT_FOUND
    case LATEST:
      return place(isClient ? log.highWatermark : log.logEndOffset)
    default:
      return byTimestamp(log, timestamp)
  }
}

const NOT_FOUND: Found = { offset: -1, timestamp: -1, leaderEpoch: -1 }

function byTimestamp(log: PartitionLog, timestamp: number): Found {
  const records = log.batches.flatMap((batch) =>
    batch.records.map((record) => ({ record, leaderEpoch: batch.leaderEpoch })),
  )
  const newest = (): Found => {
    const [first] = records
    if (first === undefined) return NOT_FOUND
    const best = records.reduce((a, b) => (b.record.timestampMs > a.record.timestampMs ? b : a))
    return {
      offset: best.record.offset,
      timestamp: best.record.timestampMs,
      leaderEpoch: best.leaderEpoch,
    }
  }
  if (timestamp === MAX_TIMESTAMP) return newest()
  const hit = records.find(({ record }) => record.timestampMs >= timestamp)
  if (hit === undefined) return NOT_FOUND
  const { record, leaderEpoch } = hit
  return { offset: record.offset, timestamp: record.timestampMs, leaderEpoch }
}

/** Where epochs end. Kafka: Partition.lastOffsetForLeaderEpoch. */
export function offsetsForLeaderEpochs(
  state: BrokerState,
  request: Request<'OffsetForLeaderEpoch'>,
): Response<'OffsetForLeaderEpoch'> {
  return {
    api: 'OffsetForLeaderEpoch',
    partitions: request.partitions.map((asked) => {
      const { topic, partition } = asked
      const { replica, error } = leading(state, asked, asked.currentLeaderEpoch)
      if (replica === null) {
        return { topic, partition, error, leaderEpoch: -1, endOffset: offset(-1) }
      }
      const { epoch, endOffset } = endOffsetFor(replica.log, asked.leaderEpoch)
      return { topic, partition, error: 'NONE', leaderEpoch: epoch, endOffset }
    }),
  }
}
