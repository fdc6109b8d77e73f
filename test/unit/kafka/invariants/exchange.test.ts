import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { present } from '~/base/invariant'
import type { BrokerState } from '~/kafka/broker/brokerState'
import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import type { KafkaWorld } from '~/kafka/model'
import type { Consumer } from '~/kafka/client/consumerState'
import type { Body } from '~/kafka/protocol/rpc'
import type {
  FetchPartitionResponse,
  FetchResponse,
  ProduceResponse,
} from '~/kafka/protocol/rpc/data'
import { connectionId, hostId, messageId, processId } from '~/sim/ids'
import {
  PARTITION,
  sound,
  serverOf,
  leader,
  follower,
  broker,
  replica,
  log,
  rulesOf,
  pastEnd,
} from '../../../support/soundWorld'

/** The world with an answer of the leader that has just left. */
function answers(body: Body, of: KafkaWorld = sound): KafkaWorld {
  const world = broker(leader, () => ({}), of)
  const id = messageId(world.network.nextMessage)
  const inFlight = world.network.inFlight.set(id, {
    id,
    kind: 'response',
    connection: CONNECTION,
    direction: 'toClient',
    correlationId: 7,
    body,
    from: serverProcess(leader),
    to: processId('consumer-1'),
    fromHost: hostId(`node-${leader}`),
    toHost: hostId('node-1'),
    sentAt: world.now,
    arrivesAt: null,
  })
  return { ...world, network: { ...world.network, inFlight, nextMessage: id + 1 } }
}

const CONNECTION = connectionId('a client')
const led = present(serverOf(leader).broker?.replicas.get(PARTITION), 'it leads')

/** A session of the leader with orders-0 in it. */
function sessionOf(isPrivileged: boolean) {
  const { byId } = present(serverOf(leader).broker, 'it is up').fetchSessions
  const found = [...byId.values()].find(
    (row) => row.isPrivileged === isPrivileged && row.asked.some(({ name }) => name === PARTITION),
  )
  return present(found, 'somebody fetches orders-0')
}

function fetched(isPrivileged: boolean, part: Partial<FetchPartitionResponse>): FetchResponse {
  const row: FetchPartitionResponse = {
    name: PARTITION,
    topic: 'orders',
    partition: 0,
    error: 'NONE',
    highWatermark: led.log.highWatermark,
    lastStableOffset: led.log.highWatermark,
    logStartOffset: 0,
    divergingEpoch: null,
    currentLeader: null,
    preferredReadReplica: null,
    abortedTransactions: [],
    batches: [],
    ...part,
  }
  const { id: sessionId } = sessionOf(isPrivileged)
  return { api: 'Fetch', error: 'NONE', sessionId, partitions: [row], nodeEndpoints: [] }
}

const newest = [present(led.log.batches.last(), 'it holds records')]

/** An answer that says that a batch stands at this offset. */
const written = (baseOffset: number): ProduceResponse => ({
  api: 'Produce',
  partitions: [
    {
      topic: 'orders',
      partition: 0,
      error: 'NONE',
      errorMessage: null,
      baseOffset,
      logAppendTimeMs: -1,
      logStartOffset: 0,
      recordErrors: [],
      currentLeader: null,
    },
  ],
  nodeEndpoints: [],
})

test('LR-17 a fetch of another epoch is not served', () => {
  expect(rulesOf(answers(fetched(true, { batches: newest })))).toEqual([])
  const fenced = broker(leader, ({ fetchSessions }) => ({
    fetchSessions: {
      ...fetchSessions,
      byId: fetchSessions.byId.map((session) => ({
        ...session,
        asked: session.asked.map((row) => ({ ...row, currentLeaderEpoch: leaderEpoch(9) })),
      })),
    },
  }))
  expect(rulesOf(answers(fetched(true, { batches: newest }), fenced))).toContain('LR-17')
  const refused = fetched(true, { error: 'FENCED_LEADER_EPOCH' })
  expect(rulesOf(answers(refused, fenced))).toEqual([])
})

test('LR-20 a log is cut where an epoch ends', () => {
  const later = replica(leader, ({ role }) => ({
    role: role.type === 'leader' ? { ...role, epochStartOffset: pastEnd(led.log) } : role,
  }))
  const cutAt = (end: number) =>
    log(
      follower,
      ({ epochs }) => ({
        logEndOffset: offset(end),
        epochs: [...epochs, { epoch: leaderEpoch(5), startOffset: offset(4) }],
      }),
      later,
    )
  const before = log(
    follower,
    ({ epochs }) => ({ epochs: [...epochs, { epoch: leaderEpoch(5), startOffset: offset(4) }] }),
    later,
  )
  expect(rulesOf(cutAt(3), before)).toContain('LR-20')
  expect(rulesOf(cutAt(4), before)).not.toContain('LR-20')
})

