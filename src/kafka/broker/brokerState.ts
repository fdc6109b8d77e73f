import type { QuorumEndpoint } from '../protocol/rpc/quorum'
import type { List } from 'immutable'
import type { Map } from '~/base/persistentMap'
import type { Mutable } from '~/base/mutable'
import { micros, toMillis } from '~/sim/ids'
import type { ConnectionId } from '~/sim/ids'
import type { Channel } from '../channel/channelState'
import type { EffectiveConfig, Listener } from '../config/effective'
import { wholeNumber } from '../config/effective'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import type { GroupState } from '../group/groupRole'
import type {
  BrokerEpoch,
  LeaderEpoch,
  NodeId,
  Offset,
  PartitionEpoch,
  TopicId,
  TopicPartition,
} from '../ids'
import type { LogConfig } from '../log/logConfig'
import { BROKER_CONFIG_NAMES, logConfigOf } from '../log/logConfig'
import type { AppendContext, PartitionLog } from '../log/partitionLog'
import type { MetadataImage } from '../metadata/image'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { Request, Response } from '../protocol/rpc'
import type { FetchRequest } from '../protocol/rpc/data'
import type { ReplicationQuotas } from '../replication/replicationQuota'
import type { Protection } from '../serverSpec'
import type { BrokerLifecycleState } from './brokerLifecycle.machine'
import type { ConfigSources } from './configSynonyms'
import type { Fetcher } from './fetcherState'
import type { Assigning, FailedDirs, LogDirectory, Moving } from './directoryState'
import type { FetchContext, FetchSessions } from './fetchSessionState'

/** What a broker is set to. */
export interface BrokerConfig {
  readonly nodeId: NodeId
  readonly clusterId: string
  readonly rack: string | null
  readonly settings: EffectiveConfig
  /** Directories of logs, in the order given. */
  readonly logDirs: readonly string[]
  readonly metadataDir: string
  /** Those of them that could be read at the start, with their ids. */
  readonly directories: readonly LogDirectory[]
  /** Where it listens, without the controller's listeners. */
  readonly listeners: readonly Listener[]
  readonly advertised: readonly Listener[]
  readonly interBrokerListener: string
  /** Rules that it runs without. */
  readonly unprotected: readonly Protection[]
}

/** How far a follower is, as its leader knows. Kafka: Replica. */
export interface FollowerProgress {
  readonly logEndOffset: number
  readonly logStartOffset: number
  readonly lastFetchMs: number
  readonly lastFetchLeaderEndOffset: number
  readonly lastCaughtUpMs: number
  /** Of its last fetch; -1: it sent none; null: it has not fetched yet. */
  readonly brokerEpoch: number | null
}

/** What a replica is on this broker. */
export type ReplicaRole =
  | {
      readonly type: 'leader'
      readonly epochStartOffset: Offset
      readonly isr: readonly NodeId[]
      /** The ISR that was asked for and not answered yet. */
      readonly pendingIsr: readonly NodeId[] | null
      /** How far the asking is; `held`: refused, metadata will tell. R-48. */
      readonly pendingState: 'none' | 'queued' | 'sent' | 'held'
      readonly followers: Map<NodeId, FollowerProgress>
    }
  | { readonly type: 'follower'; readonly leader: NodeId | null }

/** A replica of a partition on this broker. Kafka: Partition. */
export interface Replica {
  readonly name: TopicPartition
  readonly topic: string
  readonly topicId: TopicId
  readonly partition: number
  /** The log directory that it is in. */
  readonly logDir: string
  readonly log: PartitionLog
  readonly logConfig: LogConfig
  readonly leaderEpoch: LeaderEpoch
  readonly partitionEpoch: PartitionEpoch
  readonly role: ReplicaRole
  /** Its log directory has failed. R-66. */
  readonly isOffline: boolean
}

/** Whom an answer goes to. */
export interface Caller {
  readonly connection: ConnectionId
  readonly correlationId: number
}

