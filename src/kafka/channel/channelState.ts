import { Map } from '~/base/persistentMap'
import type { Mutable } from '~/base/mutable'
import type { ConnectionId } from '~/sim/ids'
import { micros } from '~/sim/ids'
import type { Input } from '~/sim/model'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import type { KafkaModel } from '../model'
import type { ListenerKind } from '../protocol/apis'
import type { Request, Response } from '../protocol/rpc'

/** An input of the kernel to a Kafka process. */
export type KafkaInput = Input<KafkaModel>

/** A node that a channel can reach: `key` is its id as text, or a bootstrap entry's name. */
export interface Destination {
  readonly key: string
  readonly host: string
  readonly port: number
}

/** What a channel is set to. Times in ms; names as in Kafka's client configs. */
export interface ChannelOptions {
  /** Unique in the process. */
  readonly name: string
  /** Sends ApiVersions first on every connection, as NetworkClient does. */
  readonly handshake: boolean
  readonly requestTimeoutMs: number
  readonly maxInFlight: number
  readonly reconnectBackoffMs: number
  readonly reconnectBackoffMaxMs: number
  readonly setupTimeoutMs: number
  /** To what a connection's time grows, attempt by attempt; not given: it does not. */
  readonly setupTimeoutMaxMs?: number
  readonly clientId: string
  /**
   * What waits while a node rests ends with the rest, and the next request connects; absent: it
   * connects and leaves then. Kafka: InterBrokerSendThread.checkDisconnects.
   */
  readonly unsentFail?: boolean
  /** What every line of its log begins with; none: nothing. Kafka: LogContext. */
  readonly logPrefix?: string
}

/** Why a request has no answer. */
export type ChannelFailure = 'disconnected' | 'timeout' | 'refused' | 'unknownHost' | 'unsupported'

/** The end of a request. */
export interface Completion {
  readonly tag: string
  readonly to: Destination
  readonly body: Response | null
  /** `null` when there is a body. */
  readonly failure: ChannelFailure | null
  /** -1: it was never sent. */
  readonly correlationId: number
}

/** A request that waits for its connection. */
export interface Waiting {
  readonly tag: string
  readonly body: Request
  readonly timeoutMs: number
}

/** A request whose answer is awaited. */
export interface InFlight {
  readonly correlationId: number
  /** `null`: the handshake's own request. */
  readonly tag: string | null
  /** When it is late: an instant, µs. */
  readonly deadline: number
}

/** A node that the channel talks to, or is to. */
export interface Node {
  readonly to: Destination
  readonly state: 'none' | 'connecting' | 'handshaking' | 'ready' | 'backoff'
  readonly connection: ConnectionId | null
  readonly waiting: readonly Waiting[]
  readonly inFlight: readonly InFlight[]
  readonly failures: number
  /** Connections in a row that never came up. */
  readonly setupFailures: number
  /** When it was last begun to connect, an instant, µs; 0: never. */
  readonly attemptedAt: number
  /** What the timer of the node's requests is set to, µs: the first deadline; null: it is not. */
  readonly lateAt: number | null
  /** The listener that it said it is; null before the handshake, or without one. */
  readonly listener: ListenerKind | null
}

/**
 * Connections of one client to the nodes it talks to, one each; requests in order, answers in
 * order; one that is late closes its connection. Rule A-02. Kafka: NetworkClient.
 */
export interface Channel {
  readonly options: ChannelOptions
  readonly nodes: Map<string, Node>
  /** Keys of the nodes by their live connection. */
  readonly byConnection: Map<ConnectionId, string>
  /** What the names of its connections begin with; '' before the first. */
  readonly prefix: string
  readonly nextCorrelationId: number
  readonly nextConnection: number
  /** Requests that ended while they were being sent; told a moment later. */
  readonly ended: readonly Completion[]
}

/** A step of a channel with the requests that ended in it. */
export interface ChannelStep extends RoleStep<Channel> {
  readonly completions: readonly Completion[]
}

/** A channel without connections. */
export function newChannel(options: ChannelOptions): Channel {
  return {
    options,
    nodes: Map(),
    byConnection: Map(),
    prefix: '',
    nextCorrelationId: 0,
    nextConnection: 0,
    ended: [],
  }
}

/** What one input changes and wishes; lives inside that input. */
export interface ChannelWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy; decision record 0006. */
  readonly channel: Mutable<Channel>
  readonly completions: Completion[]
}

/** Begins to work on an input. */
export function workOn(channel: Channel, ctx: KafkaContext): ChannelWork {
  const copy: Mutable<Channel> = {
    options: channel.options,
    nodes: channel.nodes,
    byConnection: channel.byConnection,
    prefix: channel.prefix,
    nextCorrelationId: channel.nextCorrelationId,
    nextConnection: channel.nextConnection,
    ended: channel.ended,
  }
  return { ctx, channel: copy, completions: [], effects: [], facts: [] }
}

/** What the work came to. */
export function stepOf(work: ChannelWork): ChannelStep {
  const { channel: next, effects, facts, completions } = work
  return { next, effects, facts, completions }
}

/** Replaces a node. */
export function put(work: ChannelWork, node: Node): Node {
  // Written out; decision record 0006.
  const shaped: Node = {
    to: node.to,
    state: node.state,
    connection: node.connection,
    waiting: node.waiting,
    inFlight: node.inFlight,
    failures: node.failures,
    setupFailures: node.setupFailures,
    attemptedAt: node.attemptedAt,
    lateAt: node.lateAt,
    listener: node.listener,
  }
  work.channel.nodes = work.channel.nodes.set(shaped.to.key, shaped)
  return shaped
}

/** The key of a node's timer. */
export function timerKey(work: ChannelWork, name: string, about: string): string {
  return `channel/${work.channel.options.name}/${name}/${about}`
}

/** Sets a timer of a node. */
export function setTimer(
  work: ChannelWork,
  name: string,
  { about, ms }: { about: string; ms: number },
): void {
  work.effects.push({
    type: 'SetTimer',
    key: timerKey(work, name, about),
    delayMicros: micros(ms),
    timer: { role: 'channel', name, about: `${work.channel.options.name} ${about}` },
  })
}

/** Cancels a timer of a node. */
export function cancelTimer(work: ChannelWork, name: string, about: string): void {
  work.effects.push({ type: 'CancelTimer', key: timerKey(work, name, about) })
}

/** A node without a connection. */
export function newNode(to: Destination): Node {
  return {
    to,
    state: 'none',
    connection: null,
    waiting: [],
    inFlight: [],
    failures: 0,
    setupFailures: 0,
    attemptedAt: 0,
    lateAt: null,
    listener: null,
  }
}
