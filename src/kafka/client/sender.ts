import { NativeMap } from '~/base/nativeMap'
import type { Destination } from '../channel/channelState'
import type { TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'
import { isFull } from './accumulator'
import { clientNow, isReady, requestRefresh, sendRequest, setClientTimer } from './clientCore'
import { leaderOf } from './knownLeaders'
import { leastLoaded } from './leastLoaded'
import { onProduced } from './onProduced'
import { loadStats, stickyOf } from './partitioner'
import type { Batch, ProducerWork } from './producerState'
import { deliveryTimeoutMs, firstOf, moveBatch, putBatch, putQueue } from './producerState'
import type { BatchFailure } from './batchFailure'
import { endBatch } from './endBatch'
import type { SendReason } from './sendReason'
import { bumpEpoch, giveSequence, mustWait, noteUnresolved, resolveSequences } from './sequences'
import { wireBatch } from './wireBatch'
import { compressionOf } from '../protocol/records'

/** How many requests one turn of the sender may send; a bound, not a rule of Kafka. */
const MAX_ROUNDS = 1_000

/**
 * The sender's loop until it would wait. P-13. Kafka: Sender.runOnce.
 */
export function runSender(work: ProducerWork): void {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (work.producer.isIdempotent && work.producer.transactionalId === null) {
      resolveSequences(work)
      bumpEpoch(work)
      if (work.producer.identity.producerId < 0) return askForId(work)
    }
    if (!sendProducerData(work)) break
  }
  wakeLater(work)
}

/** P-20. Kafka: TransactionManager.bumpIdempotentEpochAndResetIdIfNeeded. */
function askForId(work: ProducerWork): void {
  if (work.producer.isAskingForId) return
  const to = leastLoaded(work)
  const retryMs = work.core.settings.int('retry.backoff.ms')
  if (to === null) return setClientTimer(work, 'id', { ms: retryMs })
  work.producer.isAskingForId = true
  sendRequest(work, {
    to,
    tag: 'id',
    body: {
      api: 'InitProducerId',
      transactionalId: null,
      transactionTimeoutMs: 2_147_483_647,
      producerId: -1,
      producerEpoch: -1,
    },
  })
}

interface Ready {
  /** Leaders to which something may be sent, by key. */
  readonly nodes: ReadonlyMap<string, Destination>
  readonly isLeaderless: boolean
}

/** True when something was sent: there may be more. Kafka: Sender.sendProducerData. */
function sendProducerData(work: ProducerWork): boolean {
  const ready = readyNodes(work)
  if (ready.isLeaderless) requestRefresh(work)
  const reachable: Destination[] = []
  for (const to of ready.nodes.values()) if (isReady(work, to)) reachable.push(to)
  const drained: { readonly to: Destination; readonly batches: readonly Drained[] }[] = []
  for (const to of reachable) {
    const batches = drain(work, to)
    if (batches.length > 0) drained.push({ to, batches })
  }
  expire(work)
  for (const { to, batches } of drained) sendBatches(work, to, batches)
  return drained.length > 0
}

/** Which nodes have a batch that may go. P-08. Kafka: RecordAccumulator.ready, partitionReady. */
function readyNodes(work: ProducerWork): Ready {
  const nodes = new NativeMap<string, Destination>()
  let isLeaderless = false
  for (const name of waitingNames(work)) {
    const { topic, partition } = splitTopicPartition(name)
    const leader = leaderOf(work.core, topic, partition)
    const first = freshFirst(work, name)
    if (first === null) continue
    if (leader === null) isLeaderless = true
    else if (isSendable(work, first)) nodes.set(leader.key, leader)
  }
  noteLoads(work)
  return { nodes, isLeaderless }
}

/** The partitions in whose queues something waits, by name. */
function waitingNames(work: ProducerWork): readonly TopicPartition[] {
  const names: TopicPartition[] = []
  work.producer.queues.forEach((ids, name) => {
    if (ids.length > 0) names.push(name)
  })
  return names.length > 1 ? names.sort() : names
}

/** Queue lengths become the weights of the sticky partitioner. P-05. */
function noteLoads(work: ProducerWork): void {
  // Records with keys choose no sticky partition: there is nothing to weigh.
  if (work.producer.sticky.size === 0) return
  if (!work.core.settings.boolean('partitioner.adaptive.partitioning.enable')) return
  for (const [topic, queues] of queueLengths(work)) {
    const sticky = work.producer.sticky.get(topic)
    const count = work.core.topics.get(topic)?.partitions.length ?? 0
    if (sticky === undefined) continue
    // Without a queue for every partition nothing is known of the others. RecordAccumulator.
    const all = [...work.producer.queues.keys()].filter(
      (name) => splitTopicPartition(name).topic === topic,
    ).length
    const load = all >= count ? loadStats(queues, all) : null
    if (load === null && sticky.load === null) continue
    const next = { ...stickyOf(work.producer.sticky, topic), load }
    work.producer.sticky = work.producer.sticky.set(topic, next)
  }
}

