import type { Channel } from './channelState'

/** How a connection can stand. */
type ChannelNodeState = 'none' | 'connecting' | 'handshaking' | 'ready' | 'backoff'

/** True when a request would leave at once. A-02. Kafka: NetworkClient.canSendRequest. */
export function canSend(channel: Channel, key: string): boolean {
  const node = channel.nodes.get(key)
  return (
    node?.state === 'ready' &&
    node.waiting.length === 0 &&
    node.inFlight.length < channel.options.maxInFlight
  )
}

/** True while a request waits for its node to become ready. Kafka: KafkaAdminClient.callsToSend. */
export function isWaiting(channel: Channel, key: string, tag: string): boolean {
  return channel.nodes.get(key)?.waiting.some((request) => request.tag === tag) === true
}

/** How the connection to a node stands. */
export function stateOf(channel: Channel, key: string): ChannelNodeState {
  return channel.nodes.get(key)?.state ?? 'none'
}

/** How many requests wait or are in flight for a node. */
export function loadOf(channel: Channel, key: string): number {
  const node = channel.nodes.get(key)
  return node === undefined ? 0 : node.waiting.length + node.inFlight.length
}

/** When a connection to the node was last begun, an instant, µs; 0: never. */
export function attemptedAt(channel: Channel, key: string): number {
  return channel.nodes.get(key)?.attemptedAt ?? 0
}

/** True unless the node rests after a failure. */
export function canConnect(channel: Channel, key: string): boolean {
  return stateOf(channel, key) !== 'backoff'
}
