import type { KafkaRecord } from '../protocol/records'
import { Set } from 'immutable'
import { Map } from '~/base/persistentMap'
import { splitTopicPartition, topicPartition } from '../ids'
import type { ClassicGroup, ClassicMember } from './classicGroup'
import { addMember, computeSubscribedTopics, membersOf, newClassicGroup } from './classicGroup'
import type { CommittedOffset, GroupRecord, Shard } from './shard'

/** The key of a record of `__consumer_offsets`. Kafka: CoordinatorRecordType. */
export type GroupKey =
  | { readonly type: 'GroupMetadata'; readonly group: string }
  | {
      readonly type: 'OffsetCommit'
      readonly group: string
      readonly topic: string
      readonly partition: number
    }

/** The value of a group's record, as text holds it. Kafka: GroupMetadataValue. */
export interface GroupMetadataValue {
  readonly protocolType: string
  readonly generation: number
  readonly protocol: string | null
  readonly leader: string | null
  readonly currentStateTimestamp: number
  readonly members: readonly Omit<ClassicMember, 'awaitingJoin' | 'awaitingSync' | 'isNew'>[]
}

/** The record that keeps a group. Kafka: GroupCoordinatorRecordHelpers.newGroupMetadataRecord. */
export function groupMetadataRecord(group: ClassicGroup): GroupRecord {
  const key: GroupKey = { type: 'GroupMetadata', group: group.groupId }
  const value: GroupMetadataValue = {
    protocolType: group.protocolType ?? '',
    generation: group.generationId,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: group.stateTimestampMs,
    members: membersOf(group).map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      sessionTimeoutMs: member.sessionTimeoutMs,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      protocolType: member.protocolType,
      protocols: member.protocols.filter(({ name }) => name === group.protocolName),
      assignment: member.assignment,
    })),
  }
  return { key: JSON.stringify(key), value: JSON.stringify(value) }
}

/** The record that a new group begins with, whoever is in it. Kafka: newEmptyGroupMetadataRecord. */
export function emptyGroupRecord(group: ClassicGroup): GroupRecord {
  return groupMetadataRecord(newClassicGroup(group.groupId, group.stateTimestampMs))
}

/** The record that forgets a group. */
export function groupTombstone(group: string): GroupRecord {
  const key: GroupKey = { type: 'GroupMetadata', group }
  return { key: JSON.stringify(key), value: null }
}

/** The record that keeps a committed offset, or with null forgets it. */
export function offsetRecord(
  group: string,
  at: { readonly topic: string; readonly partition: number },
  committed: CommittedOffset | null,
): GroupRecord {
  const { topic, partition } = at
  const key: GroupKey = { type: 'OffsetCommit', group, topic, partition }
  return {
    key: JSON.stringify(key),
    value: committed === null ? null : JSON.stringify(committed),
  }
}

/** The group as it was written: with members Stable, without Empty. G-06. */
function restored(groupId: string, value: GroupMetadataValue): ClassicGroup {
  const empty: ClassicGroup = {
    ...newClassicGroup(groupId, value.currentStateTimestamp),
    state: value.members.length === 0 ? 'Empty' : 'Stable',
    generationId: value.generation,
    protocolType: value.protocolType === '' ? null : value.protocolType,
    protocolName: value.protocol,
    leaderId: value.leader,
  }
  const group = value.members.reduce(
    (whole, member) =>
      addMember(whole, { ...member, awaitingJoin: null, awaitingSync: null, isNew: false }),
    empty,
  )
  return { ...group, leaderId: value.leader, subscribedTopics: computeSubscribedTopics(group) }
}

/** What the log of a partition of `__consumer_offsets` replays to. CoordinatorLoaderImpl.doLoad. */
export function replayGroups(
  shard: Shard,
  records: readonly Pick<KafkaRecord, 'key' | 'value'>[],
): Shard {
  let { groups, offsets } = shard
  for (const { key, value } of records) {
    if (key === null) continue
    // Only the coordinator writes to this topic, always in this form.
    const read = JSON.parse(key) as GroupKey
    if (read.type === 'GroupMetadata') {
      groups =
        value === null
          ? groups.delete(read.group)
          : groups.set(read.group, restored(read.group, JSON.parse(value) as GroupMetadataValue))
    } else {
      offsets = replayOffset(offsets, read, value)
    }
  }
  for (const group of offsets.keys()) {
    // Offsets without a group belong to a simple group, which has no record of its own.
    if (!groups.has(group)) groups = groups.set(group, newClassicGroup(group, 0))
  }
  return { ...shard, groups, offsets }
}

function replayOffset(
  offsets: Shard['offsets'],
  key: Extract<GroupKey, { type: 'OffsetCommit' }>,
  value: string | null,
): Shard['offsets'] {
  const name = topicPartition(key.topic, key.partition)
  if (value === null) {
    const rest = (offsets.get(key.group) ?? Map()).delete(name)
    return rest.size === 0 ? offsets.delete(key.group) : offsets.set(key.group, rest)
  }
  const committed = JSON.parse(value) as CommittedOffset
  return offsets.set(key.group, (offsets.get(key.group) ?? Map()).set(name, committed))
}

/** The partitions with a committed offset of a group, by topic and number. */
export function committedPartitions(
  shard: Shard,
  groupId: string,
): readonly { readonly topic: string; readonly partition: number }[] {
  const committed = shard.offsets.get(groupId)
  if (committed === undefined) return []
  return Set(committed.keys())
    .toArray()
    .map(splitTopicPartition)
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
}
