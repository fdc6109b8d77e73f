import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import type { ReplicaKey } from '~/kafka/protocol/replicaKey'
import {
  isVoteGranted,
  isVoteRejected,
  isUnrecorded,
  mayVote,
  newElection,
  recordVote,
  unrecordedVoters,
} from '~/kafka/quorum/epochElection'
import type { LeaderProgress, ReplicaProgress } from '~/kafka/quorum/leaderState'
import {
  checkQuorumMs,
  newLeaderProgress,
  successorsOf,
  updateLocalState,
  updateReplicaState,
} from '~/kafka/quorum/leaderState'
import type { QuorumRoleName } from '~/kafka/quorum/quorumRole.machine'
import { canGrantVote, isLogUpToDate } from '~/kafka/quorum/vote'
import {
  addVoter,
  hasOverlappingMajority,
  isOnlyVoterKey,
  isVoterKey,
  removeVoter,
  updateVoter,
} from '~/kafka/quorum/voterSet'
import type { Adapter } from './adapter'

type Pair = readonly [number, string | null]

const keyOf = ([id, directoryId]: Pair): ReplicaKey => ({ id: nodeId(id), directoryId })
const pairOf = ({ id, directoryId }: ReplicaKey): Pair => [id, directoryId]
const keysOf = (pairs: readonly Pair[]) => pairs.map(keyOf).sort((a, b) => a.id - b.id)

interface HighWatermarkInput {
  readonly local: Pair
  readonly epochStartOffset: number
  readonly voters: readonly Pair[]
  readonly startMs: number
  readonly fetchTimeoutMs: number
  readonly ops: readonly (
    | {
        readonly op: 'local'
        readonly endOffset: number
        readonly voters: readonly Pair[] | null
      }
    | {
        readonly op: 'fetch'
        readonly replica: Pair
        readonly offset: number
        readonly now: number
      }
  )[]
}

function raftHighWatermark(input: HighWatermarkInput): unknown {
  let progress: LeaderProgress = newLeaderProgress({
    local: keyOf(input.local),
    epochStartOffset: offset(input.epochStartOffset),
    voters: keysOf(input.voters),
    fetchTimeoutMs: input.fetchTimeoutMs,
    nowMs: input.startMs,
  })
  const results = input.ops.map((op) => {
    const step =
      op.op === 'local'
        ? updateLocalState(progress, {
            endOffset: offset(op.endOffset),
            voters: op.voters === null ? null : keysOf(op.voters),
          })
        : updateReplicaState(progress, {
            key: keyOf(op.replica),
            fetchOffset: offset(op.offset),
            nowMs: op.now,
          })
    progress = step.progress
    return {
      updated: step.updated,
      highWatermark: progress.highWatermark,
      ...(op.op === 'local' ? {} : { checkQuorumMs: checkQuorumMs(progress, op.now) }),
      successors: successorsOf(progress),
    }
  })
  const row = ({ key, endOffset, lastFetchMs, lastCaughtUpMs }: ReplicaProgress) => ({
    replica: pairOf(key),
    endOffset,
    lastFetchTimestamp: lastFetchMs,
    lastCaughtUpTimestamp: lastCaughtUpMs,
  })
  return {
    results,
    voters: progress.voters.map(row),
    observers: progress.observers.map(row),
    notAcknowledged: progress.voters
      .filter(({ hasAcknowledged }) => !hasAcknowledged)
      .map(({ key }) => pairOf(key)),
  }
}

interface MajorityInput {
  readonly voters: readonly Pair[]
  readonly other: readonly Pair[]
  readonly asks: readonly {
    readonly ask: 'isVoter' | 'isOnlyVoter' | 'add' | 'remove' | 'update'
    readonly replica: Pair
  }[]
  readonly votes: readonly { readonly voter: number; readonly granted: boolean }[]
}

function answerTo(
  voters: readonly ReplicaKey[],
  { ask, replica }: MajorityInput['asks'][number],
): unknown {
  const key = keyOf(replica)
  switch (ask) {
    case 'isVoter':
      return isVoterKey(voters, key)
    case 'isOnlyVoter':
      return isOnlyVoterKey(voters, key)
    case 'add':
      return addVoter(voters, key)?.map(pairOf) ?? null
    case 'remove':
      return removeVoter(voters, key)?.map(pairOf) ?? null
    case 'update':
      return updateVoter(voters, key)?.map(pairOf) ?? null
  }
}

function raftMajority(input: MajorityInput): unknown {
  const voters = keysOf(input.voters)
  const [own] = input.votes
  let election = {
    ...newElection(voters, nodeId(own?.voter ?? 0)),
    granted: [] as readonly ReturnType<typeof nodeId>[],
  }
  const rows = input.votes.map(({ voter, granted }) => {
    const id = nodeId(voter)
    const isStranger = !mayVote(election, id)
    const told = isStranger
      ? { error: `Attempt to access voter state of non-voter ${voter}` }
      : { wasUnrecorded: isUnrecorded(election, id) }
    if (!isStranger) election = recordVote(election, { id, isGranted: granted })
    return {
      ...told,
      isVoteGranted: isVoteGranted(election),
      isVoteRejected: isVoteRejected(election),
    }
  })
  const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b)
  return {
    hasOverlappingMajority: hasOverlappingMajority(voters, keysOf(input.other)),
    answers: input.asks.map((ask) => answerTo(voters, ask)),
    election: rows,
    granting: sorted(election.granted),
    rejecting: sorted(election.rejected),
    unrecorded: unrecordedVoters(election).map(pairOf),
  }
}

interface VoteInput {
  readonly state: QuorumRoleName
  readonly leaderId: number | null
  readonly votedKey: Pair | null
  readonly hasFetchedFromLeader: boolean | null
  readonly log: { readonly epoch: number; readonly endOffset: number }
  readonly request: {
    readonly replica: Pair
    readonly isPreVote: boolean
    readonly lastEpoch: number
    readonly lastEpochEndOffset: number
  }
}

function raftVote({ request, log, ...own }: VoteInput): unknown {
  const upToDate = isLogUpToDate(
    { lastEpoch: leaderEpoch(log.epoch), endOffset: log.endOffset },
    { lastEpoch: request.lastEpoch, endOffset: request.lastEpochEndOffset },
  )
  const { granted } = canGrantVote(
    {
      role: own.state,
      leaderId: own.leaderId === null ? null : nodeId(own.leaderId),
      votedKey: own.votedKey === null ? null : keyOf(own.votedKey),
      hasFetchedFromLeader: own.hasFetchedFromLeader === true,
    },
    { candidate: keyOf(request.replica), preVote: request.isPreVote, upToDate },
  )
  return { isLogUpToDate: upToDate, granted }
}

/** What decides in the quorum. */
export const QUORUM_ADAPTERS: Readonly<Record<string, Adapter>> = {
  'raft-high-watermark': raftHighWatermark,
  'raft-majority': raftMajority,
  'raft-vote': raftVote,
}
