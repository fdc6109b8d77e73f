import { expect, test } from 'vitest'
import { Map } from '~/base/persistentMap'
import { present } from '~/base/invariant'
import { putReplica } from '~/kafka/broker/brokerState'
import { completeDelayed } from '~/kafka/broker/delayed'
import { onProduce } from '~/kafka/broker/onProduce'
import { wireBatch } from '~/kafka/client/wireBatch'
import { nodeId, topicPartition } from '~/kafka/ids'
import { onAlterPartitionCompletion } from '~/kafka/replication/alterPartition'
import { maybeAdvanceHighWatermark } from '~/kafka/replication/partition'
import type { ErrorCode } from '~/kafka/protocol/errors'
import { connectionId } from '~/sim/ids'
import type { ReplicaLab } from '../support/replicaLab'
import { replicaLab } from '../support/replicaLab'

const NAME = topicPartition('t', 0)
const TO = { key: '3000', host: 'localhost', port: 9003 }
const mark = (lab: ReplicaLab, id: number) => lab.replica(id).log.highWatermark

function roleOf(lab: ReplicaLab, id: number) {
  const { role } = lab.replica(id)
  if (role.type !== 'leader') throw new Error(`broker ${id} leads`)
  return role
}

test('R-38 an answer never holds what its own fetch tells', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2])
  lab.append(1, 'a')
  expect(lab.fetch(2, 1).partitions[0]?.highWatermark).toBe(0)
  // This one tells that the record is there: the leader's mark moves, the answer has the old one.
  expect(lab.fetch(2, 1).partitions[0]?.highWatermark).toBe(0)
  expect([mark(lab, 1), mark(lab, 2)]).toEqual([1, 0])
  lab.fetch(2, 1)
  expect(mark(lab, 2)).toBe(1)
})

test('R-41 who has caught up holds the mark back, in the ISR or not, if it may join', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2, 3])
  // It asks to join with its first fetch, and counts from then on.
  lab.serve(1, { ...lab.ask(3, 1), replicaEpoch: 3 })
  lab.append(1, 'a')
  lab.fetch(2, 1)
  lab.fetch(2, 1)
  expect(mark(lab, 1)).toBe(0)
  expect(roleOf(lab, 1)).toMatchObject({ isr: [1, 2], pendingIsr: [1, 2, 3] })
})

test('R-43 a follower takes the mark of its leader, though it goes down', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  for (const follower of [2, 3, 2, 3, 2]) lab.fetch(follower, 1)
  expect([mark(lab, 2), mark(lab, 3)]).toEqual([1, 0])
  lab.decide({ leader: 3, isr: [2, 3] })
  lab.tell([1, 2, 3])
  lab.fetch(2, 3)
  expect(mark(lab, 2)).toBe(0)
})

test('R-46 who has not fetched since it registered may not join the ISR', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2])
  lab.register(2, 9)
  lab.tell([1])
  const request = lab.ask(2, 1)
  lab.serve(1, { ...request, replicaEpoch: 2 })
  expect(roleOf(lab, 1).pendingIsr).toBeNull()
  lab.serve(1, { ...request, replicaEpoch: 9 })
  expect(roleOf(lab, 1).pendingIsr).toEqual([1, 2])
})

test.each<[ErrorCode, string, readonly number[] | null]>([
  ['INELIGIBLE_REPLICA', 'none', null],
  ['OPERATION_NOT_ATTEMPTED', 'none', null],
  ['INVALID_UPDATE_VERSION', 'held', [1, 2]],
  ['FENCED_LEADER_EPOCH', 'held', [1, 2]],
  ['NEW_LEADER_ELECTED', 'held', [1, 2]],
  ['UNKNOWN_SERVER_ERROR', 'queued', [1, 2]],
])('R-48 after %s an ISR change is %s', (error, pendingState, pendingIsr) => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2])
  lab.serve(1, lab.ask(2, 1))
  lab.at(1, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it leads')
    const { role } = replica
    if (role.type === 'leader')
      putReplica(work, { ...replica, role: { ...role, pendingState: 'sent' } })
    const { topicId, leaderEpoch, partitionEpoch } = replica
    const row = { topicId, partition: 0, error, leader: nodeId(1), leaderEpoch, partitionEpoch }
    const body = { api: 'AlterPartition' as const, error: 'NONE' as const }
    const partitions = [{ ...row, isr: [], leaderRecoveryState: 'RECOVERED' as const }]
    const end = { tag: 'alterPartition', to: TO, failure: null, correlationId: 1 }
    onAlterPartitionCompletion(work, { ...end, body: { ...body, partitions } })
  })
  expect(roleOf(lab, 1)).toMatchObject({ isr: [1], pendingState, pendingIsr })
})

test('R-51 an append that is on all of too few replicas is not acknowledged', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2])
  const record = { topic: 't', key: null, value: 'a', headers: [], number: 0, timestampMs: 1000 }
  const of = { producerId: -1, producerEpoch: -1, baseSequence: -1, sizeInBytes: 70 }
  const at = { topic: 't', topicId: null, partition: 0 }
  const caller = { connection: connectionId('p'), correlationId: 3, port: 9000 }
  lab.at(1, (work) => {
    const partitions = [{ ...at, batch: wireBatch({ ...of, records: [record] }, 'none') }]
    const request = { transactionalId: null, acks: -1, timeoutMs: 30_000, partitions } as const
    onProduce(work, caller, { api: 'Produce', ...request })
    completeDelayed(work, [NAME])
  })
  lab.fetch(2, 1)
  expect(lab.answers(1).filter(({ api }) => api === 'Produce')).toEqual([])
  // The mark moves; before the append is looked at, more replicas are wanted.
  lab.at(1, (work) => {
    const replica = present(work.state.replicas.get(NAME), 'it leads')
    const { role } = replica
    if (role.type !== 'leader') return
    const follower = present(role.followers.get(nodeId(2)), 'it is followed')
    const followers = role.followers.set(nodeId(2), { ...follower, logEndOffset: 1 })
    putReplica(work, { ...replica, role: { ...role, followers } })
    maybeAdvanceHighWatermark(work, NAME)
    const { image } = work.state
    const topic = Map([['min.insync.replicas', '3']])
    work.state.image = { ...image, configs: image.configs.set('TOPIC:t', topic) }
    completeDelayed(work, [NAME])
  })
  expect(lab.answers(1).filter(({ api }) => api === 'Produce')).toMatchObject([
    { partitions: [{ error: 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', baseOffset: 0 }] },
  ])
  expect(lab.log(1)).toEqual(['a'])
})
