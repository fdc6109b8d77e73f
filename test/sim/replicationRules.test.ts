import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { Map } from '~/base/persistentMap'
import { appendAsLeader } from '~/kafka/broker/appendAsLeader'
import { completeAll } from '~/kafka/broker/groupGlue'
import { putReplica } from '~/kafka/broker/brokerState'
import { onDeleteRecords } from '~/kafka/broker/onDeleteRecords'
import { onFetch } from '~/kafka/broker/onFetch'
import { listOffsets } from '~/kafka/broker/onOffsets'
import { onProduce } from '~/kafka/broker/onProduce'
import { wireBatch } from '~/kafka/client/wireBatch'
import { nodeId, offset, topicId, topicPartition } from '~/kafka/ids'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '~/kafka/protocol/listOffsets'
import type { Body } from '~/kafka/protocol/rpc'
import { onFetchCompletion } from '~/kafka/replication/fetcher'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import { connectionId } from '~/sim/ids'
import type { ReplicaLab } from '../support/replicaLab'
import { booted, replicaLab } from '../support/replicaLab'

const CALLER = { connection: connectionId('p'), correlationId: 3, port: 9000 }

function batchOf(values: readonly string[], timestampMs = 1000) {
  const records = values.map((value, number) => {
    return { topic: 't', key: null, value, headers: [], number, timestampMs }
  })
  const producer = { producerId: -1, producerEpoch: -1, baseSequence: -1, sizeInBytes: 90 }
  return wireBatch({ ...producer, records }, 'none')
}

/** A produce of one batch, as a client sends it. */
function produce(lab: ReplicaLab, part: { readonly acks: -1 | 1; readonly partition?: number }) {
  const { acks, partition = 0 } = part
  lab.at(1, (work) => {
    const at = { topic: 't', topicId: null, partition, batch: batchOf(['a']) }
    const request = { transactionalId: null, acks, timeoutMs: 30_000, partitions: [at] }
    completeAll(work, onProduce(work, CALLER, { api: 'Produce', ...request }))
  })
}

function setMinIsr(lab: ReplicaLab, id: number, min: number): void {
  lab.at(id, (work) => {
    const { image } = work.state
    const topic = Map([['min.insync.replicas', String(min)]])
    work.state.image = { ...image, configs: image.configs.set('TOPIC:t', topic) }
  })
}

const produced = (body: Body | undefined) =>
  body?.api === 'Produce' && 'nodeEndpoints' in body ? body : null

test('R-08 an append that waits when the leader changes is told who leads now', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  produce(lab, { acks: -1 })
  expect(lab.answers(1)).toEqual([])
  lab.decide({ leader: 2, isr: [2, 3] })
  lab.tell([1])
  const answer = produced(lab.answers(1)[0])
  expect(answer?.partitions[0]).toMatchObject({
    error: 'NOT_LEADER_OR_FOLLOWER',
    baseOffset: 0,
    currentLeader: { leaderId: 2, leaderEpoch: 1 },
  })
  expect(answer?.nodeEndpoints).toMatchObject([{ id: 2, port: 9002 }])
})

test('R-06 a partition or a topic id that nobody knows is said to be unknown', () => {
  const lab = replicaLab([])
  lab.tell([1])
  const append = (part: { readonly partition: number; readonly id: string | null }) =>
    lab.at(1, (work) => {
      const id = part.id === null ? null : topicId(part.id)
      const at = { topic: 't', topicId: id, partition: part.partition, batch: batchOf(['a']) }
      return appendAsLeader(work, at, { acks: 1, isClient: true }).row.error
    })
  expect(append({ partition: 7, id: null })).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(append({ partition: 0, id: 'x'.padEnd(22, '0') })).toBe('UNKNOWN_TOPIC_ID')
  expect(append({ partition: 0, id: 't'.padEnd(22, '0') })).toBe('NONE')
})

test('R-40 server.log has the exception of an append that too few replicas are in sync for', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1])
  setMinIsr(lab, 1, 2)
  produce(lab, { acks: -1 })
  expect(produced(lab.answers(1)[0])?.partitions[0]?.error).toBe('NOT_ENOUGH_REPLICAS')
  expect(lab.lines(1)).toEqual([
    'ERROR [ReplicaManager broker=1] Error processing append operation on partition t000000000000000000000:t-0 org.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR : 1 is insufficient to satisfy the min.isr requirement of 2 for partition t-0, live replica(s) broker.id are : Set(1)',
  ])
})

