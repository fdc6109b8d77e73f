import { coordinatorPartition } from '../protocol/coordinatorPartition'
import type { FindCoordinatorResponse } from '../protocol/rpc/group'
import type { Request } from '../protocol/rpc'
import type { GroupCall, GroupStep } from '../group/groupRole'
import type { GroupApi } from '../group/refusals'
import { refusal } from '../group/refusals'
import {
  onGroupAppended,
  onGroupPartitionElected,
  onGroupPartitionResigned,
  onGroupRequest,
  onGroupTimer,
  onGroupTopicsDeleted,
} from '../group/groupRole'
import { groupRecordWire } from '../group/recordWire'
import type { GroupAppend } from '../group/shard'
import { take } from '../effects'
import type { KafkaTimer } from '../model'
import { plainBatchSize } from '../protocol/recordSize'
import type { TopicPartition } from '../ids'
import { leaderEpoch, offset, topicPartition } from '../ids'
import type { TopicImage } from '../metadata/image'
import { topicByName } from '../metadata/image'
import { autoCreate } from './autoCreate'
import type { BrokerWork, Caller, Replica } from './brokerState'
import { answer, brokerClock } from './brokerState'
import { completeDelayed } from './delayed'
import type { AppendDone } from './delayed'
import { endpointOf, listenerOf } from './leaders'
import { appendAsLeader } from './appendAsLeader'
import { waitForAcks } from './onProduce'
import { connectionId } from '~/sim/ids'

const OFFSETS_TOPIC = '__consumer_offsets'

/** Takes over what the coordinator did, and appends what it wants written. */
function adopt(work: BrokerWork, step: GroupStep): void {
  const groups = take(work, step)
  work.state.groups = groups
  for (const append of step.appends) write(work, append)
}

/** Appends the coordinator's records with acks=all; it hears when they are committed. G-08. */
function write(work: BrokerWork, append: GroupAppend): void {
  const now = brokerClock(work)
  const records = append.records.map(({ key, value }, index) => ({
    offset: offset(index),
    timestampMs: now,
    key,
    value,
    headers: [],
  }))
  const appended = appendAsLeader(
    work,
    {
      topic: append.topic,
      topicId: null,
      partition: append.partition,
      batch: {
        baseOffset: offset(0),
        lastOffset: offset(records.length - 1),
        leaderEpoch: leaderEpoch(-1),
        producerId: -1,
        producerEpoch: -1,
        // Kafka: CoordinatorRuntime.maybeAllocateNewBatch.
        baseSequence: 0,
        isTransactional: false,
        isControl: false,
        timestampType: 'CreateTime',
        baseTimestampMs: now,
        maxTimestampMs: now,
        sizeInBytes: plainBatchSize(
          append.records.map((record) => groupRecordWire(record, 'read')),
        ),
        compression: 'none',
        records,
      },
    },
    { acks: -1, isClient: false },
  )
  waitForAcks(work, {
    caller: { connection: connectionId(''), correlationId: -1, port: 0 },
    appended: [appended],
    response: { api: 'Produce', partitions: [appended.row], nodeEndpoints: [] },
    timeoutMs: work.state.config.settings.int('offsets.commit.timeout.ms'),
    token: append.token,
  })
  finishAppends(work, completeDelayedOrNow(work, appended.name, appended.required, append.token))
}

function completeDelayedOrNow(
  work: BrokerWork,
  name: Replica['name'],
  ...[required, token]: readonly [number | null, string]
): readonly AppendDone[] {
  if (required !== null) return completeDelayed(work, [name])
  // Refused at once: nothing waits for a high watermark.
  const delayed = work.state.delayedProduces.find((row) => row.token === token)
  work.state = {
    ...work.state,
    delayedProduces: work.state.delayedProduces.filter((row) => row.token !== token),
  }
  return [{ token, error: delayed?.response.partitions[0]?.error ?? 'NONE' }]
}

/** Tells the coordinator which of its appends are committed or have failed. */
export function finishAppends(work: BrokerWork, done: readonly AppendDone[]): void {
  for (const appended of done) adopt(work, onGroupAppended(work.state.groups, appended, work.ctx))
}

/** Completes everything that waited for these partitions, the coordinator's appends too. */
export function completeAll(work: BrokerWork, names: readonly Replica['name'][]): void {
  finishAppends(work, completeDelayed(work, names))
}

