import { Map } from '~/base/persistentMap'
import type { Completion } from '../channel/channelState'
import type { ErrorCode } from '../protocol/errors'
import { ERRORS, errorMessage } from '../protocol/errors'
import { splitTopicPartition, topicPartition } from '../ids'
import { nameHash } from '../protocol/topicPartitionHash'
import type { Response } from '../protocol/rpc'
import type { MemberAssignment } from '../protocol/rpc/group'
import { javaHashOrder } from '~/base/javaOrder'
import { takeEdge } from '../effects'
import { assignBy, offeredProtocols } from './assignors'
import type { Membership, MembershipEvent } from './classicMember.machine'
import { classicMemberTable } from './classicMember.machine'
import { clientNow, setClientTimer } from './clientCore'
import { logLine } from './logLine'
import { commitError, losesCoordinator } from './commitError'
import { scheduleAutoCommit } from './autoCommit'
import { consumedOffsets, sendOffsets } from './commits'
import { ask, findCoordinator, loseCoordinator } from './coordinatorCalls'
import type { ConsumerWork } from './consumerState'
import { awaitsReset, heldPartitions, resetNow } from './consumerState'
import { noteCommitted } from './validation'

function onFound(work: ConsumerWork, body: Response<'FindCoordinator'> | null): void {
  work.consumer = { ...work.consumer, isFinding: false }
  if (body?.error !== 'NONE') {
    return setClientTimer(work, 'find', { ms: work.core.settings.int('retry.backoff.ms') })
  }
  // A connection of its own, beside the one for data. G-03.
  const key = String(2_147_483_647 - body.nodeId)
  work.consumer = { ...work.consumer, coordinator: { key, host: body.host, port: body.port } }
  // Who closes has only its last commit to say.
  if (work.consumer.closing !== null) return
  if (work.consumer.topics === null) fetchOffsets(work)
  else if (work.consumer.preparingSinceMs !== null) prepareAgain(work)
  // A member stays one under the new coordinator, which has read the group from its log. G-06.
  // Kafka: ConsumerCoordinator.rejoinNeededOrPending.
  else if (work.consumer.membership === 'STABLE') heartbeat(work)
  else join(work)
}

/** Takes an edge of the member's machine. */
function take(work: ConsumerWork, event: MembershipEvent): Membership {
  const { membership: from } = work.consumer
  return takeEdge(work, classicMemberTable, { id: work.ctx.process, from, event })
}

/** Joins the group. §3. Kafka: AbstractCoordinator.sendJoinGroupRequest, ConsumerCoordinator.metadata. */
export function join(work: ConsumerWork): void {
  const { consumer, core } = work
  if (consumer.groupId === null || consumer.closing !== null) return
  work.consumer = { ...consumer, membership: take(work, 'joinSent') }
  const subscription = {
    topics: consumer.topics ?? [],
    ownedPartitions: [],
    generationId: consumer.generationId,
    rackId: null,
    userData: null,
  }
  ask(work, 'join', {
    api: 'JoinGroup',
    groupId: consumer.groupId,
    sessionTimeoutMs: core.settings.int('session.timeout.ms'),
    rebalanceTimeoutMs: core.settings.int('max.poll.interval.ms'),
    memberId: consumer.memberId,
    groupInstanceId: consumer.groupInstanceId,
    protocolType: 'consumer',
    protocols: offeredProtocols(core.settings.string('partition.assignment.strategy')).map(
      (name) => ({ name, subscription }),
    ),
    clientId: core.clientId,
    reason: null,
  })
}

