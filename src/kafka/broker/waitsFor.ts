import { readLog } from '../log/partitionLog'
import type { BrokerState, DelayedFetch } from './brokerState'
import { minIsrOf } from './brokerState'

/** What something that waits needs: a condition with its numbers. Rules. */
export interface WaitsForNow {
  readonly api: 'Produce' | 'Fetch' | 'DeleteRecords' | 'AlterPartition'
  readonly topic: string
  readonly partition: number
  readonly condition: 'highWatermark' | 'minIsr' | 'bytes' | 'lowWatermark' | 'answer'
  readonly current: number
  readonly required: number
}

/** Everything that waits on a broker, with what it waits for at this instant. */
export function waitsForNow(state: BrokerState): readonly WaitsForNow[] {
  return [...produces(state), ...fetches(state), ...deletes(state), ...isrChanges(state)]
}

/** the high watermark, which stands still below the min ISR. */
function produces(state: BrokerState): readonly WaitsForNow[] {
  return state.delayedProduces.flatMap(({ waiting }) =>
    waiting.flatMap(({ name, required }): readonly WaitsForNow[] => {
      const replica = state.replicas.get(name)
      if (replica?.role.type !== 'leader') return []
      const { topic, partition, role, log } = replica
      const at = { api: 'Produce', topic, partition } as const
      const min = minIsrOf(state, replica)
      const mark = { condition: 'highWatermark', current: log.highWatermark, required } as const
      const isr = { condition: 'minIsr', current: role.isr.length, required: min } as const
      return role.isr.length < min
        ? [
            { ...at, ...mark },
            { ...at, ...isr },
          ]
        : [{ ...at, ...mark }]
    }),
  )
}

/** bytes that may be read, by isolation. */
function fetches(state: BrokerState): readonly WaitsForNow[] {
  return state.delayedFetches.flatMap((delayed) =>
    delayed.request.partitions.map(({ topic, partition }) => ({
      api: 'Fetch' as const,
      topic,
      partition,
      condition: 'bytes' as const,
      current: bytesFor(state, delayed),
      required: delayed.request.minBytes,
    })),
  )
}

function bytesFor(state: BrokerState, { request }: DelayedFetch): number {
  return request.partitions.reduce((sum, asked) => {
    const log = state.replicas.get(asked.name)?.log
    if (log === undefined) return sum
    const to = request.replicaId === null ? log.highWatermark : log.logEndOffset
    if (asked.fetchOffset >= to) return sum
    const maxBytes = asked.partitionMaxBytes
    const batches = readLog(log, { from: asked.fetchOffset, to, maxBytes })
    return batches.reduce((bytes, batch) => bytes + batch.sizeInBytes, sum)
  }, 0)
}

/** the smallest log start of the alive replicas. */
function deletes(state: BrokerState): readonly WaitsForNow[] {
  return state.delayedDeletes.flatMap(({ rows, required }) =>
    rows.flatMap(({ topic, partition, lowWatermark: current }, index): readonly WaitsForNow[] => {
      const wanted = required[index] ?? null
      if (wanted === null || current >= wanted) return []
      const condition = 'lowWatermark' as const
      return [{ api: 'DeleteRecords', topic, partition, condition, current, required: wanted }]
    }),
  )
}

/** the controller's answer, or the metadata that follows a refusal. */
function isrChanges(state: BrokerState): readonly WaitsForNow[] {
  return [...state.replicas.values()].flatMap(
    ({ topic, partition, role, partitionEpoch }): readonly WaitsForNow[] => {
      if (role.type !== 'leader' || role.pendingState === 'none') return []
      const condition = 'answer' as const
      const numbers = { current: partitionEpoch, required: partitionEpoch + 1 }
      return [{ api: 'AlterPartition', topic, partition, condition, ...numbers }]
    },
  )
}
