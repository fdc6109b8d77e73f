import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import { isReader } from '~/kafka/invariants/clientChecks'
import { processId } from '~/sim/ids'
import type { EdgeScript } from './edgeScript'
import { STARTED } from './edgeScript'
import { bothWays, hostOf } from './hurting'
import type { QuorumLab } from './quorumLab'
import { serverAt } from './quorumLab'

const CONSUMER = processId('consumer-1')

/** The group, with the broker that coordinates it; null: nobody does. */
function groupOf(lab: QuorumLab): { readonly at: number; readonly group: ClassicGroup } | null {
  for (const at of [1, 2]) {
    for (const { groups } of serverAt(lab, at)?.broker?.groups.shards.values() ?? []) {
      const group = groups.get('billing')
      if (group !== undefined) return { at, group }
    }
  }
  return null
}

function membership(lab: QuorumLab): string | null {
  const state = lab.world().processes.get(CONSUMER)?.state ?? null
  return isReader(state) ? state.consumer.membership : null
}

/** The coordinator goes while the members wait for what their leader assigns. */
function moveCoordinator(lab: QuorumLab, isTaken: () => boolean): void {
  lab.until(() => groupOf(lab)?.group.state === 'CompletingRebalance', 2 * STARTED)
  lab.command({ type: 'Pause', process: CONSUMER })
  const at = groupOf(lab)?.at ?? 0
  lab.command({ type: 'Signal', process: serverProcess(at), signal: 'SIGTERM' })
  lab.until(isTaken, 10)
}

/** A member is closed while it waits for its partitions. */
function closeEarly(lab: QuorumLab, isTaken: () => boolean): void {
  lab.until(() => membership(lab) === 'COMPLETING_REBALANCE', 2 * STARTED)
  for (const id of [1, 2]) {
    const slow = bothWays(hostOf(id), OUTER_HOST, { latencyMicros: 500_000 })
    for (const order of slow) lab.command(order)
  }
  lab.command({ type: 'Signal', process: CONSUMER, signal: 'SIGTERM' })
  lab.until(isTaken, 5)
}

const GROUP = {
  controllers: 1,
  brokers: 2,
  hasTopic: true,
  workload: [{ id: 'consumer-1', kind: 'consumer' }],
} as const

/** Scripts of the machines of groups and clients. */
export const CLIENT_SCRIPTS: readonly EdgeScript[] = [
  {
    edge: 'classicGroup CompletingRebalance groupUnloaded Dead',
    setup: GROUP,
    play: moveCoordinator,
  },
  {
    edge: 'classicMember COMPLETING_REBALANCE left UNJOINED',
    setup: GROUP,
    play: closeEarly,
  },
  {
    edge: 'batch IN_FLIGHT tooLarge SPLIT',
    setup: {
      controllers: 1,
      topic: { configs: { 'max.message.bytes': '200' } },
      workload: [
        {
          id: 'producer-1',
          kind: 'producer',
          ratePerSecond: 10,
          properties: { 'linger.ms': '1000' },
        },
      ],
    },
    play: (lab, isTaken) => lab.until(isTaken, 2 * STARTED),
  },
]
