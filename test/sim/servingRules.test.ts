import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { putReplica } from '~/kafka/broker/brokerState'
import { appendAsLeader } from '~/kafka/broker/appendAsLeader'
import { completeAll } from '~/kafka/broker/groupGlue'
import { listOffsets } from '~/kafka/broker/onOffsets'
import { onProduce } from '~/kafka/broker/onProduce'
import { wireBatch } from '~/kafka/client/wireBatch'
import { leaderEpoch, nodeId, offset, topicPartition } from '~/kafka/ids'
import type { FetchRequest } from '~/kafka/protocol/rpc/data'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import { connectionId } from '~/sim/ids'
import type { ReplicaLab } from '../support/replicaLab'
import { replicaLab } from '../support/replicaLab'

const NAME = topicPartition('t', 0)
const CALLER = { connection: connectionId('p'), correlationId: 3, port: 9000 }

function batchOf(times: readonly number[]) {
  const records = times.map((timestampMs, number) => {
    return { topic: 't', key: null, value: 'a', headers: [], number, timestampMs }
  })
  const producer = { producerId: -1, producerEpoch: -1, baseSequence: -1, sizeInBytes: 90 }
  return wireBatch({ ...producer, records }, 'none')
}

/** What a produce makes the broker do: its answers, and whether it closes the connection. */
function produce(lab: ReplicaLab, acks: -1 | 0 | 1, partition = 0) {
  return lab.at(1, (work) => {
    const partitions = [{ topic: 't', topicId: null, partition, batch: batchOf([1000]) }]
    const request = { transactionalId: null, acks, timeoutMs: 30_000, partitions }
    completeAll(work, onProduce(work, CALLER, { api: 'Produce', ...request }))
    const replies = work.effects.flatMap((effect) => (effect.type === 'Reply' ? [effect.body] : []))
    return {
      bodies: replies.filter((body) => body !== null).length,
      closes: work.effects.some(({ type }) => type === 'Close'),
      waitsMs: work.effects.flatMap((effect) =>
        effect.type === 'SetTimer' && effect.timer.name === 'produce' ? [effect.delayMicros] : [],
      ),
    }
  })
}

test('R-50 acks=0 hears nothing, and of an error that its connection is closed', () => {
  const lab = replicaLab([])
  lab.tell([1])
  expect(produce(lab, 0)).toEqual({ bodies: 0, closes: false, waitsMs: [] })
  expect(lab.replica(1).log.logEndOffset).toBe(1)
  expect(produce(lab, 0, 7)).toEqual({ bodies: 0, closes: true, waitsMs: [] })
})

test('R-50 acks=1 is answered at once, acks=all waits, but not for what failed', () => {
  const lab = replicaLab([])
  lab.tell([1])
  expect(produce(lab, 1)).toEqual({ bodies: 1, closes: false, waitsMs: [] })
  expect(produce(lab, -1)).toEqual({ bodies: 0, closes: false, waitsMs: [30_000_000] })
  expect(produce(lab, -1, 7)).toEqual({ bodies: 1, closes: false, waitsMs: [] })
})

/** A fetch of a consumer, or of a follower, as another one would ask. */
function asked(
  lab: ReplicaLab,
  part: Partial<FetchRequest>,
  row: Partial<FetchRequest['partitions'][number]> = {},
): FetchRequest {
  const request = lab.ask(2, 1)
  const partitions = request.partitions.map((old) => ({ ...old, lastFetchedEpoch: null, ...row }))
  return { ...request, partitions, ...part }
}

test('R-52 a follower serves consumers what is committed, and followers nothing', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  for (const follower of [2, 3, 2, 3, 2]) lab.fetch(follower, 1)
  const read = lab.serve(2, asked(lab, { replicaId: null }, { fetchOffset: offset(0) }))
  expect(read.partitions[0]).toMatchObject({ error: 'NONE', batches: [{ baseOffset: 0 }] })
  const refused = lab.serve(2, asked(lab, { replicaId: nodeId(3) }))
  expect(refused.partitions[0]).toMatchObject({
    error: 'NOT_LEADER_OR_FOLLOWER',
    currentLeader: { leaderId: 1, leaderEpoch: 0 },
  })
})

test('R-52 another leader epoch is refused before who asks is looked at', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  lab.decide({ leader: 1 })
  const old = asked(lab, { replicaId: null })
  lab.tell([1])
  const epoch = (currentLeaderEpoch: number, replicaId: number | null) =>
    lab.serve(1, {
      ...old,
      replicaId: replicaId === null ? null : nodeId(replicaId),
      partitions: old.partitions.map((row) => ({
        ...row,
        currentLeaderEpoch: leaderEpoch(currentLeaderEpoch),
      })),
    }).partitions[0]
  expect(epoch(0, null)).toMatchObject({
    error: 'FENCED_LEADER_EPOCH',
    currentLeader: { leaderId: 1, leaderEpoch: 1 },
  })
  expect(epoch(2, null)).toMatchObject({ error: 'UNKNOWN_LEADER_EPOCH', currentLeader: null })
  expect(epoch(0, 9)?.error).toBe('FENCED_LEADER_EPOCH')
  // A broker that has no replica here, as far as is known.
  expect(epoch(1, 9)?.error).toBe('UNKNOWN_LEADER_EPOCH')
  expect(epoch(1, null)?.error).toBe('NONE')
})

