import type { KafkaContext, RoleStep } from '../effects'
import type { LeaderEpoch, NodeId } from '../ids'
import type { KafkaFile } from '../model'
import { bootstrapLog, isMetadataLog, lastEpoch } from './metadataLog'
import type { QuorumConfig, QuorumState, QuorumStateFile, QuorumWork } from './quorumState'
import {
  isSoleVoter,
  isVoter,
  METADATA_LOG_PATH,
  QUORUM_STATE_PATH,
  quorumStep,
  quorumWork,
  raftChannel,
  setQuorumTimer,
  votersOf,
} from './quorumState'
import { becomeFollower, becomeProspective, restartElectionTimer } from './roles'

function isQuorumStateFile(file: KafkaFile | undefined): file is QuorumStateFile {
  return file?.kind === 'quorumState'
}

/** Starts from what is on disk. §8.2. Kafka: QuorumState.initialize, KafkaRaftClient.initialize. */
export function bootQuorum(config: QuorumConfig, ctx: KafkaContext): RoleStep<QuorumState> {
  const stored = ctx.readFile(QUORUM_STATE_PATH)
  const file = isQuorumStateFile(stored) ? stored : null
  const logFile = ctx.readFile(METADATA_LOG_PATH)
  const log = isMetadataLog(logFile) ? logFile : bootstrapLog(config.bootstrapVoters)
  const { leaderId, leaderEpoch: epoch, votedKey } = remembered(file, lastEpoch(log))
  const work = quorumWork(
    {
      config,
      role: { name: 'Unattached', leaderId: null },
      epoch,
      votedKey,
      log,
      highWatermark: null,
      channel: raftChannel(config),
      term: 0,
      isFetching: false,
      asksBootstrap: false,
      isShuttingDown: false,
      heard: null,
    },
    ctx,
  )
  takeUp(work, leaderId)
  return quorumStep(work)
}

type Remembered = Pick<QuorumStateFile, 'leaderId' | 'leaderEpoch' | 'votedKey'>

/** A file older than the log tells nothing but that the log's epoch was reached. §8.2. */
function remembered(file: QuorumStateFile | null, epoch: LeaderEpoch): Remembered {
  if (file !== null && file.leaderEpoch >= epoch) return file
  return { leaderId: null, leaderEpoch: epoch, votedKey: null }
}

function takeUp(work: QuorumWork, leaderId: NodeId | null): void {
  const { config, votedKey, epoch } = work.state
  const leads = leaderId === config.nodeId
  if (isSoleVoter(work.state)) return becomeProspective(work, 'soleVoterStood')
  if (leads) {
    // Never straight back to Leader: its tail might be gone. Q-72.
    work.state = { ...work.state, role: { name: 'Resigned', unacked: [], successors: [] } }
    return restartElectionTimer(work)
  }
  if (votedKey?.id === config.nodeId && isVoter(work.state)) {
    work.state = { ...work.state, role: { name: 'Unattached', leaderId: null } }
    return restartElectionTimer(work)
  }
  if (leaderId !== null && votersOf(work.state).some(({ id }) => id === leaderId)) {
    return becomeFollower(work, 'leaderLearned', { epoch, leaderId })
  }
  if (isVoter(work.state)) restartElectionTimer(work)
  setQuorumTimer(work, 'again', { about: '', ms: 0 })
}
