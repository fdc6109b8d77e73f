import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { Consumer } from '~/kafka/client/consumerState'
import { offset } from '~/kafka/ids'
import type { Replica } from '~/kafka/broker/brokerState'
import type { ClassicGroup, ClassicMember } from '~/kafka/group/classicGroup'
import { membersOf } from '~/kafka/group/classicGroup'
import type { Shard } from '~/kafka/group/shard'
import type { KafkaWorld } from '~/kafka/model'
import { processId } from '~/sim/ids'
import { CALL, sends } from '../../../support/sentWorld'
import {
  broker,
  coordinator,
  follower,
  group,
  leader,
  log,
  PARTITION,
  replica,
  rulesOf,
  serverOf,
  sound,
} from '../../../support/soundWorld'

const CONSUMER = processId('consumer-1')
const PRODUCER = processId('producer-1')

/** A world in which a client's state has another part. */
function client<T>(
  id: ReturnType<typeof processId>,
  part: 'consumer' | 'producer',
  change: (old: T) => object,
): KafkaWorld {
  const process = present(sound.processes.get(id), 'it runs')
  const { state } = process
  const old: T | undefined = Reflect.get(state ?? {}, part) as T | undefined
  const next = { ...present(old, 'it has it'), ...change(present(old, 'it has it')) }
  return {
    ...sound,
    processes: sound.processes.set(id, {
      ...process,
      state: Object.assign({}, state, { [part]: next }),
    }),
  }
}

const consumer = (change: (old: Consumer) => Partial<Consumer>) =>
  client(CONSUMER, 'consumer', change)

test('CC-06 a member holds nothing while its group assigns anew', () => {
  const joins = (part: Partial<Consumer>) =>
    rulesOf(consumer(() => ({ membership: 'PREPARING_REBALANCE', ...part })))
  expect(joins({})).toContain('CC-06')
  const nothing = present(sound.processes.get(CONSUMER), 'it runs').state
  if (nothing === null || !('consumer' in nothing)) throw new Error('it reads')
  const { positions } = nothing.consumer as Consumer
  expect(joins({ positions: positions.filter(() => false) })).toEqual([])
})

test('CC-09 what is committed has been read', () => {
  const commits = (by: number) =>
    rulesOf(
      consumer(({ positions }) => ({
        committed: positions.map((at) => (at ?? 0) + by),
      })),
    )
  expect(commits(1)).toContain('CC-09')
  expect(commits(0)).toEqual([])
})

/** A world in which the coordinator's shard of the group is another. */
const shard = (change: (old: Shard) => Partial<Shard>, of: KafkaWorld = sound) =>
  broker(
    coordinator,
    ({ groups }) => ({
      groups: {
        ...groups,
        shards: groups.shards.map((old) =>
          old.groups.has('billing') ? { ...old, ...change(old) } : old,
        ),
      },
    }),
    of,
  )

test('CC-04 a commit is of a member of this generation', () => {
  const billing = present(
    [...present(serverOf(coordinator).broker, 'it is up').groups.shards.values()]
      .map(({ groups }) => groups.get('billing'))
      .find((found) => found !== undefined),
    'billing is there',
  )
  const member = present(membersOf(billing)[0], 'it has a member').memberId
  const commits = (memberId: string, generation: number) => {
    const before = sends(sound, {
      kind: 'request',
      from: leader,
      to: coordinator,
      body: {
        api: 'OffsetCommit',
        groupId: 'billing',
        generationIdOrMemberEpoch: generation,
        memberId,
        groupInstanceId: null,
        partitions: [],
      },
    })
    const body = { api: 'OffsetCommit', partitions: [] } as const
    const row = { token: 'a commit', after: { type: 'reply', to: CALL, body } as const }
    const after = shard(
      ({ pending, offsets }) => ({ pending: [...pending, { ...row, offsetsBefore: offsets }] }),
      before,
    )
    return rulesOf(after, before)
  }
  expect(commits(member, billing.generationId)).toEqual([])
  expect(commits(member, billing.generationId - 1)).toContain('CC-04')
  expect(commits('nobody', billing.generationId)).toContain('CC-04')
  expect(commits('', -1)).toContain('CC-04')
})

test('CC-08 what is committed is in the log', () => {
  const ahead = shard(({ offsets }) => ({
    offsets: offsets.map((rows) => rows.map((row) => ({ ...row, offset: row.offset + 100_000 }))),
  }))
  expect(rulesOf(ahead)).toContain('CC-08')
})

