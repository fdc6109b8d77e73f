import type { NodeId } from '../ids'
import { leaderEpoch, partitionEpoch } from '../ids'
import type { PartitionRegistration } from '../metadata/image'
import { merge } from '../metadata/replay'
import type { ErrorCode } from '../protocol/errors'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { AlterPartitionRequest, AlterPartitionResponse } from '../protocol/rpc/controller'
import { logLine, REPLICATION } from './controllerLog'
import type { ControllerCaller, ControllerWork } from './controllerState'
import { answerNow, answerWhenCommitted, changePartition, write } from './controllerState'

type Asked = AlterPartitionRequest['partitions'][number]
type Answered = AlterPartitionResponse['partitions'][number]

/** A leader asks for another ISR. C-51 ff. Kafka: ReplicationControlManager.alterPartition. */
export function onAlterPartition(
  work: ControllerWork,
  caller: ControllerCaller,
  body: AlterPartitionRequest,
): void {
  if (work.state.image.brokers.get(body.brokerId)?.epoch !== body.brokerEpoch) {
    const refused = { api: 'AlterPartition', error: 'STALE_BROKER_EPOCH', partitions: [] } as const
    return answerNow(work, caller, refused)
  }
  const records: MetadataRecord[] = []
  const partitions = body.partitions.map((asked) => alterOne(work, { body, asked, records }))
  write(work, records)
  answerWhenCommitted(work, caller, { api: 'AlterPartition', error: 'NONE', partitions })
}

interface Altering {
  readonly body: AlterPartitionRequest
  readonly asked: Asked
  readonly records: MetadataRecord[]
}

function alterOne(work: ControllerWork, { body, asked, records }: Altering): Answered {
  const topic = work.state.image.topics.get(asked.topicId)
  const before = topic?.partitions.get(asked.partition)
  if (topic === undefined) return refused(asked, 'UNKNOWN_TOPIC_ID')
  if (before === undefined) return refused(asked, 'UNKNOWN_TOPIC_OR_PARTITION')
  const error = validate(work, before, { body, asked, records })
  if (error !== 'NONE') return refused(asked, error)
  const record = changePartition(work, {
    topicId: topic.id,
    partition: asked.partition,
    because: 'alterPartition',
    targets: {
      targetIsr: asked.newIsr.map(({ id }) => id),
      targetLeaderRecoveryState: asked.leaderRecoveryState,
    },
  })
  const after = record === null ? before : merge(before, record)
  if (record !== null) {
    records.push(record)
    if (after.leader !== body.brokerId) return refused(asked, 'NEW_LEADER_ELECTED')
  }
  return {
    topicId: asked.topicId,
    partition: asked.partition,
    error: 'NONE',
    leader: after.leader,
    leaderEpoch: after.leaderEpoch,
    isr: after.isr,
    partitionEpoch: after.partitionEpoch,
    leaderRecoveryState: after.leaderRecoveryState,
  }
}

function refused(asked: Asked, error: ErrorCode): Answered {
  return {
    topicId: asked.topicId,
    partition: asked.partition,
    error,
    leader: null,
    leaderEpoch: leaderEpoch(-1),
    isr: [],
    partitionEpoch: partitionEpoch(-1),
    leaderRecoveryState: 'RECOVERED',
  }
}

/** Kafka: validateAlterPartitionData. */
function validate(
  work: ControllerWork,
  partition: PartitionRegistration,
  { body, asked }: Altering,
): ErrorCode {
  if (asked.leaderEpoch > partition.leaderEpoch) return 'NOT_CONTROLLER'
  if (asked.partitionEpoch > partition.partitionEpoch) return 'NOT_CONTROLLER'
  if (asked.leaderEpoch < partition.leaderEpoch) return 'FENCED_LEADER_EPOCH'
  if (body.brokerId !== partition.leader) return 'INVALID_REQUEST'
  if (asked.partitionEpoch < partition.partitionEpoch) return 'INVALID_UPDATE_VERSION'
  return validateIsr(work, partition, asked)
}

function validateIsr(
  work: ControllerWork,
  partition: PartitionRegistration,
  asked: Asked,
): ErrorCode {
  const ids = asked.newIsr.map(({ id }) => id)
  const isSound =
    ids.length > 0 &&
    new Set(ids).size === ids.length &&
    ids.every((id) => partition.replicas.includes(id)) &&
    ids.some((id) => id === partition.leader)
  if (!isSound) return 'INVALID_REQUEST'
  if (asked.leaderRecoveryState === 'RECOVERING') {
    if (ids.length > 1 || partition.leaderRecoveryState === 'RECOVERED') return 'INVALID_REQUEST'
  }
  const ineligible = asked.newIsr.flatMap((member) => {
    const why = whyIneligible(work, member)
    return why === null ? [] : [`${member.id} (${why})`]
  })
  if (ineligible.length === 0) return 'NONE'
  const isr = asked.newIsr.map(
    ({ id, brokerEpoch }) => `BrokerState(brokerId=${id}, brokerEpoch=${brokerEpoch})`,
  )
  const name = `${asked.topic}-${asked.partition}`
  const text = `Rejecting AlterPartition request from node ${partition.leader ?? -1} for ${name} because it specified ineligible replicas [${ineligible.join(', ')}] in the new ISR [${isr.join(', ')}].`
  logLine(work, REPLICATION, { text })
  return 'INELIGIBLE_REPLICA'
}

/** Row 12. Kafka: ReplicationControlManager.ineligibleReplicasForIsr. */
function whyIneligible(
  work: ControllerWork,
  { id, brokerEpoch }: { readonly id: NodeId; readonly brokerEpoch: number },
): string | null {
  const broker = work.state.image.brokers.get(id)
  if (broker === undefined) return 'not registered'
  if (broker.inControlledShutdown) return 'shutting down'
  if (broker.fenced) return 'fenced'
  if (brokerEpoch === -1 || broker.epoch === brokerEpoch) return null
  return `broker epoch mismatch: requested=${brokerEpoch} VS expected=${broker.epoch}`
}
