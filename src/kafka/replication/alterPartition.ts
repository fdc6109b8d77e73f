import type { Completion } from '../channel/channelState'
import type { BrokerWork, Replica } from '../broker/brokerState'
import { putReplica, setBrokerTimer } from '../broker/brokerState'
import { missedController, toController } from '../broker/toController'
import type { NodeId } from '../ids'
import { topicPartition } from '../ids'
import type { ErrorCode } from '../protocol/errors'
import type { Response } from '../protocol/rpc'
import { takeIsrEdge } from './edges'
import { maybeAdvanceHighWatermark, sortedReplicas } from './partition'

/** How long a failed request rests, ms. Kafka: AlterPartitionManager. */
const RETRY_MS = 50

/** Sends what ISR changes are asked for; one request at a time. Kafka: DefaultAlterPartitionManager. */
export function sendAlterPartition(work: BrokerWork): void {
  const { isAlterPartitionInFlight, brokerEpoch, config } = work.state
  const asking = sortedReplicas(work).filter(
    ({ role }) => role.type === 'leader' && role.pendingState === 'queued',
  )
  if (isAlterPartitionInFlight || asking.length === 0 || brokerEpoch === null) return
  const isSent = toController(work, 'alterPartition', {
    api: 'AlterPartition',
    brokerId: config.nodeId,
    brokerEpoch,
    partitions: asking.map((replica) => ({
      topicId: replica.topicId,
      topic: replica.topic,
      partition: replica.partition,
      leaderEpoch: replica.leaderEpoch,
      partitionEpoch: replica.partitionEpoch,
      newIsr: newIsrOf(work, replica),
      leaderRecoveryState: 'RECOVERED',
    })),
  })
  if (isSent) {
    work.state.isAlterPartitionInFlight = true
    for (const replica of asking) mark(work, replica, 'sent')
  } else setBrokerTimer(work, 'alterPartition', { ms: RETRY_MS })
}

function newIsrOf(
  work: BrokerWork,
  replica: Replica,
): readonly { readonly id: NodeId; readonly brokerEpoch: number }[] {
  const { role } = replica
  if (role.type !== 'leader' || role.pendingIsr === null) return []
  const { config, brokerEpoch } = work.state
  return role.pendingIsr.map((id) => ({
    id,
    brokerEpoch:
      id === config.nodeId ? (brokerEpoch ?? -1) : (role.followers.get(id)?.brokerEpoch ?? -1),
  }))
}

/** The answer to an AlterPartition. R-48. Kafka: Partition.handleAlterPartitionUpdate. True per moved HW. */
export function onAlterPartitionCompletion(
  work: BrokerWork,
  completion: Completion,
): readonly Replica['name'][] {
  work.state.isAlterPartitionInFlight = false
  const { body } = completion
  if (body?.api !== 'AlterPartition' || missedController(completion) || body.error !== 'NONE') {
    for (const replica of sent(work)) mark(work, replica, 'queued')
    setBrokerTimer(work, 'alterPartition', { ms: RETRY_MS })
    return []
  }
  const moved = body.partitions.flatMap((row) => settle(work, row))
  setBrokerTimer(work, 'alterPartition', { ms: 0 })
  return moved
}

/** Changes that are on their way to the controller. */
function sent(work: BrokerWork): readonly Replica[] {
  return sortedReplicas(work).filter(
    ({ role }) => role.type === 'leader' && role.pendingState === 'sent',
  )
}

function mark(work: BrokerWork, replica: Replica, pendingState: 'queued' | 'sent' | 'held'): void {
  const { role } = replica
  if (role.type === 'leader') putReplica(work, { ...replica, role: { ...role, pendingState } })
}

/** Refusals that drop the change: it is asked for again when there is reason to. §3.5. */
const DROPPED: readonly ErrorCode[] = ['OPERATION_NOT_ATTEMPTED', 'INELIGIBLE_REPLICA']
/** Refusals after which only newer metadata tells how things are. §3.5. */
const HELD: readonly ErrorCode[] = [
  'UNKNOWN_TOPIC_OR_PARTITION',
  'UNKNOWN_TOPIC_ID',
  'FENCED_LEADER_EPOCH',
  'INVALID_UPDATE_VERSION',
  'INVALID_REQUEST',
  'NEW_LEADER_ELECTED',
]

function settle(
  work: BrokerWork,
  row: Response<'AlterPartition'>['partitions'][number],
): readonly Replica['name'][] {
  const topic = work.state.image.topics.get(row.topicId)?.name
  const name = topicPartition(topic ?? '', row.partition)
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'leader') return []
  const { role } = replica
  // Metadata has replaced what was asked for: the answer is about nothing any more.
  if (role.pendingState !== 'sent') return []
  if (row.error !== 'NONE') {
    refuse(work, replica, row.error)
    return []
  }
  if (row.leaderEpoch !== replica.leaderEpoch || row.partitionEpoch < replica.partitionEpoch) {
    mark(work, replica, 'held')
    return []
  }
  takeIsrEdge(work, replica, 'changeAccepted')
  putReplica(work, {
    ...replica,
    partitionEpoch: row.partitionEpoch,
    role: { ...role, isr: row.isr, pendingIsr: null, pendingState: 'none' },
  })
  return maybeAdvanceHighWatermark(work, name) ? [name] : []
}

/** Kafka: Partition.handleAlterPartitionError. */
function refuse(work: BrokerWork, replica: Replica, error: ErrorCode): void {
  const { role, topic, partition } = replica
  if (role.type !== 'leader') return
  const isDropped = DROPPED.includes(error)
  if (isDropped) {
    takeIsrEdge(work, replica, 'changeRefused')
    putReplica(work, { ...replica, role: { ...role, pendingIsr: null, pendingState: 'none' } })
  } else mark(work, replica, HELD.includes(error) ? 'held' : 'queued')
  work.facts.push({
    type: 'RequestRefused',
    rule: 'R-48',
    api: 'AlterPartition',
    topic,
    partition,
    error,
    actual: `isr ${(role.pendingIsr ?? []).join(', ')} at partition epoch ${replica.partitionEpoch}`,
    required: isDropped ? 'every member eligible' : 'the newest epochs of the partition',
    configs: [],
  })
}
