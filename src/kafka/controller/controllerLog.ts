import { byText } from '~/base/integers'
import type { NodeId } from '../ids'
import type { BrokerRegistration } from '../metadata/image'
import { supportedRanges } from '../protocol/features'
import type { ControllerWork, StrayContact } from './controllerState'

/** The logger of topics, partitions and elections. */
export const REPLICATION = 'org.apache.kafka.controller.ReplicationControlManager'
/** The logger of dynamic configs. */
export const CONFIGURATION = 'org.apache.kafka.controller.ConfigurationControlManager'
const CLUSTER = 'org.apache.kafka.controller.ClusterControlManager'
const HEARTBEATS = 'org.apache.kafka.controller.BrokerHeartbeatManager'

/** A line of the active controller's log for which there is no fact of its own. `controller.md` §11. */
export function logLine(
  work: ControllerWork,
  logger: string,
  { level = 'INFO', text }: { readonly level?: 'INFO' | 'WARN'; readonly text: string },
): void {
  const prefix = `[QuorumController id=${work.state.config.nodeId}] `
  work.facts.push({ type: 'Logged', level, logger, text: prefix + text })
}

/** A session that nobody has any more. Kafka: ReplicationControlManager.maybeFenceOneStaleBroker. */
export function logDropped(work: ControllerWork, { id, brokerEpoch }: StrayContact): void {
  const current = work.state.image.brokers.get(id)
  const text =
    current === undefined
      ? `Removing heartbeat tracker entry for unknown broker ${id} at epoch ${brokerEpoch}.`
      : `Removing heartbeat tracker entry for broker ${id} at previous epoch ${brokerEpoch}. Current epoch is ${current.epoch}`
  logLine(work, REPLICATION, { text })
}

/** A broker that was fenced already. C-28. Kafka: ClusterControlManager.replayRegistrationChange. */
export function logFencedAgain(work: ControllerWork, broker: BrokerRegistration): void {
  const { id, epoch } = broker
  logLine(work, REPLICATION, {
    text: `Fencing broker ${id} at epoch ${epoch} because its session has timed out.`,
  })
  logNoOp(work, broker)
}

/** A fenced broker goes at once. Kafka: BrokerHeartbeatManager.calculateNextBrokerState. */
export function logFencedShutdown(work: ControllerWork, id: NodeId): void {
  const text = `Fenced broker ${id} has requested and been granted an immediate shutdown.`
  logLine(work, HEARTBEATS, { text })
  const broker = work.state.image.brokers.get(id)
  if (broker !== undefined) logNoOp(work, broker)
}

/** The same incarnation registers again. Kafka: ClusterControlManager.registerBroker. */
export function logAmended(work: ControllerWork, { id, epoch, incarnationId }: BrokerRegistration) {
  logLine(work, CLUSTER, {
    text: `Amending registration of broker ${id}, incarnation ID ${incarnationId}. Broker epoch remains ${epoch}.`,
  })
}

function logNoOp(work: ControllerWork, broker: BrokerRegistration): void {
  const text = `Ignoring no-op registration change for ${registrationText(broker)}`
  logLine(work, CLUSTER, { text })
}

/** Kafka: BrokerRegistration.toString, Endpoint.toString, VersionRange.toString. */
function registrationText(broker: BrokerRegistration): string {
  const listeners = broker.endpoints
    .toSorted((a, b) => byText(a.name, b.name))
    .map(
      ({ name, securityProtocol, host, port }) =>
        `Endpoint(listenerName='${name}', securityProtocol=${securityProtocol}, host='${host}', port=${port})`,
    )
  const features = Object.entries(supportedRanges())
    .toSorted(([a], [b]) => byText(a, b))
    .map(([name, [min, max]]) => `${name}: ${min === max ? min : `${min}-${max}`}`)
  const rack = broker.rack === null ? 'Optional.empty' : `Optional[${broker.rack}]`
  const { id, epoch, incarnationId, fenced, inControlledShutdown, directories } = broker
  return `BrokerRegistration(id=${id}, epoch=${epoch}, incarnationId=${incarnationId}, listeners=[${listeners.join(', ')}], supportedFeatures={${features.join(', ')}}, rack=${rack}, fenced=${fenced}, inControlledShutdown=${inControlledShutdown}, isMigratingZkBroker=false, directories=[${directories.join(', ')}])`
}
