import { assertNever } from '~/base/assertNever'
import { NO_SESSION_ID } from '../protocol/fetchMetadata'
import { isWithout, maybeAdvanceHighWatermark, noteFollowerFetch } from '../replication/partition'
import type { NodeId } from '../ids'
import { nodeId } from '../ids'
import { preferredReadReplica } from '../replication/readReplica'
import { isQuotaExceeded, isThrottled, recordThrottled } from '../replication/throttle'
import { partitionDir } from '../log/logFiles'
import { endOffsetFor, readLog } from '../log/partitionLog'
import type { ErrorCode } from '../protocol/errors'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  FetchResponse,
} from '../protocol/rpc/data'
import type { BrokerWork, Caller, DelayedFetch, Replica } from './brokerState'
import { answer, setBrokerTimer } from './brokerState'
import type { FetchContext, Told } from './fetchSessionState'
import {
  fetchContextOf,
  isNews,
  isOvertaken,
  noteTold,
  openSession,
  sessionNow,
} from './fetchSessions'
import { currentLeader, nodeEndpoints } from './leaders'
import { ioFails } from './logDirs'
import { completeDeletes } from './onDeleteRecords'

interface Read {
  /** null: the fetcher's session knows all of it. */
  readonly row: FetchPartitionResponse | null
  /** Something that ends the wait at once: an error, a divergence, a higher mark to tell. */
  readonly isUrgent: boolean
  readonly bytes: number
}

/** Epoch checks of a request. R-52. Kafka: Partition.checkCurrentLeaderEpoch. */
export function checkEpoch(replica: Replica, asked: number | null): ErrorCode {
  if (asked === null || asked === replica.leaderEpoch) return 'NONE'
  return asked < replica.leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH'
}

/**
 * The replica that may be read, or why it may not; followers are answered by leaders, consumers by
 * every replica. §3.7, R-52. Kafka: ReplicaManager.readFromLog, Partition.fetchRecords.
 */
function readable(
  work: BrokerWork,
  asked: FetchPartition,
  fetcher: NodeId | null,
): Replica | ErrorCode {
  const replica = work.state.replicas.get(asked.name)
  if (replica === undefined) return notHere(work, asked)
  if (replica.isOffline) return 'KAFKA_STORAGE_ERROR'
  if (replica.topicId !== asked.topicId) return 'INCONSISTENT_TOPIC_ID'
  const isUnfenced = fetcher !== null && isWithout(work, 'fetchFencing')
  const error = isUnfenced ? 'NONE' : checkEpoch(replica, asked.currentLeaderEpoch)
  if (error !== 'NONE') return error
  if (fetcher === null) return replica
  if (replica.role.type !== 'leader') return 'NOT_LEADER_OR_FOLLOWER'
  if (replica.role.followers.has(fetcher)) return replica
  return asked.currentLeaderEpoch === null ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_LEADER_EPOCH'
}

/** Why nothing is here. Kafka: KafkaApis.handleFetchRequest, ReplicaManager.getPartitionOrError. */
function notHere({ state }: BrokerWork, { topicId, partition }: FetchPartition): ErrorCode {
  const topic = state.image.topics.get(topicId)
  if (topic === undefined) return 'UNKNOWN_TOPIC_ID'
  return topic.partitions.has(partition) ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_TOPIC_OR_PARTITION'
}

type Divergence = FetchPartitionResponse['divergingEpoch']

/** Where the fetcher's log and ours part, or null. R-14. */
function divergence(work: BrokerWork, log: Replica['log'], asked: FetchPartition): Divergence {
  if (asked.lastFetchedEpoch === null) return null
  const found = endOffsetFor(log, asked.lastFetchedEpoch)
  // Before KIP-279 a leader told where the next larger epoch begins, and no epoch.
  const isNamed = found.endOffset < 0 || !isWithout(work, 'epochInAnswer')
  const known = isNamed ? found : { ...found, epoch: asked.lastFetchedEpoch }
  // Nothing is known of that epoch: out of range, not diverging. §3.7 #8.
  if (known.endOffset < 0 || asked.fetchOffset < log.logStartOffset) return null
  const agrees = known.epoch === asked.lastFetchedEpoch && known.endOffset >= asked.fetchOffset
  return agrees ? null : known
}

