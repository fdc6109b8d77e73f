import type { LeaderEpoch, NodeId, Offset } from '../ids'

/** What the nodes of the KRaft quorum report. Rules: Q-*. */
export type QuorumFact =
  | {
      readonly type: 'VoteDecided'
      readonly rule: string
      readonly candidate: NodeId
      readonly epoch: LeaderEpoch
      readonly preVote: boolean
      readonly granted: boolean
      /** Why, in the rule's words: `alreadyVoted`, `logBehind`, `knowsLeader`, `granted`. */
      readonly because: string
    }
  | {
      readonly type: 'QuorumLeaderElected'
      readonly leader: NodeId
      readonly epoch: LeaderEpoch
      readonly grantedBy: readonly NodeId[]
      readonly needed: number
    }
  | { readonly type: 'QuorumLeaderResigned'; readonly epoch: LeaderEpoch; readonly because: string }
  | {
      readonly type: 'MetadataAppended'
      readonly baseOffset: Offset
      readonly lastOffset: Offset
      readonly epoch: LeaderEpoch
      readonly records: readonly string[]
    }
  | {
      readonly type: 'MetadataCommitted'
      readonly from: Offset
      readonly to: Offset
      readonly acknowledged: readonly { readonly id: NodeId; readonly endOffset: Offset }[]
    }
  | { readonly type: 'MetadataTruncated'; readonly to: Offset; readonly from: Offset }
  /** A node wrote a snapshot of what it has applied. Q-56, C-90. */
  | {
      readonly type: 'SnapshotGenerated'
      readonly rule: string
      readonly endOffset: Offset
      readonly epoch: LeaderEpoch
      readonly sizeInBytes: number
      readonly because: string
    }
  /** The leader's log begins later than the follower's ends. Q-57. */
  | {
      readonly type: 'SnapshotFetchBegun'
      readonly rule: string
      readonly endOffset: Offset
      readonly epoch: LeaderEpoch
      readonly leader: NodeId
    }
  /** It has come whole: the log, which ended at `from`, begins where the snapshot ends. */
  | {
      readonly type: 'SnapshotFetched'
      readonly rule: string
      readonly endOffset: Offset
      readonly epoch: LeaderEpoch
      readonly leader: NodeId
      readonly from: Offset
    }
  /** A node's roles begin from a snapshot instead of the log. */
  | {
      readonly type: 'SnapshotLoaded'
      readonly rule: string
      readonly endOffset: Offset
      readonly epoch: LeaderEpoch
    }
  /** An old snapshot is gone, and the log begins at `startOffset`, the next one's end. Q-58. */
  | {
      readonly type: 'SnapshotDeleted'
      readonly rule: string
      readonly endOffset: Offset
      readonly epoch: LeaderEpoch
      readonly startOffset: Offset
      readonly because: string
    }
  /** A voters record was written or fetched: the set holds from now on, committed or not. Q-83. */
  | {
      readonly type: 'VotersLearned'
      readonly rule: string
      readonly offset: number
      readonly votersFrom: readonly NodeId[]
      readonly votersTo: readonly NodeId[]
    }
  | {
      readonly type: 'KRaftVersionLearned'
      readonly rule: string
      readonly offset: number
      readonly version: number
    }
