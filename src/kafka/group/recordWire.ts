import { toPaddedBase64 } from '~/base/base64'
import { bigEndian } from '~/base/bigEndian'
import { byText } from '~/base/integers'
import { unsignedVarintSize } from '../protocol/recordSize'
import { utf8Bytes } from '../protocol/utf8'
import type { ConsumerSubscription, MemberAssignment } from '../protocol/rpc/group'
import { WALL_CLOCK_START_MS } from '../wallClock'
import type { GroupKey, GroupMetadataValue } from './records'
import type { CommittedOffset, GroupRecord } from './shard'

/** What a record says, in the form of Kafka's JSON converters: fields in their order. */
export type Json = string | number | null | readonly Json[] | { readonly [field: string]: Json }

/** A record of `__consumer_offsets` as Kafka writes it: what it says, and the bytes of that. */
export interface GroupRecordWire {
  /** 1: a committed offset, 2: a classic group. Kafka: CoordinatorRecordType. */
  readonly type: 1 | 2
  readonly key: Json
  readonly keySize: number
  /** Of the value's schema. */
  readonly version: number
  /** Null: a tombstone. */
  readonly value: Json
  /** -1: a tombstone. */
  readonly valueSize: number
}

/** How the bytes of a member's subscription and assignment are given: as base64 or read. */
export type MemberForm = 'base64' | 'read'

type Bytes = readonly number[]

const SHORT = 2
const INT = 4
const LONG = 8
const OFFSET_VERSION = 4
const GROUP_VERSION = 3
const PROTOCOL_VERSION = 3

/** Bytes of a text behind its length, which is a short; null has only that. */
const textSize = (text: string | null) => SHORT + (text === null ? 0 : utf8Bytes(text).length)

/**
 * Reads a coordinator's record. G-06. Kafka: CoordinatorRecordSerde, OffsetCommitKey and -Value,
 * GroupMetadataKey and -Value, their JSON converters.
 */
export function groupRecordWire({ key, value }: GroupRecord, form: MemberForm): GroupRecordWire {
  const read = JSON.parse(key) as GroupKey
  if (read.type === 'OffsetCommit') {
    const { group, topic, partition } = read
    return {
      type: 1,
      key: { group, topic, partition },
      keySize: SHORT + textSize(group) + textSize(topic) + INT,
      version: OFFSET_VERSION,
      ...offsetValue(value === null ? null : (JSON.parse(value) as CommittedOffset)),
    }
  }
  return {
    type: 2,
    key: { group: read.group },
    keySize: SHORT + textSize(read.group),
    version: GROUP_VERSION,
    ...groupValue(value === null ? null : (JSON.parse(value) as GroupMetadataValue), form),
  }
}

const TOMBSTONE = { value: null, valueSize: -1 } as const

function offsetValue(
  committed: CommittedOffset | null,
): Pick<GroupRecordWire, 'value' | 'valueSize'> {
  if (committed === null) return TOMBSTONE
  const { offset, leaderEpoch, metadata, commitTimestampMs } = committed
  const text = utf8Bytes(metadata).length
  // The schema is flexible: a text behind a varint, and no tagged field, since clients name topics.
  const tags = unsignedVarintSize(0)
  return {
    value: {
      offset,
      leaderEpoch,
      metadata,
      commitTimestamp: commitTimestampMs + WALL_CLOCK_START_MS,
    },
    valueSize: SHORT + LONG + INT + unsignedVarintSize(text + 1) + text + LONG + tags,
  }
}

function groupValue(
  group: GroupMetadataValue | null,
  form: MemberForm,
): Pick<GroupRecordWire, 'value' | 'valueSize'> {
  if (group === null) return TOMBSTONE
  const { protocolType, generation, protocol, leader, currentStateTimestamp, members } = group
  const rows = members.map((member) => memberOf(member, form))
  const size = SHORT + textSize(protocolType) + INT + textSize(protocol) + textSize(leader)
  return {
    value: {
      protocolType,
      generation,
      protocol,
      leader,
      currentStateTimestamp: currentStateTimestamp + WALL_CLOCK_START_MS,
      members: rows.map(({ json }) => json),
    },
    valueSize: rows.reduce((sum, row) => sum + row.size, size + LONG + INT),
  }
}

