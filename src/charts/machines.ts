import type { MachineEdge } from '~/base/machine'
import { brokerLifecycleTable } from '~/kafka/broker/brokerLifecycle.machine'
import { batchTable } from '~/kafka/client/batch.machine'
import { classicGroupTable } from '~/kafka/group/classicGroup.machine'
import { quorumRoleTable } from '~/kafka/quorum/quorumRole.machine'

/** A machine as it is drawn: the very table that the role runs. */
export interface ChartMachine {
  readonly id: string
  readonly initial: string
  readonly states: readonly string[]
  readonly edges: readonly MachineEdge[]
}

/** Every machine that is drawn, in the order of the chooser. */
export const MACHINES = [
  quorumRoleTable,
  brokerLifecycleTable,
  classicGroupTable,
  batchTable,
] as const satisfies readonly ChartMachine[]
