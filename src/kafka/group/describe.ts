import { byText } from '~/base/integers'
import type {
  ConsumerGroupDescribeResponse,
  DescribeGroupsResponse,
  ListGroupsRequest,
  ListGroupsResponse,
} from '../protocol/rpc/group'
import type { ClassicGroup, ReplyTo } from './classicGroup'
import { membersOf, validateDeleteGroup } from './classicGroup'
import { committedPartitions, groupTombstone, offsetRecord } from './records'
import type { GroupWork, Shard } from './shard'
import { append, reply } from './shard'
import { parked } from './rebalance'

type ListedGroups = ListGroupsResponse['groups']
type DescribedGroup = DescribeGroupsResponse['groups'][number]
type ConsumerDescribed = ConsumerGroupDescribeResponse['groups'][number]

/** The groups of a shard that pass the filters. Kafka: ClassicGroup.asListedGroup. */
export function listGroups(shard: Shard, request: ListGroupsRequest): ListedGroups {
  const states = request.statesFilter.map((state) => state.toLowerCase())
  const types = request.typesFilter.map((type) => type.toLowerCase())
  return [...shard.groups.values()]
    .filter(
      (group) =>
        (states.length === 0 || states.includes(group.state.toLowerCase())) &&
        (types.length === 0 || types.includes('classic')),
    )
    .sort((a, b) => byText(a.groupId, b.groupId))
    .map((group) => ({
      groupId: group.groupId,
      protocolType: group.protocolType ?? '',
      groupState: group.state,
      groupType: 'classic',
    }))
}

/** One described group; a missing one is GROUP_ID_NOT_FOUND and Dead (version 6). */
export function describeGroup(group: ClassicGroup | undefined, groupId: string): DescribedGroup {
  if (group === undefined) {
    return {
      error: 'GROUP_ID_NOT_FOUND',
      errorMessage: `Group ${groupId} not found.`,
      groupId,
      groupState: 'Dead',
      protocolType: '',
      protocolData: '',
      members: [],
    }
  }
  const isStable = group.state === 'Stable'
  return {
    error: 'NONE',
    errorMessage: null,
    groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: isStable ? (group.protocolName ?? '') : '',
    members: membersOf(group).map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: isStable ? member.assignment : [],
    })),
  }
}

/** A classic group is not one of the consumer protocol: the admin client asks again, the old way. */
export function describeConsumerGroup(
  group: ClassicGroup | undefined,
  groupId: string,
): ConsumerDescribed {
  return {
    error: 'GROUP_ID_NOT_FOUND',
    errorMessage:
      group === undefined
        ? `Group ${groupId} not found.`
        : `Group ${groupId} is not a consumer group.`,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
  }
}

/** Deletes one group with its offsets. Kafka: GroupCoordinatorShard.deleteGroups. */
export function deleteGroup(work: GroupWork, to: ReplyTo, groupId: string): void {
  const group = work.shard.groups.get(groupId)
  const error = group === undefined ? 'GROUP_ID_NOT_FOUND' : validateDeleteGroup(group)
  const body = { api: 'DeleteGroups', results: [{ groupId, error }] } as const
  if (error !== 'NONE') return reply(work, to, body)
  const tombstones = committedPartitions(work.shard, groupId).map((at) =>
    offsetRecord(groupId, at, null),
  )
  const offsetsBefore = work.shard.offsets
  work.shard = {
    ...work.shard,
    groups: work.shard.groups.delete(groupId),
    offsets: work.shard.offsets.delete(groupId),
  }
  append(work, [...tombstones, groupTombstone(groupId)], {
    after: { type: 'reply', to: parked(to), body },
    offsetsBefore,
  })
}
