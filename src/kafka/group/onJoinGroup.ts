import type { KafkaContext } from '../effects'
import type { JoinGroupProtocol, JoinGroupRequest, JoinGroupResponse } from '../protocol/rpc/group'
import type { ClassicGroup, ClassicMember, ReplyTo } from './classicGroup'
import {
  addMember,
  memberCount,
  memberOf,
  membersOf,
  newClassicGroup,
  replaceStaticMember,
  selectProtocol,
  supportsProtocols,
  updateMember,
  validateMember,
  withMember,
} from './classicGroup'
import {
  answerJoin,
  joinAnswer,
  joinError,
  maybeCompleteJoin,
  NEW_MEMBER_JOIN_TIMEOUT_MS,
  parked,
  prepareRebalance,
  rebalanceOrComplete,
  restartSession,
  syncError,
} from './rebalance'
import { emptyGroupRecord, groupMetadataRecord } from './records'
import type { GroupWork } from './shard'
import { append, groupOf, nowMs, putGroup, reply, setGroupTimer } from './shard'

/** A JoinGroup with whom to answer and where it came from. */
export interface JoinCall extends ReplyTo {
  readonly body: JoinGroupRequest
  readonly clientHost: string
}

/**
 * Answers a JoinGroup, now or when the join phase ends. Rules G-20 … G-23, table 2.2.
 * Kafka: GroupMetadataManager.classicGroupJoin.
 */
export function onJoinGroup(work: GroupWork, call: JoinCall): void {
  const { body } = call
  const refused = checkRequest(work, body)
  if (refused !== null) return reply(work, call, joinError(refused, body.memberId))
  const known = work.shard.groups.get(body.groupId)
  if (known === undefined && body.memberId !== '') {
    return reply(work, call, joinError('UNKNOWN_MEMBER_ID', body.memberId))
  }
  const isNew = known === undefined
  const group = known ?? putGroup(work, newClassicGroup(body.groupId, nowMs(work)))
  if (!acceptsMember(work, group, body)) {
    putGroup(work, { ...group, pendingJoin: group.pendingJoin.delete(body.memberId) })
    return reply(work, call, joinError('GROUP_MAX_SIZE_REACHED', ''))
  }
  if (group.state === 'Dead') {
    return reply(work, call, joinError('COORDINATOR_NOT_AVAILABLE', body.memberId))
  }
  const names = body.protocols.map(({ name }) => name)
  if (!supportsProtocols(group, body.protocolType, names)) {
    return reply(work, call, joinError('INCONSISTENT_GROUP_PROTOCOL', body.memberId))
  }
  if (body.memberId === '') joinNew(work, call, { group, isNew })
  else joinAgain(work, call, group)
}

function checkRequest(
  work: GroupWork,
  body: JoinGroupRequest,
): 'INVALID_GROUP_ID' | 'INVALID_SESSION_TIMEOUT' | null {
  if (body.groupId === '') return 'INVALID_GROUP_ID'
  const { minSessionTimeoutMs, maxSessionTimeoutMs } = work.config
  const fits =
    body.sessionTimeoutMs >= minSessionTimeoutMs && body.sessionTimeoutMs <= maxSessionTimeoutMs
  return fits ? null : 'INVALID_SESSION_TIMEOUT'
}

/** G-20. Kafka: GroupMetadataManager.acceptJoiningMember. */
function acceptsMember(work: GroupWork, group: ClassicGroup, body: JoinGroupRequest): boolean {
  const { maxSize } = work.config
  const member = memberOf(group, body.memberId)
  switch (group.state) {
    case 'Empty':
    case 'Dead':
      return true
    case 'PreparingRebalance': {
      const waiting = membersOf(group).filter(({ awaitingJoin }) => awaitingJoin !== null).length
      return (member?.awaitingJoin ?? null) !== null || waiting < maxSize
    }
    case 'CompletingRebalance':
    case 'Stable':
      return member !== undefined || memberCount(group) < maxSize
  }
}

