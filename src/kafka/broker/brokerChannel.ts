import { newChannel } from '../channel/channelState'
import type { BrokerConfig } from './brokerState'

/** A broker's connections of one purpose. */
export function brokerChannel(
  { nodeId, settings }: BrokerConfig,
  name: string,
  maxInFlight: number,
) {
  const setup = settings.int('socket.connection.setup.timeout.ms')
  const setupMax = settings.int('socket.connection.setup.timeout.max.ms')
  // A fetcher waits no longer for its connection. Kafka: BrokerBlockingSender.sendRequest.
  const mostMs = name === 'fetch' ? settings.int('replica.socket.timeout.ms') : setupMax
  return newChannel({
    name,
    handshake: true,
    requestTimeoutMs: settings.int('request.timeout.ms'),
    maxInFlight,
    reconnectBackoffMs: 50,
    reconnectBackoffMaxMs: 50,
    setupTimeoutMs: Math.min(setup, mostMs),
    setupTimeoutMaxMs: Math.min(setupMax, mostMs),
    clientId: `broker-${nodeId}`,
  })
}
