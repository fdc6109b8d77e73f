import { Map } from '~/base/persistentMap'
import type { ErrorCode } from '../protocol/errors'
import type { SyncGroupRequest, SyncGroupResponse } from '../protocol/rpc/group'
import type { ClassicGroup, ReplyTo } from './classicGroup'
import { memberOf, membersOf, validateMember, withMember } from './classicGroup'
import {
  answerSync,
  parked,
  prepareRebalance,
  resetAssignments,
  restartSession,
  syncError,
} from './rebalance'
import { groupMetadataRecord } from './records'
import type { AfterAppend, GroupWork } from './shard'
import {
  append,
  cancelGroupTimer,
  groupOf,
  mapAppendError,
  putGroup,
  reply,
  transition,
} from './shard'

/** A SyncGroup with whom to answer. */
export interface SyncCall extends ReplyTo {
  readonly body: SyncGroupRequest
}

/** What forbids the sync, or NONE. Table 2.3. Kafka: GroupMetadataManager.validateSyncGroup. */
function checkSync(group: ClassicGroup | undefined, body: SyncGroupRequest): ErrorCode {
  if (group === undefined || group.state === 'Empty') return 'UNKNOWN_MEMBER_ID'
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE'
  const error = validateMember(group, body.memberId, body.groupInstanceId)
  if (error !== 'NONE') return error
  if (body.generationId !== group.generationId) return 'ILLEGAL_GENERATION'
  const differs = (asked: string | null, own: string | null) => asked !== null && asked !== own
  if (
    differs(body.protocolType, group.protocolType) ||
    differs(body.protocolName, group.protocolName)
  ) {
    return 'INCONSISTENT_GROUP_PROTOCOL'
  }
  return group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE'
}

function syncAnswer(group: ClassicGroup, memberId: string): SyncGroupResponse {
  return {
    api: 'SyncGroup',
    error: 'NONE',
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment: memberOf(group, memberId)?.assignment ?? [],
  }
}

/** Answers a SyncGroup, now or when the leader's assignment is committed. Table 2.3. */
export function onSyncGroup(work: GroupWork, call: SyncCall): void {
  const { body } = call
  const error = checkSync(work.shard.groups.get(body.groupId), body)
  if (error !== 'NONE') return reply(work, call, syncError(error))
  const group = groupOf(work, body.groupId)
  const pendingSync = group.pendingSync.delete(body.memberId)
  putGroup(work, { ...group, pendingSync })
  if (pendingSync.size === 0 && group.pendingSync.size > 0) {
    cancelGroupTimer(work, 'sync', { groupId: body.groupId, memberId: '' })
  }
  const member = memberOf(group, body.memberId)
  if (member === undefined) return
  if (group.state === 'Stable') {
    restartSession(work, body.groupId, member)
    return reply(work, call, syncAnswer(group, body.memberId))
  }
  putGroup(work, withMember(groupOf(work, body.groupId), { ...member, awaitingSync: parked(call) }))
  if (group.leaderId === body.memberId) writeAssignment(work, body)
}

/** The leader's assignment goes to the log before anybody is told. G-08. */
function writeAssignment(work: GroupWork, body: SyncGroupRequest): void {
  const group = groupOf(work, body.groupId)
  const given = Map(body.assignments.map((row) => [row.memberId, row.assignment] as const))
  const whole = membersOf(group).reduce(
    (next, member) =>
      withMember(next, {
        ...(memberOf(next, member.memberId) ?? member),
        assignment: given.get(member.memberId) ?? [],
      }),
    group,
  )
  append(work, [groupMetadataRecord(whole)], {
    after: {
      type: 'storeAssignment',
      groupId: body.groupId,
      generationId: group.generationId,
      assignments: given,
    },
  })
}

/** The leader's assignment is committed, or could not be. */
export function onAssignmentWritten(
  work: GroupWork,
  after: Extract<AfterAppend, { type: 'storeAssignment' }>,
  error: ErrorCode,
): void {
  const { groupId, generationId, assignments } = after
  const group = work.shard.groups.get(groupId)
  // Another rebalance may have begun meanwhile.
  if (group?.state !== 'CompletingRebalance' || group.generationId !== generationId) return
  if (error !== 'NONE') {
    resetAssignments(work, groupId, mapAppendError(error))
    prepareRebalance(work, groupId, 'assignmentNotWritten')
    return
  }
  for (const { memberId } of membersOf(group)) {
    const here = groupOf(work, groupId)
    const member = memberOf(here, memberId)
    if (member === undefined) continue
    const stored = withMember(here, { ...member, assignment: assignments.get(memberId) ?? [] })
    putGroup(work, stored)
    answerSync(work, stored, { memberId, body: syncAnswer(stored, memberId) })
  }
  transition(work, groupOf(work, groupId), 'assignmentStored')
  work.facts.push({
    type: 'GroupStable',
    group: groupId,
    generation: generationId,
    members: membersOf(group).length,
  })
}
