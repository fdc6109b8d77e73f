import { offset, topicPartition } from '../ids'
import { appendToLog } from '../log/partitionLog'
import type { ProducerAppend } from '../log/producerState'
import { appendToProducers, staleTransaction } from '../log/producerState'
import type { ErrorCode } from '../protocol/errors'
import { errorMessage } from '../protocol/errors'
import type { RecordBatch } from '../protocol/records'
import type {
  ProducePartitionResponse,
  ProduceRequest,
  ProduceResponse,
} from '../protocol/rpc/data'
import { maybeAdvanceHighWatermark, putLog } from '../replication/partition'
import type { BrokerWork, Caller, Replica } from './brokerState'
import { answer, brokerNow, minIsrOf, setBrokerTimer, takeId, topicSetting } from './brokerState'
import { currentLeader, nodeEndpoints } from './leaders'

interface Appended {
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
    currentLeader: null,
    ...part,
  }
}

/** The batch as the leader writes it: its offsets, its epoch, perhaps its clock. R-18. */
function stamped(work: BrokerWork, replica: Replica, batch: RecordBatch): RecordBatch {
  const base = replica.log.logEndOffset
  const type = topicSetting(work.state, replica.topic, {
    name: 'message.timestamp.type',
    brokerName: 'log.message.timestamp.type',
  })
  const isAppendTime = type === 'LogAppendTime'
  const now = brokerNow(work)
  return {
    ...batch,
    baseOffset: base,
    lastOffset: offset(base + batch.records.length - 1),
    leaderEpoch: replica.leaderEpoch,
    timestampType: isAppendTime ? 'LogAppendTime' : 'CreateTime',
    maxTimestampMs: isAppendTime ? now : batch.maxTimestampMs,
    records: batch.records.map((record, index) => ({
      ...record,
      offset: offset(base + index),
      timestampMs: isAppendTime ? now : record.timestampMs,
    })),
  }
}

