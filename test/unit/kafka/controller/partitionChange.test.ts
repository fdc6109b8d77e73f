import { expect, test } from 'vitest'
import { effectiveMinIsr } from '~/kafka/controller/controllerState'
import type { PartitionChange } from '~/kafka/controller/partitionChangeBuilder'
import { buildPartitionChange } from '~/kafka/controller/partitionChangeBuilder'
import { placeReplicas } from '~/kafka/controller/stripedReplicaPlacer'
import { leaderEpoch, nodeId, partitionEpoch, topicId } from '~/kafka/ids'
import { merge } from '~/kafka/metadata/replay'
import type { MetadataRecord } from '~/kafka/protocol/metadataRecords'
import { activeController, brokerRecords, ids, topicRecords } from '../../../support/fakeController'

type Partition = PartitionChange['partition']

/** Replicas 1, 2, 3, all in sync, led by 1. */
const WHOLE: Partition = {
  replicas: ids(1, 2, 3),
  isr: ids(1, 2, 3),
  elr: [],
  lastKnownElr: [],
  addingReplicas: [],
  removingReplicas: [],
  leader: nodeId(1),
  leaderRecoveryState: 'RECOVERED',
  leaderEpoch: leaderEpoch(5),
  partitionEpoch: partitionEpoch(10),
  directories: ids(1, 2, 3).map(() => 'd'),
}

/** What is written of a partition; min ISR 2, everyone may lead. */
const change = (targets: Partial<PartitionChange>, before: Partial<Partition> = {}) =>
  buildPartitionChange({
    partition: { ...WHOLE, ...before },
    topicId: topicId('t'),
    partitionNumber: 0,
    isAcceptableLeader: () => true,
    minIsr: 2,
    isElrEnabled: true,
    defaultDirectory: () => 'd',
    ...targets,
  })

/** A partition's life under brokers that go and come; null: nothing is written. */
function life(isElrEnabled: boolean, from: Partition = WHOLE, alive = [1, 2, 3]) {
  const run = (
    next: readonly number[],
    targets: Pick<PartitionChange, 'targetIsr' | 'election' | 'uncleanShutdownReplicas'>,
  ) => {
    const isAcceptableLeader = (id: number) => next.includes(id)
    const record = change({ isElrEnabled, isAcceptableLeader, ...targets }, from)
    return {
      record,
      ...life(isElrEnabled, record === null ? from : merge(from, record), [...next]),
    }
  }
  return {
    now: from,
    /** A broker is fenced. */
    fence: (id: number) => {
      const targetIsr = from.isr.filter((member) => member !== id)
      return run(
        alive.filter((other) => other !== id),
        { targetIsr },
      )
    },
    /** A broker is let in; with `UNCLEAN` where the topic allows that. */
    unfence: (id: number, election: PartitionChange['election'] = 'ONLINE') =>
      run([...alive, id], { targetIsr: from.isr, election: election ?? 'ONLINE' }),
    /** A broker that has lost its memory registers. */
    forget: (id: number) => {
      const targetIsr = from.isr.filter((member) => member !== id)
      return run(alive, { targetIsr, uncleanShutdownReplicas: [nodeId(id)] })
    },
  }
}

test('C-45 without the ELR the last member stays in the ISR, and nobody leads', () => {
  const two = life(false).fence(1).fence(2)
  expect(two.now).toMatchObject({ isr: [3], leader: 3, leaderEpoch: 7, partitionEpoch: 12 })
  const none = two.fence(3)
  const gone = { isr: [3], leader: null, elr: [], leaderEpoch: 8, partitionEpoch: 13 }
  expect(none.now).toMatchObject(gone)
  expect(none.unfence(1).record).toBeNull()
  expect(none.unfence(2).record).toBeNull()
  expect(none.forget(2).record).toBeNull()
  const back = { isr: [3], leader: 3, leaderRecoveryState: 'RECOVERED', leaderEpoch: 9 }
  expect(none.unfence(3).now).toMatchObject(back)
  const unclean = { isr: [1], leader: 1, leaderRecoveryState: 'RECOVERING', leaderEpoch: 9 }
  expect(none.unfence(1, 'UNCLEAN').now).toMatchObject(unclean)
})

