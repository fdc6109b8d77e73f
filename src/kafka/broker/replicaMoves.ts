import type { TopicPartition } from '../ids'
import { topicPartition } from '../ids'
import { logFileEffects, partitionDir } from '../log/logFiles'
import type { AppendContext, PartitionLog } from '../log/partitionLog'
import {
  advanceLogStart,
  appendToLog,
  endOffsetFor,
  lastLogEpoch,
  newPartitionLog,
  prepareAppend,
  readLog,
  restartLogAt,
  truncateLogTo,
  withHighWatermark,
} from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import { isQuotaExceeded, recordThrottled } from '../replication/throttle'
import { tellDirectory } from './assignments'
import type { BrokerWork, Replica } from './brokerState'
import { appendContext, brokerClock, putReplica } from './brokerState'
import type { DirAssignment, ReplicaMove } from './directoryState'
import { copyAfter, deleteLog, futurePath, putMove, stopMove, writeFuture } from './futureLog'
import { directoryIdOf, ioFails, liveDirs } from './logDirs'

/** How long a round of a copy takes: up to replica.fetch.max.bytes read and written, ms. MODEL S42. */
const ROUND_MS = 5

/** Replicas shall be in other directories. R-68. Kafka: ReplicaManager.alterReplicaLogDirs. */
export function alterReplicaLogDirs(
  work: BrokerWork,
  { dirs }: Request<'AlterReplicaLogDirs'>,
): Response<'AlterReplicaLogDirs'> {
  const results = dirs.flatMap(({ path, partitions }) =>
    partitions.map(({ topic, partition }) => {
      const name = topicPartition(topic, partition)
      return { topic, partition, error: moveTo(work, name, path) }
    }),
  )
  return { api: 'AlterReplicaLogDirs', results }
}

function moveTo(work: BrokerWork, name: TopicPartition, to: string): ErrorCode {
  const { state } = work
  if (!state.config.logDirs.includes(to)) return 'LOG_DIR_NOT_FOUND'
  if (!liveDirs(state).includes(to)) return 'KAFKA_STORAGE_ERROR'
  const replica = state.replicas.get(name)
  if (replica === undefined) {
    // It will be created there. Kafka: LogManager.maybeUpdatePreferredLogDir.
    state.moving = { ...state.moving, preferred: state.moving.preferred.set(name, to) }
    return 'REPLICA_NOT_AVAILABLE'
  }
  if (replica.isOffline) return 'KAFKA_STORAGE_ERROR'
  const move = state.moving.moves.get(name)
  if (move !== undefined && move.logDir !== to) stopMove(work, replica)
  if (replica.logDir === to || move?.logDir === to) return 'NONE'
  // A log may be in a directory that has failed: none is made anew. LogManager.getOrCreateLog.
  if (state.failedDirs.offline.length > 0) return 'KAFKA_STORAGE_ERROR'
  return beginMove(work, replica, to) ? 'NONE' : 'KAFKA_STORAGE_ERROR'
}

/** Makes the future log, empty. Kafka: Partition.maybeCreateFutureReplica. */
function beginMove(work: BrokerWork, replica: Replica, to: string): boolean {
  const { name, topicId, topic, partition, logDir: from } = replica
  const id = Array.from({ length: 32 }, () => work.ctx.draw('uuid', 16).toString(16)).join('')
  const path = futurePath(to, name, id)
  const log = newPartitionLog(topicId, brokerClock(work), replica.log.logStartOffset)
  if (!writeFuture(work, { path, logDir: to }, { before: null, after: log })) return false
  putMove(work, name, { topicId, logDir: to, path, log, promotion: 'none' })
  work.facts.push({ type: 'ReplicaMoveStarted', rule: 'R-68', topic, partition, from, to })
  copyAfter(work, name, 0)
  return true
}

/**
 * One round of a copy, and what is due once it has caught up: the controller is told of the new
 * directory, and when it has noted that, the logs are swapped.
 * Kafka: ReplicaAlterLogDirsThread.processPartitionData, maybePromoteFutureReplica.
 */