function onJoined(work: ConsumerWork, body: Response<'JoinGroup'>): void {
  if (body.error === 'MEMBER_ID_REQUIRED') {
    work.consumer = { ...work.consumer, memberId: body.memberId }
    return join(work)
  }
  if (body.error !== 'NONE') return onGroupError(work, body.error, 'JoinGroup')
  // It has gone on since it asked: the answer is to a join that counts no more.
  if (work.consumer.membership !== 'PREPARING_REBALANCE') return
  const { memberId, generationId, leader } = body
  const isLeader = leader === memberId
  work.consumer = {
    ...work.consumer,
    memberId,
    generationId,
    isLeader,
    protocol: body.protocolName,
    membership: take(work, 'joined'),
  }
  setClientTimer(work, 'heartbeat', { ms: work.core.settings.int('heartbeat.interval.ms') })
  sync(work, isLeader ? assign(work, body) : [])
}

/** The leader works out who gets what from its own metadata. G-43. Kafka: ConsumerCoordinator.onLeaderElected. */
function assign(
  work: ConsumerWork,
  body: Response<'JoinGroup'>,
): readonly { readonly memberId: string; readonly assignment: MemberAssignment }[] {
  const members = body.members.map(({ memberId, groupInstanceId, subscription }) => ({
    memberId,
    groupInstanceId,
    topics: subscription.topics,
  }))
  const protocol = body.protocolName ?? ''
  const assigned = assignBy(protocol, members, (topic) => partitionCount(work, topic))
  work.consumer = { ...work.consumer, counted: countTopics(work) }
  return [...assigned].map(([memberId, assignment]) => ({ memberId, assignment }))
}

function partitionCount(work: ConsumerWork, topic: string): number {
  return work.core.topics.get(topic)?.partitions.length ?? 0
}

function countTopics(work: ConsumerWork): string {
  return (work.consumer.topics ?? []).map((topic) => partitionCount(work, topic)).join(',')
}

/** A leader whose topics have changed joins again. G-43. */
export function checkTopics(work: ConsumerWork): void {
  const { membership, isLeader, counted } = work.consumer
  if (membership === 'STABLE' && isLeader && counted !== countTopics(work)) rejoin(work)
}

function sync(
  work: ConsumerWork,
  assignments: readonly { readonly memberId: string; readonly assignment: MemberAssignment }[],
): void {
  const { groupId, generationId, memberId, groupInstanceId, protocol } = work.consumer
  ask(work, 'sync', {
    api: 'SyncGroup',
    groupId: groupId ?? '',
    generationId,
    memberId,
    groupInstanceId,
    protocolType: 'consumer',
    protocolName: protocol,
    assignments,
  })
}

function onSynced(work: ConsumerWork, body: Response<'SyncGroup'>): void {
  // Another rebalance has begun meanwhile.
  if (work.consumer.membership !== 'COMPLETING_REBALANCE') return
  if (body.error !== 'NONE') return onGroupError(work, body.error, 'SyncGroup')
  const names = (body.assignment ?? []).map(([topic, partition]) =>
    topicPartition(topic, partition),
  )
  const ordered = javaHashOrder(names, nameHash)
  work.consumer = {
    ...work.consumer,
    membership: take(work, 'assigned'),
    positions: Map(ordered.map((name) => [name, null] as const)),
    epochs: Map(),
  }
  work.facts.push({
    type: 'AssignmentReceived',
    group: work.consumer.groupId ?? '',
    partitions: ordered,
    generation: work.consumer.generationId,
  })
  scheduleAutoCommit(work)
  fetchOffsets(work)
  checkTopics(work)
}

/**
 * Joins again: what was read is committed first, and again while that may help, no longer than a
 * rebalance may take. §3.3. Kafka: ConsumerCoordinator.onJoinPrepare.
 */
export function rejoin(work: ConsumerWork): void {
  const { consumer } = work
  // Who closes keeps what it holds until it has committed.
  if (consumer.closing !== null) return
  const consumed = consumedOffsets(consumer)
  if (consumed.length === 0 || consumer.coordinator === null) return giveBack(work)
  if (consumer.preparingSinceMs !== null) return
  work.consumer = { ...consumer, preparingSinceMs: clientNow(work) }
  sendOffsets(work, 'prepare', consumed)
}

