import type { Channel } from '../channel/channelState'
import { newChannel } from '../channel/channelState'
import type { QuorumConfig, QuorumState, QuorumWork } from './quorumState'
import { quorumNow } from './quorumState'

/** The raft client's own connections. Kafka: KafkaRaftManager.buildNetworkClient, KafkaNetworkChannel. */
export function raftChannel(config: QuorumConfig): Channel {
  return newChannel({
    name: 'raft',
    handshake: true,
    requestTimeoutMs: config.requestTimeoutMs,
    maxInFlight: 1,
    reconnectBackoffMs: 50,
    reconnectBackoffMaxMs: 500,
    setupTimeoutMs: config.requestTimeoutMs,
    unsentFail: true,
    clientId: `raft-client-${config.nodeId}`,
  })
}

/** Leaves a node alone for `retry.backoff.ms`. Kafka: RequestManager.onResponseResult. */
export function backOff(work: QuorumWork, key: string): void {
  const nowMs = quorumNow(work)
  const untilMs = nowMs + work.state.config.retryBackoffMs
  const others = work.state.backingOff.filter((row) => row.key !== key && row.untilMs > nowMs)
  work.state.backingOff = [...others, { key, untilMs }]
}

/** True while a node is left alone. Kafka: RequestManager.isBackingOff. */
export function isBackingOff(work: QuorumWork, key: string): boolean {
  const nowMs = quorumNow(work)
  return work.state.backingOff.some((row) => row.key === key && row.untilMs > nowMs)
}

/** True while a request of the present role is under way to a node: there is one at a time. Q-06. */
function isAsked({ channel, term }: QuorumState, key: string): boolean {
  const node = channel.nodes.get(key)
  if (node === undefined) return false
  const prefix = `${term} `
  const isOwn = ({ tag }: { readonly tag: string | null }) => tag?.startsWith(prefix) === true
  return node.inFlight.some(isOwn) || node.waiting.some(isOwn)
}

/** True when a node may be asked something now. Kafka: RequestManager.isReady. */
export function isReady(work: QuorumWork, key: string): boolean {
  return !isBackingOff(work, key) && !isAsked(work.state, key)
}
