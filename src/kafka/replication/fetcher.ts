import { present } from '~/base/invariant'
import { micros } from '~/sim/ids'
import type { BrokerWork, Replica } from '../broker/brokerState'
import type { Fetcher } from '../broker/fetcherState'
import { brokerNow } from '../broker/brokerState'
import { send } from '../channel/channel'
import type { Completion } from '../channel/channelState'
import type { FetchSessionHandler } from '../channel/fetchSessionHandler'
import {
  afterAnswer,
  afterFailure,
  buildFetch,
  NO_FETCH_SESSION,
} from '../channel/fetchSessionHandler'
import { Map } from '~/base/persistentMap'
import { take } from '../effects'
import type { NodeId, Offset } from '../ids'
import { nodeId, offset } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { Request } from '../protocol/rpc'
import type { FetchPartition, FetchPartitionResponse } from '../protocol/rpc/data'
import { isQuotaExceeded, isThrottled, noteCaughtUp, recordThrottled } from './throttle'
import { askedOf, epochsIn, lookUp } from './askedOf'
import { takeFetchEdge } from './edges'
import { appendAll, beginAnew, cut, followHighWatermark, truncate } from './followerLog'
import { causeOf, fetcherLine, lineOfFailure, linesOfError, linesOfReset } from './fetcherLines'
import { isWithout } from './partition'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../protocol/listOffsets'

type Name = Replica['name']

function followedFrom(work: BrokerWork, leader: NodeId): readonly Name[] {
  const known = work.state.fetchers.get(leader)?.followed ?? null
  if (known !== null) return known
  const names: Name[] = []
  work.state.replicas.forEach(({ name, role }) => {
    if (role.type === 'follower' && role.leader === leader) names.push(name)
  })
  return names.sort()
}

/** Every leader that this broker follows. */
export function followedLeaders(work: BrokerWork): readonly NodeId[] {
  const leaders = new Set<NodeId>()
  for (const { role } of work.state.replicas.values()) {
    if (role.type === 'follower' && role.leader !== null) leaders.add(role.leader)
  }
  return [...leaders].sort((a, b) => a - b)
}

function setFetcher(work: BrokerWork, leader: NodeId, fetcher: Fetcher): void {
  work.state.fetchers = work.state.fetchers.set(leader, fetcher)
}

/** What is asked of those that are followed, but for who rests or is held back. */
function askedNow(
  work: BrokerWork,
  fetcher: Fetcher,
  { followed, maxBytes }: { readonly followed: readonly Name[]; readonly maxBytes: number },
): { readonly asked: readonly FetchPartition[]; readonly isHeld: boolean } {
  const how = { partitionMaxBytes: maxBytes, hasEpoch: epochsIn(work, fetcher) }
  const asked: FetchPartition[] = []
  let isHeld = false
  for (const name of followed) {
    const replica = present(work.state.replicas.get(name), `${name} is followed`)
    if (isHeldBack(work, replica)) isHeld = true
    else if (!isResting(work, fetcher, replica)) {
      asked.push(askedOf(replica, fetcher.session.partitions[asked.length], how))
    }
  }
  return { asked, isHeld }
}

/** Asks a leader for what follows; one request at a time. R-57. Kafka: AbstractFetcherThread.doWork. */
export function fetchFrom(work: BrokerWork, leader: NodeId): void {
  const { state } = work
  if (state.fetchers.get(leader)?.isBusy === true) return
  const followed = followedFrom(work, leader)
  const broker = state.image.brokers.get(leader)
  const listener = broker?.endpoints.find(({ name }) => name === state.config.interBrokerListener)
  const fetcher = fetcherOf(work, leader)
  if (followed.length === 0) return endSession(work, leader, fetcher)
  if (listener === undefined) return
  const { settings } = state.config
  const maxBytes = settings.int('replica.fetch.max.bytes')
  const { asked, isHeld } = askedNow(work, fetcher, { followed, maxBytes })
  const { handler: session, toSend, toForget } = buildFetch(fetcher.session, asked)
  if (asked.length === 0 && toForget.length === 0) {
    setFetcher(work, leader, { ...fetcher, followed })
    if (!isHeld) return wakeLater(work, leader, fetcher)
    return setFetchTimer(work, leader, settings.int('replica.fetch.backoff.ms'))
  }
  setFetcher(work, leader, { ...fetcher, isBusy: true, followed, session, toSend, toForget })
  sendTo(work, leader, {
    tag: `fetch ${leader}`,
    body: {
      api: 'Fetch',
      replicaId: state.config.nodeId,
      replicaEpoch: state.brokerEpoch ?? -1,
      maxWaitMs: settings.int('replica.fetch.wait.max.ms'),
      minBytes: settings.int('replica.fetch.min.bytes'),
      maxBytes: settings.int('replica.fetch.response.max.bytes'),
      isolationLevel: 'READ_UNCOMMITTED',
      sessionId: session.sessionId,
      sessionEpoch: session.epoch,
      rackId: '',
      partitions: toSend,
      forgottenTopicsData: toForget,
    },
  })
}

