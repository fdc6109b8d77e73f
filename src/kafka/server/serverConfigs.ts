import type { BrokerConfig } from '../broker/brokerState'
import type { LogDirectory } from '../broker/directoryState'
import type { EffectiveConfig, Listener } from '../config/effective'
import { parseListeners, parseServers, parseVoters, serverConfig } from '../config/effective'
import { protocolMap } from '../config/startListeners'
import { startSettings } from '../config/startSettings'
import type { ControllerConfig } from '../controller/controllerState'
import { nodeId } from '../ids'
import type { QuorumEndpoint } from '../protocol/rpc/quorum'
import type { QuorumConfig } from '../quorum/quorumState'
import type { VoterSet } from '../quorum/voterSet'
import type { ServerSpec } from '../serverSpec'

/** The quorum's part of a server's settings. */
export function quorumConfigOf(
  spec: ServerSpec,
  config: EffectiveConfig,
  directoryId: string,
): QuorumConfig {
  const voters = parseVoters(config.string('controller.quorum.voters')).map((voter) => ({
    ...voter,
    id: nodeId(voter.id),
    directoryId: null,
  }))
  const isController = spec.roles.includes('controller')
  const ownEndpoint = isController ? controllerEndpoint(spec, config) : null
  const own = ownEndpoint === null ? [] : [{ id: spec.nodeId, directoryId, ...ownEndpoint }]
  return {
    nodeId: spec.nodeId,
    isController,
    clusterId: spec.clusterId,
    voters,
    bootstrapServers: parseServers(config.string('controller.quorum.bootstrap.servers')),
    directoryId,
    controllerListener: config.list('controller.listener.names')[0]?.toUpperCase() ?? '',
    ownEndpoint,
    bootstrapVoters: voters.length > 0 ? null : bootstrapVoters(spec, own),
    electionTimeoutMs: config.int('controller.quorum.election.timeout.ms'),
    fetchTimeoutMs: config.int('controller.quorum.fetch.timeout.ms'),
    electionBackoffMaxMs: config.int('controller.quorum.election.backoff.max.ms'),
    requestTimeoutMs: config.int('controller.quorum.request.timeout.ms'),
    retryBackoffMs: config.int('controller.quorum.retry.backoff.ms'),
    appendLingerMs: config.int('controller.quorum.append.linger.ms'),
    unprotected: spec.unprotected ?? [],
    retentionBytes: config.int('metadata.max.retention.bytes'),
    maxFetchBytes: config.int('internal.metadata.max.fetch.size.in.bytes'),
    retentionMs: config.int('metadata.max.retention.ms'),
    snapshotMaxBytes: config.int('metadata.log.max.record.bytes.between.snapshots'),
    snapshotIntervalMs: config.int('metadata.log.max.snapshot.interval.ms'),
  }
}

/** The voters of the bootstrap snapshot that format wrote. Q-81. Kafka: StorageTool, Formatter. */
function bootstrapVoters(spec: ServerSpec, own: VoterSet): VoterSet | null {
  if (own.length === 0) return null
  const { format = { type: 'standalone' } } = spec
  switch (format.type) {
    case 'standalone':
      return own
    case 'initialControllers':
      return format.voters
    case 'noInitialControllers':
      return null
  }
}

/** Where a controller is reached: its first controller listener, as advertised if it is. */
function controllerEndpoint(spec: ServerSpec, config: EffectiveConfig): QuorumEndpoint | null {
  const [first] = config.list('controller.listener.names')
  const isFirst = ({ name }: { readonly name: string }) => name === first?.toUpperCase()
  const listener =
    parseListeners(config.string('advertised.listeners')).find(isFirst) ??
    parseListeners(config.string('listeners')).find(isFirst)
  if (listener === undefined) return null
  const { host, port } = listener
  const isOpen = host === '' || host === '0.0.0.0'
  return { host: isOpen ? (spec.hostName ?? 'localhost') : host, port }
}

/** The controller's part. */
export function controllerConfigOf(
  spec: ServerSpec,
  config: EffectiveConfig,
): Omit<ControllerConfig, 'bootstrap'> {
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
    uncleanCheckMs: config.int('unclean.leader.election.interval.ms'),
    voterIds: parseVoters(config.string('controller.quorum.voters')).map(({ id }) => nodeId(id)),
    unprotected: spec.unprotected ?? [],
    settings: config,
  }
}

/** The ports of `controller.listener.names`. Kafka: KafkaConfig.controllerListeners. */
export function controllerPortsOf(spec: ServerSpec): readonly number[] {
  const config = serverConfig(spec)
  const names = config.list('controller.listener.names').map((name) => name.toUpperCase())
  return parseListeners(config.string('listeners'))
    .filter(({ name }) => names.includes(name))
    .map(({ port }) => port)
}

/** Where logs are kept. Kafka: AbstractKafkaConfig.logDirs. */
export function logDirsOf(config: EffectiveConfig): readonly string[] {
  const several = config.list('log.dirs')
  return several.length > 0 ? several : config.list('log.dir')
}

/** The directory of the metadata log. Kafka: AbstractKafkaConfig.metadataLogDir. */
export function metadataDirOf(config: EffectiveConfig): string {
  const given = config.string('metadata.log.dir')
  return given === '' ? (logDirsOf(config)[0] ?? '') : given
}

/** Every directory of a server, the metadata log's first. Kafka: KafkaRaftServer.initializeLogDirs. */
export function serverDirsOf(config: EffectiveConfig): readonly string[] {
  return [...new Set([metadataDirOf(config), ...logDirsOf(config)])]
}

/** The broker's part. Kafka: AbstractKafkaConfig.effectiveAdvertisedBrokerListeners. */
export function brokerConfigOf(
  spec: ServerSpec,
  config: EffectiveConfig,
  directories: readonly LogDirectory[],
): BrokerConfig {
  const forControllers = config.list('controller.listener.names').map((name) => name.toUpperCase())
  const isOpen = ({ name }: Listener) => !forControllers.includes(name) && isPlain(name)
  const isPlain = plaintextOf(spec)
  const listeners = parseListeners(config.string('listeners')).filter(isOpen)
  const advertised = parseListeners(config.string('advertised.listeners')).filter(isOpen)
  const named = config.string('inter.broker.listener.name').toUpperCase()
  return {
    nodeId: spec.nodeId,
    clusterId: spec.clusterId,
    rack: config.given('broker.rack') ?? null,
    settings: config,
    logDirs: logDirsOf(config),
    metadataDir: metadataDirOf(config),
    directories: directories.filter(({ dir }) => logDirsOf(config).includes(dir)),
    listeners,
    advertised: (advertised.length > 0 ? advertised : listeners).map((listener) => ({
      ...listener,
      // An empty host is the machine's own name. Kafka: ListenerInfo.withWildcardHostnamesResolved.
      host: listener.host === '' ? (spec.hostName ?? 'localhost') : listener.host,
    })),
    unprotected: spec.unprotected ?? [],
    interBrokerListener: named === '' ? config.string('security.inter.broker.protocol') : named,
  }
}

/** TLS and SASL are not modelled: only plaintext listeners open. MODEL Left out. */
function plaintextOf(spec: ServerSpec): (listenerName: string) => boolean {
  const given = Object.entries(spec.properties).map(([name, { value }]) => [name, value] as const)
  const map = protocolMap(startSettings(Object.fromEntries(given)))
  return (name) => !map.ok || map.value.get(name) === 'PLAINTEXT'
}
