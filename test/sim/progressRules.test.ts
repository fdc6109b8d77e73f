import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { FollowerProgress } from '~/kafka/broker/brokerState'
import { putReplica } from '~/kafka/broker/brokerState'
import { askShutdown, onLifecycleCompletion } from '~/kafka/broker/lifecycle'
import { nodeId, offset, topicPartition } from '~/kafka/ids'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '~/kafka/protocol/listOffsets'
import { onFetchCompletion } from '~/kafka/replication/fetcher'
import { shrinkIsrs } from '~/kafka/replication/partition'
import type { ReplicaLab } from '../support/replicaLab'
import { replicaLab } from '../support/replicaLab'

const NAME = topicPartition('t', 0)
const TO = { key: '1', host: 'localhost', port: 9001 }
const LIMIT_MS = 30_000
/** The instant of every lab, ms. */
const NOW_MS = 1000

function leading(lab: ReplicaLab, id: number) {
  const { role } = lab.replica(id)
  if (role.type !== 'leader') throw new Error(`broker ${id} leads`)
  return role
}

const knownOf = (lab: ReplicaLab, leader: number, follower: number) =>
  present(leading(lab, leader).followers.get(nodeId(follower)), 'it is known')

/** The leader knows something else of a follower. */
function know(lab: ReplicaLab, follower: number, part: Partial<FollowerProgress>): void {
  lab.at(1, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it leads')
    if (replica.role.type !== 'leader') throw new Error('it leads')
    const { role } = replica
    const id = nodeId(follower)
    const old = present(role.followers.get(id), 'it is known')
    const followers = role.followers.set(id, { ...old, ...part })
    putReplica(work, { ...replica, role: { ...role, followers } })
  })
}

test('R-34 a new leader knows nothing of its followers, but that the ISR has caught up', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  for (const follower of [2, 2]) lab.fetch(follower, 1)
  lab.decide({ leader: 2, isr: [2, 1] })
  lab.tell([1, 2, 3])
  expect(lab.replica(2).log.epochs).toEqual([
    { epoch: 0, startOffset: 0 },
    { epoch: 1, startOffset: 1 },
  ])
  expect(leading(lab, 2).epochStartOffset).toBe(1)
  expect(knownOf(lab, 2, 1)).toMatchObject({
    logEndOffset: -1,
    lastFetchLeaderEndOffset: -1,
    brokerEpoch: null,
    lastCaughtUpMs: NOW_MS,
  })
  // Never is longer ago than any limit, though the run has just begun.
  expect(NOW_MS - knownOf(lab, 2, 3).lastCaughtUpMs).toBeGreaterThan(1e12)
})

test('R-34 who led before keeps how far its followers are; another ISR changes nothing of it', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  lab.serve(1, { ...lab.ask(2, 1), replicaEpoch: 2 })
  know(lab, 2, { lastCaughtUpMs: 5, lastFetchMs: 6, lastFetchLeaderEndOffset: 0 })
  lab.decide({ isr: [1, 2, 3] })
  lab.tell([1])
  expect(lab.replica(1).leaderEpoch).toBe(0)
  expect(knownOf(lab, 1, 2)).toMatchObject({ lastCaughtUpMs: 5, lastFetchMs: 6 })
  lab.decide({ leader: 1, isr: [1, 2] })
  lab.tell([1])
  expect(lab.replica(1).leaderEpoch).toBe(1)
  expect(knownOf(lab, 1, 2)).toEqual({
    logEndOffset: 0,
    logStartOffset: 0,
    brokerEpoch: 2,
    lastFetchLeaderEndOffset: 1,
    lastFetchMs: NOW_MS,
    lastCaughtUpMs: NOW_MS,
  })
})

test('R-39 thirty seconds behind is caught up, a millisecond more is not; at the end one always is', () => {
  const stays = (part: Partial<FollowerProgress>) => {
    const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
    lab.tell([1, 2])
    lab.append(1, 'a')
    know(lab, 2, part)
    lab.at(1, shrinkIsrs)
    return leading(lab, 1).pendingIsr === null
  }
  expect(stays({ logEndOffset: 0, lastCaughtUpMs: NOW_MS - LIMIT_MS })).toBe(true)
  expect(stays({ logEndOffset: 0, lastCaughtUpMs: NOW_MS - LIMIT_MS - 1 })).toBe(false)
  expect(stays({ logEndOffset: 1, lastCaughtUpMs: NOW_MS - LIMIT_MS - 1 })).toBe(true)
  // Beyond the leader's end is not at it.
  expect(stays({ logEndOffset: 2, lastCaughtUpMs: NOW_MS - LIMIT_MS - 1 })).toBe(false)
})

