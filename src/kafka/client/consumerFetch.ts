import { javaHashOrder } from '~/base/javaOrder'
import { canConnect } from '../channel/channelReads'
import type { Completion, Destination } from '../channel/channelState'
import type { FetchSessionHandler } from '../channel/fetchSessionHandler'
import {
  afterAnswer,
  afterFailure,
  buildFetch,
  closing,
  NO_FETCH_SESSION,
} from '../channel/fetchSessionHandler'
import type { TopicPartition } from '../ids'
import { nameHash } from '../protocol/topicPartitionHash'
import { leaderEpoch, offset, splitTopicPartition, topicId, topicPartition } from '../ids'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  NodeEndpoint,
} from '../protocol/rpc/data'
import { clientNow, requestRefresh, sendRequest, setClientTimer } from './clientCore'
import { learnLeader } from './knownLeaders'
import type { ConsumerWork } from './consumerState'
import { heldPartitions, resetNow } from './consumerState'
import { isWithout } from './protection'
import { byNode, forgetNear, noteNear, readFrom } from './nearReplica'
import { awaitsValidation, notePosition, positionText } from './validation'

/** One fetch to each leader that has none on its way. K-10. Kafka: AbstractFetch.prepareFetchRequests. */
export function sendFetches(work: ConsumerWork): void {
  if (clientNow(work) < work.consumer.processing.untilMs) return
  const known = heldPartitions(work.consumer).filter(
    (name) => work.consumer.positions.get(name) !== null,
  )
  // All positions are found before the first fetch leaves: one response holds all partitions.
  if (known.length < work.consumer.positions.size) return
  const valid = known.filter((name) => !awaitsValidation(work, name))
  for (const { to, names } of byNode(work, valid, (name) => readFrom(work, name)).values()) {
    if (work.consumer.busy.has(`fetch ${to.key}`)) continue
    work.consumer = { ...work.consumer, busy: work.consumer.busy.set(`fetch ${to.key}`, true) }
    fetch(work, to, javaHashOrder(names, nameHash))
  }
}

function fetch(work: ConsumerWork, to: Destination, names: readonly TopicPartition[]): void {
  const session = work.consumer.sessions.get(to.key) ?? NO_FETCH_SESSION
  const { handler, toSend, toForget } = buildFetch(
    session,
    names.map((name) => askedOf(work, name)),
  )
  setSession(work, to, handler)
  sendRequest(work, {
    to,
    tag: `fetch ${to.key}`,
    body: requestOf(work, handler, { partitions: toSend, forgottenTopicsData: toForget }),
  })
}

function setSession(work: ConsumerWork, to: Destination, session: FetchSessionHandler): void {
  work.consumer = { ...work.consumer, sessions: work.consumer.sessions.set(to.key, session) }
}

/** Kafka: AbstractFetch.createFetchRequest. */
function requestOf(
  work: ConsumerWork,
  { sessionId, epoch }: FetchSessionHandler,
  { partitions, forgottenTopicsData }: Pick<FetchRequest, 'partitions' | 'forgottenTopicsData'>,
): FetchRequest {
  const { settings } = work.core
  const isCommitted = settings.string('isolation.level') === 'read_committed'
  return {
    api: 'Fetch',
    replicaId: null,
    replicaEpoch: -1,
    maxWaitMs: settings.int('fetch.max.wait.ms'),
    minBytes: settings.int('fetch.min.bytes'),
    maxBytes: settings.int('fetch.max.bytes'),
    isolationLevel: isCommitted ? 'READ_COMMITTED' : 'READ_UNCOMMITTED',
    sessionId,
    sessionEpoch: epoch,
    rackId: settings.string('client.rack'),
    partitions,
    forgottenTopicsData,
  }
}

function askedOf(work: ConsumerWork, name: TopicPartition): FetchPartition {
  const { settings, topics } = work.core
  const { topic, partition } = splitTopicPartition(name)
  const known = topics.get(topic)
  const row = known?.partitions.find((other) => other.partition === partition)
  return {
    name,
    topic,
    topicId: known?.topicId ?? topicId(''),
    partition,
    currentLeaderEpoch: row?.leaderEpoch ?? leaderEpoch(-1),
    fetchOffset: offset(work.consumer.positions.get(name) ?? 0),
    lastFetchedEpoch: null,
    logStartOffset: -1,
    partitionMaxBytes: settings.int('max.partition.fetch.bytes'),
  }
}

/** A fetch has ended. Kafka: AbstractFetch.handleFetchSuccess, handleFetchFailure. */
export function onFetched(work: ConsumerWork, completion: Completion): void {
  work.consumer = { ...work.consumer, busy: work.consumer.busy.delete(completion.tag) }
  const { body, to } = completion
  // What comes while it closes is left, and its sessions are ending.
  if (work.consumer.closing !== null) return
  const session = work.consumer.sessions.get(to.key) ?? NO_FETCH_SESSION
  if (body?.api !== 'Fetch') {
    setSession(work, to, afterFailure(session))
    for (const { name } of session.partitions) forgetNear(work, name)
    requestRefresh(work)
    return setClientTimer(work, 'again', { ms: work.core.settings.int('retry.backoff.ms') })
  }
  setSession(work, to, afterAnswer(session, body))
  if (body.error !== 'NONE') return
  const before = work.records.length
  for (const row of body.partitions) takeIn(work, row, body.nodeEndpoints)
  if (work.records.length > before) beginProcessing(work)
}

