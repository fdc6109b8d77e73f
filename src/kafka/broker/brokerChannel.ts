import { newChannel } from '../channel/channelState'
import type { BrokerConfig } from './brokerState'

/** What a broker keeps connections for: requests that it forwards, its own life, and its fetches. */
export type BrokerPurpose = 'controller' | 'heartbeat' | 'fetch'

/**
 * After how long a connection that does not answer is given up, ms; that of its life with the
 * heartbeat's period, also while it is asked what it can do (ApiVersions). C-17.
 * Kafka: NodeToControllerChannelManagerImpl.buildNetworkClient, BrokerBlockingSender.
 */
function timeoutMs({ settings }: BrokerConfig, name: BrokerPurpose): number {
  if (name === 'fetch') return settings.int('request.timeout.ms')
  const most = settings.int('controller.socket.timeout.ms')
  if (name === 'controller') return most
  return Math.min(most, settings.int('broker.heartbeat.interval.ms'))
}

/** A broker's connections of one purpose. */
export function brokerChannel(config: BrokerConfig, name: BrokerPurpose, maxInFlight: number) {
  const { nodeId, settings } = config
  const setup = settings.int('socket.connection.setup.timeout.ms')
  const setupMax = settings.int('socket.connection.setup.timeout.max.ms')
  // A fetcher waits no longer for its connection. Kafka: BrokerBlockingSender.sendRequest.
  const mostMs = name === 'fetch' ? settings.int('replica.socket.timeout.ms') : setupMax
  return newChannel({
    name,
    handshake: true,
    requestTimeoutMs: timeoutMs(config, name),
    maxInFlight,
    reconnectBackoffMs: 50,
    reconnectBackoffMaxMs: 50,
    setupTimeoutMs: Math.min(setup, mostMs),
    setupTimeoutMaxMs: Math.min(setupMax, mostMs),
    clientId: `broker-${nodeId}`,
  })
}
