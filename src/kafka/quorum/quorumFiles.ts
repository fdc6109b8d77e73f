import type { LeaderEpoch, NodeId } from '../ids'
import type { KafkaFile } from '../model'
import type { ReplicaKey } from '../protocol/replicaKey'
import { ZERO_UUID } from '../ids'

/** The file `quorum-state`. */
export interface QuorumStateFile extends KafkaFile {
  readonly kind: 'quorumState'
  readonly leaderId: NodeId | null
  readonly leaderEpoch: LeaderEpoch
  readonly votedKey: ReplicaKey | null
  /** The static voters, which the file repeats; null: voters are in the log (kraft.version 1). */
  readonly voterIds: readonly NodeId[] | null
}

/** Where the quorum keeps its files. */
export const QUORUM_STATE_PATH = 'data/__cluster_metadata-0/quorum-state'
/** Where the metadata log is kept. */
export const METADATA_LOG_PATH = 'data/__cluster_metadata-0/log'

/** True when a file is `quorum-state`. */
export function isQuorumStateFile(file: KafkaFile | undefined): file is QuorumStateFile {
  return file?.kind === 'quorumState'
}

/** The file as it is written. Kafka: ElectionState.toQuorumStateData, FileQuorumStateStore. */
export function quorumStateText({
  leaderId,
  leaderEpoch,
  votedKey,
  voterIds,
}: QuorumStateFile): string {
  const common = { leaderId: leaderId ?? -1, leaderEpoch, votedId: votedKey?.id ?? -1 }
  if (voterIds === null) {
    const votedDirectoryId = votedKey?.directoryId ?? ZERO_UUID
    return JSON.stringify({ ...common, votedDirectoryId, data_version: 1 })
  }
  const currentVoters = voterIds.toSorted((a, b) => a - b).map((voterId) => ({ voterId }))
  return JSON.stringify({
    clusterId: '',
    ...common,
    appliedOffset: 0,
    currentVoters,
    data_version: 0,
  })
}