/** A request for the group coordinator. */
export function onGroupCall(
  work: BrokerWork,
  caller: Caller & { readonly from: string },
  body: Request<GroupApi>,
): void {
  const { connection, correlationId, from } = caller
  const unknown = body.api === 'OffsetCommit' ? unknownOf(work, body) : []
  if (body.api === 'OffsetCommit' && unknown.length === body.partitions.length) {
    return answer(work, caller, refusal(body, 'UNKNOWN_TOPIC_OR_PARTITION'))
  }
  const clientHost = hostAddress(from)
  const call: GroupCall = { connection, correlationId, body, clientHost, unknown }
  adopt(work, onGroupRequest(work.state.groups, call, work.ctx))
}

/** Partitions of a commit that this broker's metadata does not have. Kafka: KafkaApis.handleOffsetCommitRequest. */
function unknownOf(
  work: BrokerWork,
  { partitions }: Request<'OffsetCommit'>,
): readonly TopicPartition[] {
  return partitions
    .filter(
      (row) => topicByName(work.state.image, row.topic)?.partitions.has(row.partition) !== true,
    )
    .map((row) => topicPartition(row.topic, row.partition))
}

/** A client's address as Kafka shows it. The person's own machine is on loopback. */
function hostAddress(from: string): string {
  return from === 'outer' ? '/127.0.0.1' : `/${from}`
}

/** A timer of a group. */
export function onGroupTimerFired(work: BrokerWork, timer: KafkaTimer): void {
  adopt(work, onGroupTimer(work.state.groups, timer, work.ctx))
}

/** This broker leads a partition of `__consumer_offsets`, or no longer. */
export function onOffsetsPartition(work: BrokerWork, replica: Replica): void {
  if (replica.topic !== OFFSETS_TOPIC) return
  const { partition, log, leaderEpoch: epoch } = replica
  const shard = work.state.groups.shards.get(partition)
  const isLeader = replica.role.type === 'leader'
  if (shard !== undefined && (!isLeader || shard.leaderEpoch !== epoch)) {
    adopt(work, onGroupPartitionResigned(work.state.groups, { partition }, work.ctx))
  }
  if (!isLeader || shard?.leaderEpoch === epoch) return
  const records = log.batches.flatMap((batch) => batch.records).toArray()
  const elected = { partition, leaderEpoch: epoch, records }
  adopt(work, onGroupPartitionElected(work.state.groups, elected, work.ctx))
}

/** Topics of the image before are gone from the metadata. G-85. Kafka: BrokerMetadataPublisher.onMetadataUpdate. */
export function onTopicsDeleted(work: BrokerWork, topics: readonly TopicImage[]): void {
  if (topics.length === 0 || work.state.groups.shards.size === 0) return
  const gone = topics.flatMap(({ name, partitions }) =>
    [...partitions.keys()].sort((a, b) => a - b).map((partition) => ({ topic: name, partition })),
  )
  adopt(work, onGroupTopicsDeleted(work.state.groups, gone, work.ctx))
}

/** Which broker coordinates. G-02. Kafka: KafkaApis.getCoordinator. */
export function onFindCoordinator(
  work: BrokerWork,
  caller: Caller & { readonly port: number },
  body: Request<'FindCoordinator'>,
): void {
  const answerWith = (part: Partial<FindCoordinatorResponse>) => {
    answer(work, caller, {
      api: 'FindCoordinator',
      error: 'COORDINATOR_NOT_AVAILABLE',
      errorMessage: null,
      nodeId: -1,
      host: '',
      port: -1,
      ...part,
    })
  }
  const topic = topicByName(work.state.image, OFFSETS_TOPIC)
  if (topic === undefined) {
    autoCreate(work, [OFFSETS_TOPIC])
    return answerWith({})
  }
  const partition = coordinatorPartition(body.key, topic.partitions.size)
  const leader = topic.partitions.get(partition)?.leader ?? null
  const broker = leader === null ? undefined : work.state.image.brokers.get(leader)
  const end =
    broker?.fenced === true ? null : endpointOf(broker, listenerOf(work.state, caller.port))
  if (end === null) return answerWith({})
  answerWith({ error: 'NONE', nodeId: end.id, host: end.host, port: end.port })
}