function memberOf(
  member: GroupMetadataValue['members'][number],
  form: MemberForm,
): { readonly json: Json; readonly size: number } {
  const { memberId, groupInstanceId, clientId, clientHost } = member
  const subscription = member.protocols[0]?.subscription
  const bytes = {
    subscription: subscription === undefined ? [] : subscriptionBytes(subscription),
    assignment: assignmentBytes(member.assignment),
  }
  const texts = [memberId, groupInstanceId, clientId, clientHost]
  const fixed = INT + INT + INT + bytes.subscription.length + INT + bytes.assignment.length
  return {
    json: {
      memberId,
      groupInstanceId,
      clientId,
      clientHost,
      rebalanceTimeout: member.rebalanceTimeoutMs,
      sessionTimeout: member.sessionTimeoutMs,
      subscription:
        form === 'base64' || subscription === undefined
          ? toPaddedBase64(bytes.subscription)
          : subscriptionJson(subscription),
      assignment:
        form === 'base64' ? toPaddedBase64(bytes.assignment) : assignmentJson(member.assignment),
    },
    size: texts.reduce((sum, text) => sum + textSize(text), fixed),
  }
}

/** A topic with its partitions, in the order in which topics first come. */
type TopicPartitions = readonly (readonly [topic: string, partitions: readonly number[]])[]

function byTopic(partitions: MemberAssignment): TopicPartitions {
  const topics = new Map<string, number[]>()
  for (const [topic, partition] of partitions) {
    topics.set(topic, [...(topics.get(topic) ?? []), partition])
  }
  return [...topics]
}

const partitionsJson = (topics: TopicPartitions): Json =>
  topics.map(([topic, partitions]) => ({ topic, partitions }))

/** Kafka: ConsumerProtocolSubscriptionJsonConverter. */
function subscriptionJson(subscription: ConsumerSubscription): Json {
  const { topics, ownedPartitions, generationId, rackId } = subscription
  return {
    topics: topics.toSorted(byText),
    userData: null,
    ownedPartitions: partitionsJson(byTopic(ownedPartitions)),
    generationId,
    rackId,
  }
}

/** Kafka: ConsumerProtocolAssignmentJsonConverter. */
function assignmentJson(assignment: MemberAssignment): Json {
  return { assignedPartitions: partitionsJson(byTopic(assignment)), userData: null }
}

const int = (value: number) => bigEndian(value, INT)
const short = (value: number) => bigEndian(value, SHORT)
const NO_BYTES = int(-1)

function text(value: string | null): Bytes {
  if (value === null) return short(-1)
  const bytes = utf8Bytes(value)
  return [...short(bytes.length), ...bytes]
}

function partitionsBytes(topics: TopicPartitions): Bytes {
  const rows = topics.flatMap(([topic, partitions]) => [
    ...text(topic),
    ...int(partitions.length),
    ...partitions.flatMap(int),
  ])
  return [...int(topics.length), ...rows]
}

/** Kafka: ConsumerProtocol.serializeSubscription. */
function subscriptionBytes(subscription: ConsumerSubscription): Bytes {
  const { topics, ownedPartitions, generationId, rackId } = subscription
  return [
    ...short(PROTOCOL_VERSION),
    ...int(topics.length),
    ...topics.toSorted(byText).flatMap(text),
    ...NO_BYTES,
    ...partitionsBytes(byTopic(ownedPartitions)),
    ...int(generationId),
    ...text(rackId),
  ]
}

/** Kafka: ConsumerProtocol.serializeAssignment. */
function assignmentBytes(assignment: MemberAssignment): Bytes {
  return [...short(PROTOCOL_VERSION), ...partitionsBytes(byTopic(assignment)), ...NO_BYTES]
}
