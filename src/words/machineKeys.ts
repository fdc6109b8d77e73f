import type { BrokerLifecycleEvent } from '~/kafka/broker/brokerLifecycle.machine'
import type { BatchEvent } from '~/kafka/client/batch.machine'
import type { ClassicGroupEvent } from '~/kafka/group/classicGroup.machine'
import type { QuorumEvent } from '~/kafka/quorum/quorumRole.machine'

/** The events of every machine that is drawn: each has a sentence in each language. */
export type MachineEventKey =
  | `edge.quorumRole.${QuorumEvent}`
  | `edge.brokerLifecycle.${BrokerLifecycleEvent}`
  | `edge.classicGroup.${ClassicGroupEvent}`
  | `edge.batch.${BatchEvent}`