/** What forbids the append.. Kafka: Partition.appendRecordsToLeader. */
function refusal(
  work: BrokerWork,
  replica: Replica | undefined,
  { acks, batch }: { readonly acks: number; readonly batch: RecordBatch },
): ErrorCode {
  if (replica === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION'
  if (replica.role.type !== 'leader') return 'NOT_LEADER_OR_FOLLOWER'
  const min = minIsrOf(work.state, replica)
  const actual = replica.role.isr.length
  if (acks === -1 && actual < min) {
    work.facts.push({
      type: 'RequestRefused',
      rule: 'R-17',
      api: 'Produce',
      topic: replica.topic,
      partition: replica.partition,
      error: 'NOT_ENOUGH_REPLICAS',
      actual: `${actual} in sync (${replica.role.isr.join(', ')})`,
      required: `min.insync.replicas ${min}`,
    })
    return 'NOT_ENOUGH_REPLICAS'
  }
  const limit = Number(
    topicSetting(work.state, replica.topic, {
      name: 'max.message.bytes',
      brokerName: 'message.max.bytes',
    }),
  )
  return batch.sizeInBytes > limit ? 'MESSAGE_TOO_LARGE' : 'NONE'
}

/**
 * Checks the batch of an idempotent producer; what it is refused for stands in `server.log`, the
 * answer has the error alone. Rules R-16 … R-18. Kafka: UnifiedLog.analyzeAndValidateProducerState.
 */
function checkProducer(work: BrokerWork, replica: Replica, batch: RecordBatch): ProducerAppend {
  const { name, topic, partition } = replica
  const { producerState } = replica.log
  const stale = staleTransaction(producerState, batch)
  const check: ProducerAppend =
    stale === null
      ? appendToProducers(producerState, { batch, origin: 'CLIENT', partition: name })
      : { type: 'refused', error: 'INVALID_PRODUCER_EPOCH', message: stale }
  if (check.type === 'duplicate') {
    const { firstOffset, lastOffset } = check.batch
    const { producerId, baseSequence } = batch
    work.facts.push({
      type: 'DuplicateAnswered',
      rule: 'R-16',
      topic,
      partition,
      producerId,
      baseSequence,
      firstOffset,
      lastOffset,
    })
  }
  if (check.type !== 'refused') return check
  const known = producerState.producers.get(batch.producerId)
  const newest = known?.batches.at(-1)?.lastSequence ?? -1
  work.facts.push({
    type: 'RequestRefused',
    rule: 'R-17',
    api: 'Produce',
    topic,
    partition,
    error: check.error,
    actual: `producer ${batch.producerId} epoch ${batch.producerEpoch}, sequence ${batch.baseSequence}`,
    required: `epoch ${known?.producerEpoch ?? -1}, sequence ${newest + 1}`,
  })
  work.facts.push({
    type: 'Logged',
    level: check.error === 'INVALID_PRODUCER_EPOCH' ? 'INFO' : 'ERROR',
    logger: 'kafka.server.ReplicaManager',
    text: `[ReplicaManager broker=${work.state.config.nodeId}] Error processing append operation on partition ${replica.topicId}:${name}: ${check.message}`,
  })
  return check
}

/** Appends one batch as leader, or says why not. Kafka: ReplicaManager.appendToLocalLog. */
export function appendAsLeader(
  work: BrokerWork,
  at: { readonly topic: string; readonly partition: number; readonly batch: RecordBatch },
  acks: number,
): Appended {
  const name = topicPartition(at.topic, at.partition)
  const replica = work.state.replicas.get(name)
  const fail = (error: ErrorCode, message: string | null = errorMessage(error)): Appended => ({
    name,
    required: null,
    row: rowOf(at, {
      error,
      errorMessage: message,
      currentLeader: currentLeader(work.state, at, error),
    }),
  })
  const error = refusal(work, replica, { acks, batch: at.batch })
  if (error !== 'NONE' || replica === undefined) {
    const isKnown = work.state.image.topicIds.has(at.topic)
    return fail(
      error === 'UNKNOWN_TOPIC_OR_PARTITION' && isKnown ? 'NOT_LEADER_OR_FOLLOWER' : error,
    )
  }
  const batch = stamped(work, replica, at.batch)
  const check = checkProducer(work, replica, batch)
  const { logStartOffset } = replica.log
  if (check.type === 'refused') return fail(check.error, null)
  if (check.type === 'duplicate') {
    const { firstOffset: baseOffset, lastOffset } = check.batch
    return { name, required: lastOffset + 1, row: rowOf(at, { baseOffset, logStartOffset }) }
  }
  putLog(work, replica, appendToLog(replica.log, batch, check.next))
  const { baseOffset, lastOffset } = batch
  work.facts.push({
    type: 'RecordsAppended',
    topic: at.topic,
    partition: at.partition,
    baseOffset,
    lastOffset,
    leaderEpoch: batch.leaderEpoch,
    as: 'leader',
  })
  maybeAdvanceHighWatermark(work, name)
  const logAppendTimeMs = batch.timestampType === 'LogAppendTime' ? batch.maxTimestampMs : -1
  const row = rowOf(at, { baseOffset, logStartOffset, logAppendTimeMs })
  return { name, required: lastOffset + 1, row }
}

/** Answers a produce now, or when its records are replicated. R-22. Kafka: ReplicaManager.appendRecords. */
export function onProduce(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  request: ProduceRequest,
): readonly Replica['name'][] {
  const appended = request.partitions.map((at) => appendAsLeader(work, at, request.acks))
  const partitions = appended.map(({ row }) => row)
  const leaders = partitions.flatMap((row) => row.currentLeader?.leaderId ?? [])
  const response: ProduceResponse = {
    api: 'Produce',
    partitions,
    nodeEndpoints: nodeEndpoints(work.state, leaders, caller.port),
  }
  const names = appended.flatMap(({ name, required }) => (required === null ? [] : [name]))
  if (request.acks === 0) answer(work, caller, null)
  else if (request.acks === 1) answer(work, caller, response)
  else waitForAcks(work, { caller, appended, response, timeoutMs: request.timeoutMs, token: null })
  return names
}

interface Waiting {
  readonly caller: Caller
  readonly appended: readonly Appended[]
  readonly response: ProduceResponse
  readonly timeoutMs: number
  readonly token: string | null
}

/** Parks an append until its records are on the whole ISR; `completeDelayed` looks at it at once. */
export function waitForAcks(work: BrokerWork, wanted: Waiting): void {
  const { caller, appended, response, timeoutMs, token } = wanted
  const id = takeId(work)
  const waiting = appended.flatMap(({ name, required }) =>
    required === null ? [] : [{ name, required }],
  )
  if (waiting.length === 0 && token === null) return answer(work, caller, response)
  const { connection, correlationId } = caller
  const delayed = { id, connection, correlationId, response, waiting, token }
  work.state.delayedProduces = [...work.state.delayedProduces, delayed]
  setBrokerTimer(work, 'produce', { about: String(id), ms: timeoutMs })
  for (const { name, required } of waiting) {
    const mark = work.state.replicas.get(name)?.log.highWatermark ?? 0
    if (mark >= required) continue
    const at = work.state.replicas.get(name)
    work.facts.push({
      type: 'RequestWaits',
      api: 'Produce',
      topic: at?.topic ?? '',
      partition: at?.partition ?? 0,
      waitsFor: `high watermark ${mark} < ${required}`,
    })
  }
}
