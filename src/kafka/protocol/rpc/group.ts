import type { ErrorCode } from '../errors'

/** FindCoordinator (10), one key a request here. */
export interface FindCoordinatorRequest {
  readonly api: 'FindCoordinator'
  readonly keyType: 'group' | 'transaction' | 'share'
  readonly key: string
}
/** Answers `FindCoordinator`. */
export interface FindCoordinatorResponse {
  readonly api: 'FindCoordinator'
  readonly error: ErrorCode
  readonly errorMessage: string | null
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

/** What a member says in JoinGroup: its subscription in the consumer protocol. */
export interface ConsumerSubscription {
  readonly topics: readonly string[]
  readonly ownedPartitions: readonly (readonly [topic: string, partition: number])[]
  readonly generationId: number
  readonly rackId: string | null
  /** The sticky assignor's user data: previous assignment and its generation. */
  readonly userData: {
    readonly assigned: readonly (readonly [topic: string, partition: number])[]
    readonly generation: number
  } | null
}
/** An assignor that a member offers, with its subscription. */
export interface JoinGroupProtocol {
  readonly name: string
  readonly subscription: ConsumerSubscription
}

/** JoinGroup (11). */
export interface JoinGroupRequest {
  readonly api: 'JoinGroup'
  readonly groupId: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly protocolType: string
  readonly protocols: readonly JoinGroupProtocol[]
  readonly clientId: string
  readonly reason: string | null
}
/** Answers `JoinGroup`. */
export interface JoinGroupResponse {
  readonly api: 'JoinGroup'
  readonly error: ErrorCode
  readonly generationId: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly leader: string
  readonly skipAssignment: boolean
  readonly memberId: string
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly subscription: ConsumerSubscription
  }[]
}

/** A member's part, as the leader worked it out. */
export type MemberAssignment = readonly (readonly [topic: string, partition: number])[]

/** SyncGroup (14). */
export interface SyncGroupRequest {
  readonly api: 'SyncGroup'
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignments: readonly {
    readonly memberId: string
    readonly assignment: MemberAssignment
  }[]
}
/** Answers `SyncGroup`. */
export interface SyncGroupResponse {
  readonly api: 'SyncGroup'
  readonly error: ErrorCode
  readonly protocolType: string | null
  readonly protocolName: string | null
  /** `null`: an empty assignment of zero bytes (errors). */
  readonly assignment: MemberAssignment | null
}

/** Heartbeat (12). */
export interface HeartbeatRequest {
  readonly api: 'Heartbeat'
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly groupInstanceId: string | null
}
/** Answers `Heartbeat`. */
export interface HeartbeatResponse {
  readonly api: 'Heartbeat'
  readonly error: ErrorCode
}

/** LeaveGroup (13). */
export interface LeaveGroupRequest {
  readonly api: 'LeaveGroup'
  readonly groupId: string
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly reason: string | null
  }[]
}
/** Answers `LeaveGroup`. */
export interface LeaveGroupResponse {
  readonly api: 'LeaveGroup'
  readonly error: ErrorCode
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly error: ErrorCode
  }[]
}

/** OffsetCommit (8). */
export interface OffsetCommitRequest {
  readonly api: 'OffsetCommit'
  readonly groupId: string
  /** Generation or member epoch; -1 for a simple consumer or an admin client. */
  readonly generationIdOrMemberEpoch: number
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly committedOffset: number
    readonly committedLeaderEpoch: number
    readonly metadata: string
  }[]
}
/** Answers `OffsetCommit`. */
export interface OffsetCommitResponse {
  readonly api: 'OffsetCommit'
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
  }[]
}

/** OffsetFetch (9), one group a request here. `partitions` null = all of the group. */
export interface OffsetFetchRequest {
  readonly api: 'OffsetFetch'
  readonly groupId: string
  readonly memberId: string | null
  readonly memberEpoch: number
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[] | null
  readonly requireStable: boolean
}
/** Answers `OffsetFetch`. */
export interface OffsetFetchResponse {
  readonly api: 'OffsetFetch'
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    /** -1: nothing committed. */
    readonly committedOffset: number
    readonly committedLeaderEpoch: number
    readonly metadata: string
    readonly error: ErrorCode
  }[]
}

/** ListGroups (16). */
export interface ListGroupsRequest {
  readonly api: 'ListGroups'
  readonly statesFilter: readonly string[]
  readonly typesFilter: readonly string[]
}
/** Answers `ListGroups`. */
export interface ListGroupsResponse {
  readonly api: 'ListGroups'
  readonly error: ErrorCode
  readonly groups: readonly {
    readonly groupId: string
    readonly protocolType: string
    readonly groupState: string
    readonly groupType: string
  }[]
}

/** DescribeGroups (15), classic groups. */
export interface DescribeGroupsRequest {
  readonly api: 'DescribeGroups'
  readonly groups: readonly string[]
}
/** Answers `DescribeGroups`. */
export interface DescribeGroupsResponse {
  readonly api: 'DescribeGroups'
  readonly groups: readonly {
    readonly error: ErrorCode
    readonly errorMessage: string | null
    readonly groupId: string
    readonly groupState: string
    readonly protocolType: string
    readonly protocolData: string
    readonly members: readonly {
      readonly memberId: string
      readonly groupInstanceId: string | null
      readonly clientId: string
      readonly clientHost: string
      readonly assignment: MemberAssignment
    }[]
  }[]
}

/** ConsumerGroupDescribe (69), KIP-848 groups; GROUP_ID_NOT_FOUND for classic ones. */
export interface ConsumerGroupDescribeRequest {
  readonly api: 'ConsumerGroupDescribe'
  readonly groups: readonly string[]
}
/** Answers `ConsumerGroupDescribe`. */
export interface ConsumerGroupDescribeResponse {
  readonly api: 'ConsumerGroupDescribe'
  readonly groups: readonly {
    readonly error: ErrorCode
    readonly errorMessage: string | null
    readonly groupId: string
    readonly groupState: string
    readonly groupEpoch: number
    readonly assignmentEpoch: number
    readonly assignorName: string
    readonly members: readonly {
      readonly memberId: string
      readonly instanceId: string | null
      readonly clientId: string
      readonly clientHost: string
      readonly memberEpoch: number
      readonly assignment: MemberAssignment
      readonly targetAssignment: MemberAssignment
    }[]
  }[]
}

/** DeleteGroups (42). */
export interface DeleteGroupsRequest {
  readonly api: 'DeleteGroups'
  readonly groups: readonly string[]
}
/** Answers `DeleteGroups`. */
export interface DeleteGroupsResponse {
  readonly api: 'DeleteGroups'
  readonly results: readonly { readonly groupId: string; readonly error: ErrorCode }[]
}

/** OffsetDelete (47). */
export interface OffsetDeleteRequest {
  readonly api: 'OffsetDelete'
  readonly groupId: string
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[]
}
/** Answers `OffsetDelete`. */
export interface OffsetDeleteResponse {
  readonly api: 'OffsetDelete'
  /** Of the whole group. */
  readonly error: ErrorCode
  readonly partitions: readonly {
    readonly topic: string
    readonly partition: number
    readonly error: ErrorCode
  }[]
}