/** A produce that waits for its replication. Kafka: DelayedProduce. */
export interface DelayedProduce extends Caller {
  readonly id: number
  readonly response: Response<'Produce'>
  /** Partitions that are not there yet: the offset that the high watermark must reach. */
  readonly waiting: readonly { readonly name: TopicPartition; readonly required: number }[]
  /** Set for an append of the group coordinator: its token instead of a client. */
  readonly token: string | null
  /** Where it came in: a leader that the answer names is told by that listener. */
  readonly port: number
}

/** A deletion of records that waits for the followers' log starts. Kafka: DelayedDeleteRecords. */
export interface DelayedDelete extends Caller {
  readonly id: number
  readonly rows: Response<'DeleteRecords'>['partitions']
  /** By row: what the low watermark must reach; null: nothing to wait for. */
  readonly required: readonly (number | null)[]
}

/** A fetch that waits for data. Kafka: DelayedFetch. */
export interface DelayedFetch extends Caller {
  /** With all partitions of its session. */
  readonly request: FetchRequest
  readonly context: FetchContext
  readonly port: number
}

/** A request passed on to the controller. */
export interface Forwarded extends Caller {
  readonly body: Request
  /** When it came, ms. */
  readonly sinceMs: number
  /** Changes of configs that the broker refused itself. */
  readonly refused: Response<'IncrementalAlterConfigs'>['results']
}

/** Everything a broker knows. Soft: it dies with the process, the logs are on disk. */
export interface BrokerState {
  readonly config: BrokerConfig
  readonly lifecycle: BrokerLifecycleState
  readonly incarnationId: string
  readonly brokerEpoch: BrokerEpoch | null
  readonly previousBrokerEpoch: number
  /** A registration or a heartbeat is on its way. Kafka: communicationInFlight. */
  readonly isHeartbeating: boolean
  /** Another one is wanted as soon as that has ended well. Kafka: nextSchedulingShouldBeImmediate. */
  readonly isNextImmediate: boolean
  /** The controller has answered once since this broker asked to go. */
  readonly gotControlledShutdownResponse: boolean
  readonly isFenced: boolean
  readonly image: MetadataImage
  /** Committed batches that are not replayed yet. */
  readonly pending: List<MetadataBatch>
  /** What a snapshot holds that is not replayed yet; `pending` goes on from it. */
  readonly pendingImage: MetadataImage | null
  readonly replicas: Map<TopicPartition, Replica>
  /** Log directories that the last process had closed. Kafka: hadCleanShutdownFlags. */
  readonly cleanDirs: readonly string[]
  readonly failedDirs: FailedDirs
  readonly assigning: Assigning
  readonly moving: Moving
  readonly fetchers: Map<NodeId, Fetcher>
  /** Connections to the active controller. */
  readonly controllerChannel: Channel
  /** The same for registration and heartbeats, which give up sooner. */
  readonly lifecycleChannel: Channel
  /** Connections to leaders. */
  readonly fetchChannel: Channel
  /** The quorum's leader as the process knows it: where requests for the controller go. */
  readonly controllerId: NodeId | null
  /** Where it is reached, as the quorum says. */
  readonly controllerEndpoint: QuorumEndpoint | null
  readonly delayedProduces: readonly DelayedProduce[]
  readonly delayedFetches: readonly DelayedFetch[]
  readonly fetchSessions: FetchSessions
  readonly delayedDeletes: readonly DelayedDelete[]
  readonly forwarded: Map<string, Forwarded>
  /** Topics whose creation has been asked for. */
  readonly creating: Map<string, true>
  readonly groups: GroupState
  readonly nextId: number
  readonly isAlterPartitionInFlight: boolean
  readonly producerIds: { readonly next: number; readonly end: number }
  readonly awaitingProducerId: readonly Caller[]
  readonly quotas: ReplicationQuotas
}

/** What one input changes and wishes; lives inside that input. */
export interface BrokerWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy: its fields may be set; what they hold is never changed. */
  state: Mutable<BrokerState>
}

