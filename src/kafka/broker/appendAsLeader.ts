import { present } from '~/base/invariant'
import type { TopicId } from '../ids'
import { offset, splitTopicPartition, topicPartition } from '../ids'
import { appendToLog, prepareAppend } from '../log/partitionLog'
import type { ProducedBatch, ProducerAppend } from '../log/producerState'
import { appendToProducers, staleTransaction } from '../log/producerState'
import type { ErrorCode } from '../protocol/errors'
import type { CompressionType, RecordBatch } from '../protocol/records'
import { compressionOf } from '../protocol/records'
import type { ProducePartitionResponse } from '../protocol/rpc/data'
import { isInternalTopic } from '../protocol/topicName'
import { maybeAdvanceHighWatermark } from '../replication/partition'
import { putLog, reportFlush, reportRoll } from '../replication/putLog'
import type { BrokerWork, Replica } from './brokerState'
import { appendContext, brokerClock, minIsrOf, readTopicConfig } from './brokerState'
import { absence, currentLeader } from './leaders'
import { isMinIsr } from './minIsr'
import type { Invalid } from './validateBatch'
import { batchProblem } from './validateBatch'

/** What an append came to. */
export interface Appended {
  readonly row: ProducePartitionResponse
  readonly name: Replica['name']
  /** What the high watermark must reach with acks=all; null: nothing to wait for. */
  readonly required: number | null
}

function rowOf(
  at: { readonly topic: string; readonly partition: number },
  part: Partial<ProducePartitionResponse>,
): ProducePartitionResponse {
  return {
    topic: at.topic,
    partition: at.partition,
    error: 'NONE',
    errorMessage: null,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset: -1,
    recordErrors: [],
    currentLeader: null,
    ...part,
  }
}

/** The batch as the leader writes it: its offsets, its epoch, perhaps its clock.. */
function stamped(work: BrokerWork, replica: Replica, batch: RecordBatch): RecordBatch {
  const base = replica.log.logEndOffset
  const isAppendTime = replica.logConfig.isLogAppendTime
  const now = brokerClock(work)
  return {
    ...batch,
    baseOffset: base,
    lastOffset: offset(base + batch.records.length - 1),
    leaderEpoch: replica.leaderEpoch,
    timestampType: isAppendTime ? 'LogAppendTime' : 'CreateTime',
    maxTimestampMs: isAppendTime ? now : batch.maxTimestampMs,
    compression: codecFor(replica.logConfig.compressionType, batch),
    records: batch.records.map((record, index) => ({
      ...record,
      offset: offset(base + index),
      timestampMs: isAppendTime ? now : record.timestampMs,
    })),
  }
}

/** A topic keeps the producer's codec, or has its own. Kafka: BrokerCompressionType.targetCompressionType. */
function codecFor(type: string, { compression }: RecordBatch): CompressionType {
  return type === 'producer' ? compression : compressionOf(type)
}

/** One partition's part of a Produce. */
export interface ProduceAt {
  readonly topic: string
  /** null: by name alone, as before Produce v13. */
  readonly topicId: TopicId | null
  readonly partition: number
  readonly batch: RecordBatch
}

/** Who produces: a client with its acks, or the broker's own coordinator. */
export interface ProduceBy {
  readonly acks: number
  readonly isClient: boolean
}

/** A refusal with what was compared. */
function refused(error: ErrorCode, actual: string, required: string): Invalid {
  return { error, message: null, recordErrors: [], actual, required }
}

/**
 * What forbids the append, #7 … #18 of the table in replication.md. Null: nothing.
 * Kafka: ReplicaManager.appendToLocalLog, Partition.appendRecordsToLeader, UnifiedLog.append.
 */
function refusal(work: BrokerWork, at: ProduceAt, by: ProduceBy): Invalid | null {
  if (at.topicId !== null && !work.state.image.topics.has(at.topicId)) {
    return refused('UNKNOWN_TOPIC_ID', at.topicId, 'the id of a topic')
  }
  if (by.isClient && isInternalTopic(at.topic)) {
    return refused('INVALID_TOPIC_EXCEPTION', at.topic, 'a topic that is not internal')
  }
  const replica = hosted(work, at)
  if (!('role' in replica)) return replica
  const { role } = replica
  if (role.type !== 'leader') return refused('NOT_LEADER_OR_FOLLOWER', 'follower', 'leader')
  if (by.acks === -1 && !isMinIsr(work.state, replica, role.isr.length)) {
    return notEnough(work, replica, role.isr)
  }
  const { logConfig: config, name: partition } = replica
  const { isClient } = by
  return batchProblem(at.batch, { partition, config, nowMs: brokerClock(work), isClient })
}

