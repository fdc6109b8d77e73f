import { Map } from '~/base/persistentMap'
import type { Mutable } from '~/base/mutable'
import { micros, toMillis } from '~/sim/ids'
import type { Completion, Destination, KafkaInput } from '../channel/channelState'
import { connectTo, onChannelInput, send } from '../channel/channel'
import { canSend, stateOf } from '../channel/channelReads'
import { newChannel } from '../channel/channelState'
import type { EffectiveConfig } from '../config/effective'
import type { Gathered, KafkaContext } from '../effects'
import { take } from '../effects'
import type { ListenerKind } from '../protocol/apis'
import { ERRORS, errorMessage } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import type { MetadataTopic } from '../protocol/rpc/data'
import type { ClientCore, CoreWork } from './coreState'
import { nodesOf, parseBootstrap } from './destinations'
import { leastLoaded } from './leastLoaded'
import { logLine } from './logLine'
import {
  isAdmin,
  noteFailedRefresh,
  noteRefresh,
  noteTry,
  refreshRestMs,
  unreachableRestMs,
} from './refreshRest'

/** A copy of a core for one input; decision record 0006. */
export function coreCopy(core: ClientCore): Mutable<ClientCore> {
  return {
    settings: core.settings,
    clientId: core.clientId,
    channel: core.channel,
    bootstrap: core.bootstrap,
    nodes: core.nodes,
    topics: core.topics,
    clusterId: core.clusterId,
    wanted: core.wanted,
    mayCreate: core.mayCreate,
    isRefreshing: core.isRefreshing,
    isRefreshDue: core.isRefreshDue,
    refreshAttempts: core.refreshAttempts,
    equalRefreshes: core.equalRefreshes,
    lastRefreshMs: core.lastRefreshMs,
    version: core.version,
    endpointType: core.endpointType,
    controllerId: core.controllerId,
    fatal: core.fatal,
  }
}

/** How a client is made. */
export interface CoreOptions {
  /** Unique in the process. */
  readonly name: string
  readonly settings: EffectiveConfig
  readonly bootstrapServers: string
  readonly clientId: string
  readonly maxInFlight: number
  readonly mayCreate: boolean
  readonly wanted: readonly string[] | null
  /** BROKER unless given. */
  readonly endpointType?: ListenerKind
}

/** A client that has not connected yet. A-10. */
export function newClientCore(options: CoreOptions): ClientCore {
  const { settings, name, clientId } = options
  return {
    settings,
    clientId,
    channel: newChannel({
      name,
      handshake: true,
      requestTimeoutMs: settings.int('request.timeout.ms'),
      maxInFlight: options.maxInFlight,
      reconnectBackoffMs: settings.int('reconnect.backoff.ms'),
      reconnectBackoffMaxMs: settings.int('reconnect.backoff.max.ms'),
      setupTimeoutMs: settings.int('socket.connection.setup.timeout.ms'),
      setupTimeoutMaxMs: settings.int('socket.connection.setup.timeout.max.ms'),
      clientId,
      logPrefix: logPrefixOf(options),
    }),
    bootstrap: parseBootstrap(options.bootstrapServers),
    nodes: Map(),
    topics: Map(),
    clusterId: null,
    wanted: options.wanted,
    mayCreate: options.mayCreate,
    isRefreshing: false,
    isRefreshDue: false,
    refreshAttempts: 0,
    equalRefreshes: 0,
    lastRefreshMs: null,
    version: 0,
    endpointType: options.endpointType ?? 'BROKER',
    controllerId: -1,
    fatal: null,
  }
}

/** Sets a timer of the client. */
export function setClientTimer(
  work: Gathered,
  name: string,
  { about = '', ms }: { readonly about?: string; readonly ms: number },
): void {
  work.effects.push({
    type: 'SetTimer',
    key: `client/${name}/${about}`,
    delayMicros: micros(ms),
    timer: { role: 'client', name, about },
  })
}

/** Milliseconds now. */
export function clientNow(work: { readonly ctx: KafkaContext }): number {
  return toMillis(work.ctx.now)
}

/**
 * Sends a request.
 * @returns requests that ended with it: a Produce with acks=0 is done when it is written.
 */
export function sendRequest(
  work: CoreWork,
  request: {
    readonly to: Destination
    readonly body: Request
    readonly tag: string
    readonly timeoutMs?: number
  },
): readonly Completion[] {
  const step = send(work.core.channel, work.ctx, request)
  work.core.channel = take(work, step)
  return step.completions
}

