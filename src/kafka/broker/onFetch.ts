import { noteFollowerFetch, maybeAdvanceHighWatermark } from '../replication/partition'
import type { NodeId } from '../ids'
import { nodeId } from '../ids'
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
import { completeDeletes } from './onDeleteRecords'

interface Read {
  readonly row: FetchPartitionResponse
  /** Something that ends the wait at once: an error, a divergence, a higher mark to tell. */
  readonly isUrgent: boolean
  readonly bytes: number
}

/** Epoch checks of a request. R-15. Kafka: Partition.checkCurrentLeaderEpoch. */
export function checkEpoch(replica: Replica, asked: number | null): ErrorCode {
  if (asked === null || asked === replica.leaderEpoch) return 'NONE'
  return asked < replica.leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH'
}

/** The replica that may be read, or why it may not. */
function readable(work: BrokerWork, asked: FetchPartition): Replica | ErrorCode {
  const replica = work.state.replicas.get(asked.name)
  if (replica === undefined) {
    const isKnown = work.state.image.topics.get(asked.topicId) !== undefined
    return isKnown ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_TOPIC_ID'
  }
  if (replica.topicId !== asked.topicId) return 'INCONSISTENT_TOPIC_ID'
  const error = checkEpoch(replica, asked.currentLeaderEpoch)
  if (error !== 'NONE') return error
  return replica.role.type === 'leader' ? replica : 'NOT_LEADER_OR_FOLLOWER'
}

type Divergence = FetchPartitionResponse['divergingEpoch']

/** Where the fetcher's log and ours part, or null. R-14. */
function divergence(log: Replica['log'], asked: FetchPartition): Divergence {
  if (asked.lastFetchedEpoch === null) return null
  const known = endOffsetFor(log, asked.lastFetchedEpoch)
  const agrees = known.epoch === asked.lastFetchedEpoch && known.endOffset >= asked.fetchOffset
  return agrees ? null : known
}

function isInside(log: Replica['log'], { fetchOffset }: FetchPartition): boolean {
  return fetchOffset >= log.logStartOffset && fetchOffset <= log.logEndOffset
}

function readOne(work: BrokerWork, asked: FetchPartition, request: FetchRequest): Read {
  const found = readable(work, asked)
  if (typeof found === 'string') {
    const leader = currentLeader(work.state, asked, found)
    return {
      row: rowOf(asked, null, { error: found, currentLeader: leader }),
      isUrgent: true,
      bytes: 0,
    }
  }
  const { log } = found
  const divergingEpoch = divergence(log, asked)
  if (divergingEpoch !== null) {
    return { row: rowOf(asked, log, { divergingEpoch }), isUrgent: true, bytes: 0 }
  }
  if (!isInside(log, asked)) {
    return { row: rowOf(asked, log, { error: 'OFFSET_OUT_OF_RANGE' }), isUrgent: true, bytes: 0 }
  }
  const to = request.replicaId === null ? log.highWatermark : log.logEndOffset
  if (asked.fetchOffset >= to) return { row: rowOf(asked, log, {}), isUrgent: false, bytes: 0 }
  const maxBytes = asked.partitionMaxBytes
  const batches = readLog(log, { from: asked.fetchOffset, to, maxBytes })
  let bytes = 0
  for (const batch of batches) bytes += batch.sizeInBytes
  return { row: rowOf(asked, log, { batches }), isUrgent: false, bytes }
}

const NO_BATCHES: FetchPartitionResponse['batches'] = []
const NO_TRANSACTIONS: FetchPartitionResponse['abortedTransactions'] = []

/** A row of the answer; a log that may not be read is null. */
function rowOf(
  asked: FetchPartition,
  log: Replica['log'] | null,
  part: {
    readonly error?: ErrorCode
    readonly currentLeader?: FetchPartitionResponse['currentLeader']
    readonly divergingEpoch?: Divergence
    readonly batches?: FetchPartitionResponse['batches']
  },
): FetchPartitionResponse {
  return {
    name: asked.name,
    topic: asked.topic,
    partition: asked.partition,
    error: part.error ?? 'NONE',
    highWatermark: log?.highWatermark ?? -1,
    lastStableOffset: log?.highWatermark ?? -1,
    logStartOffset: log?.logStartOffset ?? -1,
    divergingEpoch: part.divergingEpoch ?? null,
    currentLeader: part.currentLeader ?? null,
    preferredReadReplica: null,
    abortedTransactions: NO_TRANSACTIONS,
    batches: part.batches ?? NO_BATCHES,
  }
}

/** What a fetch would be answered now, and whether it need not wait. R-42. Kafka: DelayedFetch.tryComplete. */
export function fetchAnswer(
  work: BrokerWork,
  request: FetchRequest,
  port: number,
): { readonly body: FetchResponse; readonly isReady: boolean } {
  const partitions: FetchPartitionResponse[] = []
  const leaders: NodeId[] = []
  let bytes = 0
  let isUrgent = false
  for (const asked of request.partitions) {
    const read = readOne(work, asked, request)
    partitions.push(read.row)
    bytes += read.bytes
    isUrgent ||= read.isUrgent
    const leaderId = read.row.currentLeader?.leaderId ?? null
    if (leaderId !== null) leaders.push(leaderId)
  }
  const isReady = isUrgent || bytes >= request.minBytes
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
  if (work.state.delayedDeletes.length > 0) completeDeletes(work)
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
  const moved: Replica['name'][] = []
  for (const asked of request.partitions) {
    const replica = readable(work, asked)
    if (typeof replica === 'string' || !isInside(replica.log, asked)) continue
    if (divergence(replica.log, asked) !== null) continue
    noteFollowerFetch(work, replica, {
      follower,
      fetchOffset: asked.fetchOffset,
      logStartOffset: asked.logStartOffset,
      brokerEpoch: request.replicaEpoch,
    })
    if (maybeAdvanceHighWatermark(work, asked.name)) moved.push(asked.name)
  }
  return moved
}
