import type { BrokerFact } from './facts/broker'
import type { ClientFact } from './facts/client'
import type { ControllerFact } from './facts/controller'
import type { GroupFact } from './facts/group'
import type { QuorumFact } from './facts/quorum'
import type { SharedFact } from './facts/shared'

/** Everything that Kafka's parts report; the kernel's own facts are `sim/facts.ts`. */
export type KafkaFact =
  SharedFact | QuorumFact | ControllerFact | BrokerFact | GroupFact | ClientFact
