import { invariant, present } from '~/base/invariant'
import type { JavaMap } from '~/base/javaMap'
import { emptyJavaMap, javaDelete, javaSet, javaValues } from '~/base/javaMap'
import type { ConnectionId } from '~/sim/ids'
import { Set } from 'immutable'
import { Map } from '~/base/persistentMap'
import type { ErrorCode } from '../protocol/errors'
import type { JoinGroupProtocol, MemberAssignment } from '../protocol/rpc/group'
import type { ClassicGroupState } from './classicGroup.machine'

/** Whom an answer goes to that is given later. */
export interface ReplyTo {
  readonly connection: ConnectionId
  readonly correlationId: number
}

/** A member of a classic group. Kafka: ClassicGroupMember. */
export interface ClassicMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  readonly protocolType: string
  /** In its order of preference. */
  readonly protocols: readonly JoinGroupProtocol[]
  readonly assignment: MemberAssignment
  readonly awaitingJoin: ReplyTo | null
  readonly awaitingSync: ReplyTo | null
  readonly isNew: boolean
}

/** A classic group. Kafka: ClassicGroup. */
export interface ClassicGroup {
  readonly groupId: string
  readonly state: ClassicGroupState
  readonly previousState: ClassicGroupState
  readonly stateTimestampMs: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly generationId: number
  readonly leaderId: string | null
  readonly members: JavaMap<ClassicMember>
  /** Instance id → member id. */
  readonly staticMembers: Map<string, string>
  readonly pendingJoin: Set<string>
  readonly pendingSync: Set<string>
  /** How many members support each protocol, in the order of a HashMap. */
  readonly supportedProtocols: JavaMap<number>
  /** `null`: not known. */
  readonly subscribedTopics: readonly string[] | null
  readonly newMemberAdded: boolean
  /** Remaining time of the initial delay, ms; null outside it. */
  readonly initialRemainingMs: number | null
}

/** A group nobody has joined. */
export function newClassicGroup(groupId: string, nowMs: number): ClassicGroup {
  return {
    groupId,
    state: 'Empty',
    previousState: 'Dead',
    stateTimestampMs: nowMs,
    protocolType: null,
    protocolName: null,
    generationId: 0,
    leaderId: null,
    members: emptyJavaMap(),
    staticMembers: Map(),
    pendingJoin: Set(),
    pendingSync: Set(),
    supportedProtocols: emptyJavaMap(),
    subscribedTopics: null,
    newMemberAdded: false,
    initialRemainingMs: null,
  }
}

/** The members in the order of Kafka's HashMap. */
export function membersOf(group: ClassicGroup): readonly ClassicMember[] {
  return javaValues(group.members)
}

/** A member by its id. */
export function memberOf(group: ClassicGroup, memberId: string): ClassicMember | undefined {
  return group.members.entries.get(memberId)
}

/** The number of members. */
export function memberCount(group: ClassicGroup): number {
  return group.members.entries.size
}

function count(
  supported: JavaMap<number>,
  protocols: readonly JoinGroupProtocol[],
  by: number,
): JavaMap<number> {
  return protocols.reduce(
    (map, { name }) => javaSet(map, name, (map.entries.get(name) ?? 0) + by),
    supported,
  )
}

/** The group with a member replaced, whose protocols stay as they were. */
export function withMember(group: ClassicGroup, member: ClassicMember): ClassicGroup {
  return { ...group, members: javaSet(group.members, member.memberId, member) }
}

/**
 * Adds a member; the first one gives the group its protocol type and leads it.
 * Kafka: ClassicGroup.add. What it throws there is an invariant here.
 */
export function addMember(group: ClassicGroup, member: ClassicMember): ClassicGroup {
  const { groupInstanceId, memberId } = member
  invariant(
    groupInstanceId === null || !group.staticMembers.has(groupInstanceId),
    `static member ${groupInstanceId ?? ''} is added once`,
  )
  const isFirst = memberCount(group) === 0
  const protocolType = isFirst ? member.protocolType : group.protocolType
  invariant(protocolType === member.protocolType, 'a member has the protocol type of its group')
  return {
    ...group,
    protocolType,
    leaderId: group.leaderId ?? memberId,
    members: javaSet(group.members, memberId, member),
    staticMembers:
      groupInstanceId === null
        ? group.staticMembers
        : group.staticMembers.set(groupInstanceId, memberId),
    supportedProtocols: count(group.supportedProtocols, member.protocols, 1),
    pendingJoin: group.pendingJoin.delete(memberId),
  }
}