/** Nothing is followed from there any more: its session is forgotten. shutdownIdleFetcherThreads. */
function endSession(work: BrokerWork, leader: NodeId, fetcher: Fetcher): void {
  if (fetcher.session === NO_FETCH_SESSION) return
  setFetcher(work, leader, { ...fetcher, session: NO_FETCH_SESSION })
}

/** A throttled replica that lags is not asked for while more than allowed has come. R-61. Kafka: RemoteLeaderEndPoint.shouldFollowerThrottle. */
function isHeldBack(work: BrokerWork, replica: Replica): boolean {
  if (!isThrottled(work.state, replica, 'follower')) return false
  return !work.state.quotas.caughtUp.has(replica.name) && isQuotaExceeded(work, 'follower')
}

/** What has come of a throttled replica counts. Kafka: ReplicaFetcherThread.processPartitionData. */
function recordReceived(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): void {
  if (!isThrottled(work.state, replica, 'follower')) return
  const bytes = row.batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0)
  recordThrottled(work, 'follower', bytes)
  const end = work.state.replicas.get(replica.name)?.log.logEndOffset ?? 0
  noteCaughtUp(work, replica.name, row.highWatermark <= end)
}

function sendTo(
  work: BrokerWork,
  leader: NodeId,
  request: { readonly tag: string; readonly body: Request },
): void {
  const { image, config, fetchChannel } = work.state
  const listener = image.brokers
    .get(leader)
    ?.endpoints.find(({ name }) => name === config.interBrokerListener)
  if (listener === undefined) return
  const { host, port } = listener
  const to = { key: String(leader), host, port }
  work.state.fetchChannel = take(work, send(fetchChannel, work.ctx, { to, ...request }))
}

const IDLE: Fetcher = {
  isBusy: false,
  followed: null,
  session: NO_FETCH_SESSION,
  toSend: [],
  toForget: [],
  resting: Map(),
}

function fetcherOf(work: BrokerWork, leader: NodeId): Fetcher {
  return work.state.fetchers.get(leader) ?? IDLE
}

/** A partition rests after an error, or for good, until another epoch of its leader. R-57. */
function isResting(work: BrokerWork, fetcher: Fetcher, { name, leaderEpoch }: Replica): boolean {
  const rest = fetcher.resting.get(name)
  if (rest === undefined || rest.leaderEpoch !== leaderEpoch) return false
  return rest.untilMs === null || rest.untilMs > brokerNow(work)
}

interface At {
  readonly leader: NodeId
  readonly name: Name
}

/** How a partition rests, with what that means for its fetch state. */
const RESTS = {
  delayed: { event: 'delayed', isFailed: false },
  fenced: { event: 'epochFenced', isFailed: true },
  /** The leader is asked where its log ends or begins: the answer decides where it goes on. */
  asks: { event: null, isFailed: false },
} as const

function rest(work: BrokerWork, at: At, how: keyof typeof RESTS): void {
  const replica = work.state.replicas.get(at.name)
  if (replica === undefined) return
  const { leaderEpoch } = replica
  const { event, isFailed } = RESTS[how]
  if (event !== null) takeFetchEdge(work, replica, event)
  const ms = work.state.config.settings.int('replica.fetch.backoff.ms')
  const untilMs = how === 'delayed' ? brokerNow(work) + ms : null
  const fetcher = fetcherOf(work, at.leader)
  const resting = fetcher.resting.set(at.name, { leaderEpoch, untilMs, isFailed })
  setFetcher(work, at.leader, { ...fetcher, resting })
}