/** True when a request to the node would leave at once; else the connection is begun. */
export function isReady(work: CoreWork, to: Destination): boolean {
  if (canSend(work.core.channel, to.key)) return true
  const channel = take(work, connectTo(work.core.channel, work.ctx, to))
  work.core.channel = channel
  return false
}

/** Asks for fresh metadata, at once unless the last refresh was a moment ago. A-11. */
export function requestRefresh(work: CoreWork): void {
  if (work.core.isRefreshing || work.core.isRefreshDue) {
    work.core.isRefreshDue = true
    return
  }
  const ms = refreshRestMs(work)
  if (ms === 0) refresh(work)
  else refreshIn(work, ms)
}

/** A topic that nobody has asked about yet is asked about at once. Kafka: Metadata.requestUpdateForNewTopics. */
export function refreshForNewTopic(work: CoreWork): void {
  work.core.lastRefreshMs = null
  work.core.equalRefreshes = 0
  if (work.core.isRefreshing) work.core.isRefreshDue = true
  else refresh(work)
}

function refreshIn(work: CoreWork, ms: number): void {
  work.core.isRefreshDue = true
  setClientTimer(work, 'refresh', { ms })
}

/**
 * No known broker can be asked or connected to: it begins again with its bootstrap servers and
 * forgets what it knew. A-15. Kafka: DefaultMetadataUpdater.maybeUpdate, Metadata.rebootstrap.
 */
function rebootstrap(work: CoreWork): Destination | null {
  const { nodes, settings, channel } = work.core
  const isReady = [...nodes.keys()].some((id) => stateOf(channel, String(id)) === 'ready')
  // Calls of an admin client wait for its metadata instead (AdminMetadataManager).
  if (nodes.size === 0 || isReady || isAdmin(work)) return null
  if (settings.string('metadata.recovery.strategy').toLowerCase() !== 'rebootstrap') return null
  work.core.nodes = Map()
  work.core.topics = Map()
  work.core.version += 1
  return leastLoaded(work)
}

/** Asks for metadata now. */
export function refresh(work: CoreWork): void {
  const to = leastLoaded(work) ?? rebootstrap(work)
  work.core.isRefreshDue = to === null
  noteTry(work)
  if (to === null) return refreshIn(work, unreachableRestMs(work))
  work.core.isRefreshing = true
  const { wanted, mayCreate, endpointType } = work.core
  const body: Request =
    endpointType === 'BROKER'
      ? { api: 'Metadata', topics: wanted, allowAutoTopicCreation: mayCreate }
      : { api: 'DescribeCluster', endpointType }
  sendRequest(work, { to, body, tag: 'core metadata' })
}

/** What the core made of an input. */
export interface CoreResult {
  /** Ends of the owner's own requests. */
  readonly completions: readonly Completion[]
  /** Fresh metadata has come. */
  readonly isUpdated: boolean
}

/** Metadata is asked for again, or too old. A-11. True: it was such a timer. */
function isOwnTimer(work: CoreWork, input: KafkaInput): boolean {
  if (input.type !== 'Timer' || input.timer.role !== 'client') return false
  if (input.timer.name === 'maxAge') {
    work.core.equalRefreshes = 0
    requestRefresh(work)
  } else if (input.timer.name !== 'refresh') return false
  else if (work.core.isRefreshDue && !work.core.isRefreshing) refresh(work)
  return true
}

/** Takes what the network says and the core's own timer. `null`: not for this client. */
export function onCoreInput(work: CoreWork, input: KafkaInput): CoreResult | null {
  const completions: Completion[] = []
  if (isOwnTimer(work, input)) return { completions, isUpdated: false }
  const step = onChannelInput(work.core.channel, work.ctx, input)
  if (step === null) return null
  work.core.channel = take(work, step)
  let isUpdated = false
  for (const completion of step.completions) {
    if (completion.tag === 'core metadata') isUpdated = onMetadata(work, completion) || isUpdated
    else completions.push(completion)
  }
  if (isLoss(input) || completions.some(({ failure }) => failure !== null)) requestRefresh(work)
  return { completions, isUpdated }
}

/**
 * A connection is gone, never came up, or was not greeted in time: what is known may be stale, even
 * when nothing waited. A-12. Kafka: NetworkClient.processTimeoutDisconnection,
 * DefaultMetadataUpdater.handleServerDisconnect.
 */
