import type { MachineEdge } from '~/base/machine'
import { brokerLifecycleTable } from '~/kafka/broker/brokerLifecycle.machine'
import { batchTable } from '~/kafka/client/batch.machine'
import { classicMemberTable } from '~/kafka/client/classicMember.machine'
import { brokerControlTable } from '~/kafka/controller/brokerControl.machine'
import { controllerActivationTable } from '~/kafka/controller/controllerActivation.machine'
import { reassignmentTable } from '~/kafka/controller/reassignment.machine'
import { GROUP_MACHINES } from '~/kafka/group/groups.machine'
import { segmentTable } from '~/kafka/log/segment.machine'
import { quorumRoleTable } from '~/kafka/quorum/quorumRole.machine'
import { fetchStateTable } from '~/kafka/replication/fetchState.machine'
import { partitionIsrTable } from '~/kafka/replication/partitionIsr.machine'
import { replicaTable } from '~/kafka/replication/replica.machine'

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
  controllerActivationTable,
  brokerControlTable,
  reassignmentTable,
  replicaTable,
  fetchStateTable,
  partitionIsrTable,
  segmentTable,
  ...GROUP_MACHINES,
  classicMemberTable,
  batchTable,
] as const satisfies readonly ChartMachine[]

/** Every state that a group of any kind may be in, in the order of its machine. */
export const GROUP_STATES: readonly string[] = [
  ...new Set(GROUP_MACHINES.flatMap(({ states }): readonly string[] => states)),
]