test('R-09 records deleted up to the middle of a batch: a new replica begins with the whole batch', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 3])
  lab.at(1, (work) => {
    const at = { topic: 't', topicId: null, partition: 0, batch: batchOf(['a', 'b', 'c']) }
    appendAsLeader(work, at, { acks: 1, isClient: true })
    const partitions = [{ topic: 't', partition: 0, offset: 2 }]
    onDeleteRecords(work, CALLER, { api: 'DeleteRecords', timeoutMs: 1000, partitions })
  })
  expect(lab.fetch(3, 1).partitions[0]).toMatchObject({
    error: 'OFFSET_OUT_OF_RANGE',
    highWatermark: -1,
    logStartOffset: -1,
  })
  tellOffsets(lab, 3, LATEST_TIMESTAMP)
  tellOffsets(lab, 3, EARLIEST_TIMESTAMP)
  expect(lab.replica(3).log).toMatchObject({ logStartOffset: 2, logEndOffset: 2 })
  lab.fetch(3, 1)
  expect(lab.replica(3).log).toMatchObject({ logStartOffset: 2, logEndOffset: 3 })
  expect(lab.replica(3).log.segments.first()?.baseOffset).toBe(0)
})

/** The leader's answer about an offset comes to a follower. */
function tellOffsets(lab: ReplicaLab, follower: number, timestamp: number): void {
  const at = { topic: 't', partition: 0, currentLeaderEpoch: lab.replica(1).leaderEpoch, timestamp }
  const body = lab.at(1, (work) =>
    listOffsets(work.state, {
      api: 'ListOffsets',
      replicaId: nodeId(follower),
      isolationLevel: 'READ_UNCOMMITTED',
      partitions: [at],
    }),
  )
  const to = { key: '1', host: 'localhost', port: 9001 }
  const tag = `offsets 1 ${timestamp} ${topicPartition('t', 0)}`
  lab.at(follower, (work) =>
    onFetchCompletion(work, { tag, to, body, failure: null, correlationId: 1 }),
  )
}

test('R-37 a fetch of a broker from before its new registration is refused', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  lab.register(2, 9)
  lab.tell([1])
  const request = lab.ask(2, 1)
  const older = lab.serve(1, { ...request, replicaEpoch: 2 })
  expect(older.partitions[0]).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', batches: [] })
  expect(lab.serve(1, { ...request, replicaEpoch: 9 }).partitions[0]?.error).toBe('NONE')
})

test('R-37 a fetch moves the high watermark only when it tells of another end', () => {
  const lab = replicaLab([], { isr: [nodeId(1), nodeId(2)] })
  lab.tell([1, 2, 3])
  setMinIsr(lab, 1, 3)
  lab.append(1, 'a')
  lab.fetch(2, 1)
  lab.fetch(2, 1)
  expect(lab.replica(1).log.highWatermark).toBe(0)
  setMinIsr(lab, 1, 1)
  lab.fetch(2, 1)
  expect(lab.replica(1).log.highWatermark).toBe(0)
  lab.append(1, 'b')
  expect(lab.replica(1).log.highWatermark).toBe(1)
})

test('R-35 a broker that is about to stop fetches nothing of what it is not in sync with', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  for (const id of [1, 2]) {
    lab.at(id, (work) => {
      work.state.lifecycle = 'PENDING_CONTROLLED_SHUTDOWN'
    })
  }
  lab.decide({ leader: 3, isr: [2, 3] })
  lab.tell([1, 2, 3])
  expect(lab.replica(1).role).toEqual({ type: 'follower', leader: null })
  expect(lab.replica(2).role).toEqual({ type: 'follower', leader: 3 })
})