/** What a member that joins again brings. */
export interface MemberUpdate {
  readonly protocols: readonly JoinGroupProtocol[]
  readonly rebalanceTimeoutMs: number
  readonly sessionTimeoutMs: number
  readonly awaitingJoin: ReplyTo | null
}

/** Replaces what a member said when it joined before. Kafka: ClassicGroup.updateMember. */
export function updateMember(
  group: ClassicGroup,
  memberId: string,
  update: MemberUpdate,
): ClassicGroup {
  const member = present(memberOf(group, memberId), `member ${memberId} is in the group`)
  const without = count(group.supportedProtocols, member.protocols, -1)
  return {
    ...withMember(group, { ...member, ...update }),
    supportedProtocols: count(without, update.protocols, 1),
  }
}

/** Removes a member; if it led, the first in HashMap order leads. Kafka: ClassicGroup.remove; G-32. */
export function removeMember(group: ClassicGroup, memberId: string): ClassicGroup {
  const member = memberOf(group, memberId)
  const members = javaDelete(group.members, memberId)
  const staticId = member?.groupInstanceId ?? null
  return {
    ...group,
    members,
    staticMembers: staticId === null ? group.staticMembers : group.staticMembers.delete(staticId),
    supportedProtocols:
      member === undefined
        ? group.supportedProtocols
        : count(group.supportedProtocols, member.protocols, -1),
    leaderId:
      group.leaderId === memberId ? (javaValues(members)[0]?.memberId ?? null) : group.leaderId,
    pendingJoin: group.pendingJoin.delete(memberId),
    pendingSync: group.pendingSync.delete(memberId),
  }
}

/** Puts a static member's new id in the old one's place. Kafka: ClassicGroup.replaceStaticMember. */
export function replaceStaticMember(
  group: ClassicGroup,
  instanceId: string,
  { oldMemberId, newMemberId }: { readonly oldMemberId: string; readonly newMemberId: string },
): ClassicGroup {
  const old = present(memberOf(group, oldMemberId), `member ${oldMemberId} can be replaced`)
  const fresh = {
    ...old,
    memberId: newMemberId,
    awaitingJoin: null,
    awaitingSync: null,
    isNew: false,
  }
  return {
    ...group,
    members: javaSet(javaDelete(group.members, oldMemberId), newMemberId, fresh),
    leaderId: group.leaderId === oldMemberId ? newMemberId : group.leaderId,
    staticMembers: group.staticMembers.set(instanceId, newMemberId),
  }
}

/** True when every member's join waits for its answer and nobody is announced. G-25. */
export function hasAllMembersJoined(group: ClassicGroup): boolean {
  return (
    group.pendingJoin.size === 0 &&
    group.members.entries.every((member) => member.awaitingJoin !== null)
  )
}

/** The longest rebalance timeout of the members, ms. Kafka: ClassicGroup.rebalanceTimeoutMs. */
export function rebalanceTimeoutMs(group: ClassicGroup): number {
  return Math.max(0, ...group.members.entries.map((member) => member.rebalanceTimeoutMs).values())
}

/** True when a member with these protocols fits in. Kafka: ClassicGroup.supportsProtocols. */
export function supportsProtocols(
  group: ClassicGroup,
  protocolType: string,
  names: readonly string[],
): boolean {
  if (group.state === 'Empty') return protocolType !== '' && names.length > 0
  const size = memberCount(group)
  return (
    group.protocolType === protocolType &&
    names.some((name) => (group.supportedProtocols.entries.get(name) ?? 0) === size)
  )
}

