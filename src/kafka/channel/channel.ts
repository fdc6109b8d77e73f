import { connectionId, micros } from '~/sim/ids'
import type { ConnectionId } from '~/sim/ids'
import type { KafkaContext, RoleStep } from '../effects'
import { supports } from '../protocol/apis'
import type { Request, Response } from '../protocol/rpc'
import { exponentialBackoffMs } from './backoff'
import type {
  Channel,
  ChannelFailure,
  ChannelStep,
  ChannelWork,
  Destination,
  KafkaInput,
  Node,
  Waiting,
} from './channelState'
import { cancelTimer, newNode, put, setTimer, stepOf, timerKey, workOn } from './channelState'

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
  work.channel.ended = [...work.channel.ended, ...later]
  setTimer(work, 'ended', { about: '', ms: 0 })
  return { ...stepOf(work), completions: step.completions.filter((row) => !later.includes(row)) }
}

function nodeAt(channel: Channel, to: Destination): Node {
  const old = channel.nodes.get(to.key)
  const moved = old !== undefined && (old.to.host !== to.host || old.to.port !== to.port)
  return old === undefined || (moved && old.connection === null) ? newNode(to) : old
}

/** Begins to connect to a node unless it has begun, or rests. Kafka: NetworkClient.ready. */
export function connectTo(channel: Channel, ctx: KafkaContext, to: Destination): RoleStep<Channel> {
  const work = workOn(channel, ctx)
  const node = nodeAt(channel, to)
  if (node.state === 'none') connect(work, node)
  return stepOf(work)
}

/** Connects, or sends what may be sent. */
function pump(work: ChannelWork, key: string): void {
  const node = work.channel.nodes.get(key)
  if (node === undefined || node.waiting.length === 0) return
  if (node.state === 'none') connect(work, node)
  else if (node.state === 'ready') flush(work, node)
}

function connect(work: ChannelWork, node: Node): void {
  const { ctx, channel } = work
  const prefix = `${ctx.process}.${ctx.incarnation}/${channel.options.name}/`
  const connection = connectionId(`${prefix}${channel.nextConnection}`)
  channel.prefix = prefix
  channel.nextConnection += 1
  channel.byConnection = channel.byConnection.set(connection, node.to.key)
  put(work, { ...node, state: 'connecting', connection, attemptedAt: ctx.now })
  work.effects.push({ type: 'Connect', connection, host: node.to.host, port: node.to.port })
  setTimer(work, 'setup', { about: node.to.key, ms: setupTimeoutMs(work, node) })
}

/** Kafka: ClusterConnectionStates.updateConnectionSetupTimeout. */
function setupTimeoutMs({ ctx, channel }: ChannelWork, { setupFailures }: Node): number {
  const { setupTimeoutMs: initialMs, setupTimeoutMaxMs: maxMs = initialMs } = channel.options
  return exponentialBackoffMs({ initialMs, maxMs, attempts: setupFailures }, (bound) =>
    ctx.draw('setup', bound),
  )
}

function flush(work: ChannelWork, start: Node): void {
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
  watch(work, node)
}

function transmit(
  work: ChannelWork,
  node: Node,
  request: Omit<Waiting, 'tag'> & { tag: string | null },
): Node {
  const correlationId = work.channel.nextCorrelationId
  work.channel.nextCorrelationId = correlationId + 1
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
  const deadline = work.ctx.now + micros(timeoutMs)
  return put(work, { ...node, inFlight: [...node.inFlight, { correlationId, tag, deadline }] })
}

/** Keeps the node's one timer at the first deadline of what is in flight. NetworkClient.handleTimedOutRequests. */
function watch(work: ChannelWork, node: Node): void {
  let lateAt: number | null = null
  for (const { deadline } of node.inFlight) {
    if (lateAt === null || deadline < lateAt) lateAt = deadline
  }
  if (lateAt === node.lateAt) return
  put(work, { ...node, lateAt })
  if (lateAt === null) return cancelTimer(work, 'request', node.to.key)
  work.effects.push({
    type: 'SetTimer',
    key: timerKey(work, 'request', node.to.key),
    // A process that was paused hears answers first: what is overdue by then is late at once.
    delayMicros: Math.max(0, lateAt - work.ctx.now),
    timer: {
      role: 'channel',
      name: 'request',
      about: `${work.channel.options.name} ${node.to.key}`,
    },
  })
}

/** The node whose live connection this is. */
function nodeOf(channel: Channel, connection: ConnectionId): Node | undefined {
  const key = channel.byConnection.get(connection)
  return key === undefined ? undefined : channel.nodes.get(key)
}

/** True when the connection's name says that it belongs to this channel. */
function owns(channel: Channel, connection: ConnectionId): boolean {
  return channel.prefix !== '' && connection.startsWith(channel.prefix)
}

