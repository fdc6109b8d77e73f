import { Map } from '~/base/persistentMap'
import { assertNever } from '~/base/assertNever'
import { invariant } from '~/base/invariant'
import type { ConnectionId } from '~/sim/ids'
import type { KafkaContext } from '../effects'
import { takeEdge } from '../effects'
import type { LeaderEpoch, NodeId } from '../ids'
import type { MetadataImage } from '../metadata/image'
import { EMPTY_IMAGE } from '../metadata/image'
import { replayBatch } from '../metadata/replay'
import type { KafkaTimer } from '../model'
import type { MetadataBatch, MetadataRecord } from '../protocol/metadataRecords'
import type { Request } from '../protocol/rpc'
import { onBrokerRegistration, onUnregisterBroker } from './brokers'
import type { ControllerApi } from './controllerApi'
import type { ControllerActivationEvent } from './controllerActivation.machine'
import { controllerActivationTable } from './controllerActivation.machine'
import { onIncrementalAlterConfigs } from './configs'
import { onControllerRegistration } from './controllers'
import { onBrokerHeartbeat } from './heartbeats'
import { newContact } from './heartbeatTracker'
import type {
  ControllerConfig,
  ControllerState,
  ControllerStep,
  ControllerWork,
  QuorumReads,
} from './controllerState'
import {
  answerNow,
  cancelControllerTimer,
  controllerNow,
  controllerStep,
  controllerWork,
  setControllerTimer,
  write,
} from './controllerState'
import { onAssignReplicasToDirs } from './directories'
import { balanceLeaders, electUnclean, onElectLeaders } from './elections'
import { onUpdateFeatures } from './features'
import { onAlterPartition } from './isr'
import { onAlterPartitionReassignments, onListPartitionReassignments } from './reassignments'
import { onAllocateProducerIds } from './producerIds'
import { onAlterClientQuotas } from './quotas'
import { NO_CONTROLLER, notController, refused } from './refusals'
import { onAlterUserScramCredentials } from './scram'
import { fenceOneStaleBroker } from './staleBrokers'
import { onCreatePartitions } from './createPartitions'
import { onCreateTopics, onDeleteTopics } from './topics'

/** A request for the controller, with whom to answer. */
export interface ControllerCall {
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Request<ControllerApi>
}

const PERIODIC = ['fence', 'noOp', 'balance', 'unclean'] as const

/** A controller that stands by, before any record. */
export function bootController(config: ControllerConfig): ControllerState {
  return {
    config,
    image: EMPTY_IMAGE,
    committed: EMPTY_IMAGE,
    active: null,
    contacts: Map(),
    strays: [],
    deferred: [],
    registrationOffsets: Map(),
  }
}

/** This node leads the quorum, or no longer. §10. Kafka: QuorumMetaLogListener.handleLeaderChange. */
export function onLeaderChange(
  state: ControllerState,
  change: {
    readonly isLeader: boolean
    readonly epoch: LeaderEpoch
    readonly nextOffset: number
  },
  ctx: KafkaContext,
): ControllerStep {
  const work = controllerWork(state, ctx, change.nextOffset)
  if (change.isLeader) activate(work, change.epoch)
  else deactivate(work)
  return controllerStep(work)
}

function takeActivationEdge(work: ControllerWork, event: ControllerActivationEvent): void {
  const from = work.state.active === null ? 'Standby' : 'Active'
  const id = `controller ${work.state.config.nodeId}`
  takeEdge(work, controllerActivationTable, { id, from, event })
}

/** C-30, §10.1. Every unfenced broker gets a fresh session. Kafka: ClusterControlManager.activate. */
function activate(work: ControllerWork, epoch: LeaderEpoch): void {
  const { config, committed } = work.state
  const now = controllerNow(work)
  takeActivationEdge(work, 'leadershipWon')
  work.state = {
    ...work.state,
    active: { epoch },
    image: committed,
    contacts: committed.brokers.map((broker) => ({
      ...newContact(broker.epoch),
      lastContactMs: broker.fenced ? null : now,
    })),
    strays: [],
    deferred: [],
  }
  work.facts.push({ type: 'ControllerActivated', controller: config.nodeId, epoch })
  if (!committed.features.has('metadata.version')) write(work, bootstrapRecords(config))
  setControllerTimer(work, 'fence', Math.max(1, Math.floor(config.sessionTimeoutMs / 8)))
  // 0: none is written. §10.2.
  if (config.noOpIntervalMs > 0) setControllerTimer(work, 'noOp', config.noOpIntervalMs)
  if (config.autoLeaderRebalance) {
    setControllerTimer(work, 'balance', config.imbalanceCheckSeconds * 1000)
  }
  setControllerTimer(work, 'unclean', config.uncleanCheckMs)
}

/**
 * What the first controller writes: what `kafka-storage.sh format` left, and with eligible leaders
 * a min ISR of the cluster. One batch: it is never half there. C-78. ActivationRecordsGenerator.
 */
function bootstrapRecords({
  bootstrap,
  minInsyncReplicas,
}: ControllerConfig): readonly MetadataRecord[] {
  const keepsElr = bootstrap.some(
    (record) =>
      record.type === 'FeatureLevelRecord' &&
      record.name === 'eligible.leader.replicas.version' &&
      record.level > 0,
  )
  const minIsr: MetadataRecord = {
    type: 'ConfigRecord',
    resourceType: 'BROKER',
    resourceName: '',
    name: 'min.insync.replicas',
    value: String(minInsyncReplicas),
  }
  return [
    { type: 'BeginTransactionRecord', name: 'Bootstrap records' },
    ...bootstrap,
    ...(keepsElr ? [minIsr] : []),
    { type: 'EndTransactionRecord' },
  ]
}