test('LR-21 an answer to a question of another epoch is left', () => {
  const asking = (epoch: number, isBusy: boolean) => (old: BrokerState) => ({
    fetchers: old.fetchers.map((fetcher) => ({
      ...fetcher,
      isBusy,
      session: {
        ...fetcher.session,
        partitions: fetcher.session.partitions.map((row) => ({
          ...row,
          currentLeaderEpoch: leaderEpoch(epoch),
          fetchOffset: present(old.replicas.get(row.name), 'it is fetched').log.logEndOffset,
        })),
      },
    })),
  })
  const cut = (of: KafkaWorld) =>
    log(follower, ({ logEndOffset }) => ({ logEndOffset: offset(logEndOffset - 1) }), of)
  const taken = (epoch: number) => {
    const before = broker(follower, asking(epoch, true))
    return rulesOf(cut(broker(follower, asking(led.leaderEpoch, false), before)), before)
  }
  expect(taken(led.leaderEpoch + 3)).toContain('LR-21')
  expect(taken(led.leaderEpoch)).not.toContain('LR-21')
})

test('LR-22 what diverges gets no records', () => {
  const divergingEpoch = { epoch: leaderEpoch(0), endOffset: offset(1) }
  expect(rulesOf(answers(fetched(true, { divergingEpoch })))).toEqual([])
  expect(rulesOf(answers(fetched(true, { divergingEpoch, batches: newest })))).toContain('LR-22')
})

test('LR-23 acks=all is answered when the high watermark has passed', () => {
  const waiting = (required: number) =>
    broker(leader, () => ({
      delayedProduces: [
        {
          id: 1,
          connection: CONNECTION,
          correlationId: 7,
          response: written(1),
          waiting: [{ name: PARTITION, required }],
          token: null,
          port: 0,
        },
      ],
    }))
  expect(rulesOf(answers(written(1)), waiting(2))).toEqual([])
  expect(rulesOf(answers(written(1)), waiting(led.log.highWatermark + 1))).toContain('LR-23')
})

test('LR-24 an offset that is acknowledged is in the log', () => {
  expect(rulesOf(answers(written(led.log.logEndOffset - 1)))).toEqual([])
  expect(rulesOf(answers(written(led.log.logEndOffset)))).toContain('LR-24')
})

test('LR-25 a consumer is given what is committed, a follower all there is', () => {
  const short = log(leader, () => ({ highWatermark: offset(1) }))
  const given = (isPrivileged: boolean) =>
    rulesOf(answers(fetched(isPrivileged, { batches: newest }), short), short)
  expect(given(false)).toContain('LR-25')
  expect(given(true)).toEqual([])
})

test('LR-26 what a consumer is given stands in the log of the newest leader', () => {
  const { image } = present(serverOf(follower).broker, 'it is up')
  const topics = image.topics.map((topic) => {
    const row = topic.partitions.get(0)
    if (topic.name !== 'orders' || row === undefined) return topic
    const led = { leader: nodeId(follower), leaderEpoch: leaderEpoch(row.leaderEpoch + 1) }
    return { ...topic, partitions: topic.partitions.set(0, { ...row, ...led }) }
  })
  const told = broker(follower, () => ({ image: { ...image, offset: image.offset + 1, topics } }))
  const next = replica(
    follower,
    () => ({ role: led.role, leaderEpoch: leaderEpoch(led.leaderEpoch + 1) }),
    told,
  )
  const given = (producerId: number) =>
    rulesOf(
      answers(fetched(false, { batches: newest.map((row) => ({ ...row, producerId })) }), next),
      next,
    )
  expect(given(77)).toContain('LR-26')
  expect(given(newest[0]?.producerId ?? -1)).not.toContain('LR-26')
})

test('CC-10 a position does not go back; LR-26 nor beyond what the leader holds', () => {
  const id = processId('consumer-1')
  const process = present(sound.processes.get(id), 'it runs')
  const { state } = process
  if (state === null || !('consumer' in state)) throw new Error('it reads')
  const consumer = state.consumer as Consumer
  const read = (at: number | null) => ({
    ...sound,
    processes: sound.processes.set(id, {
      ...process,
      state: Object.assign({}, state, {
        consumer: { ...consumer, positions: consumer.positions.map(() => at) },
      }),
    }),
  })
  expect(rulesOf(read(0))).toContain('CC-10')
  expect(rulesOf(read(null))).toEqual([])
  expect(rulesOf(read(1_000_000))).toEqual(['LR-26'])
  const end = serverOf(leader).broker?.replicas.get(PARTITION)?.log.logEndOffset ?? 0
  expect(rulesOf(read(end))).toEqual([])
})
