import { NativeMap } from '~/base/nativeMap'
import {
  FINAL_FETCH_EPOCH,
  INITIAL_FETCH_EPOCH,
  isFullFetch,
  nextFetchEpoch,
  NO_SESSION_ID,
} from '../protocol/fetchMetadata'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  ForgottenPartition,
} from '../protocol/rpc/data'
import type { BrokerWork } from './brokerState'
import { brokerNow } from './brokerState'
import type { FetchContext, FetchSession, SessionError, Told } from './fetchSessionState'

/** Kafka: KafkaBroker.NumFetchSessionCacheShards. */
const SHARDS = 8
/** How many ids a shard has. Kafka: BrokerServer.startup, `Int.MaxValue / NumFetchSessionCacheShards`. */
const IDS_OF_SHARD = Math.floor(0x7fffffff / SHARDS)
/** Kafka: KafkaBroker.MIN_INCREMENTAL_FETCH_SESSION_EVICTION_MS. */
const EVICTION_MS = 120_000

const FULL: FetchContext = { type: 'full' }
const SESSIONLESS: FetchContext = { type: 'sessionless' }

/** What a fetch is about: its session is found, changed or refused. Kafka: FetchManager.newContext. */
export function fetchContextOf(work: BrokerWork, request: FetchRequest): FetchContext {
  const { sessionId, sessionEpoch } = request
  const session = work.state.fetchSessions.byId.get(sessionId)
  if (isFullFetch(sessionEpoch)) {
    if (session !== undefined) remove(work, session, 'closedByFetcher')
    return sessionEpoch === FINAL_FETCH_EPOCH ? SESSIONLESS : FULL
  }
  if (session === undefined) return refused(work, request, 'FETCH_SESSION_ID_NOT_FOUND')
  if (session.epoch !== sessionEpoch) return refused(work, request, 'INVALID_FETCH_SESSION_EPOCH')
  const next = updated(session, request)
  if (next.asked.length === 0) {
    remove(work, session, 'noPartitions')
    return SESSIONLESS
  }
  const { id, isPrivileged, asked, told, createdMs } = next
  const epoch = nextFetchEpoch(session.epoch)
  const lastUsedMs = brokerNow(work)
  const size = asked.length
  const used = { id, isPrivileged, asked, told, createdMs, lastUsedMs, epoch, size }
  put(work, used)
  return { type: 'incremental', session: used }
}

function refused(
  work: BrokerWork,
  { sessionId, sessionEpoch, replicaId }: FetchRequest,
  error: SessionError,
): FetchContext {
  const expected = work.state.fetchSessions.byId.get(sessionId)?.epoch ?? null
  work.facts.push({
    type: 'FetchSessionRefused',
    rule: 'R-56',
    sessionId,
    epoch: sessionEpoch,
    expected,
    follower: replicaId,
    error,
  })
  return { type: 'refused', error }
}

/** What the session asks for with what a fetch adds, alters and forgets. FetchSession.update. */
function updated(
  session: FetchSession,
  { partitions, forgottenTopicsData }: FetchRequest,
): FetchSession {
  if (partitions.length === 0 && forgottenTopicsData.length === 0) return session
  const placeOf = placesIn(session.asked, partitions.length)
  const asked = session.asked.slice()
  const told = session.told.slice()
  for (const row of partitions) {
    const at = placeOf(row)
    if (at < 0 || asked[at]?.topicId !== row.topicId) {
      asked.push(row)
      told.push(NOTHING_TOLD)
    } else asked[at] = row
  }
  if (forgottenTopicsData.length === 0) return withRows(session, asked, told)
  const gone = new Set(forgottenTopicsData.map(keyOf))
  const stays = (row: FetchPartition) => !gone.has(keyOf(row))
  return withRows(
    session,
    asked.filter(stays),
    told.filter((_, at) => {
      const row = asked[at]
      return row !== undefined && stays(row)
    }),
  )
}

const NOTHING_TOLD: Told = { highWatermark: -1, logStartOffset: -1 }

function keyOf({ topicId, partition }: ForgottenPartition): string {
  return `${topicId} ${partition}`
}

/** Up to so many partitions are looked for one by one. */
const FEW = 8

/** Where a partition stands in a session, or -1; `count`: how many will be looked for. */
function placesIn(
  asked: readonly FetchPartition[],
  count: number,
): (row: Pick<ForgottenPartition, 'name'>) => number {
  if (count <= FEW) return ({ name }) => asked.findIndex((row) => row.name === name)
  const places = new NativeMap(asked.map((row, at) => [row.name, at]))
  return ({ name }) => places.get(name) ?? -1
}

function withRows(
  session: FetchSession,
  asked: readonly FetchPartition[],
  told: readonly Told[],
): FetchSession {
  const { id, isPrivileged, createdMs, lastUsedMs, epoch, size } = session
  return { id, isPrivileged, asked, told, createdMs, lastUsedMs, epoch, size }
}

/** A session as it is now, or as the fetch left it where it is gone since. */
export function sessionNow(work: BrokerWork, session: FetchSession): FetchSession {
  return work.state.fetchSessions.byId.get(session.id) ?? session
}

/** True when another fetch of the session came meanwhile. Kafka: IncrementalFetchContext. */
export function isOvertaken(session: FetchSession, { sessionEpoch }: FetchRequest): boolean {
  return session.epoch !== nextFetchEpoch(sessionEpoch)
}

/** True when a fetcher must be told of a partition although there are no records. maybeUpdateResponseData. */
export function isNews(told: Told | undefined, now: Told): boolean {
  return (
    told === undefined ||
    told.highWatermark !== now.highWatermark ||
    told.logStartOffset !== now.logStartOffset
  )
}

