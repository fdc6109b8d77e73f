import type { NodeId, TopicId } from '../ids'
import { isOnlineDirectory } from '../metadata/directories'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type {
  AssignReplicasToDirsRequest,
  AssignReplicasToDirsResponse,
  BrokerHeartbeatRequest,
} from '../protocol/rpc/controller'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerNow, answerWhenCommitted, changePartition, write } from './controllerState'
import { update } from './leaderAndIsr'

/**
 * A heartbeat tells of directories that have failed: their replicas leave the ISRs, leaders move, and
 * the registration keeps the others. R-66. Kafka: ReplicationControlManager.handleDirectoriesOffline.
 */
export function offlineDirectoriesRecords(
  work: ControllerWork,
  { brokerId, brokerEpoch, offlineLogDirs }: BrokerHeartbeatRequest,
): readonly MetadataRecord[] {
  if (offlineLogDirs.length === 0) return []
  const { image } = work.state
  const known = image.brokers.get(brokerId)?.directories ?? []
  const failed = known.filter((directory) => offlineLogDirs.includes(directory))
  if (failed.length === 0) return []
  const records = failed.flatMap((directory) =>
    partitionsIn(work, brokerId, directory).flatMap((at) =>
      update(work, { at, because: 'directoryOffline', remove: brokerId }),
    ),
  )
  const logDirs = known.filter((directory) => !failed.includes(directory))
  work.facts.push({ type: 'DirectoriesOffline', rule: 'R-66', broker: brokerId, failed, logDirs })
  return [
    ...records,
    {
      type: 'BrokerRegistrationChangeRecord',
      brokerId,
      brokerEpoch,
      fenced: 'NONE',
      inControlledShutdown: false,
      logDirs,
    },
  ]
}

/** The partitions with a replica in a directory of a broker. Kafka: directoriesToPartitions. */
function partitionsIn(work: ControllerWork, id: NodeId, directory: string) {
  const found: { topicId: TopicId; partition: number }[] = []
  for (const topic of work.state.image.topics.values()) {
    for (const [partition, { replicas, directories }] of topic.partitions) {
      if (directories[replicas.indexOf(id)] === directory)
        found.push({ topicId: topic.id, partition })
    }
  }
  return found.sort((a, b) =>
    a.topicId < b.topicId ? -1 : a.topicId > b.topicId ? 1 : a.partition - b.partition,
  )
}

/**
 * A broker tells in which directories its replicas are. One in a directory that has failed is taken
 * out of its ISR. KIP-858. Kafka: ReplicationControlManager.handleAssignReplicasToDirs.
 */
export function onAssignReplicasToDirs(
  work: ControllerWork,
  caller: ControllerCaller,
  body: AssignReplicasToDirsRequest,
): void {
  const { brokerId } = body
  if (work.state.image.brokers.get(brokerId)?.epoch !== body.brokerEpoch) {
    const api = 'AssignReplicasToDirs' as const
    return answerNow(work, caller, { api, error: 'STALE_BROKER_EPOCH', partitions: [] })
  }
  const records: MetadataRecord[] = []
  const partitions = body.partitions.map((asked) => assignOne(work, brokerId, { asked, records }))
  write(work, records)
  answerWhenCommitted(work, caller, { api: 'AssignReplicasToDirs', error: 'NONE', partitions })
}

type Asked = AssignReplicasToDirsRequest['partitions'][number]

function assignOne(
  work: ControllerWork,
  brokerId: NodeId,
  { asked, records }: { readonly asked: Asked; readonly records: MetadataRecord[] },
): AssignReplicasToDirsResponse['partitions'][number] {
  const { topicId, partition, directory } = asked
  const { image } = work.state
  const answer = (error: ErrorCode) => ({ topicId, partition, error })
  const topic = image.topics.get(topicId)
  const registration = topic?.partitions.get(partition)
  if (topic === undefined) return answer('UNKNOWN_TOPIC_ID')
  if (registration === undefined) return answer('UNKNOWN_TOPIC_OR_PARTITION')
  if (!registration.replicas.includes(brokerId)) return answer('NOT_LEADER_OR_FOLLOWER')
  const at = { topicId, partition, because: 'directoryAssigned' }
  const record = changePartition(work, {
    ...at,
    targets: { targetDirectory: { id: brokerId, directory } },
    // The change is built without the feature. Kafka: no setEligibleLeaderReplicasEnabled.
    isElrEnabled: false,
    election: 'ONLINE',
  })
  if (record !== null) records.push(record)
  if (isOnlineDirectory(image, brokerId, directory)) return answer('NONE')
  // Worked out of the partition as it stands: what the assignment makes of its ELR is not seen.
  const because = 'directoryOffline'
  records.push(...update(work, { at: { topicId, partition }, because, remove: brokerId }))
  return answer('NONE')
}
