import { assertNever } from '~/base/assertNever'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import { describeConsumerGroup, describeGroup } from './describe'
import { joinError, syncError } from './rebalance'
import { mapAppendError } from './shard'

/** The APIs that a group coordinator answers. */
export type GroupApi =
  | 'JoinGroup'
  | 'SyncGroup'
  | 'Heartbeat'
  | 'LeaveGroup'
  | 'OffsetCommit'
  | 'OffsetFetch'
  | 'ListGroups'
  | 'DescribeGroups'
  | 'ConsumerGroupDescribe'
  | 'DeleteGroups'
  | 'OffsetDelete'

/** A whole answer that says one error. */
export function refusal(body: Request<GroupApi>, error: ErrorCode): Response {
  switch (body.api) {
    case 'JoinGroup':
      return joinError(error, body.memberId)
    case 'SyncGroup':
      return syncError(error)
    case 'Heartbeat':
      return { api: 'Heartbeat', error }
    case 'LeaveGroup':
      return { api: 'LeaveGroup', error, members: [] }
    case 'OffsetCommit':
      return {
        api: 'OffsetCommit',
        partitions: body.partitions.map(({ topic, partition }) => ({ topic, partition, error })),
      }
    case 'OffsetFetch':
    case 'OffsetDelete':
      return { api: body.api, error, partitions: [] }
    case 'DeleteGroups':
      return {
        api: 'DeleteGroups',
        results: body.groups.map((groupId) => ({ groupId, error })),
      }
    case 'ListGroups':
      return { api: 'ListGroups', error, groups: [] }
    case 'DescribeGroups':
      return {
        api: 'DescribeGroups',
        groups: body.groups.map((id) => ({ ...describeGroup(undefined, id), error })),
      }
    case 'ConsumerGroupDescribe':
      return {
        api: 'ConsumerGroupDescribe',
        groups: body.groups.map((id) => ({ ...describeConsumerGroup(undefined, id), error })),
      }
    default:
      return assertNever(body)
  }
}

/** An answer whose append has failed. G-10. */
export function failed(body: Response, raw: ErrorCode): Response {
  const error = mapAppendError(raw)
  switch (body.api) {
    case 'OffsetCommit':
      return {
        ...body,
        partitions: body.partitions.map((row) => (row.error === 'NONE' ? { ...row, error } : row)),
      }
    case 'JoinGroup':
      return joinError(error, body.memberId)
    case 'DeleteGroups':
      return { ...body, results: body.results.map((row) => ({ ...row, error })) }
    case 'OffsetDelete':
      return { ...body, error, partitions: [] }
    default:
      return body
  }
}
