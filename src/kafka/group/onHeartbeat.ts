import type { ErrorCode } from '../protocol/errors'
import type { HeartbeatRequest, LeaveGroupRequest } from '../protocol/rpc/group'
import type { ClassicGroup, ReplyTo } from './classicGroup'
import { hasAllMembersJoined, memberOf, validateMember } from './classicGroup'
import {
  answerJoin,
  completeJoin,
  dropMember,
  joinError,
  maybeCompleteJoin,
  prepareRebalance,
  restartSession,
} from './rebalance'
import type { GroupWork } from './shard'
import { cancelGroupTimer, groupOf, putGroup, reply } from './shard'

/** Answers one heartbeat. Table 2.4. Kafka: GroupMetadataManager.classicGroupHeartbeat. */
export function onHeartbeat(
  work: GroupWork,
  call: ReplyTo & { readonly body: HeartbeatRequest },
): void {
  const { body } = call
  const error = beat(work, work.shard.groups.get(body.groupId), body)
  reply(work, call, { api: 'Heartbeat', error })
}

function beat(work: GroupWork, group: ClassicGroup | undefined, body: HeartbeatRequest): ErrorCode {
  if (group === undefined) return 'UNKNOWN_MEMBER_ID'
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE'
  const error = validateMember(group, body.memberId, body.groupInstanceId)
  if (error !== 'NONE') return error
  if (body.generationId !== group.generationId) return 'ILLEGAL_GENERATION'
  const member = memberOf(group, body.memberId)
  if (group.state === 'Empty' || member === undefined) return 'UNKNOWN_MEMBER_ID'
  restartSession(work, body.groupId, member)
  return group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE'
}

/** Answers a LeaveGroup. G-33. Kafka: GroupMetadataManager.classicGroupLeave. */
export function onLeaveGroup(
  work: GroupWork,
  call: ReplyTo & { readonly body: LeaveGroupRequest },
): void {
  const { body } = call
  const group = work.shard.groups.get(body.groupId)
  if (group?.state === 'Dead') {
    return reply(work, call, {
      api: 'LeaveGroup',
      error: 'COORDINATOR_NOT_AVAILABLE',
      members: [],
    })
  }
  const members = body.members.map(
    ({ memberId, groupInstanceId }) =>
      ({
        memberId,
        groupInstanceId,
        error:
          group === undefined
            ? 'UNKNOWN_MEMBER_ID'
            : leave(work, body.groupId, memberId, groupInstanceId),
      }) as const,
  )
  if (members.some(({ error }) => error === 'NONE')) afterLeaving(work, body.groupId)
  reply(work, call, { api: 'LeaveGroup', error: 'NONE', members })
}

function leave(
  work: GroupWork,
  groupId: string,
  ...[memberId, instanceId]: readonly [string, string | null]
): ErrorCode {
  const group = groupOf(work, groupId)
  if (memberId === '') {
    const known = instanceId === null ? undefined : group.staticMembers.get(instanceId)
    if (known === undefined) return 'UNKNOWN_MEMBER_ID'
    dropMember(work, groupId, { memberId: known, because: 'left' })
    return 'NONE'
  }
  if (group.pendingJoin.has(memberId)) {
    putGroup(work, { ...group, pendingJoin: group.pendingJoin.delete(memberId) })
    cancelGroupTimer(work, 'session', { groupId, memberId })
    return 'NONE'
  }
  const error = validateMember(group, memberId, instanceId)
  if (error === 'NONE') dropMember(work, groupId, { memberId, because: 'left' })
  return error
}

function afterLeaving(work: GroupWork, groupId: string): void {
  const { state } = groupOf(work, groupId)
  if (state === 'Stable' || state === 'CompletingRebalance') {
    prepareRebalance(work, groupId, 'memberLeft')
  } else if (state === 'PreparingRebalance') maybeCompleteJoin(work, groupId)
}

/** A member's session is over. G-31. Kafka: GroupMetadataManager.expireClassicGroupMemberHeartbeat. */
export function onSessionExpired(work: GroupWork, groupId: string, memberId: string): void {
  const group = work.shard.groups.get(groupId)
  if (group === undefined || group.state === 'Dead') return
  if (group.pendingJoin.has(memberId)) {
    putGroup(work, { ...group, pendingJoin: group.pendingJoin.delete(memberId) })
    maybeCompleteJoin(work, groupId)
    return
  }
  const member = memberOf(group, memberId)
  if (member === undefined) return
  // A parked request counts as a sign of life, but not for ever while the member is new.
  const isParked = member.awaitingJoin !== null || member.awaitingSync !== null
  if (isParked && !member.isNew) return
  answerJoin(work, group, { memberId, body: joinError('UNKNOWN_MEMBER_ID', memberId) })
  dropMember(work, groupId, { memberId, because: 'sessionExpired' })
  const { state } = groupOf(work, groupId)
  if (state === 'Stable' || state === 'CompletingRebalance') {
    prepareRebalance(work, groupId, 'sessionExpired')
  } else if (state === 'PreparingRebalance' && hasAllMembersJoined(groupOf(work, groupId))) {
    completeJoin(work, groupId)
  }
}