test('R-42 below its high watermark a new leader finds offsets by time; above, it says to wait', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  lab.append(1, 'a')
  for (const follower of [2, 3, 2, 3]) lab.fetch(follower, 1)
  lab.at(1, (work) => {
    const at = { topic: 't', topicId: null, partition: 0, batch: batchOf(['b'], 2000) }
    appendAsLeader(work, at, { acks: 1, isClient: true })
  })
  lab.fetch(2, 1)
  lab.decide({ leader: 2, isr: [2, 3] })
  lab.tell([1, 2, 3])
  expect(lab.replica(2).log).toMatchObject({ highWatermark: 1, logEndOffset: 2 })
  const find = (timestamp: number) =>
    lab.at(2, (work) => {
      const at = { topic: 't', partition: 0, currentLeaderEpoch: null, timestamp }
      const asked = { replicaId: null, isolationLevel: 'READ_UNCOMMITTED' as const }
      return listOffsets(work.state, { api: 'ListOffsets', ...asked, partitions: [at] })
    }).partitions[0]
  expect(find(WALL_CLOCK_START_MS + 1000)).toMatchObject({ error: 'NONE', offset: 0 })
  expect(find(WALL_CLOCK_START_MS + 2000)?.error).toBe('OFFSET_NOT_AVAILABLE')
  // The largest time is that of a record which is not committed.
  expect(find(-3)?.error).toBe('OFFSET_NOT_AVAILABLE')
  expect(find(LATEST_TIMESTAMP)?.error).toBe('OFFSET_NOT_AVAILABLE')
  lab.fetch(3, 2)
  lab.fetch(3, 2)
  expect(find(-3)).toMatchObject({ error: 'NONE', offset: 1 })
})

test('R-57 a fetcher waits for its connection no longer than replica.socket.timeout.ms', () => {
  const { fetchChannel, controllerChannel } = booted(1, [], { 'replica.socket.timeout.ms': '7000' })
  expect(fetchChannel.options).toMatchObject({ setupTimeoutMs: 7000, requestTimeoutMs: 30_000 })
  expect(controllerChannel.options.setupTimeoutMs).toBe(10_000)
})

test('R-57 without an answer all of a leader rest, whatever metadata comes meanwhile', () => {
  const lab = replicaLab([])
  lab.tell([1, 2])
  lab.append(1, 'a')
  lab.fetch(2, 1)
  lab.ask(2, 1)
  const to = { key: '1', host: 'localhost', port: 9001 }
  lab.at(2, (work) =>
    onFetchCompletion(work, {
      tag: 'fetch 1',
      to,
      body: null,
      failure: 'disconnected',
      correlationId: 5,
    }),
  )
  expect(lab.lines(2).at(-1)).toBe(
    'WARN [ReplicaFetcher replicaId=2, leaderId=1, fetcherId=0] Error in response for fetch request (type=FetchRequest, replicaId=2, maxWait=500, minBytes=1, maxBytes=10485760, fetchData={t-0=PartitionData(topicId=t000000000000000000000, fetchOffset=1, logStartOffset=0, maxBytes=1048576, currentLeaderEpoch=Optional[0], lastFetchedEpoch=Optional[0])}, isolationLevel=READ_UNCOMMITTED, removed=, replaced=, metadata=(sessionId=INVALID, epoch=INITIAL), rackId=) java.io.IOException: Connection to 1 was disconnected before the response was read',
  )
  const isBusy = () => lab.at(2, ({ state }) => state.fetchers.get(nodeId(1))?.isBusy)
  lab.decide({})
  lab.tell([2])
  expect(isBusy()).toBe(false)
  // Another leader epoch begins at once.
  lab.decide({ leader: 1 })
  lab.tell([2])
  expect(isBusy()).toBe(true)
})

test('R-57 a fetcher says in server.log what it cuts, and why it waits', () => {
  const lab = replicaLab([])
  const as = (leader: number) => `[ReplicaFetcher replicaId=2, leaderId=${leader}, fetcherId=0]`
  lab.tell([1, 2, 3])
  expect(lab.lines(2)).toEqual([
    `INFO ${as(1)} Truncating partition t-0 with TruncationState(offset=0, completed=true) due to local high watermark 0`,
    'INFO [UnifiedLog partition=t-0, dir=/d] Truncating to 0 has no effect as the largest offset in the log is -1',
  ])
  lab.append(1, 'a')
  lab.append(1, 'b')
  lab.fetch(2, 1)
  lab.decide({ leader: 3, isr: [3] })
  lab.tell([1, 3])
  const before = lab.lines(2).length
  const old = lab.ask(2, 1)
  lab.take(2, 1, lab.serve(3, old))
  lab.tell([2])
  lab.append(3, 'c')
  lab.fetch(2, 3)
  expect(lab.lines(2).slice(before)).toEqual([
    `INFO ${as(1)} Partition t-0 has an older epoch (0) than the current leader. Will await the new LeaderAndIsr state before resuming fetching.`,
    `WARN ${as(1)} Partition t-0 marked as failed`,
    `INFO ${as(3)} Truncating partition t-0 with TruncationState(offset=0, completed=true) due to leader epoch and offset EpochEndOffset(errorCode=0, partition=0, leaderEpoch=0, endOffset=0)`,
  ])
  expect(lab.replica(2).log.logEndOffset).toBe(0)
})