/** The commit before a join has ended. */
function onPrepared(work: ConsumerWork, { body }: Completion): void {
  const { closing, preparingSinceMs: sinceMs } = work.consumer
  if (closing !== null || sinceMs === null) return
  const error = commitError(body)
  if (error !== null && losesCoordinator(error)) loseCoordinator(work)
  const isLate = clientNow(work) - sinceMs >= work.core.settings.int('max.poll.interval.ms')
  if (error === null || isLate || !ERRORS[error].retriable) return giveBack(work)
  setClientTimer(work, 'prepare', { ms: work.core.settings.int('retry.backoff.ms') })
}

/** The commit before a join is tried again. */
export function prepareAgain(work: ConsumerWork): void {
  const { closing, coordinator, preparingSinceMs } = work.consumer
  if (closing !== null || preparingSinceMs === null) return
  const consumed = consumedOffsets(work.consumer)
  if (consumed.length === 0) return giveBack(work)
  if (coordinator === null) findCoordinator(work)
  else sendOffsets(work, 'prepare', consumed)
}

/** Gives everything back and joins. §3.3, eager. */
function giveBack(work: ConsumerWork): void {
  const held = heldPartitions(work.consumer)
  if (held.length > 0) {
    const group = work.consumer.groupId ?? ''
    work.facts.push({ type: 'AssignmentRevoked', group, partitions: held })
  }
  work.consumer = {
    ...work.consumer,
    preparingSinceMs: null,
    positions: Map(),
    epochs: Map(),
    toReset: [],
    isFetchingOffsets: false,
  }
  join(work)
}

/** A member asks for a rebalance with its next poll. Kafka: KafkaConsumer.enforceRebalance. */
export function enforceRebalance(work: ConsumerWork): void {
  if (work.consumer.membership === 'STABLE') rejoin(work)
}

function onGroupError(work: ConsumerWork, error: ErrorCode, api?: 'JoinGroup' | 'SyncGroup'): void {
  switch (error) {
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
      return loseCoordinator(work)
    case 'COORDINATOR_LOAD_IN_PROGRESS':
      return setClientTimer(work, 'rejoin', { ms: 100 })
    case 'UNKNOWN_MEMBER_ID':
      work.consumer = { ...work.consumer, memberId: '', generationId: -1 }
      return rejoin(work)
    case 'ILLEGAL_GENERATION':
      work.consumer = { ...work.consumer, generationId: -1 }
      return rejoin(work)
    case 'REBALANCE_IN_PROGRESS':
      return rejoin(work)
    default:
      return failFor(work, error, api)
  }
}

/** An error that ends the consumer, said in its log. Kafka: AbstractCoordinator, its response handlers. */
function failFor(work: ConsumerWork, error: ErrorCode, api?: 'JoinGroup' | 'SyncGroup'): void {
  const { groupId, groupInstanceId, generationId, memberId, protocol } = work.consumer
  const { exception } = ERRORS[error]
  const isFull = error === 'GROUP_MAX_SIZE_REACHED'
  const message = isFull
    ? `Consumer group ${groupId ?? ''} already has the configured maximum number of members.`
    : errorMessage(error)
  work.consumer = { ...work.consumer, fatal: `common.errors.${exception}: ${message}` }
  const generation = `Generation{generationId=${generationId}, memberId='${memberId}', protocol='${protocol ?? 'null'}'}`
  const instance = `Optional[${groupInstanceId ?? ''}]`
  const fenced =
    api === undefined
      ? `Caught fenced group.instance.id ${instance} error in heartbeat thread`
      : `${api} failed: The group instance id ${instance} has been fenced by another instance. Sent generation was ${generation}`
  const failed = `${api ?? 'Heartbeat'} failed due to fatal error: ${errorMessage(error)}`
  logLine(work, {
    level: 'ERROR',
    logger: 'consumer.internals.ConsumerCoordinator',
    text: error === 'FENCED_INSTANCE_ID' ? fenced : failed,
  })
}