/** What was not committed is forgotten; those who wait are sent away. */
function deactivate(work: ControllerWork): void {
  if (work.state.active === null) return
  takeActivationEdge(work, 'leadershipLost')
  for (const row of work.state.deferred) {
    answerNow(work, row, refused(row.body, NO_CONTROLLER))
  }
  for (const name of PERIODIC) cancelControllerTimer(work, name)
  work.state = {
    ...work.state,
    active: null,
    image: work.state.committed,
    contacts: Map(),
    strays: [],
    deferred: [],
  }
  work.facts.push({ type: 'ControllerDeactivated', controller: work.state.config.nodeId })
}

/** Records are committed: a standby replays them, the active one answers who waited for them. */
export function onCommitted(
  state: ControllerState,
  batches: readonly MetadataBatch[],
  ctx: KafkaContext,
): ControllerStep {
  const work = controllerWork(state, ctx, -1)
  const committed = batches.reduce(replayBatch, state.committed)
  const registrationOffsets = batches.reduce(noteRegistrations, state.registrationOffsets)
  // Written out; decision record 0006.
  work.state = {
    config: state.config,
    image: state.active === null ? committed : state.image,
    committed,
    active: state.active,
    contacts: state.contacts,
    strays: state.strays,
    deferred: state.deferred,
    registrationOffsets,
  }
  const done = state.deferred.filter((row) => row.offset <= committed.offset)
  if (done.length > 0) {
    work.state = { ...work.state, deferred: state.deferred.filter((row) => !done.includes(row)) }
    for (const row of done) answerNow(work, row, row.body)
  }
  return controllerStep(work)
}

/**
 * A standby begins from a snapshot: all it knew is replaced. Q-57.
 * Kafka: QuorumMetaLogListener.handleLoadSnapshot.
 * @throws InvariantError when it is the active one (KR-19).
 */
export function onSnapshot(state: ControllerState, image: MetadataImage): ControllerState {
  invariant(state.active === null, 'an active controller loads no snapshot')
  const registrationOffsets = image.brokers.map(() => image.offset)
  return { ...state, image, committed: image, registrationOffsets }
}

/** Kafka: ClusterControlManager.replay, of both records. */
function noteRegistrations(
  offsets: Map<NodeId, number>,
  batch: MetadataBatch,
): Map<NodeId, number> {
  let noted = offsets
  batch.records.forEach((record, index) => {
    if (record.type === 'UnregisterBrokerRecord') noted = noted.delete(record.brokerId)
    if (record.type !== 'RegisterBrokerRecord') return
    noted = noted.set(record.brokerId, batch.baseOffset + index)
  })
  return noted
}

/** Answers a request; a controller that stands by sends it on its way with NOT_CONTROLLER. */
export function onControllerRequest(
  state: ControllerState,
  call: ControllerCall,
  { ctx, nextOffset, kraft, leaderId }: QuorumReads,
): ControllerStep {
  const work = controllerWork(state, ctx, nextOffset)
  if (state.active === null) answerNow(work, call, notController(call.body, leaderId))
  else if (call.body.api === 'UpdateFeatures')
    onUpdateFeatures(work, call, { body: call.body, kraft })
  else dispatch(work, call, call.body)
  return controllerStep(work)
}

function dispatch(
  work: ControllerWork,
  call: ControllerCall,
  body: Exclude<ControllerCall['body'], { api: 'UpdateFeatures' }>,
): void {
  switch (body.api) {
    case 'BrokerRegistration':
      return onBrokerRegistration(work, call, body)
    case 'BrokerHeartbeat':
      return onBrokerHeartbeat(work, call, body)
    case 'ControllerRegistration':
      return onControllerRegistration(work, call, body)
    case 'AlterPartition':
      return onAlterPartition(work, call, body)
    case 'AssignReplicasToDirs':
      return onAssignReplicasToDirs(work, call, body)
    case 'AllocateProducerIds':
      return onAllocateProducerIds(work, call, body)
    case 'CreateTopics':
      return onCreateTopics(work, call, body)
    case 'DeleteTopics':
      return onDeleteTopics(work, call, body)
    case 'CreatePartitions':
      return onCreatePartitions(work, call, body)
    case 'ElectLeaders':
      return onElectLeaders(work, call, body)
    case 'IncrementalAlterConfigs':
      return onIncrementalAlterConfigs(work, call, body)
    case 'AlterClientQuotas':
      return onAlterClientQuotas(work, call, body)
    case 'AlterUserScramCredentials':
      return onAlterUserScramCredentials(work, call, body)
    case 'ListPartitionReassignments':
      return onListPartitionReassignments(work, call, body)
    case 'AlterPartitionReassignments':
      return onAlterPartitionReassignments(work, call, body)
    case 'UnregisterBroker':
      return onUnregisterBroker(work, call, body)
    default:
      assertNever(body)
  }
}

/** A periodic task is due. §10.2. */
export function onControllerTimer(
  state: ControllerState,
  timer: KafkaTimer,
  { ctx, nextOffset }: { readonly ctx: KafkaContext; readonly nextOffset: number },
): ControllerStep {
  const work = controllerWork(state, ctx, nextOffset)
  if (state.active === null) return controllerStep(work)
  if (timer.name === 'fence') fenceOneStaleBroker(work)
  else if (timer.name === 'balance') balanceLeaders(work)
  else if (timer.name === 'unclean') electUnclean(work)
  else {
    setControllerTimer(work, 'noOp', state.config.noOpIntervalMs)
    write(work, [{ type: 'NoOpRecord' }])
  }
  return controllerStep(work)
}