/** How long the queues of partitions with a leader are, by topic. */
function queueLengths(
  work: ProducerWork,
): ReadonlyMap<string, readonly { readonly partition: number; readonly length: number }[]> {
  const lengths = new NativeMap<string, { readonly partition: number; readonly length: number }[]>()
  for (const name of [...work.producer.queues.keys()].sort()) {
    const { topic, partition } = splitTopicPartition(name)
    if (leaderOf(work.core, topic, partition) === null) continue
    const length = work.producer.queues.get(name)?.length ?? 0
    const rows = lengths.get(topic)
    if (rows === undefined) lengths.set(topic, [{ partition, length }])
    else rows.push({ partition, length })
  }
  return lengths
}

/** A partition's first batch, with the leader epoch of the metadata. maybeUpdateLeaderEpoch. */
function freshFirst(work: ProducerWork, name: TopicPartition): Batch | null {
  const first = firstOf(work.producer, name)
  if (first === undefined) return null
  const { topic, partition } = splitTopicPartition(name)
  const row = work.core.topics.get(topic)?.partitions.find((p) => p.partition === partition)
  if (row === undefined || row.leaderEpoch <= first.leaderEpoch) return first
  const { attempts } = first
  return putBatch(work, {
    ...first,
    leaderEpoch: row.leaderEpoch,
    attemptsAtLeaderChange: attempts,
  })
}

/** A retry rests, unless its partition has a new leader. P-31. Kafka: shouldBackoff. */
function isBackingOff(work: ProducerWork, batch: Batch): boolean {
  if (batch.attempts === 0 || batch.attempts === batch.attemptsAtLeaderChange) return false
  return clientNow(work) - batch.lastAttemptMs < batch.backoffMs
}

/** With one request on its way at a time nothing may overtake. P-11. guaranteeMessageOrder. */
function isMuted(work: ProducerWork, name: TopicPartition): boolean {
  if (work.core.settings.int('max.in.flight.requests.per.connection') !== 1) return false
  return work.producer.batches.some((batch) => batch.name === name && batch.state === 'IN_FLIGHT')
}

function isSendable(work: ProducerWork, first: Batch): boolean {
  if (isMuted(work, first.name) || isBackingOff(work, first)) return false
  return reasonToSend(work, first) !== 'along'
}

/** Why a batch may go by itself, else `along`. P-08. Kafka: RecordAccumulator.batchReady. */
function reasonToSend(work: ProducerWork, first: Batch): SendReason {
  const { producer, core } = work
  const count = producer.queues.get(first.name)?.length ?? 0
  const waitedMs = clientNow(work) - first.lastAttemptMs
  if (first.attempts > 0) return 'retry'
  if (count > 1 || isFull(first)) return 'full'
  if (waitedMs >= core.settings.int('linger.ms')) return 'linger'
  if (waitsForMemory(work)) return 'memory'
  return producer.isFlushing ? 'flush' : 'along'
}

/** A call waits for memory: every batch may go. Kafka: BufferPool.queued() > 0. */
function waitsForMemory(work: ProducerWork): boolean {
  const head = work.producer.blocked.first()
  return head !== undefined && (work.core.topics.get(head.record.topic)?.partitions.length ?? 0) > 0
}

/** A batch that leaves, with what let it go. */
interface Drained {
  readonly batch: Batch
  readonly because: SendReason
  readonly waitedMs: number
}

/** One batch of each of a node's partitions, ready or not. P-09. drainBatchesForOneNode. */
function drain(work: ProducerWork, to: Destination): readonly Drained[] {
  // No partition belongs to a transaction that was not begun. TransactionManager.isSendToPartitionAllowed.
  if (work.producer.transactionalId !== null) return []
  const names = partitionsOf(work, to)
  const start = (work.producer.drainIndex.get(to.key) ?? 0) % Math.max(1, names.length)
  const maxSize = work.core.settings.int('max.request.size')
  const drained: Drained[] = []
  let size = 0
  let next = start
  for (let step = 0; step < names.length; step += 1) {
    const index = (start + step) % names.length
    next = index
    const name = names[index]
    if (name === undefined || isMuted(work, name)) continue
    const first = freshFirst(work, name)
    if (first === null || isBackingOff(work, first)) continue
    if (size + first.sizeInBytes > maxSize && drained.length > 0) break
    if (mustWait(work, first)) break
    size += first.sizeInBytes
    const because = reasonToSend(work, first)
    const waitedMs = clientNow(work) - first.lastAttemptMs
    drained.push({ batch: depart(work, first), because, waitedMs })
  }
  const drainIndex = work.producer.drainIndex.set(to.key, next)
  work.producer.drainIndex = drainIndex
  return drained
}