function isInside(log: Replica['log'], asked: FetchPartition): boolean {
  const { fetchOffset, lastFetchedEpoch } = asked
  if (lastFetchedEpoch !== null && endOffsetFor(log, lastFetchedEpoch).endOffset < 0) return false
  return fetchOffset >= log.logStartOffset && fetchOffset <= log.logEndOffset
}

/** A follower that lags is answered without records while more than allowed was sent. R-61. Kafka: ReplicaManager.shouldLeaderThrottle. */
function isHeldBack(work: BrokerWork, replica: Replica, fetcher: NodeId | null): boolean {
  const { role } = replica
  if (fetcher === null || role.type !== 'leader' || role.isr.includes(fetcher)) return false
  return isThrottled(work.state, replica, 'leader') && isQuotaExceeded(work, 'leader')
}

/** An answer's bytes without its records: its head, then each topic with its partition. */
const [ANSWER_BYTES, ROW_BYTES] = [17, 56]

/** What was sent of throttled replicas counts. Kafka: KafkaApis.handleFetchRequest, sizeOfThrottledPartitions. */
function recordSent(work: BrokerWork, { partitions }: FetchResponse): void {
  let bytes = 0
  for (const { name, batches } of partitions) {
    const replica = work.state.replicas.get(name)
    if (replica === undefined || !isThrottled(work.state, replica, 'leader')) continue
    bytes += ROW_BYTES
    for (const batch of batches) bytes += batch.sizeInBytes
  }
  if (bytes > 0) recordThrottled(work, 'leader', ANSWER_BYTES + bytes)
}

/** A fetch with the session that it is part of. */
type Fetching = Pick<DelayedFetch, 'request' | 'context' | 'port'>

/** What was read for a fetch. */
interface FetchRead {
  readonly rows: readonly FetchPartitionResponse[]
  /** Leaders that its rows name. */
  readonly leaders: readonly NodeId[]
  readonly isReady: boolean
}

/** Answers a fetch with what was read for it; its session notes what it tells. */
export function answerFetch(
  work: BrokerWork,
  fetching: Caller & Fetching,
  read: Omit<FetchRead, 'isReady'>,
): void {
  const body = answerOf(work, fetching, read)
  if (fetching.request.replicaId !== null) recordSent(work, body)
  answer(work, fetching, body)
}

/** Kafka: FetchContext.updateAndGenerateResponseData. */
function answerOf(
  work: BrokerWork,
  { request, context, port }: Fetching,
  { rows, leaders }: Omit<FetchRead, 'isReady'>,
): FetchResponse {
  const nodes = nodeEndpoints(work.state, leaders, port)
  switch (context.type) {
    case 'refused':
      return fetchResponse({ error: context.error, sessionId: NO_SESSION_ID }, [], nodes)
    case 'sessionless':
      return fetchResponse({ error: 'NONE', sessionId: NO_SESSION_ID }, rows, nodes)
    case 'full': {
      const sessionId = openSession(work, request, rows)
      return fetchResponse({ error: 'NONE', sessionId }, rows, nodes)
    }
    case 'incremental': {
      const session = sessionNow(work, context.session)
      const { id: sessionId } = session
      if (isOvertaken(session, request)) {
        return fetchResponse({ error: 'INVALID_FETCH_SESSION_EPOCH', sessionId }, [], nodes)
      }
      noteTold(work, session, rows)
      return fetchResponse({ error: 'NONE', sessionId }, rows, nodes)
    }
    default:
      return assertNever(context)
  }
}

function fetchResponse(
  { error, sessionId }: Pick<FetchResponse, 'error' | 'sessionId'>,
  partitions: FetchResponse['partitions'],
  nodes: FetchResponse['nodeEndpoints'],
): FetchResponse {
  return { api: 'Fetch', error, sessionId, partitions, nodeEndpoints: nodes }
}

interface Room {
  /** Bytes that the answer may still take. */
  readonly left: number
  /** Nothing is in it yet: a batch may be larger. */
  readonly isEmpty: boolean
}