test('R-53 the first batch is told whole, the others as far as they fit', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2])
  for (const value of ['a', 'b', 'c']) lab.append(1, value)
  const [first] = lab.replica(1).log.batches.toArray()
  const size = present(first, 'a batch').sizeInBytes
  const count = (maxBytes: number, partitionMaxBytes = 1_000_000) => {
    const row = { fetchOffset: offset(0), partitionMaxBytes }
    const body = lab.serve(1, asked(lab, { replicaId: null, maxBytes }, row))
    return body.partitions[0]?.batches.length
  }
  expect(count(1)).toBe(1)
  expect(count(2 * size - 1)).toBe(1)
  expect(count(2 * size)).toBe(2)
  expect(count(10 * size)).toBe(3)
  expect(count(10 * size, 1)).toBe(1)
  expect(count(10 * size, 2 * size)).toBe(2)
})

test('R-53 only the first partition that has something may be larger than what is left', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2])
  for (const value of ['a', 'b']) lab.append(1, value)
  const other = topicPartition('t', 1)
  lab.at(1, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it leads')
    putReplica(work, { ...replica, partition: 1, name: other })
  })
  const request = asked(lab, { replicaId: null, maxBytes: 1 }, { fetchOffset: offset(0) })
  const row = present(request.partitions[0], 'a row')
  const ends = { ...row, fetchOffset: offset(2) }
  const second = { ...row, name: other, partition: 1 }
  const batches = (partitions: FetchRequest['partitions']) =>
    lab.serve(1, { ...request, partitions }).partitions.map((answer) => answer.batches.length)
  expect(batches([row, second])).toEqual([1, 0])
  expect(batches([ends, second])).toEqual([0, 1])
})

test('R-63 offsets by time: the start, the end by who asks, the first not earlier, the latest time', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2])
  const append = (...times: readonly number[]) =>
    lab.at(1, (work) => {
      const at = { topic: 't', topicId: null, partition: 0, batch: batchOf(times) }
      appendAsLeader(work, at, { acks: 1, isClient: true })
    })
  append(1000, 3000)
  append(3000, 2000)
  for (const round of [1, 2]) expect(lab.fetch(2, 1).partitions[0]?.error, `${round}`).toBe('NONE')
  const find = (timestamp: number, replicaId: number | null = null) =>
    lab.at(1, (work) => {
      const at = { topic: 't', partition: 0, currentLeaderEpoch: null, timestamp }
      const by = {
        replicaId: replicaId === null ? null : nodeId(replicaId),
        isolationLevel: 'READ_UNCOMMITTED' as const,
      }
      return listOffsets(work.state, { api: 'ListOffsets', ...by, partitions: [at] })
    }).partitions[0]
  // Of records that are as late the first one counts.
  expect(find(-3)).toMatchObject({ offset: 1, timestamp: WALL_CLOCK_START_MS + 3000 })
  append(9000)
  expect(lab.replica(1).log).toMatchObject({ highWatermark: 4, logEndOffset: 5 })
  const none = { error: 'NONE', offset: -1, timestamp: -1, leaderEpoch: -1 }
  const at = (ms: number) => WALL_CLOCK_START_MS + ms
  expect(find(-2)).toMatchObject({ offset: 0, timestamp: -1, leaderEpoch: 0 })
  expect(find(-4)).toMatchObject({ offset: 0, timestamp: -1, leaderEpoch: 0 })
  expect(find(-5)).toMatchObject(none)
  expect(find(-1)).toMatchObject({ offset: 4, timestamp: -1, leaderEpoch: 0 })
  expect(find(-1, 2)).toMatchObject({ offset: 5 })
  expect(find(at(1001))).toMatchObject({ offset: 1, timestamp: at(3000) })
  // The only record that is as late is not committed: clients hear of none.
  expect(find(at(3001))).toMatchObject(none)
  expect(find(at(3001), 2)).toMatchObject({ offset: 4, timestamp: at(9000) })
  expect(find(at(9001))).toMatchObject(none)
  expect(find(-3)).toMatchObject(none)
  expect(find(-3, 2)).toMatchObject({ offset: 4, timestamp: at(9000) })
  expect(find(-7)?.error).toBe('UNSUPPORTED_VERSION')
})
