import type { QuorumEndpoint } from '../protocol/rpc/quorum'
import type { List, Map } from 'immutable'
import type { Mutable } from '~/base/mutable'
import { micros, toMillis } from '~/sim/ids'
import type { ConnectionId } from '~/sim/ids'
import type { Channel } from '../channel/channelState'
import type { EffectiveConfig, Listener } from '../config/effective'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import { gather } from '../effects'
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
import type { PartitionLog } from '../log/partitionLog'
import type { MetadataImage } from '../metadata/image'
import type { MetadataBatch } from '../protocol/metadataRecords'
import type { Request, Response } from '../protocol/rpc'
import type { FetchRequest } from '../protocol/rpc/data'
import type { BrokerLifecycleState } from './brokerLifecycle.machine'

/** What a broker is set to. */
export interface BrokerConfig {
  readonly nodeId: NodeId
  readonly clusterId: string
  readonly rack: string | null
  readonly settings: EffectiveConfig
  /** Where it listens, without the controller's listeners. */
  readonly listeners: readonly Listener[]
  readonly advertised: readonly Listener[]
  readonly interBrokerListener: string
}

/** How far a follower is, as its leader knows. Kafka: Replica. */
export interface FollowerProgress {
  readonly logEndOffset: number
  readonly logStartOffset: number
  readonly lastFetchMs: number
  readonly lastFetchLeaderEndOffset: number
  readonly lastCaughtUpMs: number
  readonly brokerEpoch: number
}

/** What a replica is on this broker. */
export type ReplicaRole =
  | {
      readonly type: 'leader'
      readonly epochStartOffset: Offset
      readonly isr: readonly NodeId[]
      /** The ISR that was asked for and not answered yet. */
      readonly pendingIsr: readonly NodeId[] | null
      readonly followers: Map<NodeId, FollowerProgress>
    }
  | {
      readonly type: 'follower'
      readonly leader: NodeId | null
    }

/** A replica of a partition on this broker. Kafka: Partition. */
export interface Replica {
  readonly name: TopicPartition
  readonly topic: string
  readonly topicId: TopicId
  readonly partition: number
  readonly log: PartitionLog
  readonly leaderEpoch: LeaderEpoch
  readonly partitionEpoch: PartitionEpoch
  readonly role: ReplicaRole
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
}

/** A fetch that waits for data. Kafka: DelayedFetch. */
export interface DelayedFetch extends Caller {
  readonly request: FetchRequest
  readonly port: number
}

/** A request passed on to the controller. */
export interface Forwarded extends Caller {
  readonly body: Request
}

/** A fetcher from one leader. Kafka: ReplicaFetcherThread. */
export interface Fetcher {
  readonly isBusy: boolean
}

/** Everything a broker knows. Soft: it dies with the process, the logs are on disk. */
export interface BrokerState {
  readonly config: BrokerConfig
  readonly lifecycle: BrokerLifecycleState
  readonly incarnationId: string
  readonly brokerEpoch: BrokerEpoch | null
  readonly previousBrokerEpoch: number
  readonly isHeartbeating: boolean
  /** The controller has answered once since this broker asked to go. */
  readonly gotControlledShutdownResponse: boolean
  readonly isFenced: boolean
  readonly image: MetadataImage
  /** Committed batches that are not replayed yet. */
  readonly pending: List<MetadataBatch>
  readonly replicas: Map<TopicPartition, Replica>
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
  readonly forwarded: Map<string, Forwarded>
  /** Topics whose creation has been asked for. */
  readonly creating: Map<string, true>
  readonly groups: GroupState
  readonly nextId: number
  readonly isAlterPartitionInFlight: boolean
  readonly producerIds: { readonly next: number; readonly end: number }
  readonly awaitingProducerId: readonly Caller[]
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
    gotControlledShutdownResponse: state.gotControlledShutdownResponse,
    isFenced: state.isFenced,
    image: state.image,
    pending: state.pending,
    replicas: state.replicas,
    fetchers: state.fetchers,
    controllerChannel: state.controllerChannel,
    lifecycleChannel: state.lifecycleChannel,
    fetchChannel: state.fetchChannel,
    controllerId: state.controllerId,
    controllerEndpoint: state.controllerEndpoint,
    delayedProduces: state.delayedProduces,
    delayedFetches: state.delayedFetches,
    forwarded: state.forwarded,
    creating: state.creating,
    groups: state.groups,
    nextId: state.nextId,
    isAlterPartitionInFlight: state.isAlterPartitionInFlight,
    producerIds: state.producerIds,
    awaitingProducerId: state.awaitingProducerId,
  }
  return { ctx, state: copy, ...gather() }
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
    log: replica.log,
    leaderEpoch: replica.leaderEpoch,
    partitionEpoch: replica.partitionEpoch,
    role: shapedRole(replica.role),
  }
}

function shapedRole(role: ReplicaRole): ReplicaRole {
  if (role.type === 'follower') return { type: 'follower', leader: role.leader }
  const { type, epochStartOffset, isr, pendingIsr, followers } = role
  return { type, epochStartOffset, isr, pendingIsr, followers }
}

/** A number of its own for something that waits. */
export function takeId(work: BrokerWork): number {
  const id = work.state.nextId
  work.state.nextId = id + 1
  return id
}

/** A config of a topic as this broker's metadata has it: topic, cluster, then the broker's own. */
export function topicSetting(
  state: BrokerState,
  topic: string,
  { name, brokerName = name }: { readonly name: string; readonly brokerName?: string },
): string {
  return (
    state.image.configs.get(`TOPIC:${topic}`)?.get(name) ??
    state.image.configs.get(`BROKER:${state.config.nodeId}`)?.get(brokerName) ??
    state.image.configs.get('BROKER:')?.get(brokerName) ??
    state.config.settings.string(brokerName)
  )
}

/** The min ISR that counts: never more than there are replicas. R-40. Partition.effectiveMinIsr. */
export function minIsrOf(state: BrokerState, replica: Replica): number {
  const set = Number(topicSetting(state, replica.topic, { name: 'min.insync.replicas' }))
  const count = replica.role.type === 'leader' ? replica.role.followers.size + 1 : set
  return Math.min(set, count)
}
