import { Map } from 'immutable'
import type { ConnectionId } from '~/sim/ids'
import { connectionId, micros } from '~/sim/ids'
import type { Input } from '~/sim/model'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import { gather } from '../effects'
import type { KafkaModel } from '../model'
import type { ListenerKind } from '../protocol/apis'
import { supports } from '../protocol/apis'
import type { Request, Response } from '../protocol/rpc'
import { exponentialBackoffMs } from './backoff'

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
  readonly clientId: string
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

interface Waiting {
  readonly tag: string
  readonly body: Request
  readonly timeoutMs: number
}

interface InFlight {
  readonly correlationId: number
  /** `null`: the handshake's own request. */
  readonly tag: string | null
}

interface Node {
  readonly to: Destination
  readonly state: 'none' | 'connecting' | 'handshaking' | 'ready' | 'backoff'
  readonly connection: ConnectionId | null
  readonly waiting: readonly Waiting[]
  readonly inFlight: readonly InFlight[]
  readonly failures: number
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
  return { options, nodes: Map(), nextCorrelationId: 0, nextConnection: 0, ended: [] }
}

interface Work extends Gathered {
  readonly ctx: KafkaContext
  channel: Channel
  readonly completions: Completion[]
}

function workOn(channel: Channel, ctx: KafkaContext): Work {
  return { ctx, channel, completions: [], ...gather() }
}

function stepOf(work: Work): ChannelStep {
  const { channel: next, effects, facts, completions } = work
  return { next, effects, facts, completions }
}

function put(work: Work, node: Node): Node {
  work.channel = { ...work.channel, nodes: work.channel.nodes.set(node.to.key, node) }
  return node
}

function timerKey(work: Work, name: string, about: string): string {
  return `channel/${work.channel.options.name}/${name}/${about}`
}

function setTimer(work: Work, name: string, { about, ms }: { about: string; ms: number }): void {
  work.effects.push({
    type: 'SetTimer',
    key: timerKey(work, name, about),
    delayMicros: micros(ms),
    timer: { role: 'channel', name, about: `${work.channel.options.name} ${about}` },
  })
}

function cancelTimer(work: Work, name: string, about: string): void {
  work.effects.push({ type: 'CancelTimer', key: timerKey(work, name, about) })
}

/** A request to send. */
export interface Outgoing {
  readonly to: Destination
  readonly body: Request
  /** The owner's own name of the request; its completion carries it. */
  readonly tag: string
  readonly timeoutMs?: number
}

/** Queues a request; it leaves as soon as the connection is ready and has room. */
export function send(channel: Channel, ctx: KafkaContext, request: Outgoing): ChannelStep {
  const work = workOn(channel, ctx)
  const { to, body, tag } = request
  const node = nodeAt(channel, to)
  const timeoutMs = request.timeoutMs ?? channel.options.requestTimeoutMs
  put(work, { ...node, waiting: [...node.waiting, { tag, body, timeoutMs }] })
  pump(work, to.key)
  const step = stepOf(work)
  const later = step.completions.filter(({ failure }) => failure === 'unsupported')
  if (later.length === 0) return step
  // Nobody waits for these in the very moment of sending.
  work.channel = { ...work.channel, ended: [...work.channel.ended, ...later] }
  setTimer(work, 'ended', { about: '', ms: 0 })
  return { ...stepOf(work), completions: step.completions.filter((row) => !later.includes(row)) }
}

function nodeAt(channel: Channel, to: Destination): Node {
  const old = channel.nodes.get(to.key)
  const moved = old !== undefined && (old.to.host !== to.host || old.to.port !== to.port)
  return old === undefined || (moved && old.connection === null)
    ? {
        to,
        state: 'none',
        connection: null,
        waiting: [],
        inFlight: [],
        failures: 0,
        listener: null,
      }
    : old
}

