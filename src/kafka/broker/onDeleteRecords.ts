import { offset, topicPartition } from '../ids'
import { advanceLogStart } from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type { DeleteRecordsRequest, DeleteRecordsResponse } from '../protocol/rpc/admin'
import { isInternalTopic } from '../protocol/topicName'
import { putLog } from '../replication/putLog'
import { absence } from './leaders'
import type { BrokerWork, Caller, DelayedDelete, Replica } from './brokerState'
import { answer, cancelBrokerTimer, setBrokerTimer, takeId } from './brokerState'

type Row = DeleteRecordsResponse['partitions'][number]
type At = DeleteRecordsRequest['partitions'][number]

/** The smallest log start of the leader and its alive followers. Kafka: Partition.lowWatermarkIfLeader. */
function lowWatermark(work: BrokerWork, replica: Replica): number {
  const { role, log } = replica
  if (role.type !== 'leader') return -1
  const alive = [...role.followers].filter(
    ([id]) => work.state.image.brokers.get(id)?.fenced === false,
  )
  return Math.min(log.logStartOffset, ...alive.map(([, row]) => row.logStartOffset))
}

function leaderOf(work: BrokerWork, at: At): Replica | ErrorCode {
  const replica = work.state.replicas.get(topicPartition(at.topic, at.partition))
  if (replica === undefined) return absence(work.state, at)
  if (replica.isOffline) return 'KAFKA_STORAGE_ERROR'
  return replica.role.type === 'leader' ? replica : 'NOT_LEADER_OR_FOLLOWER'
}

interface Deleted {
  readonly row: Row
  /** What the low watermark must reach; null: nothing to wait for. */
  readonly required: number | null
}

/** Raises a log's start. Rule R-23. Kafka: ReplicaManager.deleteRecordsOnLocalLog, deleteRecordsOnLeader. */
function deleteBelow(work: BrokerWork, at: At): Deleted {
  const { topic, partition } = at
  const fail = (error: ErrorCode): Deleted => ({
    row: { topic, partition, error, lowWatermark: -1 },
    required: null,
  })
  if (isInternalTopic(topic)) return fail('INVALID_TOPIC_EXCEPTION')
  const replica = leaderOf(work, at)
  if (typeof replica === 'string') return fail(replica)
  if (!replica.logConfig.deletes) return fail('POLICY_VIOLATION')
  const { log } = replica
  const to = at.offset === -1 ? log.highWatermark : at.offset
  if (to < 0 || to > log.highWatermark) return fail('OFFSET_OUT_OF_RANGE')
  const next = advanceLogStart(log, offset(to))
  const kept = putLog(work, replica, next)
  if (kept.isOffline) return fail('KAFKA_STORAGE_ERROR')
  const from = log.logStartOffset
  if (next !== log) {
    const moved = { topic, partition, from, to: next.logStartOffset } as const
    const because = 'deleteRecords' as const
    work.facts.push({ type: 'LogStartAdvanced', rule: 'R-23', ...moved, because })
  }
  const row: Row = { topic, partition, error: 'NONE', lowWatermark: lowWatermark(work, kept) }
  return { row, required: to }
}

/** Deletes below offsets; the answer waits for the alive followers. Kafka: DelayedDeleteRecords. */
export function onDeleteRecords(
  work: BrokerWork,
  caller: Caller,
  request: DeleteRecordsRequest,
): void {
  const deleted = request.partitions.map((at) => deleteBelow(work, at))
  const { connection, correlationId } = caller
  const delayed: DelayedDelete = {
    id: takeId(work),
    connection,
    correlationId,
    rows: deleted.map(({ row }) => row),
    required: deleted.map(({ required }) => required),
  }
  work.state.delayedDeletes = [...work.state.delayedDeletes, delayed]
  setBrokerTimer(work, 'delete', { about: String(delayed.id), ms: request.timeoutMs })
  completeDeletes(work)
  if (!work.state.delayedDeletes.some(({ id }) => id === delayed.id)) return
  for (const { row, required } of deleted) {
    if (required === null || row.lowWatermark >= required) continue
    const { topic, partition } = row
    work.facts.push({
      type: 'RequestWaits',
      api: 'DeleteRecords',
      topic,
      partition,
      waitsFor: { condition: 'lowWatermark', current: row.lowWatermark, required },
    })
  }
}

/** Answers deletions that every alive follower has made as well. */
export function completeDeletes(work: BrokerWork): void {
  for (const delayed of work.state.delayedDeletes) {
    const rows = delayed.rows.map((row, index) => fresh(work, row, delayed.required[index] ?? null))
    const waits = rows.some(
      (row, index) => row.error === 'NONE' && row.lowWatermark < (delayed.required[index] ?? -1),
    )
    if (!waits) finish(work, { ...delayed, rows })
  }
}

function fresh(work: BrokerWork, row: Row, required: number | null): Row {
  if (required === null) return row
  const replica = leaderOf(work, { ...row, offset: required })
  if (typeof replica === 'string') return { ...row, error: replica, lowWatermark: -1 }
  return { ...row, lowWatermark: lowWatermark(work, replica) }
}

function finish(work: BrokerWork, delayed: DelayedDelete): void {
  cancelBrokerTimer(work, 'delete', String(delayed.id))
  work.state.delayedDeletes = work.state.delayedDeletes.filter(({ id }) => id !== delayed.id)
  answer(work, delayed, { api: 'DeleteRecords', partitions: delayed.rows })
}

/** The time of a deletion is over: who is not there yet is told so. */
export function onDeleteTimeout(work: BrokerWork, id: number): void {
  const delayed = work.state.delayedDeletes.find((row) => row.id === id)
  if (delayed === undefined) return
  const rows = delayed.rows.map((row, index): Row => {
    const now = fresh(work, row, delayed.required[index] ?? null)
    const isLate = now.error === 'NONE' && now.lowWatermark < (delayed.required[index] ?? -1)
    return isLate ? { ...now, error: 'REQUEST_TIMED_OUT' } : now
  })
  finish(work, { ...delayed, rows })
}