/** The protocol with the most votes; a tie goes to the first in HashMap order. G-28. */
export function selectProtocol(group: ClassicGroup): string {
  const size = memberCount(group)
  invariant(size > 0, 'Cannot select protocol for empty group')
  const candidates = group.supportedProtocols.entries.filter((supporters) => supporters === size)
  const votes = membersOf(group).reduce((map, member) => {
    const choice = member.protocols.find(({ name }) => candidates.has(name))
    return choice === undefined
      ? map
      : javaSet(map, choice.name, (map.entries.get(choice.name) ?? 0) + 1)
  }, emptyJavaMap<number>())
  const most = Math.max(0, ...votes.entries.values())
  return present(
    [...javaKeysOf(votes)].find((name) => votes.entries.get(name) === most),
    "None of the members' protocols is supported by all",
  )
}

function javaKeysOf(votes: JavaMap<number>): readonly string[] {
  return javaValues({ ...votes, entries: votes.entries.map((_, key) => key) })
}

/** The topics that the chosen protocol's subscriptions name. ClassicGroup.computeSubscribedTopics. */
export function computeSubscribedTopics(group: ClassicGroup): readonly string[] | null {
  if (group.protocolType !== 'consumer') return null
  if (memberCount(group) === 0) return []
  if (group.protocolName === null) return null
  const topics = membersOf(group).flatMap(
    (member) =>
      member.protocols.find(({ name }) => name === group.protocolName)?.subscription.topics ?? [],
  )
  return Set(topics).toArray().sort()
}

/** Whether a request's member may speak for the group. Kafka: ClassicGroup.validateMember. */
export function validateMember(
  group: ClassicGroup,
  memberId: string,
  groupInstanceId: string | null,
): ErrorCode {
  if (groupInstanceId !== null) {
    const known = group.staticMembers.get(groupInstanceId)
    if (known === undefined) return 'UNKNOWN_MEMBER_ID'
    if (known !== memberId) return 'FENCED_INSTANCE_ID'
  }
  return memberOf(group, memberId) === undefined ? 'UNKNOWN_MEMBER_ID' : 'NONE'
}

/** Who commits, and under which generation. */
export interface Committer {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly generationId: number
  readonly isTransactional: boolean
}

/** Whether offsets may be committed. Kafka: ClassicGroup.validateOffsetCommit. */
export function validateOffsetCommit(group: ClassicGroup, committer: Committer): ErrorCode {
  const { memberId, groupInstanceId, generationId, isTransactional } = committer
  if (group.state === 'Dead') return 'COORDINATOR_NOT_AVAILABLE'
  if (generationId < 0 && group.state === 'Empty') return 'NONE'
  const isNamed = generationId >= 0 || memberId !== '' || groupInstanceId !== null
  const error = isNamed
    ? validateNamed(group, committer)
    : !isTransactional && group.state !== 'Empty'
      ? 'UNKNOWN_MEMBER_ID'
      : 'NONE'
  if (error !== 'NONE') return error
  const isBarred = !isTransactional && group.state === 'CompletingRebalance'
  return isBarred ? 'REBALANCE_IN_PROGRESS' : 'NONE'
}

function validateNamed(group: ClassicGroup, committer: Committer): ErrorCode {
  const error = validateMember(group, committer.memberId, committer.groupInstanceId)
  if (error !== 'NONE') return error
  return committer.generationId === group.generationId ? 'NONE' : 'ILLEGAL_GENERATION'
}

/** Whether the group may be deleted. Kafka: ClassicGroup.validateDeleteGroup. */
export function validateDeleteGroup(group: ClassicGroup): ErrorCode {
  if (group.state === 'Dead') return 'GROUP_ID_NOT_FOUND'
  return group.state === 'Empty' ? 'NONE' : 'NON_EMPTY_GROUP'
}

/** Whether offsets of the group may be deleted. Kafka: ClassicGroup.validateOffsetDelete. */
export function validateOffsetDelete(group: ClassicGroup): ErrorCode {
  if (group.state === 'Dead') return 'GROUP_ID_NOT_FOUND'
  const isHeld = group.state !== 'Empty' && group.protocolType !== 'consumer'
  return isHeld ? 'NON_EMPTY_GROUP' : 'NONE'
}

/** Whether a member reads the topic, as far as is known. Kafka: ClassicGroup.isSubscribedToTopic. */
export function isSubscribedToTopic(group: ClassicGroup, topic: string): boolean {
  return group.subscribedTopics?.includes(topic) ?? group.protocolType === 'consumer'
}