/** Nothing may be asked for now: again when the first rest is over. */
function wakeLater(work: BrokerWork, leader: NodeId, fetcher: Fetcher): void {
  const now = brokerNow(work)
  const ends = [...fetcher.resting.values()].flatMap(({ untilMs }) => untilMs ?? [])
  const next = Math.min(...ends.filter((end) => end > now))
  if (Number.isFinite(next)) setFetchTimer(work, leader, next - now)
}

/** A request to a leader has ended. True: it was about offsets or a fetch. */
export function onFetchCompletion(work: BrokerWork, completion: Completion): readonly Name[] {
  const [kind, id] = completion.tag.split(' ')
  const leader = nodeId(Number(id))
  if (kind === 'offsets') {
    onLeaderOffsets(work, leader, completion)
    return []
  }
  const fetcher = fetcherOf(work, leader)
  const { session: sent } = fetcher
  const { body } = completion
  if (body?.api !== 'Fetch') {
    setFetcher(work, leader, { ...fetcher, isBusy: false, session: afterFailure(sent) })
    const cause = causeOf(completion)
    reportLost(work, { leader, sent, error: null, cause })
    lineOfFailure(work, leader, { fetcher, cause })
    // All of them rest, whatever is heard meanwhile, but for those that get another leader epoch.
    for (const name of followedFrom(work, leader)) {
      if (isFetched(work, leader, name)) rest(work, { leader, name }, 'delayed')
    }
    fetchFrom(work, leader)
    return []
  }
  setFetcher(work, leader, { ...fetcher, isBusy: false, session: afterAnswer(sent, body) })
  if (body.error !== 'NONE') {
    // Nothing is taken in; the next fetch goes at once. Kafka: RemoteLeaderEndPoint.fetch.
    reportLost(work, { leader, sent, error: body.error, cause: null })
    fetchFrom(work, leader)
    return []
  }
  const askedBy = lookUp(sent.partitions, body.partitions.length)
  const changed = body.partitions.flatMap((row, index) =>
    takeIn(work, { leader, asked: askedBy(row.name, index) }, row),
  )
  fetchFrom(work, leader)
  return changed
}

function reportLost(
  work: BrokerWork,
  lost: {
    readonly leader: NodeId
    readonly sent: FetchSessionHandler
    readonly error: ErrorCode | null
    readonly cause: string | null
  },
): void {
  const { leader: broker, error, cause } = lost
  const { sessionId, epoch } = lost.sent
  work.facts.push({
    type: 'FetchSessionLost',
    rule: 'R-56',
    broker,
    sessionId,
    epoch,
    error,
    cause,
  })
}

/** True for a partition that does not rest for a longer time anyway. */
function isFetched(work: BrokerWork, leader: NodeId, name: Name): boolean {
  const replica = work.state.replicas.get(name)
  if (replica === undefined || replica.isOffline) return false
  return !isResting(work, fetcherOf(work, leader), replica)
}

function setFetchTimer(work: BrokerWork, leader: NodeId, ms: number): void {
  work.effects.push({
    type: 'SetTimer',
    key: `broker/fetch/${leader}`,
    delayMicros: micros(ms),
    timer: { role: 'broker', name: 'fetch', about: String(leader) },
  })
}

/**
 * One partition's part of an answer; one to a question that is out of date is left..
 * Kafka: AbstractFetcherThread.processFetchRequest.
 */
function takeIn(
  work: BrokerWork,
  at: { readonly leader: NodeId; readonly asked: FetchPartition | undefined },
  row: FetchPartitionResponse,
): readonly Name[] {
  const { name } = row
  const { leader, asked } = at
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'follower' || replica.role.leader !== leader) return []
  if (!isCurrent(work, replica, asked) || replica.isOffline) return []
  if (isResting(work, fetcherOf(work, leader), replica)) return []
  if (row.error !== 'NONE') {
    onFetchError(work, { leader, name, replica }, row.error)
    return []
  }
  if (row.divergingEpoch !== null) {
    if (marksFirst(work, replica, row)) return [name]
    takeFetchEdge(work, replica, 'divergingEpochTold')
    truncate(work, replica, row.divergingEpoch)
    return []
  }
  if (row.batches.some(({ isCorrupt }) => isCorrupt === true)) return refuseCorrupt(work, at, row)
  const isAppended = appendAll(work, replica, row)
  recordReceived(work, replica, row)
  return isAppended ? [name] : []
}