/** The replica that is meant, or why there is none. Kafka: ReplicaManager.getPartitionOrException. */
function hosted(work: BrokerWork, at: ProduceAt): Replica | Invalid {
  const replica = work.state.replicas.get(topicPartition(at.topic, at.partition))
  if (replica === undefined) {
    return refused(absence(work.state, at), 'no replica here', 'a replica here')
  }
  if (replica.isOffline) return refused('KAFKA_STORAGE_ERROR', replica.logDir, 'a log directory')
  if (at.topicId === null || replica.topicId === at.topicId) return replica
  return refused('UNKNOWN_TOPIC_ID', at.topicId, replica.topicId)
}

/** Kafka: Partition.appendRecordsToLeader. R-40. */
function notEnough(work: BrokerWork, replica: Replica, isr: readonly number[]): Invalid {
  const min = minIsrOf(work.state, replica)
  const inSync = `${isr.length} in sync (${isr.join(', ')})`
  const logged = `The size of the current ISR : ${isr.length} is insufficient to satisfy the min.isr requirement of ${min} for partition ${replica.name}, live replica(s) broker.id are : Set(${isr.join(', ')})`
  return { ...refused('NOT_ENOUGH_REPLICAS', inSync, `min.insync.replicas ${min}`), logged }
}

/** Configs that a refusal of this kind has read. */
const CONFIGS_READ: Partial<Record<ErrorCode, readonly string[]>> = {
  NOT_ENOUGH_REPLICAS: ['min.insync.replicas'],
  MESSAGE_TOO_LARGE: ['max.message.bytes'],
  RECORD_LIST_TOO_LARGE: ['segment.bytes'],
  INVALID_RECORD: ['cleanup.policy'],
  INVALID_TIMESTAMP: ['message.timestamp.before.max.ms', 'message.timestamp.after.max.ms'],
}

function reportRefusal(work: BrokerWork, at: ProduceAt, why: Invalid): void {
  const { error, actual, required } = why
  const { topic, partition } = at
  work.facts.push({
    type: 'RequestRefused',
    rule: error === 'NOT_ENOUGH_REPLICAS' ? 'R-40' : 'R-06',
    api: 'Produce',
    topic,
    partition,
    error,
    actual,
    required,
    configs: (CONFIGS_READ[error] ?? []).map((name) => readTopicConfig(work.state, topic, name)),
  })
}

/**
 * Checks the batch of an idempotent producer; what it is refused for stands in `server.log`, the
 * answer has the error alone. Rules R-16 … R-18. Kafka: UnifiedLog.analyzeAndValidateProducerState.
 */
function checkProducer(work: BrokerWork, replica: Replica, batch: RecordBatch): ProducerAppend {
  const { name } = replica
  const { producerState } = replica.log
  const stale = staleTransaction(producerState, batch)
  const check: ProducerAppend =
    stale === null
      ? appendToProducers(producerState, { batch, origin: 'CLIENT', partition: name })
      : { type: 'refused', error: 'INVALID_PRODUCER_EPOCH', message: stale }
  if (check.type === 'duplicate') reportDuplicate(work, replica, { batch, found: check.batch })
  if (check.type !== 'refused') return check
  const known = producerState.producers.get(batch.producerId)
  const newest = known?.batches.at(-1)?.lastSequence ?? -1
  reportRefusal(
    work,
    { ...splitTopicPartition(name), topicId: replica.topicId, batch },
    {
      ...refused(
        check.error,
        `producer ${batch.producerId} epoch ${batch.producerEpoch}, sequence ${batch.baseSequence}`,
        `epoch ${known?.producerEpoch ?? -1}, sequence ${newest + 1}`,
      ),
    },
  )
  logFailure(work, replica, check)
  return check
}

/** The classes whose messages `server.log` has of a refused append; others are answered silently. */
const LOGGED: Partial<Record<ErrorCode, string>> = {
  NOT_ENOUGH_REPLICAS: 'org.apache.kafka.common.errors.NotEnoughReplicasException',
  INVALID_TIMESTAMP: 'org.apache.kafka.common.errors.InvalidTimestampException',
  INVALID_RECORD: 'org.apache.kafka.common.InvalidRecordException',
  INVALID_PRODUCER_EPOCH: 'org.apache.kafka.common.errors.InvalidProducerEpochException',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'org.apache.kafka.common.errors.OutOfOrderSequenceException',
  INVALID_TXN_STATE: 'org.apache.kafka.common.errors.InvalidTxnStateException',
}