/** One partition of a fetch, with what its session was told last; undefined: nothing. */
interface Asked {
  readonly asked: FetchPartition
  readonly request: FetchRequest
  readonly told: Told | undefined
  /** It comes of a process of that broker that has ended since. R-37. */
  readonly isOlderSelf: boolean
}

function readOne(work: BrokerWork, what: Asked, room: Room): Read {
  const { asked, request, told, isOlderSelf } = what
  const found = readable(work, asked, request.replicaId)
  if (typeof found === 'string') return refusedRow(work, asked, found)
  const { log } = found
  const divergingEpoch = divergence(work, log, asked)
  if (divergingEpoch !== null) {
    return { row: rowOf(asked, log, { divergingEpoch }), isUrgent: true, bytes: 0 }
  }
  if (!isInside(log, asked)) {
    return refusedRow(work, asked, 'OFFSET_OUT_OF_RANGE')
  }
  // What an older self of the broker asks tells nothing, and is told nothing. R-37.
  if (isOlderSelf) return refusedRow(work, asked, 'NOT_LEADER_OR_FOLLOWER')
  const near = preferredReadReplica(work, found, { asked, request })
  if (near !== null) {
    return { row: rowOf(asked, log, { near }), isUrgent: true, bytes: 0 }
  }
  const to = request.replicaId === null ? log.highWatermark : log.logEndOffset
  if (asked.fetchOffset >= to || isHeldBack(work, found, request.replicaId)) {
    return withoutRecords(asked, log, told)
  }
  if (cannotRead(work, found)) return refusedRow(work, asked, 'KAFKA_STORAGE_ERROR')
  const maxBytes = Math.min(asked.partitionMaxBytes, room.left)
  const minOneMessage = room.isEmpty
  const batches = readLog(log, { from: asked.fetchOffset, to, maxBytes, minOneMessage })
  if (batches.length === 0) return withoutRecords(asked, log, told)
  let bytes = 0
  for (const batch of batches) bytes += batch.sizeInBytes
  const isUrgent = isBehind(log, asked.fetchOffset, to)
  return { row: rowOf(asked, log, { batches }), isUrgent, bytes }
}

/** An older segment than the end's has nothing to wait for. R-54. Kafka: DelayedFetch.tryComplete, case F. */
function isBehind({ segments }: Replica['log'], from: number, to: number): boolean {
  const active = segments.last()?.baseOffset ?? 0
  if (from >= active) return false
  const own = segments.findLast(({ baseOffset }) => baseOffset <= from)
  const ends = segments.findLast(({ baseOffset }) => baseOffset <= to)
  return own !== ends
}

/** An error, which ends the wait; nothing is told of the log. Kafka: ReplicaManager.createLogReadResult. */
function refusedRow(work: BrokerWork, asked: FetchPartition, error: ErrorCode): Read {
  const leader = currentLeader(work.state, asked, error)
  return { row: rowOf(asked, null, { error, currentLeader: leader }), isUrgent: true, bytes: 0 }
}

/** Kafka: LocalLog.read. */
function cannotRead(work: BrokerWork, { logDir, name }: Replica): boolean {
  const doing = `Exception while reading from ${name} in dir ${logDir}`
  return ioFails(work, { dir: logDir, path: partitionDir(logDir, name), kind: 'read', doing })
}

const NOTHING_NEW: Read = { row: null, isUrgent: false, bytes: 0 }

function withoutRecords(asked: FetchPartition, log: Replica['log'], told: Told | undefined): Read {
  if (!isNews(told, log)) return NOTHING_NEW
  return { row: rowOf(asked, log, {}), isUrgent: false, bytes: 0 }
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
    readonly near?: NodeId
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
    preferredReadReplica: part.near ?? null,
    abortedTransactions: NO_TRANSACTIONS,
    batches: part.batches ?? NO_BATCHES,
  }
}

/** How large an answer may be. R-53. Kafka: KafkaApis.handleFetchRequest. */
function roomOf(work: BrokerWork, { maxBytes }: FetchRequest): number {
  return Math.min(maxBytes, work.state.config.settings.int('fetch.max.bytes'))
}