/** A random UUID as Java prints it (version 4), from draws. */
function drawUuid(ctx: KafkaContext): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => ctx.draw('uuid', 16).toString(16)).join('')
  const variant = (8 + ctx.draw('uuid', 4)).toString(16)
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}

function joinNew(
  work: GroupWork,
  call: JoinCall,
  { group, isNew }: { readonly group: ClassicGroup; readonly isNew: boolean },
): void {
  const { body } = call
  const memberId = `${body.groupInstanceId ?? body.clientId}-${drawUuid(work.ctx)}`
  if (body.groupInstanceId !== null) {
    const oldMemberId = group.staticMembers.get(body.groupInstanceId)
    if (oldMemberId !== undefined) {
      return replaceStatic(work, call, { instanceId: body.groupInstanceId, oldMemberId, memberId })
    }
    addAndRebalance(work, call, memberId)
    return isNew ? writeNew(work, call, null) : undefined
  }
  // KIP-394: a member must come back with the id it is given.
  putGroup(work, { ...group, pendingJoin: group.pendingJoin.add(memberId) })
  setGroupTimer(work, 'session', {
    groupId: group.groupId,
    memberId,
    delayMs: body.sessionTimeoutMs,
  })
  const answer = joinError('MEMBER_ID_REQUIRED', memberId)
  if (isNew) writeNew(work, call, answer)
  else reply(work, call, answer)
}

/** G-21: a new group is written, empty, before anything else of it. `answer`: what waits for that. */
function writeNew(work: GroupWork, call: JoinCall, answer: JoinGroupResponse | null): void {
  append(work, [emptyGroupRecord(groupOf(work, call.body.groupId))], {
    after:
      answer === null ? { type: 'nothing' } : { type: 'reply', to: parked(call), body: answer },
  })
}

function memberFrom(call: JoinCall, memberId: string): ClassicMember {
  const { body } = call
  return {
    memberId,
    groupInstanceId: body.groupInstanceId,
    clientId: body.clientId,
    clientHost: call.clientHost,
    sessionTimeoutMs: body.sessionTimeoutMs,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs,
    protocolType: body.protocolType,
    protocols: body.protocols,
    assignment: [],
    awaitingJoin: parked(call),
    awaitingSync: null,
    isNew: true,
  }
}

/** G-22. Kafka: GroupMetadataManager.addMemberThenRebalanceOrCompleteJoin. */
function addAndRebalance(work: GroupWork, call: JoinCall, memberId: string): void {
  const { body } = call
  const group = groupOf(work, body.groupId)
  const isLate = group.state === 'PreparingRebalance' && group.previousState === 'Empty'
  putGroup(work, {
    ...addMember(group, memberFrom(call, memberId)),
    newMemberAdded: group.newMemberAdded || isLate,
  })
  setGroupTimer(work, 'session', {
    groupId: body.groupId,
    memberId,
    delayMs: NEW_MEMBER_JOIN_TIMEOUT_MS,
  })
  work.facts.push({
    type: 'GroupMemberJoined',
    group: body.groupId,
    memberId,
    clientId: body.clientId,
  })
  rebalanceOrComplete(work, body.groupId, 'memberJoined')
}

function sameProtocols(member: ClassicMember, protocols: readonly JoinGroupProtocol[]): boolean {
  return JSON.stringify(member.protocols) === JSON.stringify(protocols)
}

function updateAndRebalance(work: GroupWork, call: JoinCall, because: string): void {
  const { body } = call
  const { protocols, rebalanceTimeoutMs, sessionTimeoutMs, groupId, memberId } = body
  putGroup(
    work,
    updateMember(groupOf(work, groupId), memberId, {
      protocols,
      rebalanceTimeoutMs,
      sessionTimeoutMs,
      awaitingJoin: parked(call),
    }),
  )
  rebalanceOrComplete(work, groupId, because)
}