/** A fetch that may wait half a second. */
function park(
  lab: ReplicaLab,
  part: { readonly reader: number | null; readonly from: number; readonly minBytes: number },
): void {
  const { reader, from: fetchOffset, minBytes } = part
  const request = lab.ask(2, 1)
  const partitions = request.partitions.map((row) => ({
    ...row,
    fetchOffset: offset(fetchOffset),
    lastFetchedEpoch: null,
  }))
  const replicaId = reader === null ? null : nodeId(reader)
  const fetch = { ...request, replicaId, minBytes, maxWaitMs: 500, partitions }
  lab.at(1, (work) => onFetch(work, { ...CALLER, connection: connectionId('f') }, fetch))
}

test('R-54 who leads on in another epoch leaves what waits; who follows then answers it', () => {
  const lab = replicaLab([])
  lab.tell([1, 2, 3])
  park(lab, { reader: 2, from: 0, minBytes: 1 })
  lab.decide({ leader: 1 })
  lab.tell([1])
  expect(lab.answers(1)).toEqual([])
  lab.decide({ leader: 2, isr: [1, 2, 3] })
  lab.tell([1])
  expect(lab.answers(1)).toMatchObject([
    { api: 'Fetch', partitions: [{ error: 'FENCED_LEADER_EPOCH' }] },
  ])
})

test('R-54 a fetch from an older segment does not wait for fetch.min.bytes', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1, 2])
  lab.at(1, (work) => {
    const replica = present(work.state.replicas.get(topicPartition('t', 0)), 'it leads')
    putReplica(work, { ...replica, logConfig: { ...replica.logConfig, segmentBytes: 100 } })
  })
  lab.append(1, 'a')
  lab.append(1, 'b')
  expect(lab.replica(1).log.segments.size).toBe(2)
  park(lab, { reader: null, from: 1, minBytes: 5000 })
  expect(lab.answers(1)).toEqual([])
  park(lab, { reader: null, from: 0, minBytes: 5000 })
  expect(lab.answers(1)).toMatchObject([{ api: 'Fetch', partitions: [{ error: 'NONE' }] }])
})

test('R-23 a deletion that waits is answered when the leader is another one', () => {
  const lab = replicaLab([], { isr: [nodeId(1)] })
  lab.tell([1])
  lab.append(1, 'a')
  lab.at(1, (work) => {
    const partitions = [{ topic: 't', partition: 0, offset: 1 }]
    onDeleteRecords(work, CALLER, { api: 'DeleteRecords', timeoutMs: 30_000, partitions })
  })
  expect(lab.answers(1)).toEqual([])
  lab.decide({ leader: 2, isr: [2] })
  lab.tell([1])
  expect(lab.answers(1)).toMatchObject([
    { api: 'DeleteRecords', partitions: [{ error: 'NOT_LEADER_OR_FOLLOWER' }] },
  ])
})

test('R-16 a repeated batch is told with the time of the one that is there', () => {
  const lab = replicaLab([])
  lab.tell([1])
  const append = () =>
    lab.at(1, (work) => {
      const batch = { ...batchOf(['a'], 900), producerId: 7, producerEpoch: 0, baseSequence: 0 }
      const at = { topic: 't', topicId: null, partition: 0, batch }
      return appendAsLeader(work, at, { acks: 1, isClient: true }).row
    })
  expect(append()).toMatchObject({ error: 'NONE', baseOffset: 0, logAppendTimeMs: -1 })
  expect(append()).toMatchObject({ error: 'NONE', baseOffset: 0, logAppendTimeMs: 900 })
})