/** Takes what the network or a timer says. `null`: it is not for this channel. */
export function onChannelInput(
  channel: Channel,
  ctx: KafkaContext,
  input: KafkaInput,
): ChannelStep | null {
  switch (input.type) {
    case 'Connected':
    case 'ConnectFailed':
    case 'Response':
    case 'Disconnected': {
      if (!owns(channel, input.connection)) return null
      const work = workOn(channel, ctx)
      onConnection(work, input)
      return stepOf(work)
    }
    case 'Timer': {
      if (input.timer.role !== 'channel') return null
      const [name, key = ''] = input.timer.about.split(' ')
      if (name !== channel.options.name) return null
      const work = workOn(channel, ctx)
      onTimer(work, input.timer.name, key)
      return stepOf(work)
    }
    default:
      return null
  }
}

function onConnection(
  work: ChannelWork,
  input: Extract<KafkaInput, { type: 'Connected' | 'ConnectFailed' | 'Response' | 'Disconnected' }>,
): void {
  const node = nodeOf(work.channel, input.connection)
  if (node === undefined) return
  switch (input.type) {
    case 'Connected':
      return onConnected(work, node)
    case 'ConnectFailed':
      if (input.reason === 'unknownHost') warnUnknownHost(work, node.to)
      return lose(work, node, input.reason)
    case 'Disconnected':
      return lose(work, node, 'disconnected')
    case 'Response':
      return onResponse(work, node, input)
  }
}

/** Kafka: NetworkClient.initiateConnect, Node.toString. */
function warnUnknownHost(work: ChannelWork, { key, host, port }: Destination): void {
  work.facts.push({
    type: 'Logged',
    level: 'WARN',
    logger: 'org.apache.kafka.clients.NetworkClient',
    text: `${work.channel.options.logPrefix ?? ''}Error connecting to node ${host}:${port} (id: ${key} rack: null isFenced: false)`,
    thrown: `java.net.UnknownHostException: ${host}`,
  })
}

function onConnected(work: ChannelWork, node: Node): void {
  cancelTimer(work, 'setup', node.to.key)
  if (!work.channel.options.handshake) {
    flush(work, put(work, { ...node, state: 'ready', failures: 0 }))
    return
  }
  const greeted = transmit(
    work,
    { ...node, state: 'handshaking' },
    {
      tag: null,
      body: { api: 'ApiVersions', clientSoftwareName: 'apache-kafka-java' },
      timeoutMs: work.channel.options.requestTimeoutMs,
    },
  )
  watch(work, greeted)
}

function onResponse(
  work: ChannelWork,
  node: Node,
  input: Extract<KafkaInput, { type: 'Response' }>,
): void {
  const [first, ...inFlight] = node.inFlight
  if (first?.correlationId !== input.correlationId) return
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
function lose(work: ChannelWork, node: Node, failure: ChannelFailure): void {
  cancelTimer(work, 'setup', node.to.key)
  if (node.lateAt !== null) cancelTimer(work, 'request', node.to.key)
  if (node.connection !== null) {
    work.channel.byConnection = work.channel.byConnection.delete(node.connection)
  }
  for (const { correlationId, tag } of node.inFlight) {
    if (tag === null) continue
    work.completions.push({ tag, to: node.to, body: null, failure, correlationId })
  }
  endUnsent(work, node, failure)
  const { reconnectBackoffMs, reconnectBackoffMaxMs } = work.channel.options
  const ms = exponentialBackoffMs(
    { initialMs: reconnectBackoffMs, maxMs: reconnectBackoffMaxMs, attempts: node.failures },
    (bound) => work.ctx.draw('backoff', bound),
  )
  put(work, {
    ...newNode(node.to),
    state: 'backoff',
    failures: node.failures + 1,
    // Only while it was being set up. Kafka: ClusterConnectionStates.disconnected.
    setupFailures: node.state === 'connecting' ? node.setupFailures + 1 : 0,
    attemptedAt: node.attemptedAt,
  })
  setTimer(work, 'backoff', { about: node.to.key, ms })
}

/** What has not left ends without an answer. */
function endUnsent(
  work: ChannelWork,
  { to, waiting }: Node,
  failure: ChannelFailure = 'disconnected',
): void {
  for (const { tag } of waiting) {
    work.completions.push({ tag, to, body: null, failure, correlationId: -1 })
  }
}

function onTimer(work: ChannelWork, name: string, key: string): void {
  if (name === 'ended') {
    work.completions.push(...work.channel.ended)
    work.channel.ended = []
    return
  }
  const node = work.channel.nodes.get(key)
  if (node === undefined) return
  switch (name) {
    case 'backoff':
      if (node.state !== 'backoff') return
      put(work, {
        ...node,
        state: 'none',
        waiting: work.channel.options.unsentFail === true ? [] : node.waiting,
      })
      if (work.channel.options.unsentFail === true) return endUnsent(work, node)
      return pump(work, key)
    case 'setup':
      return closeAndLose(work, node, 'timeout')
    case 'request':
      return closeAndLose(work, { ...node, lateAt: null }, 'timeout')
    default:
  }
}

function closeAndLose(work: ChannelWork, node: Node, failure: ChannelFailure): void {
  if (node.connection !== null) work.effects.push({ type: 'Close', connection: node.connection })
  lose(work, node, failure)
}