/** Kafka: ReplicaManager.appendToLocalLog, processFailedRecord. */
function logFailure(
  work: BrokerWork,
  { topicId, name }: Replica,
  { error, message }: { readonly error: ErrorCode; readonly message: string | null },
): void {
  const thrown = LOGGED[error]
  if (thrown === undefined || message === null) return
  work.facts.push({
    type: 'Logged',
    level: error === 'INVALID_PRODUCER_EPOCH' ? 'INFO' : 'ERROR',
    logger: 'kafka.server.ReplicaManager',
    text: `[ReplicaManager broker=${work.state.config.nodeId}] Error processing append operation on partition ${topicId}:${name}`,
    thrown: `${thrown}: ${message}`,
  })
}

function reportDuplicate(
  work: BrokerWork,
  { topic, partition }: Replica,
  { batch, found }: { readonly batch: RecordBatch; readonly found: ProducedBatch },
): void {
  const { producerId, baseSequence } = batch
  const { firstOffset, lastOffset } = found
  const rule = 'R-16'
  const at = { topic, partition, producerId, baseSequence, firstOffset, lastOffset }
  work.facts.push({ type: 'DuplicateAnswered', rule, ...at })
}

/** The log could not be written. Kafka: KafkaStorageException. */
function storageError(work: BrokerWork, at: ProduceAt, { logDir }: Replica): Invalid {
  const why = refused('KAFKA_STORAGE_ERROR', logDir, 'a log directory that can be written')
  reportRefusal(work, at, why)
  return why
}

/** Appends one batch as leader, or says why not. Kafka: ReplicaManager.appendToLocalLog. */
export function appendAsLeader(work: BrokerWork, at: ProduceAt, by: ProduceBy): Appended {
  const name = topicPartition(at.topic, at.partition)
  const fail = (why: Pick<Invalid, 'error' | 'message' | 'recordErrors'>): Appended => {
    const { error, message: errorMessage, recordErrors } = why
    const current = currentLeader(work.state, at, error)
    // What is logged is told with where the log begins. Kafka: LogAppendInfo.unknownLogAppendInfo….
    const log = LOGGED[error] === undefined ? undefined : work.state.replicas.get(name)?.log
    const logStartOffset = log?.logStartOffset ?? -1
    const told = { error, errorMessage, recordErrors, logStartOffset }
    const row = rowOf(at, { ...told, currentLeader: current })
    return { name, required: null, row }
  }
  const problem = refusal(work, at, by)
  if (problem !== null) {
    reportRefusal(work, at, problem)
    const replica = work.state.replicas.get(name)
    const { error, logged: message = problem.message } = problem
    if (replica !== undefined) logFailure(work, replica, { error, message })
    return fail(problem)
  }
  const before = present(work.state.replicas.get(name), 'a replica that may be appended to is here')
  const batch = stamped(work, before, at.batch)
  const ctx = appendContext(work, before)
  const { log, rolled } = prepareAppend(before.log, batch, ctx)
  // An epoch and a roll stand even if the producer is refused then. R-06.
  const replica = log === before.log ? before : putLog(work, before, log)
  if (replica.isOffline) return fail(storageError(work, at, replica))
  reportRoll(work, replica, rolled)
  const check = checkProducer(work, replica, batch)
  const { logStartOffset } = log
  if (check.type === 'refused') return fail({ error: check.error, message: null, recordErrors: [] })
  if (check.type === 'duplicate') {
    // The time of the batch is told as that of its append. Kafka: UnifiedLog.append.
    const { firstOffset: baseOffset, lastOffset, timestampMs: logAppendTimeMs } = check.batch
    // A smaller min ISR may allow by now what it did not when the batch came first. R-40.
    maybeAdvanceHighWatermark(work, name)
    return {
      name,
      required: lastOffset + 1,
      row: rowOf(at, { baseOffset, logStartOffset, logAppendTimeMs }),
    }
  }
  const kept = putLog(work, replica, appendToLog(log, batch, { ctx, checked: check.next }))
  if (kept.isOffline) return fail(storageError(work, at, kept))
  const { baseOffset, lastOffset, leaderEpoch } = batch
  const { topic, partition } = at
  const as = 'leader' as const
  const appended = { topic, partition, baseOffset, lastOffset, leaderEpoch, as }
  work.facts.push({ type: 'RecordsAppended', ...appended })
  reportFlush(work, kept, { from: log.recoveryPoint, by: 'flush.messages' })
  maybeAdvanceHighWatermark(work, name)
  const logAppendTimeMs = batch.timestampType === 'LogAppendTime' ? batch.maxTimestampMs : -1
  const row = rowOf(at, { baseOffset, logStartOffset, logAppendTimeMs })
  return { name, required: lastOffset + 1, row }
}
