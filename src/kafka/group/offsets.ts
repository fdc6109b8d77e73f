import { javaHashCode } from '~/base/integers'
import { timelineHashOrder } from '~/base/javaOrder'
import { Map } from '~/base/persistentMap'
import type { TopicPartition } from '../ids'
import { topicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type {
  OffsetCommitRequest,
  OffsetCommitResponse,
  OffsetDeleteRequest,
  OffsetDeleteResponse,
  OffsetFetchRequest,
} from '../protocol/rpc/group'
import type { ReplyTo } from './classicGroup'
import {
  isSubscribedToTopic,
  memberOf,
  newClassicGroup,
  validateOffsetCommit,
  validateOffsetDelete,
} from './classicGroup'
import { parked, restartSession } from './rebalance'
import { committedPartitions, offsetRecord } from './records'
import type { CommittedOffset, GroupRecord, GroupWork } from './shard'
import { append, groupOf, nowMs, putGroup, reply } from './shard'

/** Whether the group lets this commit in. Table 6.1. Kafka: OffsetMetadataManager.validateOffsetCommit. */
function checkCommit(work: GroupWork, body: OffsetCommitRequest): ErrorCode {
  const group = work.shard.groups.get(body.groupId)
  if (group === undefined) {
    if (body.generationIdOrMemberEpoch >= 0) return 'ILLEGAL_GENERATION'
    putGroup(work, newClassicGroup(body.groupId, nowMs(work)))
    return 'NONE'
  }
  return validateOffsetCommit(group, {
    memberId: body.memberId,
    groupInstanceId: body.groupInstanceId,
    generationId: body.generationIdOrMemberEpoch,
    isTransactional: false,
  })
}

/** Commits offsets; the answer waits for their replication. G-80. */
export function onOffsetCommit(
  work: GroupWork,
  call: ReplyTo & {
    readonly body: OffsetCommitRequest
    /** Partitions that the broker does not know. */
    readonly unknown: readonly TopicPartition[]
  },
): void {
  const { body } = call
  const error = checkCommit(work, body)
  const rows = body.partitions.map((row) => {
    const isUnknown = call.unknown.includes(topicPartition(row.topic, row.partition))
    const own = isUnknown ? 'UNKNOWN_TOPIC_OR_PARTITION' : rowError(work, row.metadata, error)
    return { row, error: own }
  })
  const answer: OffsetCommitResponse = {
    api: 'OffsetCommit',
    partitions: rows.map(({ row, error: code }) => ({
      topic: row.topic,
      partition: row.partition,
      error: code,
    })),
  }
  const good = rows.filter((row) => row.error === 'NONE').map(({ row }) => row)
  if (error === 'NONE') touchMember(work, body)
  if (good.length === 0) return reply(work, call, answer)
  const offsetsBefore = work.shard.offsets
  const committed = good.map((row): CommittedOffset => ({
    topic: row.topic,
    partition: row.partition,
    offset: row.committedOffset,
    leaderEpoch: row.committedLeaderEpoch,
    metadata: row.metadata,
    commitTimestampMs: nowMs(work),
  }))
  store(work, body.groupId, committed)
  append(
    work,
    committed.map((row) => offsetRecord(body.groupId, row, row)),
    { after: { type: 'reply', to: parked(call), body: answer }, offsetsBefore },
  )
}

function rowError(work: GroupWork, metadata: string, error: ErrorCode): ErrorCode {
  if (error !== 'NONE') return error
  return metadata.length > work.config.offsetMetadataMaxBytes ? 'OFFSET_METADATA_TOO_LARGE' : 'NONE'
}

/** A commit is a sign of life of its member. */
function touchMember(work: GroupWork, body: OffsetCommitRequest): void {
  const member = memberOf(groupOf(work, body.groupId), body.memberId)
  if (member !== undefined) restartSession(work, body.groupId, member)
}

function store(work: GroupWork, groupId: string, committed: readonly CommittedOffset[]): void {
  const rows = committed.reduce(
    (map, row) => map.set(topicPartition(row.topic, row.partition), row),
    work.shard.offsets.get(groupId) ?? Map<TopicPartition, CommittedOffset>(),
  )
  work.shard = { ...work.shard, offsets: work.shard.offsets.set(groupId, rows) }
  work.facts.push({
    type: 'OffsetsCommitted',
    group: groupId,
    offsets: committed.map(({ topic, partition, offset }) => ({ topic, partition, offset })),
  })
}

/** Answers an OffsetFetch; nothing committed is -1, not an error. G-84. */
export function onOffsetFetch(
  work: GroupWork,
  call: ReplyTo & { readonly body: OffsetFetchRequest },
): void {
  const { body } = call
  const known = work.shard.offsets.get(body.groupId)
  const asked = body.partitions ?? committedPartitions(work.shard, body.groupId)
  reply(work, call, {
    api: 'OffsetFetch',
    error: 'NONE',
    partitions: asked.map(({ topic, partition }) => {
      const committed = known?.get(topicPartition(topic, partition))
      return {
        topic,
        partition,
        committedOffset: committed?.offset ?? -1,
        committedLeaderEpoch: committed?.leaderEpoch ?? -1,
        metadata: committed?.metadata ?? '',
        error: 'NONE',
      }
    }),
  })
}

/** Forgets offsets of topics that nobody reads any more. Kafka: OffsetMetadataManager.deleteOffsets. */
export function onOffsetDelete(
  work: GroupWork,
  call: ReplyTo & { readonly body: OffsetDeleteRequest },
): void {
  const { groupId, partitions } = call.body
  const group = work.shard.groups.get(groupId)
  const error = group === undefined ? 'GROUP_ID_NOT_FOUND' : validateOffsetDelete(group)
  if (group === undefined || error !== 'NONE') {
    return reply(work, call, { api: 'OffsetDelete', error, partitions: [] })
  }
  const rows = partitions.map(({ topic, partition }) => ({
    topic,
    partition,
    error: isSubscribedToTopic(group, topic) ? 'GROUP_SUBSCRIBED_TO_TOPIC' : 'NONE',
  })) satisfies OffsetDeleteResponse['partitions']
  const body: OffsetDeleteResponse = { api: 'OffsetDelete', error: 'NONE', partitions: rows }
  const offsetsBefore = work.shard.offsets
  const free = rows.filter((row) => row.error === 'NONE')
  const tombstones = forget(work, groupId, free)
  if (tombstones.length === 0) return reply(work, call, body)
  append(work, tombstones, { after: { type: 'reply', to: parked(call), body }, offsetsBefore })
}

interface Place {
  readonly topic: string
  readonly partition: number
}

/** Takes what a group has committed for partitions out of the shard; the tombstones of what was there. */
function forget(
  work: GroupWork,
  groupId: string,
  places: readonly Place[],
): readonly GroupRecord[] {
  const { offsets } = work.shard
  const known = offsets.get(groupId)
  const gone = places.filter((row) => known?.has(topicPartition(row.topic, row.partition)) === true)
  if (known === undefined || gone.length === 0) return []
  const left = known.deleteAll(gone.map((row) => topicPartition(row.topic, row.partition)))
  const rest = left.size === 0 ? offsets.delete(groupId) : offsets.set(groupId, left)
  work.shard = { ...work.shard, offsets: rest }
  return gone.map((row) => offsetRecord(groupId, row, null))
}

/**
 * Forgets what was committed for partitions that are gone, whatever the state of their groups.
 * G-85. Kafka: OffsetMetadataManager.onPartitionsDeleted.
 */
export function onPartitionsDeleted(work: GroupWork, gone: readonly Place[]): void {
  const offsetsBefore = work.shard.offsets
  const groups = timelineHashOrder([...offsetsBefore.keys()], javaHashCode)
  const tombstones = groups.flatMap((groupId) => forget(work, groupId, gone))
  if (tombstones.length === 0) return
  append(work, tombstones, { after: { type: 'nothing' }, offsetsBefore })
}