/** Begins to work on an input. The state is copied field by field; decision record 0006. */
export function brokerWork(state: BrokerState, ctx: KafkaContext): BrokerWork {
  const copy: Mutable<BrokerState> = {
    config: state.config,
    lifecycle: state.lifecycle,
    incarnationId: state.incarnationId,
    brokerEpoch: state.brokerEpoch,
    previousBrokerEpoch: state.previousBrokerEpoch,
    isHeartbeating: state.isHeartbeating,
    isNextImmediate: state.isNextImmediate,
    gotControlledShutdownResponse: state.gotControlledShutdownResponse,
    isFenced: state.isFenced,
    image: state.image,
    pending: state.pending,
    pendingImage: state.pendingImage,
    replicas: state.replicas,
    cleanDirs: state.cleanDirs,
    failedDirs: state.failedDirs,
    assigning: state.assigning,
    moving: state.moving,
    fetchers: state.fetchers,
    controllerChannel: state.controllerChannel,
    lifecycleChannel: state.lifecycleChannel,
    fetchChannel: state.fetchChannel,
    controllerId: state.controllerId,
    controllerEndpoint: state.controllerEndpoint,
    delayedProduces: state.delayedProduces,
    delayedFetches: state.delayedFetches,
    fetchSessions: state.fetchSessions,
    delayedDeletes: state.delayedDeletes,
    forwarded: state.forwarded,
    creating: state.creating,
    groups: state.groups,
    nextId: state.nextId,
    isAlterPartitionInFlight: state.isAlterPartitionInFlight,
    producerIds: state.producerIds,
    awaitingProducerId: state.awaitingProducerId,
    quotas: state.quotas,
  }
  return { ctx, state: copy, effects: [], facts: [] }
}

/** What the work came to. */
export function brokerStep(work: BrokerWork): RoleStep<BrokerState> {
  const { state: next, effects, facts } = work
  return { next, effects, facts }
}

/** Milliseconds now. */
export function brokerNow(work: BrokerWork): number {
  return toMillis(work.ctx.now)
}

/** Milliseconds by the machine's clock: for timestamps and what is compared with them. T1. */
export function brokerClock(work: BrokerWork): number {
  return toMillis(work.ctx.clock)
}

/** Answers a request; null sends nothing and takes the next one. */
export function answer(work: BrokerWork, caller: Caller, body: Response | null): void {
  const { connection, correlationId } = caller
  work.effects.push({ type: 'Reply', connection, correlationId, body })
}

/** Sets a timer of the broker. */
export function setBrokerTimer(
  work: BrokerWork,
  name: string,
  { about = '', ms }: { readonly about?: string; readonly ms: number },
): void {
  work.effects.push({
    type: 'SetTimer',
    key: `broker/${name}/${about}`,
    delayMicros: micros(ms),
    timer: { role: 'broker', name, about },
  })
}

/** Cancels a timer of the broker. */
export function cancelBrokerTimer(work: BrokerWork, name: string, about = ''): void {
  work.effects.push({ type: 'CancelTimer', key: `broker/${name}/${about}` })
}

/** Replaces a replica. */
export function putReplica(work: BrokerWork, replica: Replica): Replica {
  const shaped = shapedReplica(replica)
  work.state.replicas = work.state.replicas.set(replica.name, shaped)
  return shaped
}

function shapedReplica(replica: Replica): Replica {
  return {
    name: replica.name,
    topic: replica.topic,
    topicId: replica.topicId,
    partition: replica.partition,
    logDir: replica.logDir,
    log: replica.log,
    logConfig: replica.logConfig,
    leaderEpoch: replica.leaderEpoch,
    partitionEpoch: replica.partitionEpoch,
    role: shapedRole(replica.role),
    isOffline: replica.isOffline,
  }
}

