import type { KafkaContext, RoleStep } from '../effects'
import type { LeaderEpoch, NodeId } from '../ids'
import { leaderEpoch } from '../ids'
import { raftChannel } from './connections'
import { isVoteGranted, newElection } from './epochElection'
import type { MetadataLog } from './metadataLog'
import { bootstrapLog, isMetadataLog, lastEpoch, startAtSnapshot } from './metadataLog'
import type { QuorumStateFile } from './quorumFiles'
import { isQuorumStateFile, METADATA_LOG_PATH, QUORUM_STATE_PATH } from './quorumFiles'
import type { QuorumConfig, QuorumState, QuorumWork } from './quorumState'
import {
  isSoleVoter,
  isVoter,
  otherVoters,
  ownKey,
  persist,
  putLog,
  quorumStep,
  quorumWork,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import type { MetadataSnapshot } from './snapshot'
import { compareSnapshots, isMetadataSnapshot } from './snapshot'
import { startCleaning } from './snapshots'
import {
  becomeFollower,
  becomeLeader,
  becomeProspective,
  requestVotes,
  restartElectionTimer,
  sendEndQuorumEpoch,
} from './roles'
import { matchesKey } from './voterSet'

/** Starts from what is on disk. §8.2. Kafka: QuorumState.initialize, KafkaRaftClient.initialize. */
export function bootQuorum(config: QuorumConfig, ctx: KafkaContext): RoleStep<QuorumState> {
  const state = ctx.readFile(QUORUM_STATE_PATH)
  const file = isQuorumStateFile(state) ? state : null
  const logFile = ctx.readFile(METADATA_LOG_PATH)
  const stored = isMetadataLog(logFile) ? logFile : bootstrapLog(config.bootstrapVoters)
  const snapshots = storedSnapshots(stored, ctx)
  const log = notBefore(stored, snapshots.at(-1))
  const { leaderId, leaderEpoch: epoch, votedKey } = remembered(file, lastEpoch(log))
  const work = quorumWork(
    {
      config,
      role: { name: 'Unattached', leaderId: null },
      epoch,
      votedKey,
      log,
      snapshots,
      highWatermark: null,
      channel: raftChannel(config),
      electionTimer: null,
      term: 0,
      isFetching: false,
      backingOff: [],
      asksBootstrap: false,
      isShuttingDown: false,
      parked: [],
      heard: null,
    },
    ctx,
  )
  if (log !== stored) putLog(work, log)
  startCleaning(work)
  takeUp(work, leaderId)
  return quorumStep(work)
}

/** Snapshots from the log's start on; older ones are deleted. Kafka: KafkaMetadataLog.recoverSnapshots. */
function storedSnapshots(log: MetadataLog, ctx: KafkaContext): readonly MetadataSnapshot[] {
  return ctx
    .listFiles()
    .filter((path) => path.endsWith('.checkpoint'))
    .map(ctx.readFile)
    .filter(isMetadataSnapshot)
    .filter(({ endOffset }) => endOffset >= log.startOffset)
    .toSorted(compareSnapshots)
}

/** A log that ends before the newest snapshot begins there anew. KafkaMetadataLog.truncateToLatestSnapshot. */
function notBefore(log: MetadataLog, snapshot: MetadataSnapshot | undefined): MetadataLog {
  if (snapshot === undefined) return log
  const own = { epoch: log.epochs.at(-1)?.epoch ?? leaderEpoch(0), endOffset: log.endOffset }
  // An empty log that begins at its snapshot is as it should be.
  const isEmpty = log.startOffset === snapshot.endOffset && log.batches.size === 0
  return isEmpty || compareSnapshots(snapshot, own) <= 0 ? log : startAtSnapshot(log, snapshot)
}

type Remembered = Pick<QuorumStateFile, 'leaderId' | 'leaderEpoch' | 'votedKey'>

/** A file older than the log tells nothing but that the log's epoch was reached. §8.2. */
function remembered(file: QuorumStateFile | null, epoch: LeaderEpoch): Remembered {
  if (file !== null && file.leaderEpoch >= epoch) return file
  return { leaderId: null, leaderEpoch: epoch, votedKey: null }
}

/** The role that a node begins in, which is written first; who votes alone leads at once. Q-05, §8.2. */
function takeUp(work: QuorumWork, leaderId: NodeId | null): void {
  const { votedKey } = work.state
  const votedItself = votedKey !== null && matchesKey(votedKey, ownKey(work.state))
  if (leaderId === work.state.config.nodeId) resumeResigned(work)
  else if (votedItself && isVoter(work.state)) return resumeCandidate(work)
  else takeUpFollowing(work, leaderId)
  if (isSoleVoter(work.state)) becomeProspective(work, 'soleVoterStood')
}

/** Never straight back to Leader: its tail might be gone. It tells the voters. Q-72, §7.2. */
function resumeResigned(work: QuorumWork): void {
  const unacked = otherVoters(work.state).map(({ id }) => id)
  work.state = { ...work.state, role: { name: 'Resigned', unacked, successors: [] } }
  persist(work)
  restartElectionTimer(work)
  for (const id of unacked) sendEndQuorumEpoch(work, id)
}

/** It stands in the same epoch and asks for votes again. Kafka: KafkaRaftClient.onBecomeCandidate. */
function resumeCandidate(work: QuorumWork): void {
  const election = newElection(votersOf(work.state), work.state.config.nodeId)
  work.state = { ...work.state, role: { name: 'Candidate', election } }
  persist(work)
  if (isVoteGranted(election)) return becomeLeader(work)
  restartElectionTimer(work)
  requestVotes(work)
}

/** Its leader is followed where the voters say how to reach it. */
function takeUpFollowing(work: QuorumWork, leaderId: NodeId | null): void {
  const { epoch } = work.state
  if (leaderId !== null && votersOf(work.state).some(({ id }) => id === leaderId)) {
    return becomeFollower(work, 'leaderLearned', { epoch, leaderId })
  }
  work.state = { ...work.state, role: { name: 'Unattached', leaderId } }
  persist(work)
  if (isVoter(work.state)) restartElectionTimer(work)
  setQuorumTimer(work, 'again', { about: '', ms: 0 })
}