/** Before KAFKA-14704 the mark moved with a log that was to be cut: it is cut with the next answer. */
function marksFirst(work: BrokerWork, replica: Replica, row: FetchPartitionResponse): boolean {
  if (!isWithout(work, 'truncateBeforeMark')) return false
  return followHighWatermark(work, replica, row) !== replica
}

/** A damaged batch is left for a later fetch, with all after it. Kafka: processFetchRequest. */
function refuseCorrupt(
  work: BrokerWork,
  { leader }: { readonly leader: NodeId },
  { name }: FetchPartitionResponse,
): readonly Name[] {
  const at = work.state.replicas.get(name)?.log.logEndOffset ?? 0
  const text = `Found invalid messages during fetch for partition ${name} offset ${at}`
  fetcherLine(work, leader, { level: 'ERROR', text })
  rest(work, { leader, name }, 'delayed')
  return []
}

/** True for the answer to what the follower would ask now. R-58 (KAFKA-18991). */
function isCurrent(work: BrokerWork, replica: Replica, asked: FetchPartition | undefined): boolean {
  if (asked?.fetchOffset !== replica.log.logEndOffset) return false
  return asked.currentLeaderEpoch === replica.leaderEpoch || isWithout(work, 'fetchEpochMatch')
}

/** out of range asks the leader, an old epoch waits for a new one, all else rests a second. */
function onFetchError(
  work: BrokerWork,
  at: At & { readonly replica: Replica },
  error: ErrorCode,
): void {
  linesOfError(work, at.replica, { leader: at.leader, error })
  if (error === 'FENCED_LEADER_EPOCH') return rest(work, at, 'fenced')
  if (error !== 'OFFSET_OUT_OF_RANGE') return rest(work, at, 'delayed')
  takeFetchEdge(work, at.replica, 'offsetOutOfRange')
  askLeaderOffset(work, at, LATEST_TIMESTAMP)
}

/** Asks the leader where its log ends, or begins. R-60. Kafka: AbstractFetcherThread.fetchOffsetAndTruncate. */
function askLeaderOffset(work: BrokerWork, at: At, timestamp: number): void {
  const replica = present(work.state.replicas.get(at.name), `${at.name} is followed`)
  const { topic, partition, leaderEpoch } = replica
  rest(work, at, 'asks')
  sendTo(work, at.leader, {
    tag: `offsets ${at.leader} ${timestamp} ${at.name}`,
    body: {
      api: 'ListOffsets',
      replicaId: work.state.config.nodeId,
      isolationLevel: 'READ_UNCOMMITTED',
      partitions: [{ topic, partition, currentLeaderEpoch: leaderEpoch, timestamp }],
    },
  })
}

/** a shorter leader's end is cut to, a later leader's start is begun at. */
function onLeaderOffsets(work: BrokerWork, leader: NodeId, completion: Completion): void {
  const [, , asked, text = ''] = completion.tag.split(' ')
  const name = text as Name
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'follower' || replica.role.leader !== leader) return
  const row = completion.body?.api === 'ListOffsets' ? completion.body.partitions[0] : undefined
  if (row?.error !== 'NONE') rest(work, { leader, name }, 'delayed')
  else goOn(work, { leader, name, replica }, { asked: Number(asked), at: offset(row.offset) })
  fetchFrom(work, leader)
}

function goOn(
  work: BrokerWork,
  to: At & { readonly replica: Replica },
  found: { readonly asked: number; readonly at: Offset },
): void {
  const { log } = to.replica
  const reset = { leader: to.leader, from: log.logEndOffset }
  if (found.asked === LATEST_TIMESTAMP) {
    if (found.at >= log.logEndOffset) return askLeaderOffset(work, to, EARLIEST_TIMESTAMP)
    linesOfReset(work, to.replica, { ...reset, to: found.at, by: 'end' })
    cut(work, to.replica, { to: found.at, because: 'offsetOutOfRange' })
  } else if (found.at > log.logEndOffset) {
    linesOfReset(work, to.replica, { ...reset, to: found.at, by: 'start' })
    beginAnew(work, to.replica, { at: found.at, because: 'offsetOutOfRange' })
  } else linesOfReset(work, to.replica, { ...reset, to: log.logEndOffset, by: 'own' })
  const fetcher = fetcherOf(work, to.leader)
  setFetcher(work, to.leader, { ...fetcher, resting: fetcher.resting.delete(to.name) })
}
