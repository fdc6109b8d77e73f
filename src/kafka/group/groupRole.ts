import { Map } from '~/base/persistentMap'
import { assertNever } from '~/base/assertNever'
import type { ConnectionId } from '~/sim/ids'
import type { KafkaContext, RoleStep } from '../effects'
import { quiet } from '../effects'
import type { KafkaTimer } from '../model'
import { coordinatorPartition } from '../protocol/coordinatorPartition'
import type { TopicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { KafkaRecord } from '../protocol/records'
import type { Request, Response } from '../protocol/rpc'
import { membersOf } from './classicGroup'
import { deleteGroup, describeConsumerGroup, describeGroup, listGroups } from './describe'
import { onOffsetCommit, onOffsetDelete, onOffsetFetch, onPartitionsDeleted } from './offsets'
import { onHeartbeat, onLeaveGroup, onSessionExpired } from './onHeartbeat'
import { onJoinGroup } from './onJoinGroup'
import { onAssignmentWritten, onSyncGroup } from './onSyncGroup'
import {
  answerJoin,
  answerSync,
  joinError,
  onJoinTimer,
  onSyncTimer,
  restartSession,
  syncError,
} from './rebalance'
import { replayGroups } from './records'
import type {
  GroupAppend,
  GroupConfig,
  GroupTimerAbout,
  GroupWork,
  PendingAppend,
  Shard,
} from './shard'
import type { GroupApi } from './refusals'
import { failed, refusal } from './refusals'
import { groupOf, putGroup, reply, transition } from './shard'

/** A request for the coordinator, with whom to answer. */
export interface GroupCall {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Request<GroupApi>
  /** The client's address as Kafka shows it: `/127.0.0.1`. */
  readonly clientHost: string
  /** Partitions of a commit that the broker does not know. */
  readonly unknown: readonly TopicPartition[]
}

/** The group coordinator of one broker. Kafka: GroupCoordinatorService. */
export interface GroupState {
  readonly config: GroupConfig
  /** Partitions of `__consumer_offsets`, as the coordinator was started with. */
  readonly partitionCount: number
  readonly shards: Map<number, Shard>
}

/** A step with what is to be appended to `__consumer_offsets`. */
export interface GroupStep extends RoleStep<GroupState> {
  readonly appends: readonly GroupAppend[]
}

/** A coordinator that holds no partition yet. */
export function bootGroups(config: GroupConfig, partitionCount: number): GroupState {
  return { config, partitionCount, shards: Map() }
}

function still(state: GroupState): GroupStep {
  return { ...quiet(state), appends: [] }
}

/** Does something with one shard. */
function onShard(
  state: GroupState,
  shard: Shard,
  { ctx, act }: { readonly ctx: KafkaContext; readonly act: (work: GroupWork) => void },
): GroupStep {
  const work: GroupWork = {
    ctx,
    config: state.config,
    shard,
    effects: [],
    facts: [],
    appends: [],
  }
  act(work)
  return {
    next: { ...state, shards: state.shards.set(work.shard.partition, work.shard) },
    effects: work.effects,
    facts: work.facts,
    appends: work.appends,
  }
}

/** Answers a request now or later. Requests for groups held elsewhere get NOT_COORDINATOR. G-05. */
export function onGroupRequest(state: GroupState, call: GroupCall, ctx: KafkaContext): GroupStep {
  const { body } = call
  switch (body.api) {
    case 'ListGroups':
      return answer(state, call, {
        api: 'ListGroups',
        error: 'NONE',
        groups: sortedShards(state).flatMap((shard) => listGroups(shard, body)),
      })
    case 'DescribeGroups':
      return answer(state, call, {
        api: 'DescribeGroups',
        groups: body.groups.map((id) => {
          const shard = shardOf(state, id)
          return shard === undefined
            ? { ...describeGroup(undefined, id), error: 'NOT_COORDINATOR', errorMessage: null }
            : describeGroup(shard.groups.get(id), id)
        }),
      })
    case 'ConsumerGroupDescribe':
      return answer(state, call, {
        api: 'ConsumerGroupDescribe',
        groups: body.groups.map((id) => {
          const shard = shardOf(state, id)
          return shard === undefined
            ? { ...describeConsumerGroup(undefined, id), error: 'NOT_COORDINATOR' }
            : describeConsumerGroup(shard.groups.get(id), id)
        }),
      })
    default:
      return onGroup(state, call, ctx)
  }
}

function onGroup(state: GroupState, call: GroupCall, ctx: KafkaContext): GroupStep {
  const { body } = call
  const shard = shardOf(state, groupIdOf(body))
  if (shard === undefined) return answer(state, call, refusal(body, 'NOT_COORDINATOR'))
  return onShard(state, shard, {
    ctx,
    act: (work) => {
      dispatch(work, call)
    },
  })
}

function groupIdOf(body: Request<GroupApi>): string {
  if ('groupId' in body) return body.groupId
  return 'groups' in body ? (body.groups[0] ?? '') : ''
}

function dispatch(work: GroupWork, call: GroupCall): void {
  const { body } = call
  switch (body.api) {
    case 'JoinGroup':
      return onJoinGroup(work, { ...call, body })
    case 'SyncGroup':
      return onSyncGroup(work, { ...call, body })
    case 'Heartbeat':
      return onHeartbeat(work, { ...call, body })
    case 'LeaveGroup':
      return onLeaveGroup(work, { ...call, body })
    case 'OffsetCommit':
      return onOffsetCommit(work, { ...call, body })
    case 'OffsetFetch':
      return onOffsetFetch(work, { ...call, body })
    case 'DeleteGroups':
      return deleteGroup(work, call, body.groups[0] ?? '')
    case 'OffsetDelete':
      return onOffsetDelete(work, { ...call, body })
    case 'ListGroups':
    case 'DescribeGroups':
    case 'ConsumerGroupDescribe':
      return
    default:
      assertNever(body)
  }
}

function answer(state: GroupState, call: GroupCall, body: Response): GroupStep {
  const { connection, correlationId } = call
  return {
    ...still(state),
    effects: [{ type: 'Reply', connection, correlationId, body }],
  }
}

function shardOf(state: GroupState, groupId: string): Shard | undefined {
  return state.shards.get(coordinatorPartition(groupId, state.partitionCount))
}

function sortedShards(state: GroupState): readonly Shard[] {
  return [...state.shards.values()].sort((a, b) => a.partition - b.partition)
}

/** Topics are gone: every partition of `__consumer_offsets` here forgets what was committed for them. G-85. */
export function onGroupTopicsDeleted(
  state: GroupState,
  gone: readonly { readonly topic: string; readonly partition: number }[],
  ctx: KafkaContext,
): GroupStep {
  return sortedShards(state).reduce((whole: GroupStep, shard) => {
    const step = onShard(whole.next, shard, {
      ctx,
      act: (work) => {
        onPartitionsDeleted(work, gone)
      },
    })
    return { ...step, appends: [...whole.appends, ...step.appends] }
  }, still(state))
}

/** A timer of a group fired. */
export function onGroupTimer(state: GroupState, timer: KafkaTimer, ctx: KafkaContext): GroupStep {
  // Written by `setGroupTimer` of this role only.
  const about = JSON.parse(timer.about) as GroupTimerAbout
  const shard = state.shards.get(about.partition)
  if (shard === undefined) return still(state)
  return onShard(state, shard, {
    ctx,
    act: (work) => {
      if (timer.name === 'join') onJoinTimer(work, about.groupId)
      else if (timer.name === 'sync') onSyncTimer(work, about.groupId)
      else onSessionExpired(work, about.groupId, about.memberId)
    },
  })
}

/** An append is committed (NONE) or has failed. G-08, G-10. */
export function onGroupAppended(
  state: GroupState,
  appended: { readonly token: string; readonly error: ErrorCode },
  ctx: KafkaContext,
): GroupStep {
  const { token, error } = appended
  const shard = state.shards.get(Number(token.split('/')[0]))
  const pending = shard?.pending.find((row) => row.token === token)
  if (shard === undefined || pending === undefined) return still(state)
  const rest = shard.pending.filter((row) => row.token !== token)
  return onShard(
    state,
    { ...shard, pending: rest },
    {
      ctx,
      act: (work) => {
        if (error !== 'NONE') {
          work.shard = { ...work.shard, offsets: pending.offsetsBefore }
        }
        finish(work, pending, error)
      },
    },
  )
}

function finish(work: GroupWork, pending: PendingAppend, error: ErrorCode): void {
  const { after } = pending
  switch (after.type) {
    case 'nothing':
      return
    case 'reply':
      return reply(work, after.to, error === 'NONE' ? after.body : failed(after.body, error))
    case 'storeAssignment':
      return onAssignmentWritten(work, after, error)
    default:
      assertNever(after)
  }
}

/** This broker leads a partition of `__consumer_offsets`: its log is replayed. G-06. */
export function onGroupPartitionElected(
  state: GroupState,
  elected: {
    readonly partition: number
    readonly leaderEpoch: number
    readonly records: readonly Pick<KafkaRecord, 'key' | 'value'>[]
  },
  ctx: KafkaContext,
): GroupStep {
  const { partition, leaderEpoch, records } = elected
  const bare: Shard = {
    partition,
    leaderEpoch,
    groups: Map(),
    offsets: Map(),
    pending: [],
    nextToken: 0,
  }
  const shard = replayGroups(bare, records)
  return onShard(state, shard, {
    ctx,
    act: (work) => {
      for (const group of shard.groups.values()) {
        for (const member of membersOf(group)) restartSession(work, group.groupId, member)
      }
      work.facts.push({ type: 'GroupLoaded', partition, groups: shard.groups.size })
    },
  })
}

/** This broker no longer leads the partition: what waits is sent away. G-07. */
export function onGroupPartitionResigned(
  state: GroupState,
  resigned: { readonly partition: number },
  ctx: KafkaContext,
): GroupStep {
  const shard = state.shards.get(resigned.partition)
  if (shard === undefined) return still(state)
  const step = onShard(state, shard, {
    ctx,
    act: (work) => {
      for (const row of shard.pending) finish(work, row, 'NOT_LEADER_OR_FOLLOWER')
      for (const groupId of [...shard.groups.keys()].sort()) unload(work, groupId)
    },
  })
  return {
    ...step,
    appends: [],
    next: { ...step.next, shards: state.shards.delete(resigned.partition) },
  }
}

function unload(work: GroupWork, groupId: string): void {
  transition(work, groupOf(work, groupId), 'groupUnloaded')
  for (const { memberId } of membersOf(groupOf(work, groupId))) {
    const body = joinError('NOT_COORDINATOR', memberId)
    const joined = answerJoin(work, groupOf(work, groupId), { memberId, body })
    answerSync(work, joined, { memberId, body: syncError('NOT_COORDINATOR') })
    work.effects.push({ type: 'CancelTimer', key: `group/session/${groupId}/${memberId}` })
  }
  for (const name of ['join', 'sync'] as const) {
    work.effects.push({ type: 'CancelTimer', key: `group/${name}/${groupId}/` })
  }
  putGroup(work, groupOf(work, groupId))
}
