import type { NodeId, TopicId } from '../ids'
import { leaderEpoch } from '../ids'
import { partitionByName } from '../metadata/image'
import type { BrokerRegistration, PartitionRegistration } from '../metadata/image'
import type { ErrorCode } from '../protocol/errors'
import type { CurrentLeader, NodeEndpoint } from '../protocol/rpc/data'
import type { BrokerState } from './brokerState'

/** The listener that a request came in by, by its port. */
export function listenerOf(state: BrokerState, port: number): string {
  const listener = state.config.listeners.find((row) => row.port === port)
  return listener?.name ?? state.config.interBrokerListener
}

/** Where a broker is reached by this listener, unless it is fenced or has none of that name. */
export function endpointOf(
  broker: BrokerRegistration | undefined,
  listener: string,
): NodeEndpoint | null {
  const found = broker?.endpoints.find(({ name }) => name === listener)
  if (broker === undefined || found === undefined) return null
  return { id: broker.id, host: found.host, port: found.port, rack: broker.rack }
}

/** The brokers that are alive here, by id. Kafka: MetadataCache.getAliveBrokerNodes. */
export function aliveBrokers(state: BrokerState, port: number): readonly NodeEndpoint[] {
  const listener = listenerOf(state, port)
  return [...state.image.brokers.values()]
    .filter(({ fenced }) => !fenced)
    .sort((a, b) => a.id - b.id)
    .flatMap((broker) => endpointOf(broker, listener) ?? [])
}

/** All registered brokers, those that are not let in too, as `kafka-cluster.sh` may ask for them. KIP-1073. */
export function registeredBrokers(
  state: BrokerState,
  port: number,
): readonly (NodeEndpoint & { readonly isFenced: boolean })[] {
  const listener = listenerOf(state, port)
  return [...state.image.brokers.values()]
    .sort((a, b) => a.id - b.id)
    .flatMap((broker) => {
      const endpoint = endpointOf(broker, listener)
      return endpoint === null ? [] : [{ ...endpoint, isFenced: broker.fenced }]
    })
}

/** A partition's registration in this broker's metadata. */
function registrationOf(
  state: BrokerState,
  at: { readonly topic: string; readonly topicId?: TopicId | null; readonly partition: number },
): PartitionRegistration | undefined {
  return partitionByName(state.image, at)
}

/**
 * Why a partition without a replica here is refused: it is elsewhere, as far as this broker knows, or
 * nowhere. Kafka: ReplicaManager.getPartitionOrError, MetadataCache.contains.
 */
export function absence(
  state: BrokerState,
  at: { readonly topic: string; readonly partition: number },
): ErrorCode {
  const isKnown = registrationOf(state, at) !== undefined
  return isKnown ? 'NOT_LEADER_OR_FOLLOWER' : 'UNKNOWN_TOPIC_OR_PARTITION'
}

/** Who leads now, said with NOT_LEADER_OR_FOLLOWER and FENCED_LEADER_EPOCH. KIP-951. */
export function currentLeader(
  state: BrokerState,
  at: { readonly topic: string; readonly partition: number },
  error: ErrorCode,
): CurrentLeader | null {
  if (error !== 'NOT_LEADER_OR_FOLLOWER' && error !== 'FENCED_LEADER_EPOCH') return null
  const registration = registrationOf(state, at)
  return {
    leaderId: registration?.leader ?? null,
    leaderEpoch: registration?.leaderEpoch ?? leaderEpoch(-1),
  }
}

const NOWHERE: readonly NodeEndpoint[] = []

/** Where the named leaders are. */
export function nodeEndpoints(
  state: BrokerState,
  leaders: readonly NodeId[],
  port: number,
): readonly NodeEndpoint[] {
  if (leaders.length === 0) return NOWHERE
  const listener = listenerOf(state, port)
  return [...new Set(leaders)].flatMap(
    (id) => endpointOf(state.image.brokers.get(id), listener) ?? [],
  )
}
