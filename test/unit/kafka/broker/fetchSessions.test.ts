import { expect, test } from 'vitest'
import { bootBroker } from '~/kafka/broker/brokerRole'
import type { BrokerWork } from '~/kafka/broker/brokerState'
import { brokerWork } from '~/kafka/broker/brokerState'
import { fetchContextOf, noteTold, openSession } from '~/kafka/broker/fetchSessions'
import { effectiveConfig } from '~/kafka/config/effective'
import { leaderEpoch, nodeId, offset, topicId, topicPartition } from '~/kafka/ids'
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
} from '~/kafka/protocol/rpc/data'
import type { RecordBatch } from '~/kafka/protocol/records'
import { simTime } from '~/sim/ids'
import { contextAt } from '../../../support/fakeController'

/** A broker with so many places for sessions; ids are drawn as 0, 1, 2, … of their shard. */
function broker(slots: number): { readonly work: BrokerWork; readonly at: (ms: number) => void } {
  let drawn = -1
  const draw = () => (drawn += 1)
  const { next } = bootBroker(
    {
      nodeId: nodeId(1),
      clusterId: 'cluster',
      rack: null,
      settings: effectiveConfig('broker', {
        'max.incremental.fetch.session.cache.slots': String(slots),
      }),
      logDirs: ['/d'],
      metadataDir: '/d',
      directories: [{ dir: '/d', id: 'd-1' }],
      listeners: [],
      advertised: [],
      interBrokerListener: 'PLAINTEXT',
      unprotected: [],
    },
    { ...contextAt(0), draw },
  )
  const ctx = { ...contextAt(0), draw }
  const work = brokerWork(next, ctx)
  work.facts.length = 0
  const at = (ms: number) => Object.assign(ctx, { now: simTime(ms * 1000) })
  return { work, at }
}

const asked = (partition: number, at = 0): FetchPartition => ({
  name: topicPartition('t', partition),
  topic: 't',
  topicId: topicId('t-id'),
  partition,
  currentLeaderEpoch: leaderEpoch(0),
  fetchOffset: offset(at),
  lastFetchedEpoch: null,
  logStartOffset: 0,
  partitionMaxBytes: 100,
})

const row = (partition: number, batches: readonly RecordBatch[] = []): FetchPartitionResponse => ({
  name: topicPartition('t', partition),
  topic: 't',
  partition,
  error: 'NONE',
  highWatermark: 0,
  lastStableOffset: 0,
  logStartOffset: 0,
  divergingEpoch: null,
  currentLeader: null,
  preferredReadReplica: null,
  abortedTransactions: [],
  batches,
})

const fetch = (part: Partial<FetchRequest>): FetchRequest => ({
  api: 'Fetch',
  replicaId: null,
  replicaEpoch: -1,
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 1000,
  isolationLevel: 'READ_UNCOMMITTED',
  sessionId: 0,
  sessionEpoch: 0,
  rackId: '',
  partitions: [],
  forgottenTopicsData: [],
  ...part,
})

function open(work: BrokerWork, partitions: number, replicaId: number | null): number {
  const all = Array.from({ length: partitions }, (_, index) => index)
  const request = fetch({
    replicaId: replicaId === null ? null : nodeId(replicaId),
    partitions: all.map((partition) => asked(partition)),
  })
  return openSession(
    work,
    request,
    all.map((partition) => row(partition)),
  )
}

/** The partitions that a session asks for, in their order. */
function askedIn(work: BrokerWork, id: number): readonly number[] {
  return work.state.fetchSessions.byId.get(id)?.asked.map(({ partition }) => partition) ?? []
}

