import type { Map } from '~/base/persistentMap'
import { present } from '~/base/invariant'
import { micros, toMillis } from '~/sim/ids'
import type { KafkaContext, KafkaEffect } from '../effects'
import type { KafkaFact } from '../facts'
import type { TopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { Response } from '../protocol/rpc'
import type { ClassicGroup, ReplyTo } from './classicGroup'
import type { ClassicGroupEvent } from './classicGroup.machine'
import { classicGroupTable } from './classicGroup.machine'

/** Settings of the group coordinator, ms unless said otherwise. */
export interface GroupConfig {
  readonly initialRebalanceDelayMs: number
  readonly minSessionTimeoutMs: number
  readonly maxSessionTimeoutMs: number
  /** Members a group may have. */
  readonly maxSize: number
  /** Bytes of metadata that a commit may carry. */
  readonly offsetMetadataMaxBytes: number
}

/** A committed offset. Kafka: OffsetAndMetadata. */
export interface CommittedOffset {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly leaderEpoch: number
  readonly metadata: string
  readonly commitTimestampMs: number
}

/** A record of `__consumer_offsets` as text; a null value is a tombstone. */
export interface GroupRecord {
  readonly key: string
  readonly value: string | null
}

/** What the broker is to append to `__consumer_offsets` with acks=all; answered by its token. */
export interface GroupAppend {
  readonly topic: '__consumer_offsets'
  readonly partition: number
  readonly records: readonly GroupRecord[]
  readonly token: string
}

/** What is done when an append is committed, or has failed. */
export type AfterAppend =
  | { readonly type: 'reply'; readonly to: ReplyTo; readonly body: Response }
  | {
      readonly type: 'storeAssignment'
      readonly groupId: string
      readonly generationId: number
      readonly assignments: Map<string, readonly (readonly [string, number])[]>
    }
  | { readonly type: 'nothing' }

/** An append that is not committed yet. */
export interface PendingAppend {
  readonly token: string
  readonly after: AfterAppend
  /** The shard's hard state before it: what a failure goes back to. */
  readonly offsetsBefore: Map<string, Map<TopicPartition, CommittedOffset>>
}

/** One partition of `__consumer_offsets` that this broker leads. */
export interface Shard {
  readonly partition: number
  readonly leaderEpoch: number
  readonly groups: Map<string, ClassicGroup>
  readonly offsets: Map<string, Map<TopicPartition, CommittedOffset>>
  readonly pending: readonly PendingAppend[]
  readonly nextToken: number
}

/** What one input changes and wishes; lives inside that input. */
export interface GroupWork {
  readonly ctx: KafkaContext
  readonly config: GroupConfig
  shard: Shard
  readonly effects: KafkaEffect[]
  readonly facts: KafkaFact[]
  readonly appends: GroupAppend[]
}

/** The timers of a group; `about` of the kernel's timer is their JSON. */
export interface GroupTimerAbout {
  readonly partition: number
  readonly groupId: string
  readonly memberId: string
}

/** Milliseconds by the machine's clock: the coordinator stamps records with them. T1. */
export function nowMs(work: GroupWork): number {
  return toMillis(work.ctx.clock)
}

/** A group that must be there. */
export function groupOf(work: GroupWork, groupId: string): ClassicGroup {
  return present(work.shard.groups.get(groupId), `group ${groupId} is here`)
}

/** Replaces a group. */
export function putGroup(work: GroupWork, group: ClassicGroup): ClassicGroup {
  work.shard = { ...work.shard, groups: work.shard.groups.set(group.groupId, group) }
  return group
}

/** Answers a request. */
export function reply(work: GroupWork, to: ReplyTo, body: Response): void {
  work.effects.push({
    type: 'Reply',
    connection: to.connection,
    correlationId: to.correlationId,
    body,
  })
}

/** Takes an edge of the group's machine. */
export function transition(
  work: GroupWork,
  group: ClassicGroup,
  event: ClassicGroupEvent,
): ClassicGroup {
  const to = classicGroupTable.next(group.state, event)
  work.facts.push({
    type: 'Transitioned',
    machine: 'classicGroup',
    id: `group ${group.groupId}`,
    from: group.state,
    event,
    to,
  })
  return putGroup(work, {
    ...group,
    previousState: group.state,
    state: to,
    stateTimestampMs: nowMs(work),
  })
}

function timerKey(name: string, groupId: string, memberId: string): string {
  return `group/${name}/${groupId}/${memberId}`
}

/** Sets the timer `name` of a group, or of one of its members. */
export function setGroupTimer(
  work: GroupWork,
  name: 'join' | 'sync' | 'session',
  { groupId, memberId, delayMs }: { groupId: string; memberId: string; delayMs: number },
): void {
  const about: GroupTimerAbout = { partition: work.shard.partition, groupId, memberId }
  work.effects.push({
    type: 'SetTimer',
    key: timerKey(name, groupId, memberId),
    delayMicros: micros(delayMs),
    timer: { role: 'group', name, about: JSON.stringify(about) },
  })
}

/** Cancels the timer `name` of a group, or of one of its members. */
export function cancelGroupTimer(
  work: GroupWork,
  name: 'join' | 'sync' | 'session',
  { groupId, memberId }: { groupId: string; memberId: string },
): void {
  work.effects.push({ type: 'CancelTimer', key: timerKey(name, groupId, memberId) })
}

/** Appends records; `after` is done once they are committed. G-08. */
export function append(
  work: GroupWork,
  records: readonly GroupRecord[],
  { after, offsetsBefore }: { after: AfterAppend; offsetsBefore?: Shard['offsets'] },
): void {
  const { shard } = work
  const token = `${shard.partition}/${shard.leaderEpoch}/${shard.nextToken}`
  work.shard = {
    ...shard,
    nextToken: shard.nextToken + 1,
    pending: [...shard.pending, { token, after, offsetsBefore: offsetsBefore ?? shard.offsets }],
  }
  work.appends.push({ topic: '__consumer_offsets', partition: shard.partition, records, token })
}

/** The error that a client is told for one of the append. G-10. CoordinatorOperationExceptionHelper. */
export function mapAppendError(error: ErrorCode): ErrorCode {
  switch (error) {
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
    case 'REQUEST_TIMED_OUT':
      return 'COORDINATOR_NOT_AVAILABLE'
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'KAFKA_STORAGE_ERROR':
      return 'NOT_COORDINATOR'
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
    case 'INVALID_FETCH_SIZE':
      return 'UNKNOWN_SERVER_ERROR'
    default:
      return error
  }
}
