import { Set } from 'immutable'
import type { ErrorCode } from '../protocol/errors'
import type { JoinGroupResponse, SyncGroupResponse } from '../protocol/rpc/group'
import type { ClassicGroup, ClassicMember, ReplyTo } from './classicGroup'
import {
  computeSubscribedTopics,
  hasAllMembersJoined,
  memberCount,
  memberOf,
  membersOf,
  rebalanceTimeoutMs,
  removeMember,
  selectProtocol,
  withMember,
} from './classicGroup'
import { groupMetadataRecord } from './records'
import type { GroupWork } from './shard'
import {
  append,
  cancelGroupTimer,
  groupOf,
  putGroup,
  reply,
  setGroupTimer,
  transition,
} from './shard'

/** A new member's session while it waits for its first generation. G-22. */
export const NEW_MEMBER_JOIN_TIMEOUT_MS = 300_000

/** A JoinGroup answer that carries an error. */
export function joinError(error: ErrorCode, memberId: string): JoinGroupResponse {
  return {
    api: 'JoinGroup',
    error,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  }
}

/** A SyncGroup answer that carries an error. */
export function syncError(error: ErrorCode): SyncGroupResponse {
  return { api: 'SyncGroup', error, protocolType: null, protocolName: null, assignment: null }
}

/** The JoinGroup answer of the current generation; only the leader gets the members. G-27. */
export function joinAnswer(group: ClassicGroup, memberId: string): JoinGroupResponse {
  const isLeader = group.leaderId === memberId
  return {
    api: 'JoinGroup',
    error: 'NONE',
    generationId: group.generationId,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.leaderId ?? '',
    skipAssignment: false,
    memberId,
    members: isLeader
      ? membersOf(group).map((member) => ({
          memberId: member.memberId,
          groupInstanceId: member.groupInstanceId,
          subscription: member.protocols.find(({ name }) => name === group.protocolName)
            ?.subscription ?? {
            topics: [],
            ownedPartitions: [],
            generationId: -1,
            rackId: null,
            userData: null,
          },
        }))
      : [],
  }
}

/** (Re)starts a member's session timer. */
export function restartSession(work: GroupWork, groupId: string, member: ClassicMember): void {
  setGroupTimer(work, 'session', {
    groupId,
    memberId: member.memberId,
    delayMs: member.sessionTimeoutMs,
  })
}

/** Answers a parked join, if there is one. */
export function answerJoin(
  work: GroupWork,
  group: ClassicGroup,
  { memberId, body }: { readonly memberId: string; readonly body: JoinGroupResponse },
): ClassicGroup {
  const member = memberOf(group, memberId)
  if (!member?.awaitingJoin) return group
  reply(work, member.awaitingJoin, body)
  return putGroup(work, withMember(group, { ...member, awaitingJoin: null }))
}

/** Answers a parked sync, if there is one; the member's session starts anew. G-29. */
export function answerSync(
  work: GroupWork,
  group: ClassicGroup,
  { memberId, body }: { readonly memberId: string; readonly body: SyncGroupResponse },
): ClassicGroup {
  const member = memberOf(group, memberId)
  if (!member?.awaitingSync) return group
  reply(work, member.awaitingSync, body)
  restartSession(work, group.groupId, member)
  return putGroup(work, withMember(group, { ...member, awaitingSync: null }))
}

/** Answers all parked syncs with an error and takes the assignments back. */
export function resetAssignments(work: GroupWork, groupId: string, error: ErrorCode): void {
  for (const member of membersOf(groupOf(work, groupId))) {
    const group = groupOf(work, groupId)
    const bare = memberOf(group, member.memberId)
    if (bare === undefined) continue
    const cleared = putGroup(work, withMember(group, { ...bare, assignment: [] }))
    answerSync(work, cleared, { memberId: member.memberId, body: syncError(error) })
  }
}

/** Begins a rebalance. G-24. Kafka: GroupMetadataManager.prepareRebalance. */
export function prepareRebalance(work: GroupWork, groupId: string, because: string): void {
  if (groupOf(work, groupId).state === 'CompletingRebalance') {
    resetAssignments(work, groupId, 'REBALANCE_IN_PROGRESS')
  }
  const group = putGroup(work, { ...groupOf(work, groupId), pendingSync: Set() })
  cancelGroupTimer(work, 'sync', { groupId, memberId: '' })
  work.facts.push({
    type: 'GroupRebalanceBegun',
    group: groupId,
    generation: group.generationId,
    because,
  })
  if (group.state === 'Empty') {
    const delayMs = work.config.initialRebalanceDelayMs
    transition(work, group, 'firstMemberJoined')
    putGroup(work, {
      ...groupOf(work, groupId),
      initialRemainingMs: Math.max(rebalanceTimeoutMs(group) - delayMs, 0),
    })
    setGroupTimer(work, 'join', { groupId, memberId: '', delayMs })
    return
  }
  transition(work, group, 'membershipChanged')
  if (hasAllMembersJoined(groupOf(work, groupId))) completeJoin(work, groupId)
  else armJoinTimer(work, groupId)
}

function armJoinTimer(work: GroupWork, groupId: string): void {
  const delayMs = rebalanceTimeoutMs(groupOf(work, groupId))
  setGroupTimer(work, 'join', { groupId, memberId: '', delayMs })
}