const isLoss = (input: KafkaInput) =>
  input.type === 'Timer'
    ? input.timer.role === 'channel' && ['setup', 'request'].includes(input.timer.name)
    : input.type === 'Disconnected' || input.type === 'ConnectFailed'

/** Kafka: the LogContext of KafkaProducer, ConsumerUtils, KafkaAdminClient. */
function logPrefixOf({ name, clientId, settings }: CoreOptions): string {
  if (name === 'admin') return `[AdminClient clientId=${clientId}] `
  if (name === 'producer') {
    const transactionalId = settings.given('transactional.id')
    const more = transactionalId === undefined ? '' : `, transactionalId=${transactionalId}`
    return `[Producer clientId=${clientId}${more}] `
  }
  const instanceId = settings.given('group.instance.id')
  const before = instanceId === undefined ? '' : `instanceId=${instanceId}, `
  return `[Consumer ${before}clientId=${clientId}, groupId=${settings.given('group.id') ?? 'null'}] `
}

function warn(work: CoreWork, text: string): void {
  logLine(work, { level: 'WARN', logger: 'NetworkClient', text })
}

function onMetadata(work: CoreWork, completion: Completion): boolean {
  const { body, to } = completion
  work.core.isRefreshing = false
  work.core.fatal = fatalOf(completion)
  if (body?.api === 'DescribeCluster') return adoptControllers(work, body)
  if (body?.api !== 'Metadata' || body.brokers.length === 0) {
    if (body === null && completion.failure !== 'unknownHost') {
      warn(
        work,
        `Connection to node ${to.key} (${to.host}/127.0.0.1:${to.port}) could not be established. Node may not be available.`,
      )
    }
    noteFailedRefresh(work)
    refreshIn(work, refreshRestMs(work))
    return false
  }
  const again = work.core.isRefreshDue || body.topics.some(isStale)
  noteRefresh(work, body, again)
  adopt(work, body)
  setClientTimer(work, 'maxAge', { ms: work.core.settings.int('metadata.max.age.ms') })
  if (again) refreshIn(work, refreshRestMs(work))
  return true
}

/** Kafka: AdminMetadataManager.updateFailed. */
function fatalOf({ body, failure }: Completion): ClientCore['fatal'] {
  if (failure === 'unsupported') {
    const message = 'The node does not support METADATA'
    return { exception: 'UnsupportedVersionException', message }
  }
  if (body?.api !== 'DescribeCluster' || body.error === 'NONE') return null
  const { exception } = ERRORS[body.error]
  return { exception, message: body.errorMessage ?? errorMessage(body.error) }
}

/** The nodes of a client that began with controllers. Kafka: bootstrap.controllers (KIP-919). */
function adoptControllers(work: CoreWork, body: Response<'DescribeCluster'>): boolean {
  if (body.error !== 'NONE') return false
  work.core = {
    ...work.core,
    nodes: nodesOf(body.brokers),
    clusterId: body.clusterId,
    controllerId: body.controllerId,
    version: work.core.version + 1,
    refreshAttempts: 0,
  }
  return true
}

/** Something of a topic will be otherwise soon. Kafka: Metadata.handleMetadataResponse. */
function isStale({ error, partitions }: MetadataTopic): boolean {
  if (error !== 'NONE') return ERRORS[error].invalidMetadata
  return partitions.some((row) => ERRORS[row.error].invalidMetadata)
}

/** Older leader epochs are ignored. A-13. */
function adopt(work: CoreWork, body: Response<'Metadata'>): void {
  const { core } = work
  const topics = body.topics.reduce(
    (map, topic) => {
      const old = map.get(topic.name)
      const isSame = old !== undefined && old.topicId === topic.topicId
      const partitions = topic.partitions.map((row) => {
        const before = isSame
          ? old.partitions.find((p) => p.partition === row.partition)
          : undefined
        return before !== undefined && before.leaderEpoch > row.leaderEpoch ? before : row
      })
      return map.set(topic.name, { ...topic, partitions })
    },
    core.wanted === null ? Map<string, MetadataTopic>() : core.topics,
  )
  work.core = {
    ...core,
    nodes: nodesOf(body.brokers),
    topics,
    clusterId: body.clusterId,
    controllerId: body.controllerId,
    version: core.version + 1,
  }
  work.facts.push({ type: 'MetadataUpdated', topics: body.topics.map(({ name }) => name) })
}
