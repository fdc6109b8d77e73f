import type { DelayedProduce } from '../broker/brokerState'
import { minIsrOf } from '../broker/brokerState'
import type { BrokerState, Replica } from '../broker/brokerState'
import type { FetchSession } from '../broker/fetchSessionState'
import { topicPartition } from '../ids'
import type { FetchPartitionResponse, FetchResponse, ProduceResponse } from '../protocol/rpc/data'
import { maximalIsr } from '../replication/partition'
import type { Rows, Sent, Violation, Watch } from './watched'
import { broken } from './watched'

/** Checks of the answers that leave in an event: LR-17, LR-22 … LR-25. */
export function answerChecks(watch: Watch): readonly Violation[] {
  const violations: Violation[] = []
  for (const { message, now, before } of watch.sent()) {
    const { broker } = now
    const { body } = message
    if (broker === null || body === null || message.kind !== 'response') continue
    if (body.api === 'Fetch' && 'error' in body) {
      violations.push(...broken(fetchAnswer(broker, body)))
    } else if (body.api === 'Produce' && 'nodeEndpoints' in body) {
      violations.push(...broken(produced(broker, body)))
      violations.push(...broken(replicated(broker, before?.broker ?? null, message)))
    }
  }
  return violations
}

/** What a fetcher with a session is given; without one nobody knows what it asked. */
function fetchAnswer(broker: BrokerState, { sessionId, partitions }: FetchResponse): Rows {
  const session = broker.fetchSessions.byId.get(sessionId)
  if (session === undefined) return []
  return partitions.flatMap((row) => {
    const replica = broker.replicas.get(row.name)
    return row.error !== 'NONE' || replica === undefined ? [] : given(session, row, replica)
  })
}

function given(session: FetchSession, row: FetchPartitionResponse, replica: Replica): Rows {
  const { name, leaderEpoch, log, role } = replica
  const asked = session.asked.find((one) => one.name === name)
  const epoch = asked?.currentLeaderEpoch ?? null
  const isFenced = epoch === null || epoch === leaderEpoch
  const end = session.isPrivileged ? log.logEndOffset : log.highWatermark
  const last = row.batches.at(-1)?.lastOffset ?? -1
  return [
    [
      'LR-17',
      isFenced && (!session.isPrivileged || role.type === 'leader'),
      () => `${name}: epoch ${String(epoch)} was served in epoch ${leaderEpoch}`,
    ],
    ['LR-25', last < end, () => `${name}: offset ${last} was given away, the end is ${end}`],
    [
      'LR-22',
      row.divergingEpoch === null || row.batches.length === 0,
      () => `${name}: records were given to a log that diverges`,
    ],
  ]
}

/** Whoever is told an offset: the leader has it. */
function produced(broker: BrokerState, { partitions }: ProduceResponse): Rows {
  return partitions.flatMap(({ topic, partition, error, baseOffset }): Rows => {
    const replica = broker.replicas.get(topicPartition(topic, partition))
    if (error !== 'NONE' || baseOffset < 0 || replica === undefined) return []
    const has = replica.role.type === 'leader' && baseOffset < replica.log.logEndOffset
    return [
      ['LR-24', has, () => `${replica.name}: ${baseOffset} was acknowledged and is not there`],
    ]
  })
}

/** acks=all: the high watermark has passed, with enough replicas in sync. */
function replicated(broker: BrokerState, before: BrokerState | null, message: Sent): Rows {
  const { connection, correlationId, body } = message
  if (before === null || before.delayedProduces === broker.delayedProduces) return []
  if (body?.api !== 'Produce' || !('nodeEndpoints' in body)) return []
  const waited = before.delayedProduces.find(
    (row) => row.connection === connection && row.correlationId === correlationId,
  )
  return waited === undefined ? [] : waited.waiting.flatMap((one) => isThere(broker, body, one))
}

function isThere(
  broker: BrokerState,
  { partitions }: ProduceResponse,
  { name, required }: DelayedProduce['waiting'][number],
): Rows {
  const row = partitions.find((one) => topicPartition(one.topic, one.partition) === name)
  const replica = broker.replicas.get(name)
  if (row?.error !== 'NONE' || replica === undefined) return []
  const { role, log } = replica
  const isCommitted = role.type === 'leader' && log.highWatermark >= required
  const isEnough = role.type === 'leader' && maximalIsr(role).length >= minIsrOf(broker, replica)
  const what = () => `${name}: acks=all was answered at ${log.highWatermark} of ${required}`
  return [['LR-23', isCommitted && isEnough, what]]
}