/** What a fetch would be answered now, and whether it need not wait.. Kafka: DelayedFetch.tryComplete. */
export function readFetch(
  work: BrokerWork,
  { request, context }: Fetching,
  isOlderSelf = false,
): FetchRead {
  const rows: FetchPartitionResponse[] = []
  const leaders: NodeId[] = []
  let bytes = 0
  let isUrgent = false
  const maxBytes = roomOf(work, request)
  const told = toldIn(work, request, context)
  for (let index = 0; index < request.partitions.length; index += 1) {
    const asked = request.partitions[index]
    if (asked === undefined) continue
    const room = { left: Math.max(0, maxBytes - bytes), isEmpty: bytes === 0 }
    const read = readOne(work, { asked, request, told: told?.[index], isOlderSelf }, room)
    bytes += read.bytes
    isUrgent ||= read.isUrgent
    if (read.row === null) continue
    rows.push(read.row)
    const leaderId = read.row.currentLeader?.leaderId ?? null
    if (leaderId !== null) leaders.push(leaderId)
  }
  return { rows, leaders, isReady: isUrgent || bytes >= Math.min(request.minBytes, maxBytes) }
}

/** What the session of a fetch was told, in the fetch's order; null: all must be told. */
function toldIn(
  work: BrokerWork,
  request: FetchRequest,
  context: FetchContext,
): readonly Told[] | null {
  if (context.type !== 'incremental') return null
  const session = sessionNow(work, context.session)
  return isOvertaken(session, request) ? null : session.told
}

/** Answers a fetch of a follower or a consumer, or lets it wait. Kafka: ReplicaManager.fetchMessages. */
export function onFetch(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  asked: FetchRequest,
): readonly Replica['name'][] {
  const context = fetchContextOf(work, asked)
  const request = withSession(asked, context)
  const { connection, correlationId, port } = caller
  const fetching = { connection, correlationId, port, request, context }
  if (context.type === 'refused') {
    answerFetch(work, fetching, { rows: [], leaders: [] })
    return []
  }
  // The answer is read first: it never holds what this same fetch tells. R-38.
  const isOlder = isOlderSelf(work, request)
  const read = readFetch(work, fetching, isOlder)
  const moved = request.replicaId === null || isOlder ? [] : noteFollower(work, request)
  if (work.state.delayedDeletes.length > 0) completeDeletes(work)
  if (read.isReady || request.maxWaitMs <= 0 || request.partitions.length === 0) {
    answerFetch(work, fetching, read)
    return moved
  }
  work.state.delayedFetches = [...work.state.delayedFetches, fetching]
  setBrokerTimer(work, 'fetchWait', { about: connection, ms: request.maxWaitMs })
  return moved
}

/** A fetch with all that its session asks for. Kafka: IncrementalFetchContext.foreachPartition. */
function withSession(request: FetchRequest, context: FetchContext): FetchRequest {
  if (context.type !== 'incremental') return request
  return { ...request, partitions: context.session.asked }
}

/**
 * True for a fetch of a broker that has registered anew since. R-37.
 * Kafka: Replica.updateFetchStateOrThrow, with the epochs of brokers that are let in.
 */
function isOlderSelf(work: BrokerWork, { replicaId, replicaEpoch }: FetchRequest): boolean {
  if (replicaId === null || replicaEpoch === -1 || isWithout(work, 'brokerEpochCheck')) return false
  const broker = work.state.image.brokers.get(nodeId(replicaId))
  return broker?.fenced === false && replicaEpoch < broker.epoch
}

/** A follower's offsets tell how far it is. Only valid ones count. R-37. */
function noteFollower(work: BrokerWork, request: FetchRequest): readonly Replica['name'][] {
  if (request.replicaId === null) return []
  const follower = nodeId(request.replicaId)
  const moved: Replica['name'][] = []
  for (const asked of request.partitions) {
    const replica = readable(work, asked, follower)
    if (typeof replica === 'string' || !isInside(replica.log, asked)) continue
    if (divergence(work, replica.log, asked) !== null) continue
    const isElsewhere = noteFollowerFetch(work, replica, {
      follower,
      fetchOffset: asked.fetchOffset,
      logStartOffset: asked.logStartOffset,
      brokerEpoch: request.replicaEpoch,
    })
    if (isElsewhere && maybeAdvanceHighWatermark(work, asked.name)) moved.push(asked.name)
  }
  return moved
}
