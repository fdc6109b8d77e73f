import { noteFollowerFetch, maybeAdvanceHighWatermark } from '../replication/partition'
import { nodeId, topicPartition } from '../ids'
import { endOffsetFor, readLog } from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  FetchResponse,
} from '../protocol/rpc/data'
import type { BrokerWork, Caller, Replica } from './brokerState'
import { answer, setBrokerTimer } from './brokerState'
import { currentLeader, nodeEndpoints } from './leaders'

interface Read {
  readonly row: FetchPartitionResponse
  /** Something that ends the wait at once: an error, a divergence, a higher mark to tell. */
  readonly isUrgent: boolean
  readonly bytes: number
}

function empty(asked: FetchPartition, error: ErrorCode): FetchPartitionResponse {
  return {
    topic: asked.topic,
    partition: asked.partition,
    error,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    divergingEpoch: null,
    currentLeader: null,
    preferredReadReplica: null,
    abortedTransactions: [],
    batches: [],
  }
}

/** Epoch checks of a request. R-15. Kafka: Partition.checkCurrentLeaderEpoch. */
export function checkEpoch(replica: Replica, asked: number | null): ErrorCode {
  if (asked === null || asked === replica.leaderEpoch) return 'NONE'
  return asked < replica.leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH'
}

function readOne(
  work: BrokerWork,
  asked: FetchPartition,
  request: FetchRequest,
): Read & { readonly replica: Replica | null } {
  const fail = (error: ErrorCode): Read & { replica: null } => ({
    row: { ...empty(asked, error), currentLeader: currentLeader(work.state, asked, error) },
    isUrgent: true,
    bytes: 0,
    replica: null,
  })
  const replica = work.state.replicas.get(topicPartition(asked.topic, asked.partition))
  if (replica === undefined) {
    const isKnown = work.state.image.topics.get(asked.topicId) !== undefined
    return fail(isKnown ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_TOPIC_ID')
  }
  if (replica.topicId !== asked.topicId) return fail('INCONSISTENT_TOPIC_ID')
  const error = checkEpoch(replica, asked.currentLeaderEpoch)
  if (error !== 'NONE') return fail(error)
  if (replica.role.type !== 'leader') return fail('NOT_LEADER_OR_FOLLOWER')
  return { ...readFrom(replica, asked, request), replica }
}

function readFrom(replica: Replica, asked: FetchPartition, request: FetchRequest): Read {
  const { log } = replica
  const marks = {
    highWatermark: log.highWatermark,
    lastStableOffset: log.highWatermark,
    logStartOffset: log.logStartOffset,
  }
  const base = { ...empty(asked, 'NONE'), ...marks }
  if (asked.lastFetchedEpoch !== null) {
    const known = endOffsetFor(log, asked.lastFetchedEpoch)
    if (known.epoch !== asked.lastFetchedEpoch || known.endOffset < asked.fetchOffset) {
      const row = { ...base, divergingEpoch: known }
      return { row, isUrgent: true, bytes: 0 }
    }
  }
  const end = request.replicaId === null ? log.highWatermark : log.logEndOffset
  if (asked.fetchOffset < log.logStartOffset || asked.fetchOffset > log.logEndOffset) {
    return { row: { ...base, error: 'OFFSET_OUT_OF_RANGE' }, isUrgent: true, bytes: 0 }
  }
  const batches = readLog(log, {
    from: asked.fetchOffset,
    to: end,
    maxBytes: asked.partitionMaxBytes,
  })
  const bytes = batches.reduce((size, batch) => size + batch.sizeInBytes, 0)
  return { row: { ...base, batches }, isUrgent: false, bytes }
}

/** What a fetch would be answered now, and whether it need not wait. R-42. Kafka: DelayedFetch.tryComplete. */
export function fetchAnswer(
  work: BrokerWork,
  request: FetchRequest,
  port: number,
): { readonly body: FetchResponse; readonly isReady: boolean } {
  const reads = request.partitions.map((asked) => readOne(work, asked, request))
  const bytes = reads.reduce((size, read) => size + read.bytes, 0)
  const isReady = bytes >= request.minBytes || reads.some(({ isUrgent }) => isUrgent)
  const partitions = reads.map(({ row }) => row)
  const leaders = partitions.flatMap((row) => row.currentLeader?.leaderId ?? [])
  const endpoints = nodeEndpoints(work.state, leaders, port)
  return { body: { api: 'Fetch', error: 'NONE', partitions, nodeEndpoints: endpoints }, isReady }
}

/** Answers a fetch of a follower or a consumer, or lets it wait. Kafka: ReplicaManager.fetchMessages. */
export function onFetch(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  request: FetchRequest,
): readonly Replica['name'][] {
  const moved = request.replicaId === null ? [] : noteFollower(work, request)
  const { body, isReady } = fetchAnswer(work, request, caller.port)
  if (isReady || request.maxWaitMs <= 0 || request.partitions.length === 0) {
    answer(work, caller, body)
    return moved
  }
  const { connection, correlationId, port } = caller
  const delayed = { connection, correlationId, port, request }
  work.state.delayedFetches = [...work.state.delayedFetches, delayed]
  setBrokerTimer(work, 'fetchWait', { about: connection, ms: request.maxWaitMs })
  return moved
}

/** A follower's offsets tell how far it is. Only valid ones count. R-40. */
function noteFollower(work: BrokerWork, request: FetchRequest): readonly Replica['name'][] {
  if (request.replicaId === null) return []
  const follower = nodeId(request.replicaId)
  return request.partitions.flatMap((asked) => {
    const name = topicPartition(asked.topic, asked.partition)
    const read = readOne(work, asked, request)
    if (read.replica === null || read.row.error !== 'NONE' || read.row.divergingEpoch !== null) {
      return []
    }
    noteFollowerFetch(work, read.replica, {
      follower,
      fetchOffset: asked.fetchOffset,
      logStartOffset: asked.logStartOffset,
      brokerEpoch: request.replicaEpoch,
    })
    return maybeAdvanceHighWatermark(work, name) ? [name] : []
  })
}