export function copyOn(work: BrokerWork, about: string): void {
  const { moving, replicas, config } = work.state
  const name = [...moving.moves.keys()].find((key) => key === about)
  if (name === undefined) return
  const move = moving.moves.get(name)
  const replica = replicas.get(name)
  if (move === undefined || replica === undefined || replica.isOffline) return
  if (isQuotaExceeded(work, 'alterLogDirs')) {
    return copyAfter(work, name, config.settings.int('replica.fetch.backoff.ms'))
  }
  const copied = copyRound(work, replica, move)
  if (copied === null) return
  if (copied.log.logEndOffset !== replica.log.logEndOffset) return copyAfter(work, name, ROUND_MS)
  promote(work, replica, copied)
}

/** The move with what one round has brought; null: its directory has failed. */
function copyRound(work: BrokerWork, replica: Replica, move: ReplicaMove): ReplicaMove | null {
  const { log: from, name } = replica
  const ctx = appendContext(work, replica)
  const agreed = agreeing(move.log, from, ctx)
  const batches = readLog(from, {
    from: agreed.logEndOffset,
    to: from.logEndOffset,
    maxBytes: work.state.config.settings.int('replica.fetch.max.bytes'),
  })
  const filled = batches.reduce((log, batch) => {
    const prepared = prepareAppend(log, batch, ctx)
    return appendToLog(prepared.log, batch, { ctx })
  }, agreed)
  const mark = filled.logEndOffset < from.highWatermark ? filled.logEndOffset : from.highWatermark
  const log = withHighWatermark(advanceLogStart(filled, from.logStartOffset), mark)
  if (!writeFuture(work, move, { before: move.log, after: log })) return null
  const bytes = batches.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0)
  recordThrottled(work, 'alterLogDirs', bytes)
  const next = { ...move, log }
  putMove(work, name, next)
  return next
}

/** The future log cut to where it agrees with the log that it copies. Kafka: AbstractFetcherThread.truncate. */
function agreeing(log: PartitionLog, from: PartitionLog, ctx: AppendContext): PartitionLog {
  if (log.logEndOffset < from.logStartOffset)
    return restartLogAt(log, from.logStartOffset, ctx.nowMs)
  const epoch = lastLogEpoch(log)
  const end = epoch === null ? from.logEndOffset : endOffsetFor(from, epoch).endOffset
  const to = Math.min(log.logEndOffset, from.logEndOffset, end < 0 ? from.logStartOffset : end)
  return to === log.logEndOffset ? log : truncateLogTo(log, to, ctx)
}

function promote(work: BrokerWork, replica: Replica, move: ReplicaMove): void {
  const { name } = replica
  switch (move.promotion) {
    case 'none': {
      const id = directoryIdOf(work.state, move.logDir)
      putMove(work, name, { ...move, promotion: 'queued' })
      if (id !== null) tellDirectory(work, replica, id)
      return
    }
    case 'queued':
      return
    case 'accepted':
      return swap(work, replica, move)
  }
}

/** The future log is the log. Kafka: LogManager.replaceCurrentWithFutureLog. */
function swap(work: BrokerWork, replica: Replica, move: ReplicaMove): void {
  const { name, topic, partition, logDir: from, log: old } = replica
  const { logDir: to } = move
  const path = partitionDir(to, name)
  const doing = `Error while renaming dir for ${name} in log dir ${to}`
  if (ioFails(work, { dir: to, path, kind: 'write', doing })) return
  const log = withHighWatermark(move.log, old.highWatermark)
  deleteLog(work, move.path, move.log)
  deleteLog(work, partitionDir(from, name), old)
  for (const effect of logFileEffects(path, null, log)) work.effects.push(effect)
  putMove(work, name, null)
  putReplica(work, { ...replica, logDir: to, log })
  work.facts.push({ type: 'ReplicaMoved', rule: 'R-68', topic, partition, from, to })
}

/** What the controller has noted lets copies take their place. Kafka: updateReassignmentState. */
export function acceptMoves(work: BrokerWork, noted: readonly DirAssignment[]): void {
  for (const { name, directory } of noted) {
    const move = work.state.moving.moves.get(name)
    if (move?.promotion !== 'queued') continue
    if (directoryIdOf(work.state, move.logDir) !== directory) continue
    putMove(work, name, { ...move, promotion: 'accepted' })
    copyAfter(work, name, 0)
  }
}
