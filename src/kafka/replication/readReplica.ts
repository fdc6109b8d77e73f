import type { BrokerWork, Replica } from '../broker/brokerState'
import { brokerNow } from '../broker/brokerState'
import type { NodeId } from '../ids'
import type { FetchPartition, FetchRequest } from '../protocol/rpc/data'

const RACK_AWARE = 'org.apache.kafka.common.replica.RackAwareReplicaSelector'

interface Candidate {
  readonly id: NodeId
  readonly logEndOffset: number
  readonly sinceCaughtUpMs: number
}

/**
 * The replica near a consumer that it should read from; null: this leader. Only with a rack-aware
 * `replica.selector.class`. Rule R-55 (KIP-392).
 * Kafka: ReplicaManager.findPreferredReadReplica, RackAwareReplicaSelector.select.
 */
export function preferredReadReplica(
  work: BrokerWork,
  replica: Replica,
  { asked, request }: { readonly asked: FetchPartition; readonly request: FetchRequest },
): NodeId | null {
  const { config, image } = work.state
  const { role } = replica
  if (role.type !== 'leader' || request.replicaId !== null || request.rackId === '') return null
  if (config.settings.given('replica.selector.class') !== RACK_AWARE) return null
  if (config.rack === request.rackId) return null
  const now = brokerNow(work)
  const candidates = [...role.followers].flatMap(([id, row]): readonly Candidate[] => {
    const holds = row.logStartOffset <= asked.fetchOffset && row.logEndOffset >= asked.fetchOffset
    const broker = image.brokers.get(id)
    const isNear = broker !== undefined && !broker.fenced && broker.rack === request.rackId
    if (!holds || !isNear || !role.isr.includes(id)) return []
    const { logEndOffset, lastCaughtUpMs } = row
    return [{ id, logEndOffset, sinceCaughtUpMs: now - lastCaughtUpMs }]
  })
  const [best] = candidates.sort(
    (a, b) =>
      b.logEndOffset - a.logEndOffset || a.sinceCaughtUpMs - b.sinceCaughtUpMs || b.id - a.id,
  )
  return best?.id ?? null
}