/** Begins to connect to a node unless it has begun, or rests. Kafka: NetworkClient.ready. */
export function connectTo(channel: Channel, ctx: KafkaContext, to: Destination): RoleStep<Channel> {
  const work = workOn(channel, ctx)
  const node = nodeAt(channel, to)
  if (node.state === 'none') connect(work, node)
  return stepOf(work)
}

/** Connects, or sends what may be sent. */
function pump(work: Work, key: string): void {
  const node = work.channel.nodes.get(key)
  if (node === undefined || node.waiting.length === 0) return
  if (node.state === 'none') connect(work, node)
  else if (node.state === 'ready') flush(work, node)
}

function connect(work: Work, node: Node): void {
  const { ctx, channel } = work
  const connection = connectionId(
    `${ctx.process}.${ctx.incarnation}/${channel.options.name}/${channel.nextConnection}`,
  )
  work.channel = { ...channel, nextConnection: channel.nextConnection + 1 }
  put(work, { ...node, state: 'connecting', connection })
  work.effects.push({ type: 'Connect', connection, host: node.to.host, port: node.to.port })
  setTimer(work, 'setup', { about: node.to.key, ms: channel.options.setupTimeoutMs })
}

function flush(work: Work, start: Node): void {
  let node = start
  while (node.waiting.length > 0 && node.inFlight.length < work.channel.options.maxInFlight) {
    const [next, ...waiting] = node.waiting
    if (next === undefined) break
    if (node.listener === null || supports(node.listener, next.body.api)) {
      node = transmit(work, { ...node, waiting }, next)
      continue
    }
    // Nothing goes out: the node's ApiVersions do not name this API.
    node = put(work, { ...node, waiting })
    const { tag } = next
    const failure = 'unsupported'
    work.completions.push({ tag, to: node.to, body: null, failure, correlationId: -1 })
  }
}

function transmit(
  work: Work,
  node: Node,
  request: Omit<Waiting, 'tag'> & { tag: string | null },
): Node {
  const correlationId = work.channel.nextCorrelationId
  work.channel = { ...work.channel, nextCorrelationId: correlationId + 1 }
  const { body, tag, timeoutMs } = request
  if (node.connection === null) return node
  work.effects.push({ type: 'Request', connection: node.connection, correlationId, body })
  if (body.api === 'Produce' && body.acks === 0) {
    // No answer will come: done as soon as it is sent.
    const response = { api: 'Produce', partitions: [], nodeEndpoints: [] } as const
    if (tag !== null) {
      const done = { tag, to: node.to, body: response, failure: null, correlationId }
      work.completions.push(done)
    }
    return put(work, node)
  }
  setTimer(work, 'request', { about: `${node.to.key} ${correlationId}`, ms: timeoutMs })
  return put(work, { ...node, inFlight: [...node.inFlight, { correlationId, tag }] })
}

/** The node whose live connection this is. */
function nodeOf(channel: Channel, connection: ConnectionId): Node | undefined {
  return channel.nodes.find((node) => node.connection === connection)
}

/** True when the connection's name says that it belongs to this channel. */
function owns(channel: Channel, ctx: KafkaContext, connection: ConnectionId): boolean {
  return connection.startsWith(`${ctx.process}.${ctx.incarnation}/${channel.options.name}/`)
}

/** Takes what the network or a timer says. `null`: it is not for this channel. */
export function onChannelInput(
  channel: Channel,
  ctx: KafkaContext,
  input: KafkaInput,
): ChannelStep | null {
  const work = workOn(channel, ctx)
  switch (input.type) {
    case 'Connected':
    case 'ConnectFailed':
    case 'Response':
    case 'Disconnected':
      if (!owns(channel, ctx, input.connection)) return null
      onConnection(work, input)
      return stepOf(work)
    case 'Timer': {
      const [name, ...about] = input.timer.about.split(' ')
      if (input.timer.role !== 'channel' || name !== channel.options.name) return null
      onTimer(work, input.timer.name, about)
      return stepOf(work)
    }
    default:
      return null
  }
}