test('R-56 a session takes in, changes and forgets; its epoch rises with each fetch', () => {
  const { work } = broker(1000)
  const sessionId = open(work, 3, 2)
  const first = fetch({
    sessionId,
    sessionEpoch: 1,
    partitions: [asked(3), asked(1, 7)],
    forgottenTopicsData: [asked(0)],
  })
  expect(fetchContextOf(work, first).type).toBe('incremental')
  expect(askedIn(work, sessionId)).toEqual([1, 2, 3])
  expect(work.state.fetchSessions.byId.get(sessionId)?.asked[0]?.fetchOffset).toBe(7)
  expect(fetchContextOf(work, first)).toEqual({
    type: 'refused',
    error: 'INVALID_FETCH_SESSION_EPOCH',
  })
  expect(fetchContextOf(work, fetch({ sessionId: 99, sessionEpoch: 1 }))).toEqual({
    type: 'refused',
    error: 'FETCH_SESSION_ID_NOT_FOUND',
  })
  const last = fetch({
    sessionId,
    sessionEpoch: 2,
    forgottenTopicsData: [1, 2, 3].map((p) => asked(p)),
  })
  expect(fetchContextOf(work, last).type).toBe('sessionless')
  expect(work.state.fetchSessions.byId.size).toBe(0)
})

test('R-56 a topic of the same name and another id is another partition', () => {
  const { work } = broker(1000)
  const sessionId = open(work, 2, 2)
  const again = { ...asked(0), topicId: topicId('other') }
  const request = {
    sessionId,
    sessionEpoch: 1,
    partitions: [again],
    forgottenTopicsData: [asked(0)],
  }
  fetchContextOf(work, fetch(request))
  const session = work.state.fetchSessions.byId.get(sessionId)
  expect(session?.asked.map((one) => one.topicId)).toEqual(['t-id', 'other'])
  expect(session?.told.at(-1)).toEqual({ highWatermark: -1, logStartOffset: -1 })
})

test('R-56 a partition that brought records is asked last the next time', () => {
  const { work } = broker(1000)
  const id = open(work, 3, 2)
  const session = work.state.fetchSessions.byId.get(id)
  const batch = { sizeInBytes: 10 } as RecordBatch
  if (session !== undefined)
    noteTold(work, session, [row(0, [batch]), { ...row(1), highWatermark: 4 }])
  expect(askedIn(work, id)).toEqual([1, 2, 0])
  const told = work.state.fetchSessions.byId.get(id)?.told
  expect(told?.map(({ highWatermark }) => highWatermark)).toEqual([4, 0, 0])
})

test('R-56 sessions go to eight shards in turn, each with its part of the places and ids', () => {
  const { work } = broker(8)
  const ids = Array.from({ length: 8 }, () => open(work, 1, null))
  const shard = Math.floor(0x7fffffff / 8)
  expect(ids.map((id) => Math.floor(id / shard))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(open(work, 9, null)).toBe(0)
  expect(broker(7).work.state.fetchSessions.byId.size).toBe(0)
  expect(open(broker(7).work, 1, 2)).toBe(0)
})

test('R-56 a full shard: a follower takes the place of a reader, a reader that of none', () => {
  const { work } = broker(8)
  const [reader] = Array.from({ length: 8 }, () => open(work, 5, null))
  const follower = open(work, 1, 2)
  expect(follower).toBeGreaterThan(0)
  expect(work.state.fetchSessions.byId.has(reader ?? 0)).toBe(false)
  const [gone] = work.facts.filter(({ type }) => type === 'FetchSessionRemoved')
  expect(gone).toMatchObject({ sessionId: reader, because: 'evicted', isPrivileged: false })
})

test('R-56 what was not used for two minutes goes first; an old one gives way to a larger', () => {
  const stale = broker(8)
  const ids = Array.from({ length: 8 }, () => open(stale.work, 5, 2))
  stale.at(120_001)
  expect(open(stale.work, 1, null)).toBeGreaterThan(0)
  expect(stale.work.state.fetchSessions.byId.has(ids[0] ?? 0)).toBe(false)

  const old = broker(8)
  const [used = 0] = Array.from({ length: 8 }, () => open(old.work, 5, null))
  old.at(119_000)
  fetchContextOf(old.work, fetch({ sessionId: used, sessionEpoch: 1 }))
  old.at(121_000)
  fetchContextOf(old.work, fetch({ sessionId: used, sessionEpoch: 2 }))
  expect(open(old.work, 6, null)).toBeGreaterThan(0)
  expect(old.work.state.fetchSessions.byId.has(used)).toBe(false)
})
