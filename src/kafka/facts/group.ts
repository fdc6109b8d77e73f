/** What group coordinators report. Rules: G-*. */
export type GroupFact =
  | {
      readonly type: 'GroupMemberJoined'
      readonly group: string
      readonly memberId: string
      readonly clientId: string
    }
  | {
      readonly type: 'GroupMemberRemoved'
      readonly group: string
      readonly memberId: string
      readonly because: 'left' | 'sessionExpired' | 'rebalanceTimedOut' | 'replaced'
    }
  | {
      readonly type: 'GroupRebalanceBegun'
      readonly group: string
      readonly generation: number
      readonly because: string
    }
  | {
      readonly type: 'GroupStable'
      readonly group: string
      readonly generation: number
      readonly members: number
    }
  | {
      readonly type: 'OffsetsCommitted'
      readonly group: string
      readonly offsets: readonly {
        readonly topic: string
        readonly partition: number
        readonly offset: number
      }[]
    }
  | { readonly type: 'GroupLoaded'; readonly partition: number; readonly groups: number }