test('C-45, C-46 with the ELR it is emptied, and who was in it is remembered', () => {
  const two = life(true).fence(1).fence(2)
  expect(two.now).toMatchObject({ isr: [3], leader: 3, elr: [2], lastKnownElr: [] })
  const none = two.fence(3)
  const gone = { isr: [], leader: null, elr: [2, 3], lastKnownElr: [3] }
  expect(none.now).toMatchObject({ ...gone, leaderEpoch: 8, partitionEpoch: 13 })
  expect(none.unfence(1).record).toBeNull()
  const clean = { leaderRecoveryState: 'RECOVERED', lastKnownElr: [], leaderEpoch: 9 }
  expect(none.unfence(2).now).toMatchObject({ isr: [2], leader: 2, elr: [3], ...clean })
  expect(none.unfence(3).now).toMatchObject({ isr: [3], leader: 3, elr: [2], ...clean })
  const unclean = { leaderRecoveryState: 'RECOVERING', lastKnownElr: [], leaderEpoch: 9 }
  expect(none.unfence(1, 'UNCLEAN').now).toMatchObject({ isr: [1], leader: 1, elr: [], ...unclean })
})

test('C-47 the last known leader leads again when nobody is eligible, and no other', () => {
  const none = life(true).fence(1).fence(2).fence(3).forget(2)
  expect(none.now).toMatchObject({ elr: [3], partitionEpoch: 14 })
  const lost = none.forget(3)
  expect(lost.now).toMatchObject({ isr: [], elr: [], lastKnownElr: [3], partitionEpoch: 15 })
  expect(lost.unfence(2).record).toBeNull()
  const found = { isr: [3], leader: 3, leaderRecoveryState: 'RECOVERING', lastKnownElr: [] }
  expect(lost.unfence(3).now).toMatchObject({ ...found, leaderEpoch: 9, partitionEpoch: 16 })
  // It comes before any other that an unclean election would take.
  expect(lost.unfence(2, 'UNCLEAN').unfence(3).now.leader).toBe(2)
  const both = change(
    { isAcceptableLeader: (id) => id !== 1, election: 'UNCLEAN' },
    { ...lost.now },
  )
  expect(both).toMatchObject({ leader: 3, isr: [3] })
  // Who is eligible, though not there, is waited for.
  const waits = { ...lost.now, elr: ids(2) }
  expect(change({ isAcceptableLeader: (id) => id === 3 }, waits)).toBeNull()
  // More than one is not the memory of a leader.
  const many = { ...lost.now, lastKnownElr: ids(2, 3) }
  expect(change({}, many)).toBeNull()
  expect(change({ isElrEnabled: false }, { ...lost.now })).toBeNull()
})

test('C-46 a leaderless partition that loses a replica notes -1 as its last known leader', () => {
  const lost = change(
    { targetReplicas: ids(1, 2), isAcceptableLeader: () => false },
    { leader: null, isr: [], elr: ids(1) },
  )
  expect(lost).toMatchObject({ leader: null, lastKnownElr: [-1] })
  const remembers = change(
    { targetReplicas: ids(1, 2), isAcceptableLeader: () => false },
    { leader: null, isr: [], elr: ids(1), lastKnownElr: ids(2) },
  )
  expect(remembers).toMatchObject({ leader: null })
  expect(remembers).not.toHaveProperty('lastKnownElr')
})

test('C-48, C-49 an unclean leader is the first that is there, alone in its ISR', () => {
  const isAcceptableLeader = (id: number) => id !== 1
  const elected = change(
    { election: 'UNCLEAN', isAcceptableLeader, isElrEnabled: false },
    { replicas: ids(3, 2, 1), isr: ids(1) },
  )
  expect(elected).toMatchObject({ leader: 3, isr: [3], leaderRecoveryState: 'RECOVERING' })
  const clean = change({ targetIsr: ids(2, 3), isAcceptableLeader, election: 'UNCLEAN' })
  expect(clean).toMatchObject({ leader: 2, isr: [2, 3] })
  expect(clean?.leaderRecoveryState).toBeUndefined()
})

