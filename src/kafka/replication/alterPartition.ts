import type { Completion } from '../channel/channelState'
import type { BrokerWork, Replica } from '../broker/brokerState'
import { putReplica, setBrokerTimer } from '../broker/brokerState'
import { missedController, toController } from '../broker/toController'
import type { NodeId } from '../ids'
import { topicPartition } from '../ids'
import type { Response } from '../protocol/rpc'
import { takeIsrEdge } from './edges'
import { maybeAdvanceHighWatermark, sortedReplicas } from './partition'

/** How long a failed request rests, ms. Kafka: AlterPartitionManager. */
const RETRY_MS = 50

/** Sends what ISR changes are asked for; one request at a time. Kafka: DefaultAlterPartitionManager. */
export function sendAlterPartition(work: BrokerWork): void {
  const { isAlterPartitionInFlight, brokerEpoch, config } = work.state
  const asking = sortedReplicas(work).filter(
    ({ role }) => role.type === 'leader' && role.pendingIsr !== null,
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
  if (isSent) work.state.isAlterPartitionInFlight = true
  else setBrokerTimer(work, 'alterPartition', { ms: RETRY_MS })
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

/** The answer to an AlterPartition. R-35. Kafka: Partition.handleAlterPartitionUpdate. True per moved HW. */
export function onAlterPartitionCompletion(
  work: BrokerWork,
  completion: Completion,
): readonly Replica['name'][] {
  work.state.isAlterPartitionInFlight = false
  const { body } = completion
  if (body?.api !== 'AlterPartition' || missedController(completion) || body.error !== 'NONE') {
    setBrokerTimer(work, 'alterPartition', { ms: RETRY_MS })
    return []
  }
  const moved = body.partitions.flatMap((row) => settle(work, row))
  setBrokerTimer(work, 'alterPartition', { ms: 0 })
  return moved
}

function settle(
  work: BrokerWork,
  row: Response<'AlterPartition'>['partitions'][number],
): readonly Replica['name'][] {
  const topic = work.state.image.topics.get(row.topicId)?.name
  const name = topicPartition(topic ?? '', row.partition)
  const replica = work.state.replicas.get(name)
  if (replica?.role.type !== 'leader') return []
  const { role } = replica
  if (row.error !== 'NONE') {
    // Refused: the change is dropped; newer metadata decides what comes next.
    takeIsrEdge(work, replica, 'changeRefused')
    putReplica(work, { ...replica, role: { ...role, pendingIsr: null } })
    return []
  }
  if (row.leaderEpoch !== replica.leaderEpoch || row.partitionEpoch < replica.partitionEpoch) {
    return []
  }
  takeIsrEdge(work, replica, 'changeAccepted')
  putReplica(work, {
    ...replica,
    partitionEpoch: row.partitionEpoch,
    role: { ...role, isr: row.isr, pendingIsr: null },
  })
  return maybeAdvanceHighWatermark(work, name) ? [name] : []
}