/** Notes what an answer tells: what brought records is asked last. PartitionIterator.hasNext. */
export function noteTold(
  work: BrokerWork,
  session: FetchSession,
  rows: readonly FetchPartitionResponse[],
): void {
  if (rows.length === 0) return
  const placeOf = placesIn(session.asked, rows.length)
  const told = session.told.slice()
  const moved = new Set<number>()
  for (const row of rows) {
    const at = placeOf(row)
    if (at < 0) continue
    told[at] = toldBy(row)
    if (row.batches.length > 0) moved.add(at)
  }
  const last = <T>(all: readonly T[]) => [
    ...all.filter((_, at) => !moved.has(at)),
    ...[...moved].flatMap((at) => all[at] ?? []),
  ]
  put(
    work,
    moved.size === 0
      ? withRows(session, session.asked, told)
      : withRows(session, last(session.asked), last(told)),
  )
}

/** After an error the high watermark is told again, whatever it is. */
function toldBy({ error, highWatermark, logStartOffset }: FetchPartitionResponse): Told {
  return { highWatermark: error === 'NONE' ? highWatermark : -1, logStartOffset }
}

/** Opens a session for what a full fetch asked; 0: there is no room. FullFetchContext, maybeCreateSession. */
export function openSession(
  work: BrokerWork,
  request: FetchRequest,
  rows: readonly FetchPartitionResponse[],
): number {
  const { created } = work.state.fetchSessions
  const shard = created % SHARDS
  work.state.fetchSessions = { ...work.state.fetchSessions, created: created + 1 }
  const isPrivileged = request.replicaId !== null
  const size = rows.length
  const isLet = hasRoom(work, shard) || evicts(work, shard, { isPrivileged, size })
  if (!isLet) return NO_SESSION_ID
  const now = brokerNow(work)
  const id = drawId(work, shard)
  put(work, {
    id,
    isPrivileged,
    asked: request.partitions,
    told: rows.map(({ highWatermark, logStartOffset }) => ({ highWatermark, logStartOffset })),
    createdMs: now,
    lastUsedMs: now,
    epoch: nextFetchEpoch(INITIAL_FETCH_EPOCH),
    size,
  })
  work.facts.push({
    type: 'FetchSessionCreated',
    rule: 'R-56',
    sessionId: id,
    follower: request.replicaId,
    partitions: size,
  })
  return id
}

/** Kafka: FetchSessionCacheShard.newSessionId. */
function drawId(work: BrokerWork, shard: number): number {
  const from = Math.max(1, shard * IDS_OF_SHARD)
  const end = (shard + 1) * IDS_OF_SHARD
  for (;;) {
    const id = from + work.ctx.draw('fetchSession', end - from)
    if (!work.state.fetchSessions.byId.has(id)) return id
  }
}

function ofShard(work: BrokerWork, shard: number): readonly FetchSession[] {
  const all = [...work.state.fetchSessions.byId.values()]
  return all.filter(({ id }) => Math.floor(id / IDS_OF_SHARD) === shard)
}

function hasRoom(work: BrokerWork, shard: number): boolean {
  const slots = work.state.config.settings.int('max.incremental.fetch.session.cache.slots')
  const room = Math.floor(slots / SHARDS)
  // Most caches are nearly empty: only a full one is counted by shards.
  return work.state.fetchSessions.byId.size < room || ofShard(work, shard).length < room
}

/**
 * Takes one out that has not been used for two minutes, else the smallest of those that must give
 * way: a follower's gives way to no consumer, a young one to none of its kind. tryEvict.
 */
function evicts(
  work: BrokerWork,
  shard: number,
  next: Pick<FetchSession, 'isPrivileged' | 'size'>,
): boolean {
  const all = ofShard(work, shard)
  const [oldest] = [...all].sort((a, b) => a.lastUsedMs - b.lastUsedMs || a.id - b.id)
  if (oldest === undefined) return false
  if (brokerNow(work) - oldest.lastUsedMs > EVICTION_MS) {
    remove(work, oldest, 'stale')
    return true
  }
  const mayGo = all.filter((session) => {
    const isOld = session.lastUsedMs - session.createdMs > EVICTION_MS
    return isOld || (next.isPrivileged && !session.isPrivileged)
  })
  const [least] = [...mayGo].sort((a, b) => byRank(a, b) || a.id - b.id)
  // Of equal ones the new one has the lower id, 0: it does not replace the old one.
  if (least === undefined || byRank(next, least) <= 0) return false
  remove(work, least, 'evicted')
  return true
}

type Ranked = Pick<FetchSession, 'isPrivileged' | 'size'>

/** Kafka: EvictableKey.compareTo. */
function byRank(a: Ranked, b: Ranked): number {
  return Number(a.isPrivileged) - Number(b.isPrivileged) || a.size - b.size
}

function put(work: BrokerWork, session: FetchSession): void {
  const { byId, created } = work.state.fetchSessions
  work.state.fetchSessions = { byId: byId.set(session.id, session), created }
}

function remove(
  work: BrokerWork,
  { id, asked, isPrivileged }: FetchSession,
  because: 'closedByFetcher' | 'noPartitions' | 'stale' | 'evicted',
): void {
  const { byId, created } = work.state.fetchSessions
  work.state.fetchSessions = { byId: byId.delete(id), created }
  work.facts.push({
    type: 'FetchSessionRemoved',
    rule: 'R-56',
    sessionId: id,
    isPrivileged,
    partitions: asked.length,
    because,
  })
}
