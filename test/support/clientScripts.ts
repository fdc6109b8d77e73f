import { OUTER_HOST, serverProcess } from '~/engine/build'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import type { Membership } from '~/kafka/client/classicMember.machine'
import { isReader } from '~/kafka/invariants/clientChecks'
import { processId } from '~/sim/ids'
import type { EdgeScript } from './edgeScript'
import { STARTED } from './edgeScript'
import { bothWays, hostOf } from './hurting'
import type { QuorumLab, QuorumSetup } from './quorumLab'
import { part, serverAt } from './quorumLab'

const CONSUMER = processId('consumer-1')
const LATE = processId('consumer-2')
/** A producer that soon gives up. */
const IMPATIENT = {
  id: 'producer-1',
  kind: 'producer',
  properties: { 'delivery.timeout.ms': '6000', 'request.timeout.ms': '3000' },
} as const

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

function membership(lab: QuorumLab): Membership | null {
  const state = lab.world().processes.get(CONSUMER)?.state ?? null
  return isReader(state) ? state.consumer.membership : null
}

function isGroup(lab: QuorumLab, state: ClassicGroup['state']): () => boolean {
  return () => groupOf(lab)?.group.state === state
}

/** The coordinator goes. */
function moveCoordinator(lab: QuorumLab, isTaken: () => boolean): void {
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

/** A member is closed in this state of its group. */
function close(lab: QuorumLab, isTaken: () => boolean): void {
  lab.command({ type: 'Signal', process: CONSUMER, signal: 'SIGTERM' })
  lab.until(isTaken, 5)
}

const GROUP = {
  controllers: 1,
  brokers: 2,
  hasTopic: true,
  workload: [{ id: 'consumer-1', kind: 'consumer' }],
} as const

const PAIR: QuorumSetup = {
  ...GROUP,
  workload: [...GROUP.workload, { id: 'consumer-2', kind: 'consumer' }],
}

/** The group is unloaded in each of its states. */
const UNLOADED = (['PreparingRebalance', 'CompletingRebalance', 'Stable', 'Empty'] as const).map(
  (state): EdgeScript => ({
    edge: `classicGroup ${state} groupUnloaded Dead`,
    setup: GROUP,
    play: (lab, isTaken) => {
      lab.until(isGroup(lab, state === 'Empty' ? 'Stable' : state), 2 * STARTED)
      // It does not send what it assigns.
      if (state === 'CompletingRebalance') lab.command({ type: 'Pause', process: CONSUMER })
      if (state === 'Empty') close(lab, isGroup(lab, 'Empty'))
      moveCoordinator(lab, isTaken)
    },
  }),
)

const closedIn = (state: ClassicGroup['state'], edge: string): EdgeScript => ({
  edge,
  setup: GROUP,
  play: (lab, isTaken) => {
    lab.until(isGroup(lab, state), 2 * STARTED)
    // The last answer is on its way.
    lab.passes(0.1)
    close(lab, isTaken)
  },
})

/** Somebody joins while the members wait for what their leader assigns. */
function joinLate(lab: QuorumLab): void {
  lab.passes(1)
  lab.command({ type: 'Kill', process: LATE })
  lab.until(isGroup(lab, 'CompletingRebalance'), 2 * STARTED)
  lab.command({ type: 'Pause', process: CONSUMER })
  lab.command({ type: 'Start', process: LATE })
  lab.until(isGroup(lab, 'PreparingRebalance'), 10)
}

/** Scripts of the machines of groups and clients. */
export const CLIENT_SCRIPTS: readonly EdgeScript[] = [
  ...UNLOADED,
  closedIn('PreparingRebalance', 'classicGroup PreparingRebalance joinPhaseEndedEmpty Empty'),
  closedIn('PreparingRebalance', 'classicMember PREPARING_REBALANCE left UNJOINED'),
  closedIn('Stable', 'classicMember STABLE left UNJOINED'),
  {
    edge: 'classicGroup CompletingRebalance membershipChanged PreparingRebalance',
    setup: PAIR,
    play: joinLate,
  },
  {
    edge: 'classicMember COMPLETING_REBALANCE joinSent PREPARING_REBALANCE',
    setup: PAIR,
    play: (lab, isTaken) => {
      joinLate(lab)
      lab.command({ type: 'Resume', process: CONSUMER })
      lab.until(isTaken, 10)
    },
  },
  {
    edge: 'classicMember STABLE joinSent PREPARING_REBALANCE',
    setup: PAIR,
    play: (lab, isTaken) => {
      lab.passes(1)
      lab.command({ type: 'Kill', process: LATE })
      lab.until(() => membership(lab) === 'STABLE', 2 * STARTED)
      lab.command({ type: 'Start', process: LATE })
      lab.until(isTaken, 10)
    },
  },
  ...(['OPEN', 'QUEUED'] as const).map((state): EdgeScript => ({
    edge: `batch ${state} expired FAILED`,
    setup: {
      controllers: 1,
      hasTopic: true,
      workload: [IMPATIENT],
    },
    play: (lab, isTaken) => {
      lab.passes(STARTED)
      lab.command({ type: 'Pause', process: serverProcess(1) })
      lab.until(isTaken, 20)
    },
  })),
  {
    edge: 'batch IN_FLIGHT expired FAILED',
    setup: {
      controllers: 1,
      brokers: 2,
      topic: { assignments: [[1, 2]] },
      workload: [IMPATIENT],
    },
    play: (lab, isTaken) => {
      lab.passes(STARTED)
      part(lab, [[1], [2]])
      lab.until(isTaken, 10)
    },
  },
  {
    edge: 'classicMember COMPLETING_REBALANCE left UNJOINED',
    setup: GROUP,
    play: closeEarly,
  },
  {
    edge: 'batch IN_FLIGHT refused FAILED',
    setup: {
      controllers: 1,
      topic: { configs: { 'max.message.bytes': '60' } },
      workload: [{ id: 'producer-1', kind: 'producer' }],
    },
    play: (lab, isTaken) => lab.until(isTaken, 2 * STARTED),
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