test('CC-07 who subscribed is given as much as others, without gaps', () => {
  const assigning = group(() => ({ state: 'CompletingRebalance' }))
  const gives = (assignment: ClassicMember['assignment']) => {
    const stable = group(({ members }: ClassicGroup): Partial<ClassicGroup> => ({
      members: {
        ...members,
        entries: members.entries.map((member) => ({ ...member, assignment })),
      },
    }))
    return rulesOf(stable, assigning)
  }
  expect(gives([['orders', 0]])).toEqual([])
  expect(gives([['another', 0]])).toContain('CC-07')
  expect(gives([['orders', 1]])).toContain('CC-07')
})

/** The log of the leader with one batch more than before. */
function writes(part: Partial<Parameters<Replica['log']['batches']['push']>[0]>, id = leader) {
  const shorter = log(id, (old) => {
    const newest = present(old.batches.last(), 'it holds records')
    const { producers } = old.producerState
    const known = present(producers.get(newest.producerId), 'it is idempotent')
    const before = { ...known, batches: known.batches.slice(0, -1) }
    return {
      batches: old.batches.pop(),
      producerState: {
        ...old.producerState,
        producers: producers.set(newest.producerId, before),
      },
    }
  })
  const whole = replica(id, ({ log: old }) => {
    const newest = present(old.batches.last(), 'it holds records')
    return { log: { ...old, batches: old.batches.pop().push({ ...newest, ...part }) } }
  })
  return rulesOf(whole, shorter)
}

test('PI-01, PI-02, PI-04, PI-07 sequences go on, and the log knows them', () => {
  const { log: led } = present(serverOf(leader).broker?.replicas.get(PARTITION), 'it leads')
  const newest = present(led.batches.last(), 'it holds records')
  expect(writes({}).filter((rule) => rule.startsWith('PI'))).toEqual([])
  expect(writes({ baseSequence: newest.baseSequence + 1 })).toContain('PI-01')
  expect(writes({ producerEpoch: newest.producerEpoch + 1 })).toContain('PI-01')
  expect(writes({ baseSequence: newest.baseSequence - 1 })).toContain('PI-02')
  expect(writes({ producerEpoch: newest.producerEpoch - 1 })).toContain('PI-04')
  expect(writes({ lastOffset: offset(newest.lastOffset + 1) })).toContain('PI-07')
  expect(writes({ baseSequence: 0 }, follower)).not.toContain('PI-02')
})

test('PI-03 a batch that was written before is answered with its offset', () => {
  const { log: led } = present(serverOf(leader).broker?.replicas.get(PARTITION), 'it leads')
  const [older, newest] = [led.batches.get(-2), led.batches.last()].map((row) =>
    present(row, 'it holds records'),
  )
  if (older === undefined || newest === undefined) throw new Error('it holds two batches')
  const at = { topic: 'orders', partition: 0 }
  const before = sends(sound, {
    kind: 'request',
    from: follower,
    to: leader,
    body: {
      api: 'Produce',
      transactionalId: null,
      acks: 1,
      timeoutMs: 1000,
      partitions: [{ ...at, topicId: null, batch: newest }],
    },
  })
  const answered = (baseOffset: number) => {
    const row = {
      ...at,
      error: 'NONE',
      errorMessage: null,
      baseOffset,
      logAppendTimeMs: -1,
    } as const
    const rest = { logStartOffset: 0, recordErrors: [], currentLeader: null }
    const body = { api: 'Produce', partitions: [{ ...row, ...rest }], nodeEndpoints: [] } as const
    return rulesOf(sends(before, { kind: 'response', from: leader, to: follower, body }), before)
  }
  expect(answered(newest.baseOffset)).toEqual([])
  expect(answered(older.baseOffset)).toContain('PI-03')
})

interface Sender {
  readonly core: {
    readonly channel: {
      readonly nodes: {
        readonly map: (each: (node: { readonly inFlight: readonly object[] }) => object) => object
      }
    }
  }
}

test('PI-06 no more requests are on their way than a producer may have', () => {
  const crowded = client<Sender>(PRODUCER, 'producer', ({ core }) => {
    const nodes = core.channel.nodes.map((node) => ({
      ...node,
      inFlight: Array.from({ length: 6 }, () => ({ correlationId: 1, tag: null, deadline: 1 })),
    }))
    return { core: { ...core, channel: { ...core.channel, nodes } } }
  })
  expect(rulesOf(crowded)).toContain('PI-06')
})

test('PI-08 no two producers share an id', () => {
  const process = present(sound.processes.get(PRODUCER), 'it runs')
  const twin = { ...process, id: processId('producer-2') }
  const both = { ...sound, processes: sound.processes.set(twin.id, twin) }
  expect(rulesOf(both)).toContain('PI-08')
})
