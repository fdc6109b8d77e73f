import { Map } from '~/base/persistentMap'
import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { present } from '~/base/invariant'
import type { Replica } from '~/kafka/broker/brokerState'
import { brokerEpoch, leaderEpoch, nodeId, offset, partitionEpoch } from '~/kafka/ids'
import { checkSafety } from '~/kafka/invariants/safety'
import type { Losses } from '~/kafka/invariants/watched'
import { NO_LOSSES } from '~/kafka/invariants/watched'
import type { KafkaWorld } from '~/kafka/model'
import { NO_FETCH_SESSION } from '~/kafka/channel/fetchSessionHandler'
import { newElection } from '~/kafka/quorum/epochElection'
import { isServer } from '~/kafka/server/server'
import {
  PARTITION,
  sound,
  serverOf,
  withServer,
  active,
  voter,
  leader,
  follower,
  quorum,
  broker,
  replica,
  log,
  image,
  registration,
  coordinator,
  group,
  rulesOf,
  lastBatch,
  pastEnd,
  takesOver,
} from '../../../support/soundWorld'

const lost = (lossyBrokers: number): Losses => ({ ...NO_LOSSES, lossyBrokers })

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
          toSend: [],
          toForget: [],
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

test('KR-15 a resigned leader neither leads nor writes in its epoch', () => {
  const resigned = quorum(active, () => ({
    role: { name: 'Resigned', unacked: [], successors: [] },
  }))
  expect(rulesOf(sound, resigned)).toContain('KR-15')
  expect(rulesOf(resigned)).toEqual([])
})

test('MC-07 who stops in an orderly way does not come back before it registers again', () => {
  const stopping = image(({ brokers }) => ({
    brokers: brokers.map((row) => ({ ...row, inControlledShutdown: true })),
  }))
  expect(rulesOf(sound, stopping)).toContain('MC-07')
  expect(rulesOf(stopping)).toEqual([])
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
  const unclean: Losses = { ...NO_LOSSES, unclean: new Set(['orders-0']) }
  expect(checkSafety(truncated, sound, unclean).map(({ rule }) => rule)).not.toContain('LR-19')
  const elsewhere: Losses = { ...NO_LOSSES, unclean: new Set(['orders-1']) }
  expect(checkSafety(truncated, sound, elsewhere).map(({ rule }) => rule)).toContain('LR-19')
  const fallen = log(leader, () => ({ highWatermark: offset(0) }))
  expect(checkSafety(fallen, sound, lost(3)).map(({ rule }) => rule)).toContain('LR-14')
})

test('LR-04, LR-06 are excused only where a broker led on without the end of its log', () => {
  const forgotten = log(follower, () => ({ epochs: [], batches: respelled(follower) }))
  const rules = (world: KafkaWorld, losses: Losses) =>
    checkSafety(world, sound, losses).map(({ rule }) => rule)
  const led = (id: number): Losses => ({
    ...lost(3),
    ledOn: { by: new globalThis.Map([[PARTITION, new Set([id])]]), written: new Set() },
  })
  expect(rules(forgotten, lost(3))).toContain('LR-04')
  expect(rules(forgotten, led(leader))).toContain('LR-04')
  expect(rules(forgotten, led(follower))).not.toContain('LR-04')
  const wrote: Losses = {
    ...lost(3),
    ledOn: { by: new globalThis.Map(), written: new Set([PARTITION]) },
  }
  const twice = log(follower, (old) => lastBatch(old, { producerId: 77 }))
  expect(rules(twice, led(follower))).toContain('LR-06')
  expect(rules(twice, wrote)).not.toContain('LR-06')
})