/**
 * Tells every broker that its session ends, and waits for their answers; at once closed where there
 * is nobody to tell. R-56. Kafka: AbstractFetch.prepareCloseFetchSessionRequests.
 */
export function closeSessions(work: ConsumerWork): void {
  const nodes = [...work.core.nodes.values()].filter(
    ({ key }) => work.consumer.sessions.has(key) && canConnect(work.core.channel, key),
  )
  for (const to of nodes) {
    const session = closing(work.consumer.sessions.get(to.key) ?? NO_FETCH_SESSION)
    setSession(work, to, session)
    const tag = `close ${to.key}`
    work.consumer = { ...work.consumer, busy: work.consumer.busy.set(tag, true) }
    const nothing = { partitions: [], forgottenTopicsData: [] }
    sendRequest(work, { to, tag, body: requestOf(work, session, nothing) })
  }
  if (nodes.length === 0) work.consumer = { ...work.consumer, isClosed: true }
}

/** A broker has heard that its session ends, or cannot be told. */
export function onSessionClosed(work: ConsumerWork, { tag }: Completion): void {
  const busy = work.consumer.busy.delete(tag)
  const isClosed = ![...busy.keys()].some((other) => other.startsWith('close '))
  work.consumer = { ...work.consumer, busy, isClosed }
}

/** The program works on what came; it polls again only when it is through. Kafka: poll(). */
function beginProcessing(work: ConsumerWork): void {
  const { ms } = work.consumer.processing
  if (ms === 0) return
  work.consumer = { ...work.consumer, processing: { ms, untilMs: clientNow(work) + ms } }
  setClientTimer(work, 'processed', { ms })
}

/** One partition's records, or what is wrong. K-30. Kafka: FetchCollector.handleInitializeErrors. */
function takeIn(
  work: ConsumerWork,
  row: FetchPartitionResponse,
  endpoints: readonly NodeEndpoint[],
): void {
  const { name } = row
  const position = work.consumer.positions.get(name)
  // What comes while the position waits to be validated is left. Kafka: FetchCollector.initialize.
  if (position === undefined || position === null || awaitsValidation(work, name)) return
  const wasNear = row.error === 'NONE' ? false : forgetNear(work, name)
  if (row.error === 'OFFSET_OUT_OF_RANGE') {
    // A follower may not have it yet, or not any more: the leader is asked. KIP-392.
    const asksLeader = wasNear && !isWithout(work, 'leaderBeforeReset')
    if (!asksLeader) onOutOfRange(work, name, position)
    return
  }
  if (row.error !== 'NONE') {
    learnLeader(work, row, { leader: row.currentLeader, endpoints })
    requestRefresh(work)
    return setClientTimer(work, 'again', { ms: work.core.settings.int('retry.backoff.ms') })
  }
  if (row.preferredReadReplica !== null) noteNear(work, name, row.preferredReadReplica)
  const bad = row.batches.findIndex((batch) => batch.isCorrupt === true)
  const whole = bad < 0 ? row : { ...row, batches: row.batches.slice(0, bad) }
  deliver(work, whole, position)
  if (bad >= 0) endAtCorrupt(work, name)
}

/** Without a policy poll() throws. K-21. Kafka: FetchCollector.handleInitializeErrors. */
function onOutOfRange(work: ConsumerWork, name: TopicPartition, position: number): void {
  const { positions, toReset, autoOffsetReset, epochs } = work.consumer
  const place = { rule: 'K-30', ...splitTopicPartition(name), position }
  work.facts.push({ type: 'PositionOutOfRange', ...place, reset: autoOffsetReset })
  if (autoOffsetReset !== 'none') {
    const reset = { positions: positions.set(name, null), toReset: [...toReset, resetNow(name)] }
    work.consumer = { ...work.consumer, ...reset }
    return
  }
  const text = `Fetch position ${positionText(work, position, epochs.get(name))} is out of range`
  const fatal = `clients.consumer.OffsetOutOfRangeException: ${text} for partition ${name}`
  work.consumer = { ...work.consumer, fatal }
}

/** After a damaged batch poll() throws. Kafka: CompletedFetch.maybeEnsureValid. */
function endAtCorrupt(work: ConsumerWork, name: TopicPartition): void {
  const fatal = `common.KafkaException: Received exception when fetching the next record from ${name}. If needed, please seek past the record to continue consumption.`
  work.consumer = { ...work.consumer, fatal }
}

function deliver(work: ConsumerWork, row: FetchPartitionResponse, position: number): void {
  const { topic, partition } = row
  const fresh = row.batches.flatMap((batch) =>
    batch.isControl
      ? []
      : batch.records
          .filter((record) => record.offset >= position)
          .map((record) => ({ topic, partition, record, timestampType: batch.timestampType })),
  )
  const last = row.batches.at(-1)
  if (last === undefined) return
  const end = last.lastOffset
  work.records.push(...fresh)
  const name = topicPartition(topic, partition)
  const to = Math.max(position, end + 1)
  work.consumer = { ...work.consumer, positions: work.consumer.positions.set(name, to) }
  notePosition(work, name, last.leaderEpoch < 0 ? null : last.leaderEpoch)
  const first = fresh[0]?.record.offset
  if (first === undefined) return
  const group = work.consumer.groupId
  work.facts.push({
    type: 'RecordsConsumed',
    topic,
    partition,
    firstOffset: first,
    lastOffset: end,
    group,
  })
}
