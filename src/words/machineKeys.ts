import type { BrokerLifecycleEvent } from '~/kafka/broker/brokerLifecycle.machine'
import type { BatchEvent } from '~/kafka/client/batch.machine'
import type { MembershipEvent } from '~/kafka/client/classicMember.machine'
import type { BrokerControlEvent } from '~/kafka/controller/brokerControl.machine'
import type { ControllerActivationEvent } from '~/kafka/controller/controllerActivation.machine'
import type { ReassignmentEvent } from '~/kafka/controller/reassignment.machine'
import type { ClassicGroupEvent } from '~/kafka/group/classicGroup.machine'
import type { SegmentEvent } from '~/kafka/log/segment.machine'
import type { QuorumEvent } from '~/kafka/quorum/quorumRole.machine'
import type { FetchStateEvent } from '~/kafka/replication/fetchState.machine'
import type { PartitionIsrEvent } from '~/kafka/replication/partitionIsr.machine'
import type { ReplicaEvent } from '~/kafka/replication/replica.machine'

/** The events of every machine that is drawn: each has a sentence in each language. */
export type MachineEventKey =
  | `edge.quorumRole.${QuorumEvent}`
  | `edge.brokerLifecycle.${BrokerLifecycleEvent}`
  | `edge.classicGroup.${ClassicGroupEvent}`
  | `edge.controllerActivation.${ControllerActivationEvent}`
  | `edge.brokerControl.${BrokerControlEvent}`
  | `edge.reassignment.${ReassignmentEvent}`
  | `edge.replica.${ReplicaEvent}`
  | `edge.fetchState.${FetchStateEvent}`
  | `edge.logSegment.${SegmentEvent}`
  | `edge.partitionIsr.${PartitionIsrEvent}`
  | `edge.classicMember.${MembershipEvent}`
  | `edge.batch.${BatchEvent}`