function shapedRole(role: ReplicaRole): ReplicaRole {
  if (role.type === 'follower') return { type: 'follower', leader: role.leader }
  const { type, epochStartOffset, isr, pendingIsr, pendingState, followers } = role
  return { type, epochStartOffset, isr, pendingIsr, pendingState, followers }
}

/** A number of its own for something that waits. */
export function takeId(work: BrokerWork): number {
  const id = work.state.nextId
  work.state.nextId = id + 1
  return id
}

/** A config that a decision read, with where its value comes from. */
export interface ConfigRead {
  readonly name: string
  readonly value: string
  readonly source: 'topic' | 'dynamic broker' | 'dynamic default' | 'static' | 'default'
}

/**
 * A config of a topic as this broker's metadata has it: topic, broker, cluster, then what the
 * broker was started with. Kafka: ConfigHelper, LogConfig.fromProps over KafkaConfig.
 */
export function readTopicConfig(state: ConfigSources, topic: string, name: string): ConfigRead {
  const { configs } = state.image
  const { settings, nodeId } = state.config
  const brokerName = BROKER_CONFIG_NAMES[name] ?? name
  const own = configs.get(`TOPIC:${topic}`)?.get(name)
  if (own !== undefined) return { name, value: own, source: 'topic' }
  const dynamic = configs.get(`BROKER:${nodeId}`)?.get(brokerName)
  if (dynamic !== undefined) return { name: brokerName, value: dynamic, source: 'dynamic broker' }
  const cluster = configs.get('BROKER:')?.get(brokerName)
  if (cluster !== undefined) return { name: brokerName, value: cluster, source: 'dynamic default' }
  return staticConfig(settings, name, brokerName)
}

/** Broker-wide times that may be given in other units, with what one is in ms; the first wins. */
export const OTHER_UNITS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  'retention.ms': [
    ['log.retention.ms', 1],
    ['log.retention.minutes', 60_000],
    ['log.retention.hours', 3_600_000],
  ],
  'segment.ms': [
    ['log.roll.ms', 1],
    ['log.roll.hours', 3_600_000],
  ],
  'flush.ms': [
    ['log.flush.interval.ms', 1],
    ['log.flush.scheduler.interval.ms', 1],
  ],
  'segment.jitter.ms': [
    ['log.roll.jitter.ms', 1],
    ['log.roll.jitter.hours', 3_600_000],
  ],
}

function staticConfig(settings: EffectiveConfig, name: string, brokerName: string): ConfigRead {
  const units = OTHER_UNITS[name]
  const given = units?.find(([key]) => settings.given(key) !== undefined) ?? units?.at(-1)
  if (given === undefined) {
    const source = settings.given(brokerName) === undefined ? 'default' : 'static'
    const value = settings.string(brokerName)
    return { name: brokerName, value, source }
  }
  const [key, factor] = given
  const amount = settings.int(key)
  const source = settings.given(key) === undefined ? 'default' : 'static'
  if (amount < 0) return { name: key, value: '-1', source }
  // As it is written: the largest long is no number of ours.
  return { name: key, value: factor === 1 ? settings.string(key) : String(amount * factor), source }
}

/** What a topic's logs are set to. */
export function logConfigFor(state: BrokerState, topic: string): LogConfig {
  return logConfigOf((name) => readTopicConfig(state, topic, name).value)
}

/** What an append to a replica's log needs to know. */
export function appendContext(work: BrokerWork, replica: Replica): AppendContext {
  return {
    nowMs: brokerClock(work),
    config: replica.logConfig,
    draw: (bound) => work.ctx.draw('segmentJitter', bound),
  }
}

/** The min ISR that counts: never more than there are replicas. R-40. Partition.effectiveMinIsr. */
export function minIsrOf(state: BrokerState, replica: Replica): number {
  const set = wholeNumber(readTopicConfig(state, replica.topic, 'min.insync.replicas').value)
  const count = replica.role.type === 'leader' ? replica.role.followers.size + 1 : set
  return Math.min(set, count)
}
