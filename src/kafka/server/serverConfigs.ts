import type { BrokerConfig } from '../broker/brokerState'
import type { EffectiveConfig } from '../config/effective'
import { parseListeners, parseVoters } from '../config/effective'
import type { ControllerConfig } from '../controller/controllerState'
import { nodeId } from '../ids'
import type { QuorumConfig } from '../quorum/quorumState'
import type { ServerSpec } from '../serverSpec'

/** The quorum's part of a server's settings. */
export function quorumConfigOf(spec: ServerSpec, config: EffectiveConfig): QuorumConfig {
  return {
    nodeId: spec.nodeId,
    isController: spec.roles.includes('controller'),
    clusterId: spec.clusterId,
    voters: parseVoters(config.string('controller.quorum.voters')).map((voter) => ({
      ...voter,
      id: nodeId(voter.id),
      directoryId: null,
    })),
    electionTimeoutMs: config.int('controller.quorum.election.timeout.ms'),
    fetchTimeoutMs: config.int('controller.quorum.fetch.timeout.ms'),
    electionBackoffMaxMs: config.int('controller.quorum.election.backoff.max.ms'),
    requestTimeoutMs: config.int('controller.quorum.request.timeout.ms'),
    retryBackoffMs: config.int('controller.quorum.retry.backoff.ms'),
    appendLingerMs: config.int('controller.quorum.append.linger.ms'),
  }
}

/** The controller's part. */
export function controllerConfigOf(spec: ServerSpec, config: EffectiveConfig): ControllerConfig {
  return {
    nodeId: spec.nodeId,
    clusterId: spec.clusterId,
    sessionTimeoutMs: config.int('broker.session.timeout.ms'),
    defaultPartitions: config.int('num.partitions'),
    defaultReplicationFactor: config.int('default.replication.factor'),
    minInsyncReplicas: config.int('min.insync.replicas'),
    uncleanLeaderElection: config.boolean('unclean.leader.election.enable'),
    autoLeaderRebalance: config.boolean('auto.leader.rebalance.enable'),
    imbalanceCheckSeconds: config.int('leader.imbalance.check.interval.seconds'),
    noOpIntervalMs: config.int('metadata.max.idle.interval.ms'),
  }
}

/** The broker's part. Kafka: AbstractKafkaConfig.effectiveAdvertisedBrokerListeners. */
export function brokerConfigOf(spec: ServerSpec, config: EffectiveConfig): BrokerConfig {
  const forControllers = config.list('controller.listener.names').map((name) => name.toUpperCase())
  const listeners = parseListeners(config.string('listeners')).filter(
    ({ name }) => !forControllers.includes(name),
  )
  const advertised = parseListeners(config.string('advertised.listeners'))
  const named = config.string('inter.broker.listener.name').toUpperCase()
  return {
    nodeId: spec.nodeId,
    clusterId: spec.clusterId,
    rack: config.given('broker.rack') ?? null,
    settings: config,
    listeners,
    advertised: (advertised.length > 0 ? advertised : listeners).map((listener) => ({
      ...listener,
      // An empty host is the machine's own name; in the simulator its host answers to localhost.
      host: listener.host === '' ? 'localhost' : listener.host,
    })),
    interBrokerListener: named === '' ? (listeners[0]?.name ?? 'PLAINTEXT') : named,
  }
}
