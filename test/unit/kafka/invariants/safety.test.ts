import { Map } from '~/base/persistentMap'
import { expect, test } from 'vitest'
import { buildWorld, firstCommands, serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { present } from '~/base/invariant'
import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import {
  brokerEpoch,
  leaderEpoch,
  nodeId,
  offset,
  partitionEpoch,
  topicPartition,
} from '~/kafka/ids'
import { checkSafety } from '~/kafka/invariants/safety'
import type { Losses } from '~/kafka/invariants/watched'
import type { MetadataImage, PartitionRegistration } from '~/kafka/metadata/image'
import type { KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { NO_FETCH_SESSION } from '~/kafka/channel/fetchSessionHandler'
import type { Consumer } from '~/kafka/client/consumerState'
import type { Body } from '~/kafka/protocol/rpc'
import type {
  FetchPartitionResponse,
  FetchResponse,
  ProduceResponse,
} from '~/kafka/protocol/rpc/data'
import { connectionId, hostId, messageId, processId } from '~/sim/ids'
import { newElection } from '~/kafka/quorum/epochElection'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { apply, nextDue, step } from '~/sim/step'

const PARTITION = topicPartition('orders', 0)
const SECONDS = 1_000_000
const lost = (lossyBrokers: number): Losses => ({ lossyBrokers, unclean: new Set() })

/** Three nodes with a topic, a producer and a group, ten seconds old and sound. */
function soundWorld(): KafkaWorld {
  const base = loopbackScenario({
    shape: { type: 'combined', nodes: 3 },
    properties: {},
    perNode: {},
  })
  const client = { topic: 'orders', bootstrap: base.bootstrap, ratePerSecond: 5, properties: {} }
  const scenario = {
    ...base,
    topics: [
      {
        name: 'orders',
        partitions: 1,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2' },
      },
    ],
    workload: [
      { ...client, id: 'producer-1', kind: 'producer', groupId: null },
      { ...client, id: 'consumer-1', kind: 'consumer', groupId: 'billing' },
    ] as const,
  }
  let world = buildWorld(scenario, 1, kafkaProgram)
  for (const command of firstCommands(scenario)) world = apply(world, command).world
  for (let due = nextDue(world); due !== null && due <= 18 * SECONDS; due = nextDue(world)) {
    world = step(world)?.world ?? world
  }
  return world
}

const sound = soundWorld()

function serverOf(id: number): ServerState {
  const state = present(sound.processes.get(serverProcess(id)), 'it runs').state
  if (!isServer(state)) throw new Error(`node ${id} is a server`)
  return state
}

function withServer(
  id: number,
  change: (state: ServerState) => ServerState,
  of: KafkaWorld = sound,
): KafkaWorld {
  const process = present(of.processes.get(serverProcess(id)), 'it runs')
  if (!isServer(process.state)) throw new Error(`node ${id} is a server`)
  const next = { ...process, state: change(process.state) }
  return { ...of, processes: of.processes.set(process.id, next) }
}

const ids = [1, 2, 3]
const leads = (id: number) => serverOf(id).quorum?.role.name === 'Leader'
const active = present(ids.find(leads), 'the quorum has a leader')
const voter = present(
  ids.find((id) => !leads(id)),
  'the quorum has a follower',
)
const roleOf = (id: number) => serverOf(id).broker?.replicas.get(PARTITION)?.role.type
const leader = present(
  ids.find((id) => roleOf(id) === 'leader'),
  'orders-0 has a leader',
)
const follower = present(
  ids.find((id) => roleOf(id) === 'follower'),
  'orders-0 has a follower',
)

type Part<T> = (old: T) => Partial<T>

const quorum = (id: number, change: Part<QuorumState>) =>
  withServer(id, (state) => {
    const old = present(state.quorum, 'it is up')
    return { ...state, quorum: { ...old, ...change(old) } }
  })

const broker = (id: number, change: Part<BrokerState>, of: KafkaWorld = sound) =>
  withServer(
    id,
    (state) => {
      const old = present(state.broker, 'it is up')
      return { ...state, broker: { ...old, ...change(old) } }
    },
    of,
  )

const replica = (id: number, change: Part<Replica>, of: KafkaWorld = sound) =>
  broker(
    id,
    ({ replicas }) => {
      const old = present(replicas.get(PARTITION), 'it has a replica')
      return { replicas: replicas.set(PARTITION, { ...old, ...change(old) }) }
    },
    of,
  )

const log = (id: number, change: Part<Replica['log']>, of: KafkaWorld = sound) =>
  replica(id, (old) => ({ log: { ...old.log, ...change(old.log) } }), of)

const image = (change: Part<MetadataImage>) =>
  withServer(active, (state) => {
    const controller = present(state.controller, 'it is up')
    const next = { ...controller.image, ...change(controller.image) }
    return { ...state, controller: { ...controller, image: next } }
  })

const registration = (change: Part<PartitionRegistration>) =>
  image((old) => {
    const topics = old.topics.map((topic) => {
      const row = topic.partitions.get(0)
      if (topic.name !== 'orders' || row === undefined) return topic
      const next = {
        ...row,
        partitionEpoch: partitionEpoch(row.partitionEpoch + 1),
        ...change(row),
      }
      return { ...topic, partitions: topic.partitions.set(0, next) }
    })
    return { topics }
  })

const coordinator = present(
  ids.find((id) => serverOf(id).broker?.groups.shards.some(({ groups }) => groups.has('billing'))),
  'billing has a coordinator',
)

const group = (change: Part<ClassicGroup>) =>
  withServer(coordinator, (state) => {
    const broker = present(state.broker, 'it is up')
    const shards = broker.groups.shards.map((shard) => {
      const old = shard.groups.get('billing')
      if (old === undefined) return shard
      return { ...shard, groups: shard.groups.set('billing', { ...old, ...change(old) }) }
    })
    return { ...state, broker: { ...broker, groups: { ...broker.groups, shards } } }
  })

const rulesOf = (world: KafkaWorld, before: KafkaWorld | null = sound) =>
  checkSafety(world, before).map(({ rule }) => rule)

/** The last batch with another epoch, offset or content. */
const lastBatch = (
  old: Replica['log'],
  part: Partial<Parameters<Replica['log']['batches']['push']>[0]>,
) => {
  const newest = present(old.batches.last(), 'it holds records')
  return { batches: old.batches.pop().push({ ...newest, ...part }) }
}
const pastEnd = (old: Replica['log']) => offset(old.logEndOffset + 7)

/** A follower that leads a newer epoch with a log that is short. */
const takesOver: Part<QuorumState> = ({ epoch, log: old }) => ({
  role: present(serverOf(active).quorum, 'it is up').role,
  epoch: leaderEpoch(epoch + 1),
  highWatermark: null,
  log: { ...old, batches: old.batches.take(2), endOffset: offset(2) },
})

const HAND_BROKEN: readonly (readonly [rule: string, world: () => KafkaWorld])[] = [
  [
    'KR-01',
    () => quorum(voter, () => ({ role: present(serverOf(active).quorum, 'it is up').role })),
  ],
  ['KR-02', () => quorum(voter, ({ epoch }) => ({ epoch: leaderEpoch(epoch - 1) }))],
  [
    'KR-07',
    () =>
      quorum(voter, (old) => ({
        role: { name: 'Candidate', election: newElection([], nodeId(voter)) },
        config: { ...old.config, voters: [] },
        log: { ...old.log, voterSets: [] },
      })),
  ],
  ['KR-08', () => quorum(active, ({ log: old }) => ({ log: { ...old, endOffset: offset(1) } }))],
  [
    'KR-09',
    () =>
      quorum(voter, ({ log: old }) => ({
        log: {
          ...old,
          batches: old.batches.map((row) => ({ ...row, epoch: leaderEpoch(row.epoch + 1) })),
        },
      })),
  ],
  ['KR-11', () => quorum(active, (old) => ({ highWatermark: offset(old.log.endOffset + 1) }))],
  ['KR-12', () => quorum(voter, () => ({ highWatermark: offset(1) }))],
  ['KR-10', () => quorum(voter, takesOver)],
  [
    'KR-13',
    () =>
      quorum(active, ({ log: old }) => ({
        highWatermark: offset(old.endOffset + 9),
        log: { ...old, endOffset: offset(old.endOffset + 9) },
      })),
  ],
  ['KR-18', () => quorum(voter, ({ log: old }) => ({ log: { ...old, startOffset: offset(5) } }))],
  [
    'KR-21',
    () =>
      quorum(active, (old) => ({
        log: { ...old.log, voterSets: [{ offset: 1, voters: [] }] },
      })),
  ],
  ['KR-17', () => quorum(voter, ({ log: old }) => ({ log: { ...old, endOffset: offset(1) } }))],
  ['MC-02', () => withServer(voter, (state) => ({ ...state, told: state.told + 999 }))],
  [
    'MC-04',
    () =>
      image((old) => ({
        brokers: old.brokers.map((row) => ({
          ...row,
          incarnationId: 'another',
          epoch: brokerEpoch(0),
        })),
      })),
  ],
  ['MC-09', () => image(() => ({ nextProducerId: -1 }))],
  [
    'MC-10',
    () =>
      image((old) => ({
        topics: old.topics.map((topic) => ({ ...topic, partitions: topic.partitions.delete(0) })),
      })),
  ],
  ['MC-12', () => replica(follower, () => ({ partitionEpoch: partitionEpoch(-1) }))],
  ['MC-13', () => replica(leader, (old) => ({ leaderEpoch: leaderEpoch(old.leaderEpoch + 1) }))],
  [
    'LE-01',
    () => registration(({ leader: old, isr }) => ({ isr: isr.filter((id) => id !== old) })),
  ],
  ['LE-02', () => registration(({ isr }) => ({ isr: [...isr, nodeId(9)] }))],
  [
    'LE-03',
    () => {
      const { role, leaderEpoch: led } = present(
        serverOf(leader).broker?.replicas.get(PARTITION),
        'it leads',
      )
      return replica(follower, () => ({ role, leaderEpoch: led }))
    },
  ],
  ['LE-04', () => registration(({ isr }) => ({ elr: isr }))],
  ['LE-07', () => registration(({ leaderEpoch: old }) => ({ leaderEpoch: leaderEpoch(old + 2) }))],
  [
    'LE-08',
    () =>
      registration((old) => ({
        isr: [nodeId(9)],
        leader: nodeId(9),
        leaderEpoch: leaderEpoch(old.leaderEpoch + 1),
      })),
  ],
  ['LE-10', () => registration(() => ({ leader: nodeId(9) }))],
  ['LE-11', () => registration(({ isr }) => ({ isr: [...isr, nodeId(9)] }))],
  ['LE-16', () => registration(() => ({ leaderRecoveryState: 'RECOVERING' }))],
  ['LR-01', () => log(follower, (old) => lastBatch(old, { baseOffset: offset(0) }))],
  ['LR-02', () => log(follower, (old) => ({ highWatermark: pastEnd(old) }))],
  ['LR-03', () => log(follower, (old) => lastBatch(old, { leaderEpoch: leaderEpoch(-1) }))],
  ['LR-04', () => log(follower, () => ({ epochs: [], batches: respelled(follower) }))],
  [
    'LR-07',
    () =>
      log(follower, ({ batches }) => ({
        batches: batches.map((row) => ({ ...row, producerId: 77 })),
      })),
  ],
  [
    'LR-10',
    () => log(leader, (old) => ({ highWatermark: pastEnd(old), logEndOffset: pastEnd(old) })),
  ],
  ['LR-12', () => replica(leader, ({ role }) => ({ role: waitingForOne(role) }))],
  [
    'LR-13',
    () => log(leader, (old) => ({ highWatermark: pastEnd(old), logEndOffset: pastEnd(old) })),
  ],
  ['LR-14', () => log(leader, () => ({ highWatermark: offset(0) }))],
  [
    'LR-15',
    () =>
      replica(leader, ({ log: old, role }) => ({
        log: { ...old, highWatermark: pastEnd(old) },
        role: role.type === 'leader' ? { ...role, isr: [nodeId(leader)] } : role,
      })),
  ],
  ['LR-16', () => log(follower, (old) => ({ highWatermark: pastEnd(old) }))],
  ['LR-18', () => log(follower, (old) => lastBatch(old, { producerId: 77 }))],
  ['LR-19', () => log(follower, () => ({ logEndOffset: offset(1) }))],
  [
    'LR-22',
    () =>
      log(follower, (old) => ({
        logEndOffset: offset(old.logEndOffset - 1),
        highWatermark: pastEnd(old),
      })),
  ],
  [
    'LR-27',
    () =>
      broker(follower, ({ fetchers }) => ({
        fetchers: fetchers.set(nodeId(9), {
          isBusy: false,
          followed: [PARTITION],
          session: NO_FETCH_SESSION,
          resting: Map(),
        }),
      })),
  ],
  ['LR-28', () => replica(leader, ({ role }) => ({ role: heardFromOldSelf(role) }))],
  [
    'LR-30',
    () =>
      replica(leader, (old) => ({
        leaderEpoch: leaderEpoch(old.leaderEpoch - 1),
        log: { ...old.log, highWatermark: pastEnd(old.log), logEndOffset: pastEnd(old.log) },
      })),
  ],
  [
    'LR-33',
    () =>
      log(follower, ({ segments }) => ({
        segments: segments.map((row) => ({ ...row, baseOffset: offset(5) })),
      })),
  ],
  ['LR-29', () => log(leader, (old) => lastBatch(old, { leaderEpoch: leaderEpoch(99) }))],
  ['LR-32', () => log(follower, () => ({ logStartOffset: offset(-1) }))],
  ['CC-01', () => group(() => ({ state: 'Empty' }))],
  ['CC-02', () => group(() => ({ generationId: 0 }))],
  ['CC-03', () => group(() => ({ leaderId: 'nobody' }))],
  [
    'CC-05',
    () =>
      group(({ members }) => ({
        members: {
          ...members,
          entries: members.entries.map((member) => ({
            ...member,
            assignment: [...member.assignment, ...member.assignment],
          })),
        },
      })),
  ],
  ['CC-11', () => group(() => ({ staticMembers: Map([['till-1', 'nobody']]) }))],
  [
    'CC-13',
    () =>
      withServer(coordinator === 1 ? 2 : 1, (state) => {
        const broker = present(state.broker, 'it is up')
        const shards = present(serverOf(coordinator).broker, 'it is up').groups.shards
        return { ...state, broker: { ...broker, groups: { ...broker.groups, shards } } }
      }),
  ],
]

type Role = Replica['role']

/** A leader that has dropped a follower without asking. */
function waitingForOne(role: Role): Role {
  return role.type === 'leader' ? { ...role, isr: [nodeId(leader), nodeId(follower)] } : role
}

/** A leader that takes a fetch of a follower's last incarnation for one of this. */
function heardFromOldSelf(role: Role): Role {
  if (role.type !== 'leader') return role
  const followers = role.followers.map((progress) => ({
    ...progress,
    lastFetchMs: progress.lastFetchMs + 1,
    brokerEpoch: brokerEpoch(0),
  }))
  return { ...role, followers }
}

/** The same batches in another list: the log has moved. */
function respelled(id: number) {
  const { batches } = present(serverOf(id).broker?.replicas.get(PARTITION), 'it is there').log
  return batches.map((batch) => ({ ...batch }))
}

test('a sound world breaks nothing, looked at whole', () => {
  expect(checkSafety(sound)).toEqual([])
  expect(serverOf(leader).broker?.replicas.get(PARTITION)?.log.batches.size).toBeGreaterThan(5)
})

test.each(HAND_BROKEN)('%s is caught in a world broken by hand', (rule, world) => {
  expect(rulesOf(world())).toContain(rule)
})

/** The world with an answer of the leader that has just left. */
function answers(body: Body, of: KafkaWorld = sound): KafkaWorld {
  const world = broker(leader, () => ({}), of)
  const id = messageId(1_000_000)
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
  return { ...world, network: { ...world.network, inFlight } }
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

test('CC-10 a position does not go back', () => {
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
  expect(rulesOf(read(1_000_000))).toEqual([])
})

test('KR-15 a resigned leader neither leads nor writes in its epoch', () => {
  const resigned = quorum(active, () => ({
    role: { name: 'Resigned', unacked: [], successors: [] },
  }))
  expect(rulesOf(sound, resigned)).toContain('KR-15')
  expect(rulesOf(resigned)).toEqual([])
})

test('KR-20 voters change one by one, on what is committed', () => {
  const voters = (ids: readonly number[]) =>
    ids.map((id) => ({ id: nodeId(id), directoryId: `dir-${id}`, host: 'localhost', port: id }))
  const changed = (was: readonly number[], is: readonly number[], at: number) => {
    const before = quorum(active, ({ log: old }) => ({
      log: { ...old, voterSets: [{ offset: 1, voters: voters(was) }] },
    }))
    const after = quorum(active, ({ log: old }) => ({
      log: {
        ...old,
        voterSets: [
          { offset: 1, voters: voters(was) },
          { offset: at, voters: voters(is) },
        ],
      },
    }))
    return rulesOf(after, before)
  }
  expect(changed([1, 2, 3], [1, 2, 3, 4, 5], 9)).toContain('KR-20')
  expect(changed([1, 2, 3], [1, 2, 3, 4], 9)).not.toContain('KR-20')
})

test('KR-03 a vote does not change within its epoch', () => {
  const vote = (id: number) =>
    quorum(voter, () => ({ votedKey: { id: nodeId(id), directoryId: null } }))
  expect(rulesOf(vote(2), vote(1))).toContain('KR-03')
})

test('LE-05 without eligible leader replicas an ISR is never empty', () => {
  const features = Map<string, number>()
  const empty = registration(() => ({ isr: [], leader: null }))
  const bare = withServer(active, () => {
    const state = present(empty.processes.get(serverProcess(active)), 'it runs').state
    if (!isServer(state) || state.controller === null) throw new Error('it controls')
    const { controller } = state
    return { ...state, controller: { ...controller, image: { ...controller.image, features } } }
  })
  expect(rulesOf(bare)).toContain('LE-05')
  expect(rulesOf(empty)).not.toContain('LE-05')
})

test('lost data excuses what it explains, and nothing else', () => {
  const truncated = log(follower, () => ({ logEndOffset: offset(1) }))
  expect(checkSafety(truncated, sound, lost(1)).map(({ rule }) => rule)).toContain('LR-19')
  expect(checkSafety(truncated, sound, lost(2)).map(({ rule }) => rule)).not.toContain('LR-19')
  const unclean: Losses = { lossyBrokers: 0, unclean: new Set(['orders-0']) }
  expect(checkSafety(truncated, sound, unclean).map(({ rule }) => rule)).not.toContain('LR-19')
  const elsewhere: Losses = { lossyBrokers: 0, unclean: new Set(['orders-1']) }
  expect(checkSafety(truncated, sound, elsewhere).map(({ rule }) => rule)).toContain('LR-19')
  const fallen = log(leader, () => ({ highWatermark: offset(0) }))
  expect(checkSafety(fallen, sound, lost(3)).map(({ rule }) => rule)).toContain('LR-14')
})