function onConnection(
  work: Work,
  input: Extract<KafkaInput, { type: 'Connected' | 'ConnectFailed' | 'Response' | 'Disconnected' }>,
): void {
  const node = nodeOf(work.channel, input.connection)
  if (node === undefined) return
  switch (input.type) {
    case 'Connected':
      return onConnected(work, node)
    case 'ConnectFailed':
      return lose(work, node, input.reason)
    case 'Disconnected':
      return lose(work, node, 'disconnected')
    case 'Response':
      return onResponse(work, node, input)
  }
}

function onConnected(work: Work, node: Node): void {
  cancelTimer(work, 'setup', node.to.key)
  if (!work.channel.options.handshake) {
    flush(work, put(work, { ...node, state: 'ready', failures: 0 }))
    return
  }
  transmit(
    work,
    { ...node, state: 'handshaking' },
    {
      tag: null,
      body: { api: 'ApiVersions', clientSoftwareName: 'apache-kafka-java' },
      timeoutMs: work.channel.options.requestTimeoutMs,
    },
  )
}

function onResponse(
  work: Work,
  node: Node,
  input: Extract<KafkaInput, { type: 'Response' }>,
): void {
  const [first, ...inFlight] = node.inFlight
  if (first?.correlationId !== input.correlationId) return
  cancelTimer(work, 'request', `${node.to.key} ${first.correlationId}`)
  const { tag } = first
  // What a channel receives is what its peer was asked for: a response.
  const body = input.body as Response
  if (tag === null) {
    const listener = body.api === 'ApiVersions' ? body.listener : null
    flush(work, put(work, { ...node, inFlight, state: 'ready', failures: 0, listener }))
    return
  }
  const { correlationId } = input
  work.completions.push({ tag, to: node.to, body, failure: null, correlationId })
  flush(work, put(work, { ...node, inFlight }))
}

/** The connection is gone: everything on it and waiting for it ends, and the node rests a while. */
function lose(work: Work, node: Node, failure: ChannelFailure): void {
  cancelTimer(work, 'setup', node.to.key)
  for (const { correlationId, tag } of node.inFlight) {
    cancelTimer(work, 'request', `${node.to.key} ${correlationId}`)
    if (tag !== null) {
      work.completions.push({ tag, to: node.to, body: null, failure, correlationId })
    }
  }
  for (const { tag } of node.waiting) {
    work.completions.push({ tag, to: node.to, body: null, failure, correlationId: -1 })
  }
  const { reconnectBackoffMs, reconnectBackoffMaxMs } = work.channel.options
  const ms = exponentialBackoffMs(
    { initialMs: reconnectBackoffMs, maxMs: reconnectBackoffMaxMs, attempts: node.failures },
    (bound) => work.ctx.draw('backoff', bound),
  )
  put(work, {
    to: node.to,
    state: 'backoff',
    connection: null,
    waiting: [],
    inFlight: [],
    failures: node.failures + 1,
    listener: null,
  })
  setTimer(work, 'backoff', { about: node.to.key, ms })
}

function onTimer(work: Work, name: string, about: readonly string[]): void {
  if (name === 'ended') {
    work.completions.push(...work.channel.ended)
    work.channel = { ...work.channel, ended: [] }
    return
  }
  const [key = '', correlationId] = about
  const node = work.channel.nodes.get(key)
  if (node === undefined) return
  switch (name) {
    case 'backoff':
      if (node.state !== 'backoff') return
      put(work, { ...node, state: 'none' })
      return pump(work, key)
    case 'setup':
      return closeAndLose(work, node, 'timeout')
    case 'request':
      if (node.inFlight.some((row) => String(row.correlationId) === correlationId)) {
        closeAndLose(work, node, 'timeout')
      }
      return
    default:
  }
}

function closeAndLose(work: Work, node: Node, failure: ChannelFailure): void {
  if (node.connection !== null) work.effects.push({ type: 'Close', connection: node.connection })
  lose(work, node, failure)
}