/** G-23. Kafka: GroupMetadataManager.maybePrepareRebalanceOrCompleteJoin. */
export function rebalanceOrComplete(work: GroupWork, groupId: string, because: string): void {
  if (groupOf(work, groupId).state === 'PreparingRebalance') maybeCompleteJoin(work, groupId)
  else prepareRebalance(work, groupId, because)
}

/** Ends the join phase if all have joined; the initial delay is not cut short. G-23, G-25. */
export function maybeCompleteJoin(work: GroupWork, groupId: string): void {
  const group = groupOf(work, groupId)
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return
  if (hasAllMembersJoined(group)) completeJoin(work, groupId)
}

/** The join timer fired: the initial delay goes on, or the join phase ends. G-26. */
export function onJoinTimer(work: GroupWork, groupId: string): void {
  const group = work.shard.groups.get(groupId)
  if (group?.state !== 'PreparingRebalance') return
  const { initialRemainingMs: remaining } = group
  if (remaining !== null && group.newMemberAdded && remaining !== 0) {
    const delayMs = Math.min(work.config.initialRebalanceDelayMs, remaining)
    putGroup(work, {
      ...group,
      newMemberAdded: false,
      initialRemainingMs: Math.max(remaining - delayMs, 0),
    })
    setGroupTimer(work, 'join', { groupId, memberId: '', delayMs })
    return
  }
  completeJoin(work, groupId)
}

/** Removes a member and forgets its timers. */
export function dropMember(
  work: GroupWork,
  groupId: string,
  {
    memberId,
    because,
  }: {
    readonly memberId: string
    readonly because: 'left' | 'sessionExpired' | 'rebalanceTimedOut'
  },
): void {
  const group = groupOf(work, groupId)
  answerJoin(work, group, { memberId, body: joinError('UNKNOWN_MEMBER_ID', memberId) })
  putGroup(work, removeMember(groupOf(work, groupId), memberId))
  cancelGroupTimer(work, 'session', { groupId, memberId })
  work.facts.push({ type: 'GroupMemberRemoved', group: groupId, memberId, because })
}

/** Ends the join phase. G-27. Kafka: GroupMetadataManager.completeClassicGroupJoin. */
export function completeJoin(work: GroupWork, groupId: string): void {
  cancelGroupTimer(work, 'join', { groupId, memberId: '' })
  for (const member of membersOf(groupOf(work, groupId))) {
    if (member.awaitingJoin === null && member.groupInstanceId === null) {
      dropMember(work, groupId, { memberId: member.memberId, because: 'rebalanceTimedOut' })
    }
  }
  const group = putGroup(work, { ...groupOf(work, groupId), initialRemainingMs: null })
  if (memberCount(group) > 0 && !electJoinedLeader(work, group)) {
    armJoinTimer(work, groupId)
    return
  }
  nextGeneration(work, groupId)
}

/** True when the leader has joined, or another that has could be elected. */
function electJoinedLeader(work: GroupWork, group: ClassicGroup): boolean {
  const leader = group.leaderId === null ? undefined : memberOf(group, group.leaderId)
  if (leader?.awaitingJoin) return true
  const joined = membersOf(group).find((member) => member.awaitingJoin !== null)
  if (joined === undefined) return false
  putGroup(work, { ...group, leaderId: joined.memberId })
  return true
}

function nextGeneration(work: GroupWork, groupId: string): void {
  const group = groupOf(work, groupId)
  const generationId = group.generationId + 1
  if (memberCount(group) === 0) {
    const empty = { ...group, generationId, protocolName: null, pendingSync: Set<string>() }
    transition(work, { ...empty, subscribedTopics: [] }, 'joinPhaseEndedEmpty')
    append(work, [groupMetadataRecord(groupOf(work, groupId))], { after: { type: 'nothing' } })
    return
  }
  const chosen = { ...group, generationId, protocolName: selectProtocol(group) }
  const subscribedTopics = computeSubscribedTopics(chosen)
  transition(work, { ...chosen, subscribedTopics, pendingSync: Set() }, 'joinPhaseEnded')
  for (const { memberId } of membersOf(groupOf(work, groupId))) letIn(work, groupId, memberId)
  const delayMs = rebalanceTimeoutMs(groupOf(work, groupId))
  setGroupTimer(work, 'sync', { groupId, memberId: '', delayMs })
}

/** Answers one member's join with the new generation and waits for its sync. */
function letIn(work: GroupWork, groupId: string, memberId: string): void {
  const before = groupOf(work, groupId)
  const group = answerJoin(work, before, { memberId, body: joinAnswer(before, memberId) })
  const member = memberOf(group, memberId)
  if (member === undefined) return
  restartSession(work, groupId, member)
  putGroup(work, {
    ...withMember(group, { ...member, isNew: false }),
    pendingSync: group.pendingSync.add(memberId),
  })
}

/** The sync timer fired: members that did not come back are dropped. G-30. expirePendingSync. */
export function onSyncTimer(work: GroupWork, groupId: string): void {
  const group = work.shard.groups.get(groupId)
  if (group === undefined || group.pendingSync.size === 0) return
  if (group.state !== 'CompletingRebalance' && group.state !== 'Stable') return
  for (const memberId of group.pendingSync.toArray().sort()) {
    dropMember(work, groupId, { memberId, because: 'rebalanceTimedOut' })
  }
  prepareRebalance(work, groupId, 'pendingSyncExpired')
}

/** Parks a join: the member's answer comes with the next generation. */
export function parked(request: ReplyTo): ReplyTo {
  return { connection: request.connection, correlationId: request.correlationId }
}