test('C-59 a preferred election takes the first replica, else the leader, else another', () => {
  const elect = (able: readonly number[]) =>
    change(
      { election: 'PREFERRED', isAcceptableLeader: (id) => able.includes(id) },
      { leader: nodeId(2) },
    )?.leader
  expect(elect([1, 2, 3])).toBe(1)
  expect(elect([2, 3])).toBeUndefined()
  expect(elect([3])).toBe(3)
  expect(elect([])).toBeNull()
  const online = change({ election: 'ONLINE' }, { leader: nodeId(2) })
  expect(online).toBeNull()
})

test('C-50 fewer replicas may leave some eligible that are none any more', () => {
  const fewer = change({ targetReplicas: ids(1, 2, 3), targetRemoving: ids(2, 3) })
  expect(fewer).toMatchObject({ replicas: [1], isr: [1], elr: [2, 3], leader: 1 })
})

test('§4.4 a replica that is dropped raises the leader epoch, an ISR or a new replica does not', () => {
  const raises = (targets: Partial<PartitionChange>) => change(targets)?.leader !== undefined
  expect(raises({ targetIsr: ids(1, 2) })).toBe(false)
  expect(raises({ targetReplicas: ids(4, 1, 2, 3), targetAdding: ids(4) })).toBe(false)
  expect(raises({ targetReplicas: ids(1, 2) })).toBe(true)
})

test('C-44 the min ISR is never more than partition 0 has replicas', () => {
  const minIsr = (value: string): MetadataRecord => {
    const of = { resourceType: 'TOPIC', resourceName: 't', name: 'min.insync.replicas' } as const
    return { type: 'ConfigRecord', ...of, value }
  }
  const of = (value: string) => {
    const topic = topicRecords('t', [
      [1, 2],
      [1, 2, 3],
    ])
    return effectiveMinIsr(activeController([...brokerRecords(3), ...topic, minIsr(value)]), 't')
  }
  expect([of('1'), of('2'), of('3')]).toEqual([1, 2, 2])
})

/** Where brokers 1 … stand, by rack; who is fenced. */
const place = (
  racks: readonly (string | null)[],
  want: {
    readonly partitions: number
    readonly factor: number
    readonly fenced?: readonly number[]
  },
  nextInt: (bound: number) => number = () => 0,
) => {
  const brokers = racks.map((rack, index) => {
    const id = nodeId(index + 1)
    return { id, rack, fenced: want.fenced?.includes(id) === true }
  })
  const { partitions: partitionCount, factor: replicationFactor } = want
  const placed = placeReplicas({ brokers, partitionCount, replicationFactor, nextInt })
  return placed.ok ? placed.assignments : placed.message
}

test('C-41 in one rack leaders and followers go round, from a start that is drawn', () => {
  const want = { partitions: 3, factor: 2 }
  const round = [
    [1, 2],
    [2, 3],
    [3, 1],
  ]
  expect(place([null, null, null], want)).toEqual(round)
  expect(place([null, null, null], want, (bound) => (bound === 3 ? 1 : 0))).toEqual([
    [2, 3],
    [3, 1],
    [1, 2],
  ])
})

test('C-39, C-40 every rack is used before any is used again, and in it who is not fenced', () => {
  const racks = ['a', 'a', 'b', 'c']
  for (const replicas of place(racks, { partitions: 4, factor: 3 })) {
    const used = [...replicas].map((id) => racks[Number(id) - 1])
    expect(new Set(used).size).toBe(3)
  }
  const fenced = place(['a', 'a', 'b'], { partitions: 2, factor: 3, fenced: [1] })
  expect(fenced).toEqual([
    [2, 3, 1],
    [3, 2, 1],
  ])
})

test('C-38, C-40 after as many partitions as there are brokers that may lead all is shuffled', () => {
  const bounds: number[] = []
  const draw = (bound: number) => {
    bounds.push(bound)
    return 0
  }
  place([null, null, null], { partitions: 3, factor: 1 }, draw)
  // Where the list begins, and where the racks do.
  expect(bounds).toEqual([3, 1])
  bounds.length = 0
  place([null, null, null], { partitions: 4, factor: 1 }, draw)
  expect(bounds).toEqual([3, 1, 3, 2])
})
