import { attemptedAt, loadOf, stateOf } from '../channel/channelReads'
import type { Channel, Destination } from '../channel/channelState'
import type { CoreWork } from './coreState'

/**
 * The node to ask what any can answer, from a random one on: one that is connected, the least busy
 * first; else one that is being connected to; else the one that was tried longest ago. A-03.
 * Kafka: NetworkClient.leastLoadedNode.
 * @returns null when all are busy or rest after a failure.
 */
export function leastLoaded({ core, ctx }: CoreWork): Destination | null {
  const known = core.nodes.size > 0 ? [...core.nodes.values()] : core.bootstrap
  if (known.length === 0) return null
  const { channel } = core
  const start = ctx.draw('leastLoaded', known.length)
  const ordered = [...known.slice(start), ...known.slice(0, start)]
  const free = ordered.filter((node) => hasRoom(channel, node))
  const ready = least(free, ({ key }) => loadOf(channel, key))
  if (ready !== null) return ready
  const connecting = ordered.findLast(({ key }) => isPreparing(channel, key))
  if (connecting !== undefined) return connecting
  const closed = ordered.filter(({ key }) => stateOf(channel, key) === 'none')
  return least(closed, ({ key }) => attemptedAt(channel, key))
}

/** Kafka: NetworkClient.canSendRequest. */
function hasRoom(channel: Channel, { key }: Destination): boolean {
  return stateOf(channel, key) === 'ready' && loadOf(channel, key) < channel.options.maxInFlight
}

/** Kafka: ClusterConnectionStates.isPreparingConnection. */
function isPreparing(channel: Channel, key: string): boolean {
  const state = stateOf(channel, key)
  return state === 'connecting' || state === 'handshaking'
}

/** The first with the smallest value. */
function least(
  nodes: readonly Destination[],
  valueOf: (node: Destination) => number,
): Destination | null {
  let best: Destination | null = null
  for (const node of nodes) if (best === null || valueOf(node) < valueOf(best)) best = node
  return best
}