/** Beats while it is a member. G-40. */
export function heartbeat(work: ConsumerWork): void {
  const { groupId, generationId, memberId, groupInstanceId, membership } = work.consumer
  if (membership !== 'STABLE' && membership !== 'COMPLETING_REBALANCE') return
  setClientTimer(work, 'heartbeat', { ms: work.core.settings.int('heartbeat.interval.ms') })
  const id = { groupId: groupId ?? '', generationId, memberId, groupInstanceId }
  ask(work, 'heartbeat', { api: 'Heartbeat', ...id })
}

/** Asks where the group has been. */
export function fetchOffsets(work: ConsumerWork): void {
  const { consumer } = work
  const unknown = heldPartitions(consumer).filter(
    (name) => consumer.positions.get(name) === null && !awaitsReset(consumer, name),
  )
  if (unknown.length === 0 || consumer.isFetchingOffsets) return
  work.consumer = { ...consumer, isFetchingOffsets: true }
  ask(work, 'offsets', {
    api: 'OffsetFetch',
    groupId: consumer.groupId ?? '',
    memberId: null,
    memberEpoch: -1,
    partitions: unknown.map(splitTopicPartition),
    requireStable: true,
  })
}

function onOffsets(work: ConsumerWork, body: Response<'OffsetFetch'>): void {
  work.consumer = { ...work.consumer, isFetchingOffsets: false }
  if (body.error !== 'NONE') return onGroupError(work, body.error)
  for (const row of body.partitions) {
    const name = topicPartition(row.topic, row.partition)
    const { positions, committed, toReset } = work.consumer
    if (!positions.has(name)) continue
    if (row.committedOffset < 0) {
      work.consumer = { ...work.consumer, toReset: [...toReset, resetNow(name)] }
      continue
    }
    work.consumer = {
      ...work.consumer,
      positions: positions.set(name, row.committedOffset),
      committed: committed.set(name, row.committedOffset),
    }
    noteCommitted(work, name, row.committedLeaderEpoch)
  }
}

/** Leaves the group; a static member stays. G-35. */
export function leave(work: ConsumerWork): boolean {
  const { groupId, memberId, groupInstanceId, topics, coordinator } = work.consumer
  const isMember = groupId !== null && topics !== null && memberId !== '' && coordinator !== null
  if (!isMember || groupInstanceId !== null) return false
  work.consumer = { ...work.consumer, membership: take(work, 'left') }
  ask(work, 'leave', {
    api: 'LeaveGroup',
    groupId,
    members: [{ memberId, groupInstanceId, reason: 'the consumer is being closed' }],
  })
  return true
}

/** An answer of the coordinator, or of whoever was asked for it. True: it was one. */
// eslint-disable-next-line complexity -- one line a request
export function onGroupCompletion(work: ConsumerWork, completion: Completion): boolean {
  const { tag, body } = completion
  switch (tag) {
    case 'find':
      onFound(work, body?.api === 'FindCoordinator' ? body : null)
      return true
    case 'join':
      if (body?.api === 'JoinGroup') onJoined(work, body)
      else loseCoordinator(work)
      return true
    case 'sync':
      if (body?.api === 'SyncGroup') onSynced(work, body)
      else loseCoordinator(work)
      return true
    case 'heartbeat':
      if (body === null) loseCoordinator(work)
      else if (body.api === 'Heartbeat' && body.error !== 'NONE') onGroupError(work, body.error)
      return true
    case 'offsets':
      if (body?.api === 'OffsetFetch') onOffsets(work, body)
      else loseCoordinator(work)
      return true
    case 'prepare':
      onPrepared(work, completion)
      return true
    case 'lastCommit':
    case 'leave':
      return true
    default:
      return false
  }
}