test('R-45 R-47 an ISR of five or more is asked for in the order of a hash', () => {
  const replicas = [1, 4, 2, 5, 3].map(nodeId)
  const shrinking = replicaLab([], { replicas, isr: replicas })
  shrinking.tell([1])
  shrinking.append(1, 'a')
  know(shrinking, 2, { logEndOffset: 0, lastCaughtUpMs: NOW_MS - LIMIT_MS - 1 })
  for (const id of [3, 4, 5]) know(shrinking, id, { logEndOffset: 1 })
  shrinking.at(1, shrinkIsrs)
  expect(leading(shrinking, 1).pendingIsr).toEqual([5, 1, 3, 4])
  const expanding = replicaLab([], { replicas, isr: [1, 4, 5, 3].map(nodeId) })
  expanding.tell([1, 2])
  expanding.fetch(2, 1)
  expect(leading(expanding, 1).pendingIsr).toEqual([5, 1, 2, 3, 4])
})

test('R-39 who lags, but not for long, holds the mark back; who has for long does not', () => {
  const markOf = (lastCaughtUpMs: number) => {
    const lab = replicaLab([], { isr: [nodeId(1)] })
    lab.tell([1])
    know(lab, 2, { logEndOffset: 0, lastCaughtUpMs, brokerEpoch: 2 })
    lab.append(1, 'a')
    return lab.replica(1).log.highWatermark
  }
  expect(markOf(NOW_MS - LIMIT_MS)).toBe(0)
  expect(markOf(NOW_MS - LIMIT_MS - 1)).toBe(1)
})

test('R-44 where the leader is the only replica, what it appends is committed', () => {
  const lab = replicaLab([], { replicas: [nodeId(1)], isr: [nodeId(1)] })
  lab.tell([1])
  lab.append(1, 'a')
  expect(lab.replica(1).log).toMatchObject({ logEndOffset: 1, highWatermark: 1 })
})

test('R-45 who reaches the mark and the start of the epoch may join, however long it was away', () => {
  const asked = (fetchOffset: number, highWatermark: number, epochStartOffset: number) => {
    const lab = replicaLab([], { isr: [nodeId(1)] })
    lab.tell([1, 2])
    for (const value of ['a', 'b', 'c']) lab.append(1, value)
    const request = lab.ask(2, 1)
    lab.at(1, (work) => {
      const replica = present(work.state.replicas.get(NAME), 'it leads')
      if (replica.role.type !== 'leader') throw new Error('it leads')
      const role = { ...replica.role, epochStartOffset: offset(epochStartOffset) }
      const log = { ...replica.log, highWatermark: offset(highWatermark) }
      putReplica(work, { ...replica, role, log })
    })
    const [row] = request.partitions
    const partitions = [
      { ...present(row, 'it asks'), fetchOffset: offset(fetchOffset), lastFetchedEpoch: null },
    ]
    lab.serve(1, { ...request, replicaEpoch: 2, partitions })
    return leading(lab, 1).pendingIsr
  }
  expect(asked(2, 2, 2)).toEqual([1, 2])
  expect(asked(1, 2, 1)).toBeNull()
  expect(asked(1, 1, 2)).toBeNull()
})

test('R-45 one ISR change at a time', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2, 3])
  lab.serve(1, { ...lab.ask(2, 1), replicaEpoch: 2 })
  lab.serve(1, { ...lab.ask(3, 1), replicaEpoch: 3 })
  expect(leading(lab, 1).pendingIsr).toEqual([1, 2])
})

test('R-58 an answer is left by a follower whose log ends elsewhere by now', () => {
  const lab = replicaLab([])
  lab.tell([1, 2])
  const empty = lab.replica(2).log
  for (const value of ['a', 'b']) lab.append(1, value)
  lab.fetch(2, 1)
  const asks = lab.ask(2, 1)
  expect(asks.partitions[0]?.fetchOffset).toBe(2)
  lab.append(1, 'c')
  const body = lab.serve(1, asks)
  lab.at(2, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it follows')
    putReplica(work, { ...replica, log: empty })
  })
  lab.take(2, 1, body)
  expect(lab.log(2)).toEqual([])
})