/** The partitions that a node leads, as this client knows. Kafka: Cluster.partitionsForNode. */
function partitionsOf(work: ProducerWork, to: Destination): readonly TopicPartition[] {
  return [...work.producer.queues.keys()]
    .filter((name) => {
      const { topic, partition } = splitTopicPartition(name)
      return leaderOf(work.core, topic, partition)?.key === to.key
    })
    .sort()
}

/** A batch leaves its queue: its sequence is fixed, it takes no more records. P-10. */
function depart(work: ProducerWork, first: Batch): Batch {
  putQueue(work, first.name, (work.producer.queues.get(first.name) ?? []).slice(1))
  return moveBatch(work, giveSequence(work, first), 'drained')
}

/** P-12. Kafka: Sender.getExpiredInflightBatches, RecordAccumulator.expiredBatches. */
function expire(work: ProducerWork): void {
  const limit = deliveryTimeoutMs(work.core.settings)
  const now = clientNow(work)
  const late: Batch[] = []
  work.producer.batches.forEach((batch) => {
    if (now - batch.createdMs >= limit) late.push(batch)
  })
  late.sort((a, b) => a.id - b.id)
  for (const batch of late) {
    const { name, records, createdMs } = batch
    const count = records.size
    const message = `Expiring ${count} record(s) for ${name}:${now - createdMs} ms has passed since batch creation`
    const isOut = batch.state === 'IN_FLIGHT'
    const why = { error: 'REQUEST_TIMED_OUT', exception: 'TimeoutException', message } as const
    const recordErrors: BatchFailure['recordErrors'] = []
    endBatch(work, moveBatch(work, batch, 'expired'), {
      ...why,
      recordErrors,
      adjusts: false,
      isLate: isOut,
    })
    if (batch.attempts > 0) noteUnresolved(work, batch)
  }
}

function noteSent(work: ProducerWork, { batch, because, waitedMs }: Drained): void {
  const { records, attempts } = batch
  work.facts.push({
    type: 'RecordSent',
    ...splitTopicPartition(batch.name),
    count: records.size,
    firstNumber: records.first()?.number ?? -1,
    lastNumber: records.last()?.number ?? -1,
    attempt: attempts,
    because,
    waitedMs,
    lingerMs: work.core.settings.int('linger.ms'),
    bytes: batch.sizeInBytes,
  })
}

/** One request with all batches for a node. Kafka: Sender.sendProduceRequest. */
function sendBatches(work: ProducerWork, to: Destination, drained: readonly Drained[]): void {
  const batches = drained.map(({ batch }) => batch)
  const codec = compressionOf(work.core.settings.string('compression.type'))
  const partitions = batches.map((batch) => {
    const { topic, partition } = splitTopicPartition(batch.name)
    return { topic, partition, topicId: null, batch: wireBatch(batch, codec) }
  })
  for (const one of drained) noteSent(work, one)
  const done = sendRequest(work, {
    to,
    tag: `produce ${batches.map(({ id }) => id).join(' ')}`,
    body: {
      api: 'Produce',
      transactionalId: null,
      acks: work.producer.acks,
      timeoutMs: work.core.settings.int('request.timeout.ms'),
      partitions,
    },
  })
  for (const completion of done) onProduced(work, completion)
}

/** When the sender has something to do again, ms; null: not by itself. P-13. */
function nextWakeMs(work: ProducerWork): number | null {
  const { producer, core } = work
  const lingerMs = core.settings.int('linger.ms')
  const timeoutMs = deliveryTimeoutMs(core.settings)
  const now = clientNow(work)
  let earliest: number | null = null
  producer.batches.forEach(({ createdMs }) => {
    const expiresAt = createdMs + timeoutMs
    if (earliest === null || expiresAt < earliest) earliest = expiresAt
  })
  producer.queues.forEach((ids, name) => {
    const first = ids.length === 0 ? undefined : firstOf(producer, name)
    if (first === undefined) return
    const due = first.lastAttemptMs + (first.attempts > 0 ? first.backoffMs : lingerMs)
    // What is due already waits for something else: an answer, a connection, metadata.
    if (due > now && (earliest === null || due < earliest)) earliest = due
  })
  return earliest
}

/** Wakes the sender when the next batch has lingered, rested or expired. P-13. */
function wakeLater(work: ProducerWork): void {
  const { producer } = work
  const wakeAtMs = nextWakeMs(work)
  const now = clientNow(work)
  if (wakeAtMs === producer.wakeAtMs && (wakeAtMs === null || wakeAtMs > now)) return
  work.producer.wakeAtMs = wakeAtMs
  if (wakeAtMs !== null) setClientTimer(work, 'wake', { ms: Math.max(0, wakeAtMs - now) })
  else work.effects.push({ type: 'CancelTimer', key: 'client/wake/' })
}
