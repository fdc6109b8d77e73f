import { offset, topicPartition } from '../ids'
import type { FoundOffset } from '../log/offsetByTime'
import { firstNotBefore, newestByTime, NO_OFFSET, placeOf } from '../log/offsetByTime'
import { endOffsetFor } from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import type { BrokerState, Replica } from './brokerState'
import { WALL_CLOCK_START_MS } from '../wallClock'
import { absence } from './leaders'
import { checkEpoch } from './onFetch'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../protocol/listOffsets'

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
  if (replica === undefined) return { replica: null, error: absence(state, at) }
  if (replica.isOffline) return { replica: null, error: 'KAFKA_STORAGE_ERROR' }
  const error = checkEpoch(replica, epoch)
  if (error !== 'NONE') return { replica: null, error }
  if (replica.role.type !== 'leader') return { replica: null, error: 'NOT_LEADER_OR_FOLLOWER' }
  return { replica, error: 'NONE' }
}

/** Offsets by time. Rule R-63. Kafka: ReplicaManager.fetchOffset, UnifiedLog.fetchOffsetByTimestamp. */
export function listOffsets(
  state: BrokerState,
  request: Request<'ListOffsets'>,
): Response<'ListOffsets'> {
  const isClient = request.replicaId === null
  return {
    api: 'ListOffsets',
    partitions: request.partitions.map((asked) => {
      const { topic, partition, timestamp } = asked
      const fail = (error: ErrorCode) => {
        return { topic, partition, error, offset: -1, timestamp: -1, leaderEpoch: -1 }
      }
      // A time below zero must be one of those that stand for a place. Kafka: isListOffsetsTimestampUnsupported.
      if (timestamp < LATEST_TIERED) return fail('UNSUPPORTED_VERSION')
      const { replica, error } = leading(state, asked, asked.currentLeaderEpoch)
      if (replica === null) return fail(error)
      const found = findOffset(replica, timestamp, isClient)
      if (found === null) return fail('OFFSET_NOT_AVAILABLE')
      const { offset: at, timestampMs, leaderEpoch } = found
      // Records carry the time of the run, clients the wall clock's.
      const time = timestampMs < 0 ? -1 : timestampMs + WALL_CLOCK_START_MS
      return { topic, partition, error: 'NONE', offset: at, timestamp: time, leaderEpoch }
    }),
  }
}

/** A new leader does not tell its end until its mark has reached where its epoch began. R-42. */
function hidesItsEnd({ role, log }: Replica): boolean {
  return role.type === 'leader' && log.highWatermark < role.epochStartOffset
}

/** What is asked for; null: it is not known yet.. Kafka: Partition.fetchOffsetForTimestamp. */
function findOffset(replica: Replica, timestamp: number, isClient: boolean): FoundOffset | null {
  const { log, leaderEpoch } = replica
  switch (timestamp) {
    case EARLIEST_TIMESTAMP:
    case EARLIEST_LOCAL:
      return placeOf(log, log.logStartOffset)
    case LATEST_TIERED:
      // Nothing is tiered. Kafka: UnifiedLog.fetchLatestTieredOffset without remote storage.
      return NO_OFFSET
    case LATEST_TIMESTAMP:
      if (isClient && hidesItsEnd(replica)) return null
      // The end is the current epoch's, whichever wrote the last record.
      return {
        offset: isClient ? log.highWatermark : log.logEndOffset,
        timestampMs: -1,
        leaderEpoch,
      }
    case MAX_TIMESTAMP:
      return committed(replica, newestByTime(log), isClient)
    default:
      return committed(replica, firstNotBefore(log, timestamp - WALL_CLOCK_START_MS), isClient)
  }
}

/** What is not committed is not told to clients; it may be, where the mark still lags. ReplicaManager.fetchOffset. */
function committed(replica: Replica, found: FoundOffset, isClient: boolean): FoundOffset | null {
  const isTold = found.offset >= 0 && found.offset < replica.log.highWatermark
  if (!isClient || isTold) return found
  return hidesItsEnd(replica) ? null : NO_OFFSET
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
