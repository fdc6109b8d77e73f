import { List } from 'immutable'
import { Map } from '~/base/persistentMap'
import type { Completion, KafkaInput } from '../channel/channelState'
import { NO_QUOTAS } from '../replication/replicationQuota'
import { onChannelInput } from '../channel/channel'
import { drawId } from '../drawUuid'
import type { KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import { bootGroups } from '../group/groupRole'
import { nodeId } from '../ids'
import { corruptLog } from '../log/corrupt'
import { isSegmentFile, partitionDir } from '../log/logFiles'
import { EMPTY_IMAGE } from '../metadata/image'
import type { KafkaTimer } from '../model'
import type { MetadataImage } from '../metadata/image'
import type { MetadataBatch } from '../protocol/metadataRecords'
import { mismatch } from '../protocol/apis'
import type { Request } from '../protocol/rpc'
import { onAlterPartitionCompletion, sendAlterPartition } from '../replication/alterPartition'
import { takeUnlinkedEdge } from '../replication/edges'
import { fetchFrom, onFetchCompletion } from '../replication/fetcher'
import { shrinkIsrs } from '../replication/partition'
import { onAlterConfigs } from './alterConfigs'
import { onAssignmentsCompletion, sendAssignments } from './assignments'
import { onCreated } from './autoCreate'
import type { BrokerPurpose } from './brokerChannel'
import { brokerChannel } from './brokerChannel'
import type { BrokerConfig, BrokerState, BrokerWork, Caller } from './brokerState'
import { answer, brokerStep, brokerWork, putReplica, setBrokerTimer } from './brokerState'
import { forgetCaller, onFetchTimeout, onProduceTimeout } from './delayed'
import { describeLogDirs } from './describeLogDirs'
import { onDeleteRecords, onDeleteTimeout } from './onDeleteRecords'
import { listConfigResources } from './describeConfigs'
import { describeClientQuotas } from './quotas'
import { describeScram } from '../metadata/describeScram'
import { forward, onForwarded, resend } from './forward'
import {
  completeAll,
  finishAppends,
  onFindCoordinator,
  onGroupCall,
  onGroupTimerFired,
} from './groupGlue'
import { aliveBrokers, registeredBrokers } from './leaders'
import {
  advanceLife,
  askShutdown,
  communicate,
  onLifecycleCompletion,
  onRegistrationTimeout,
} from './lifecycle'
import { enqueueBatches, enqueueImage, replayPending } from './metadataReplay'
import { onFetch } from './onFetch'
import { describeTopicPartitions, onMetadata } from './onMetadata'
import { listOffsets, offsetsForLeaderEpochs } from './onOffsets'
import { onProduce } from './onProduce'
import { NO_ASSIGNMENTS, NOTHING_MOVES } from './directoryState'
import { directoriesAtStart } from './directoriesAtStart'
import { handleLogDirFailure, onDirFailureUntold } from './logDirFailure'
import {
  checkpointHighWatermarks,
  checkpointLogs,
  checkpointLogStarts,
  flushDirtyLogs,
  hasOwnLogStarts,
} from './checkpointing'
import { acceptMoves, alterReplicaLogDirs, copyOn } from './replicaMoves'
import { checkRetention, cleanUpLogs, rollLogs } from './retention'
import { checkProducerExpiry } from './producerExpiry'
import { onInitProducerId, onProducerIdsCompletion } from './producerIds'

/** A request for a broker. */
export interface BrokerCall extends Caller {
  readonly port: number
  readonly from: string
  readonly body: Request
}

/** Starts the broker's part of a server. Kafka: BrokerServer.startup. */
export function bootBroker(config: BrokerConfig, ctx: KafkaContext): RoleStep<BrokerState> {
  const { settings } = config
  const channel = (name: BrokerPurpose, most: number) => brokerChannel(config, name, most)
  const found = directoriesAtStart(config, ctx)
  const work = brokerWork(
    {
      config,
      lifecycle: 'NOT_RUNNING',
      incarnationId: drawId(ctx),
      brokerEpoch: null,
      previousBrokerEpoch: found.brokerEpoch,
      isHeartbeating: false,
      isNextImmediate: false,
      gotControlledShutdownResponse: false,
      isFenced: true,
      image: EMPTY_IMAGE,
      pending: List(),
      pendingImage: null,
      replicas: Map(),
      cleanDirs: found.cleanDirs,
      failedDirs: found.failedDirs,
      assigning: NO_ASSIGNMENTS,
      moving: NOTHING_MOVES,
      fetchers: Map(),
      controllerChannel: channel('controller', 100),
      lifecycleChannel: channel('heartbeat', 1),
      fetchChannel: channel('fetch', 1),
      controllerId: null,
      controllerEndpoint: null,
      delayedProduces: [],
      delayedFetches: [],
      fetchSessions: { byId: Map(), created: 0 },
      delayedDeletes: [],
      forwarded: Map(),
      creating: Map(),
      groups: bootGroups(
        {
          initialRebalanceDelayMs: settings.int('group.initial.rebalance.delay.ms'),
          minSessionTimeoutMs: settings.int('group.min.session.timeout.ms'),
          maxSessionTimeoutMs: settings.int('group.max.session.timeout.ms'),
          maxSize: settings.int('group.max.size'),
          offsetMetadataMaxBytes: settings.int('offset.metadata.max.bytes'),
        },
        settings.int('offsets.topic.num.partitions'),
      ),
      nextId: 0,
      isAlterPartitionInFlight: false,
      producerIds: { next: 0, end: 0 },
      awaitingProducerId: [],
      quotas: NO_QUOTAS,
    },
    ctx,
  )
  advanceLife(work, 'started')
  setBrokerTimer(work, 'communicate', { ms: 0 })
  const registersIn = settings.int('initial.broker.registration.timeout.ms')
  setBrokerTimer(work, 'registrationTimeout', { ms: registersIn })
  const first = settings.int('log.initial.task.delay.ms')
  const later = (name: string, ms: number) => setBrokerTimer(work, name, { ms })
  // LogManager.startup: all its tasks wait for the first delay.
  later('retention', first)
  later('flushLogs', first)
  later('checkpointLogs', first)
  if (hasOwnLogStarts(work)) later('checkpointStarts', first)
  later('checkpointMarks', settings.int('replica.high.watermark.checkpoint.interval.ms'))
  setBrokerTimer(work, 'shrinkIsr', { ms: Math.floor(settings.int('replica.lag.time.max.ms') / 2) })
  return brokerStep(work)
}

/** Committed metadata has come. */
export function onBrokerMetadata(
  state: BrokerState,
  told: Pick<BrokerState, 'controllerId' | 'controllerEndpoint'> & {
    readonly batches: readonly MetadataBatch[]
    /** What a snapshot holds, which the batches go on from; null: they go on from the last ones. */
    readonly image: MetadataImage | null
  },
  ctx: KafkaContext,
): RoleStep<BrokerState> {
  const work = brokerWork(
    { ...state, controllerId: told.controllerId, controllerEndpoint: told.controllerEndpoint },
    ctx,
  )
  if (told.image !== null) enqueueImage(work, told.image)
  enqueueBatches(work, told.batches)
  return brokerStep(work)
}

/** Answers a client or another broker. Kafka: KafkaApis.handle. */
export function onBrokerRequest(
  state: BrokerState,
  call: BrokerCall,
  ctx: KafkaContext,
): RoleStep<BrokerState> {
  const work = brokerWork(state, ctx)
  dispatch(work, call)
  return brokerStep(work)
}

function dispatch(work: BrokerWork, call: BrokerCall): void {
  const { body } = call
  switch (body.api) {
    case 'Produce':
      return completeAll(work, onProduce(work, call, body))
    case 'Fetch':
      return completeAll(work, onFetch(work, call, body))
    case 'ListOffsets':
      return answer(work, call, listOffsets(work.state, body))
    case 'OffsetForLeaderEpoch':
      return answer(work, call, offsetsForLeaderEpochs(work.state, body))
    case 'Metadata':
      return onMetadata(work, call, body)
    case 'DescribeTopicPartitions':
      return answer(work, call, describeTopicPartitions(work.state, body.topics))
    case 'DeleteRecords':
      return onDeleteRecords(work, call, body)
    case 'DescribeLogDirs':
      return answer(work, call, describeLogDirs(work.state))
    case 'AlterReplicaLogDirs':
      return answer(work, call, alterReplicaLogDirs(work, body))
    case 'IncrementalAlterConfigs':
      return onAlterConfigs(work, call, body)
    case 'ListConfigResources':
      return answer(work, call, listConfigResources(work.state, body))
    case 'DescribeClientQuotas':
      return answer(work, call, describeClientQuotas(work.state, body))
    case 'DescribeUserScramCredentials':
      return answer(work, call, describeScram(work.state.image, body))
    case 'DescribeCluster':
      return onDescribeCluster(work, call, body)
    case 'InitProducerId':
      return onInitProducerId(work, call, body)
    case 'FindCoordinator':
      return onFindCoordinator(work, call, body)
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
    case 'OffsetFetch':
    case 'ListGroups':
    case 'DescribeGroups':
    case 'ConsumerGroupDescribe':
    case 'DeleteGroups':
    case 'OffsetDelete':
      return onGroupCall(work, call, body)
    default:
      // All else is for the active controller.
      return forward(work, call, { body })
  }
}

function onDescribeCluster(
  work: BrokerWork,
  call: BrokerCall,
  { endpointType, includesFenced }: Request<'DescribeCluster'>,
): void {
  const alive = aliveBrokers(work.state, call.port)
  const brokers = includesFenced === true ? registeredBrokers(work.state, call.port) : alive
  const isOurs = endpointType === 'BROKER'
  answer(work, call, {
    api: 'DescribeCluster',
    error: isOurs ? 'NONE' : 'MISMATCHED_ENDPOINT_TYPE',
    errorMessage: isOurs ? null : mismatch('BROKER', endpointType),
    clusterId: work.state.config.clusterId,
    controllerId: alive[0]?.id ?? -1,
    brokers: isOurs ? brokers : [],
  })
}

/** A timer of the broker fired. True: the server may end now. */
export function onBrokerTimer(
  state: BrokerState,
  timer: KafkaTimer,
  ctx: KafkaContext,
): { readonly step: RoleStep<BrokerState>; readonly shutsDown: boolean } {
  const work = brokerWork(state, ctx)
  if (timer.role === 'group') onGroupTimerFired(work, timer)
  else onOwnTimer(work, timer)
  return { step: brokerStep(work), shutsDown: timer.name === 'shutDown' }
}

function onOwnTimer(work: BrokerWork, timer: KafkaTimer): void {
  const { name, about } = timer
  switch (name) {
    case 'communicate':
      return communicate(work)
    case 'registrationTimeout':
      return onRegistrationTimeout(work)
    case 'replay':
      return replayPending(work)
    case 'shrinkIsr':
      return shrinkIsrs(work)
    case 'alterPartition':
      return sendAlterPartition(work)
    case 'checkpointMarks':
      return checkpointHighWatermarks(work)
    case 'checkpointLogs':
      return checkpointLogs(work)
    case 'checkpointStarts':
      return checkpointLogStarts(work)
    case 'flushLogs':
      return flushDirtyLogs(work)
    case 'retention':
      return checkRetention(work)
    case 'logDirFailure':
      return handleLogDirFailure(work, about)
    case 'dirFailureUntold':
      return onDirFailureUntold(work, about)
    case 'assignDirs':
      return sendAssignments(work)
    case 'moveReplica':
      return copyOn(work, about)
    case 'expireProducers':
      return checkProducerExpiry(work, about)
    case 'unlink':
      takeUnlinkedEdge(work, about)
      work.effects.push({ type: 'DeleteFile', path: about })
      return
    case 'produce':
      return finishAppends(work, onProduceTimeout(work, Number(about)))
    case 'delete':
      return onDeleteTimeout(work, Number(about))
    case 'fetchWait':
      return onFetchTimeout(work, about)
    case 'fetch':
      return fetchFrom(work, nodeId(Number(about)))
    case 'forward':
      return resend(work, about)
    default:
  }
}

/** What the broker's own connections say, or that a client is gone. */
export function onBrokerInput(
  state: BrokerState,
  input: KafkaInput,
  ctx: KafkaContext,
): RoleStep<BrokerState> | null {
  const work = brokerWork(state, ctx)
  if (input.type === 'Disconnected' && input.side === 'server') {
    forgetCaller(work, input.connection)
    return brokerStep(work)
  }
  const toController = onChannelInput(state.controllerChannel, ctx, input)
  if (toController !== null) {
    work.state.controllerChannel = take(work, toController)
    for (const completion of toController.completions) onControllerCompletion(work, completion)
    return brokerStep(work)
  }
  const beats = onChannelInput(state.lifecycleChannel, ctx, input)
  if (beats !== null) {
    work.state.lifecycleChannel = take(work, beats)
    for (const completion of beats.completions) onLifecycleCompletion(work, completion)
    return brokerStep(work)
  }
  const fetches = onChannelInput(state.fetchChannel, ctx, input)
  if (fetches === null) return null
  work.state.fetchChannel = take(work, fetches)
  for (const completion of fetches.completions) {
    completeAll(work, onFetchCompletion(work, completion))
  }
  return brokerStep(work)
}

function onControllerCompletion(work: BrokerWork, completion: Completion): void {
  const [kind] = completion.tag.split(' ')
  switch (kind) {
    case 'alterPartition':
      return completeAll(work, onAlterPartitionCompletion(work, completion))
    case 'assignDirs':
      return acceptMoves(work, onAssignmentsCompletion(work, completion))
    case 'producerIds':
      return onProducerIdsCompletion(work, completion)
    case 'create':
      return onCreated(work, completion.tag)
    default:
      return onForwarded(work, completion)
  }
}

/** What is done to a broker by hand: a periodic task now; a file damaged under its hands. */
export function onBrokerTold(
  state: BrokerState,
  input: Extract<KafkaInput, { type: 'Call' | 'FileCorrupted' }>,
  ctx: KafkaContext,
): RoleStep<BrokerState> {
  const work = brokerWork(state, ctx)
  if (input.type === 'FileCorrupted') seeCorruption(work, input.path)
  else if (input.call.type === 'RunTask') {
    if (input.call.task === 'retention') cleanUpLogs(work)
    else if (input.call.task === 'roll') rollLogs(work)
  }
  return brokerStep(work)
}

/** A segment on disk was damaged: reads see it from now on. Fault D5. */
function seeCorruption(work: BrokerWork, path: string): void {
  const file = work.ctx.readFile(path)
  if (!isSegmentFile(file)) return
  const dir = path.slice(0, path.lastIndexOf('/'))
  const replica = [...work.state.replicas.values()].find(
    (row) => partitionDir(row.logDir, row.name) === dir,
  )
  if (replica !== undefined) putReplica(work, { ...replica, log: corruptLog(replica.log, file) })
}

/** SIGTERM. */
export function onBrokerStop(state: BrokerState, ctx: KafkaContext): RoleStep<BrokerState> {
  const work = brokerWork(state, ctx)
  askShutdown(work)
  return brokerStep(work)
}