/** Rows 14 … 22 of table 2.2. Kafka: GroupMetadataManager.classicGroupJoinExistingMember. */
function joinAgain(work: GroupWork, call: JoinCall, group: ClassicGroup): void {
  const { body } = call
  if (body.groupInstanceId === null && group.pendingJoin.has(body.memberId)) {
    return addAndRebalance(work, call, body.memberId)
  }
  const error = validateMember(group, body.memberId, body.groupInstanceId)
  const member = memberOf(group, body.memberId)
  if (error !== 'NONE' || member === undefined) {
    return reply(work, call, joinError(error, body.memberId))
  }
  const isSame = sameProtocols(member, body.protocols)
  switch (group.state) {
    case 'PreparingRebalance':
      return updateAndRebalance(work, call, 'memberRejoined')
    case 'CompletingRebalance':
      if (isSame) return reply(work, call, joinAnswer(group, body.memberId))
      return updateAndRebalance(work, call, 'protocolsChanged')
    case 'Stable':
      if (group.leaderId === body.memberId) return updateAndRebalance(work, call, 'leaderRejoined')
      if (!isSame) return updateAndRebalance(work, call, 'protocolsChanged')
      return reply(work, call, joinAnswer(group, body.memberId))
    case 'Empty':
    case 'Dead':
      return reply(work, call, joinError('UNKNOWN_MEMBER_ID', body.memberId))
  }
}

/** G-36. Kafka: GroupMetadataManager.updateStaticMemberThenRebalanceOrCompleteJoin. */
function replaceStatic(
  work: GroupWork,
  call: JoinCall,
  ids: { readonly instanceId: string; readonly oldMemberId: string; readonly memberId: string },
): void {
  const { body } = call
  const { groupId } = body
  const { instanceId, oldMemberId, memberId } = ids
  const before = groupOf(work, groupId)
  const parkedSync = memberOf(before, oldMemberId)?.awaitingSync ?? null
  if (parkedSync !== null) reply(work, parkedSync, syncError('FENCED_INSTANCE_ID'))
  const fenced = joinError('FENCED_INSTANCE_ID', oldMemberId)
  const group = answerJoin(work, before, { memberId: oldMemberId, body: fenced })
  work.effects.push({ type: 'CancelTimer', key: `group/session/${groupId}/${oldMemberId}` })
  const oldProtocol = group.protocolName
  const replaced = updateMember(
    replaceStaticMember(group, instanceId, { oldMemberId, newMemberId: memberId }),
    memberId,
    {
      protocols: body.protocols,
      rebalanceTimeoutMs: body.rebalanceTimeoutMs,
      sessionTimeoutMs: body.sessionTimeoutMs,
      awaitingJoin: parked(call),
    },
  )
  putGroup(work, replaced)
  const member = memberOf(replaced, memberId)
  if (member !== undefined) restartSession(work, groupId, member)
  if (replaced.state === 'Stable' && selectProtocol(replaced) === oldProtocol) {
    keepAssignment(work, call, memberId)
  } else if (replaced.state === 'PreparingRebalance') maybeCompleteJoin(work, groupId)
  else prepareRebalance(work, groupId, 'staticMemberReplaced')
}

/** The static member is back with the same protocol: no rebalance, only a record. */
function keepAssignment(work: GroupWork, call: JoinCall, memberId: string): void {
  const { groupId } = call.body
  const group = groupOf(work, groupId)
  const member = memberOf(group, memberId)
  if (member === undefined) return
  putGroup(work, withMember(group, { ...member, awaitingJoin: null }))
  const body = {
    ...joinAnswer(groupOf(work, groupId), memberId),
    skipAssignment: group.leaderId === memberId,
  }
  append(work, [groupMetadataRecord(groupOf(work, groupId))], {
    after: { type: 'reply', to: parked(call), body },
  })
}