test('R-58 an answer is left while the partition rests', () => {
  const lab = replicaLab([])
  lab.tell([1, 2])
  lab.append(1, 'a')
  const body = lab.serve(1, lab.ask(2, 1))
  const [row] = body.partitions
  const failed = { ...present(row, 'a row'), error: 'UNKNOWN_SERVER_ERROR' as const, batches: [] }
  lab.take(2, 1, { ...body, partitions: [failed] })
  lab.take(2, 1, body)
  expect(lab.log(2)).toEqual([])
})

/** A follower that is out of range hears where its leader's log ends, and, if it asks, begins. */
function outOfRange(lab: ReplicaLab, ends: readonly (readonly [number, number])[]) {
  const body = lab.serve(1, lab.ask(2, 1))
  const row = present(body.partitions[0], 'a row')
  const error = 'OFFSET_OUT_OF_RANGE' as const
  lab.take(2, 1, { ...body, partitions: [{ ...row, error, batches: [] }] })
  for (const [asked, found] of ends) {
    const at = { topic: 't', partition: 0, error: 'NONE' as const, timestamp: -1, leaderEpoch: 0 }
    const answer = { api: 'ListOffsets' as const, partitions: [{ ...at, offset: found }] }
    const tag = `offsets 1 ${asked} ${NAME}`
    lab.at(2, (work) => {
      onFetchCompletion(work, { tag, to: TO, body: answer, failure: null, correlationId: 2 })
    })
  }
  const { logStartOffset, logEndOffset } = lab.replica(2).log
  return [logStartOffset, logEndOffset]
}

test('R-60 a follower cuts to a shorter leader, begins anew at a later start, or goes on', () => {
  const lab = () => {
    const made = replicaLab([])
    made.tell([1, 2])
    for (const value of ['a', 'b', 'c']) made.append(1, value)
    for (let count = 0; count < 3; count += 1) made.fetch(2, 1)
    expect(made.log(2)).toHaveLength(3)
    return made
  }
  const shorter = outOfRange(lab(), [[LATEST_TIMESTAMP, 2]])
  expect(shorter).toEqual([0, 2])
  // A leader that is not shorter is asked for its start before anything is dropped.
  const longer = outOfRange(lab(), [[LATEST_TIMESTAMP, 9]])
  expect(longer).toEqual([0, 3])
  const same = lab()
  expect(outOfRange(same, [[LATEST_TIMESTAMP, 3]])).toEqual([0, 3])
  const isResting = same.at(2, ({ state }) => state.fetchers.get(nodeId(1))?.resting.has(NAME))
  expect(isResting).toBe(true)
  const later = outOfRange(lab(), [
    [LATEST_TIMESTAMP, 9],
    [EARLIEST_TIMESTAMP, 7],
  ])
  expect(later).toEqual([7, 7])
  const within = outOfRange(lab(), [
    [LATEST_TIMESTAMP, 3],
    [EARLIEST_TIMESTAMP, 1],
  ])
  expect(within).toEqual([0, 3])
})

test('R-64 who may not go yet asks again after 50 ms, then every two seconds', () => {
  const lab = replicaLab([])
  lab.tell([1])
  lab.at(1, (work) => {
    work.state.lifecycle = 'RUNNING'
    askShutdown(work)
  })
  const answer = (shouldShutDown: boolean) =>
    lab.at(1, (work) => {
      const api = 'BrokerHeartbeat' as const
      const told = { isCaughtUp: true, isFenced: false, shouldShutDown }
      const body = { api, error: 'NONE' as const, ...told }
      onLifecycleCompletion(work, { tag: api, to: TO, body, failure: null, correlationId: 3 })
      return work.effects.flatMap((effect) =>
        effect.type === 'SetTimer' ? [[effect.timer.name, effect.delayMicros]] : [],
      )
    })
  expect(answer(false)).toEqual([['communicate', 50_000]])
  expect(answer(false)).toEqual([['communicate', 2_000_000]])
  expect(answer(true)).toEqual([['shutDown', 0]])
  expect(lab.at(1, ({ state }) => state.lifecycle)).toBe('SHUTTING_DOWN')
})
