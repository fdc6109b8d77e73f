import type { Map } from '~/base/persistentMap'
import { micros, toMillis } from '~/sim/ids'
import type { ConnectionId } from '~/sim/ids'
import type { EffectiveConfig } from '../config/effective'
import { wholeNumber } from '../config/effective'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import type { LeaderEpoch, NodeId, TopicId } from '../ids'
import { offset } from '../ids'
import { defaultDirectory, hasOnlineReplica } from '../metadata/directories'
import type { MetadataImage, PartitionRegistration, TopicImage } from '../metadata/image'
import { topicByName } from '../metadata/image'
import { merge, replayRecord } from '../metadata/replay'
import type { MetadataRecord, PartitionChangeRecord } from '../protocol/metadataRecords'
import type { Response } from '../protocol/rpc'
import type { KRaftVersionAccess } from '../quorum/kraftVersion'
import type { Election } from './partitionChangeBuilder'
import type { Protection } from '../serverSpec'
import { buildPartitionChange } from './partitionChangeBuilder'
import type { PartitionChange } from './partitionChangeBuilder'
import { takeReassignmentEdges } from './reassignmentEdges'

/** Settings of a controller, from its `server.properties`. */
export interface ControllerConfig {
  readonly nodeId: NodeId
  readonly clusterId: string
  readonly sessionTimeoutMs: number
  readonly defaultPartitions: number
  readonly defaultReplicationFactor: number
  /** The static `min.insync.replicas`, which becomes the cluster's default with ELR. */
  readonly minInsyncReplicas: number
  readonly uncleanLeaderElection: boolean
  readonly autoLeaderRebalance: boolean
  readonly imbalanceCheckSeconds: number
  readonly noOpIntervalMs: number
  /** `unclean.leader.election.interval.ms`. */
  readonly uncleanCheckMs: number
  /** The controllers of `controller.quorum.voters`. */
  readonly voterIds: readonly NodeId[]
  /** What is written into an empty log: `bootstrap.checkpoint`. C-78. */
  readonly bootstrap: readonly MetadataRecord[]
  /** Rules that it was started without. */
  readonly unprotected: readonly Protection[]
  /** All settings of the node. */
  readonly settings: EffectiveConfig
}

/** What the active controller knows of a broker's heartbeats. Kafka: BrokerHeartbeatState. */
export interface Contact {
  readonly brokerEpoch: number
  /** Last heartbeat in this epoch, ms; null before the first, and when its session was found over. */
  readonly lastContactMs: number | null
  /** The offset that its last heartbeat told; -1 before the first. */
  readonly toldOffset: number
  /** The same, as a stop of others waits for it: -1 again since its registration changed. C-31. */
  readonly metadataOffset: number
  /** The offset that all others must have passed before it may go; -1 = none. */
  readonly controlledShutdownOffset: number
}

/** A heartbeat that names an epoch in which the broker is not registered, or no longer. C-18, C-27. */
export interface StrayContact {
  readonly id: NodeId
  readonly brokerEpoch: number
  readonly lastContactMs: number
}

/** An answer that waits until its records are committed. */
export interface DeferredReply {
  readonly offset: number
  readonly connection: ConnectionId
  readonly correlationId: number
  readonly body: Response
}

/** A controller, active or standing by. Kafka: QuorumController. */
export interface ControllerState {
  readonly config: ControllerConfig
  /** What the log replays to; on the active one with what is not committed yet. */
  readonly image: MetadataImage
  readonly committed: MetadataImage
  /** `null`: standing by. */
  readonly active: { readonly epoch: LeaderEpoch } | null
  readonly contacts: Map<NodeId, Contact>
  /** Contacts of other epochs, oldest first. */
  readonly strays: readonly StrayContact[]
  readonly deferred: readonly DeferredReply[]
  /** Offset of each broker's registration record: what it must replay before it is unfenced. */
  readonly registrationOffsets: Map<NodeId, number>
}

/** A step with the batches that the quorum is to append, in order. */
export interface ControllerStep extends RoleStep<ControllerState> {
  /** The level that kraft.version is to be raised to, before anything is appended; null: it stays. */
  readonly upgradeKRaftVersion: number | null
  readonly append: readonly (readonly MetadataRecord[])[]
}

/** What one input changes and wishes; lives inside that input. */
export interface ControllerWork extends Gathered {
  readonly ctx: KafkaContext
  state: ControllerState
  /** The offset that the next record gets. */
  nextOffset: number
  readonly append: (readonly MetadataRecord[])[]
  upgradeKRaftVersion: number | null
}

/** Begins to work on an input. */
export function controllerWork(
  state: ControllerState,
  ctx: KafkaContext,
  nextOffset: number,
): ControllerWork {
  return { ctx, state, nextOffset, append: [], upgradeKRaftVersion: null, effects: [], facts: [] }
}

/** What the work came to. */
export function controllerStep(work: ControllerWork): ControllerStep {
  const { state: next, effects, facts, append, upgradeKRaftVersion } = work
  return { next, effects, facts, append, upgradeKRaftVersion }
}

/** Milliseconds now. */
export function controllerNow(work: ControllerWork): number {
  return toMillis(work.ctx.now)
}

/** Writes records as one batch: they count at once, and are told when they are committed. */
export function write(work: ControllerWork, records: readonly MetadataRecord[]): void {
  if (records.length === 0) return
  const image = records.reduce(replayRecord, work.state.image)
  work.append.push(records)
  work.nextOffset += records.length
  work.state = { ...work.state, image: { ...image, offset: offset(work.nextOffset - 1) } }
}

/** What a controller may know of its own node's quorum. */
export interface QuorumReads {
  readonly ctx: KafkaContext
  /** The offset that the next record gets. */
  readonly nextOffset: number
  readonly kraft: KRaftVersionAccess
  /** Who leads the quorum, as far as the node knows. */
  readonly leaderId: NodeId | null
}

/** Whom an answer goes to. */
export interface ControllerCaller {
  readonly connection: ConnectionId
  readonly correlationId: number
}

/**
 * Answers once everything that the answer was read from is committed; at once when nothing is
 * outstanding. What a task of the controller wrote counts as well: every write is a deferred event.
 * Kafka: QuorumController.ControllerWriteEvent.run, DeferredEventQueue.highestPendingOffset.
 */
export function answerWhenCommitted(
  work: ControllerWork,
  caller: ControllerCaller,
  body: Response,
): void {
  const { connection, correlationId } = caller
  const { image, committed } = work.state
  if (image.offset > committed.offset) {
    const row = { offset: image.offset, connection, correlationId, body }
    work.state = { ...work.state, deferred: [...work.state.deferred, row] }
  } else work.effects.push({ type: 'Reply', connection, correlationId, body })
}

/** Answers at once. */
export function answerNow(work: ControllerWork, caller: ControllerCaller, body: Response): void {
  const { connection, correlationId } = caller
  work.effects.push({ type: 'Reply', connection, correlationId, body })
}

/** A due event of the controller's queue begins after its deadline, never at it. MODEL S9. */
const WAKE_UP_MS = 1

/** Sets a timer of the controller. Kafka: KafkaEventQueue.scheduleDeferred. */
export function setControllerTimer(work: ControllerWork, name: string, ms: number): void {
  work.effects.push({
    type: 'SetTimer',
    key: `controller/${name}`,
    delayMicros: micros(ms + WAKE_UP_MS),
    timer: { role: 'controller', name, about: '' },
  })
}

/** Cancels a timer of the controller. */
export function cancelControllerTimer(work: ControllerWork, name: string): void {
  work.effects.push({ type: 'CancelTimer', key: `controller/${name}` })
}

/** True when the broker may lead: registered, unfenced, not shutting down. ClusterControlManager.isActive. */
export function isActiveBroker(image: MetadataImage, id: NodeId): boolean {
  const broker = image.brokers.get(id)
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown
}

/** True when eligible leader replicas are kept (KIP-966). */
export function isElrEnabled(image: MetadataImage): boolean {
  return (image.features.get('eligible.leader.replicas.version') ?? 0) >= 1
}

/** A topic's config as this controller resolves it: topic, its own node, cluster. C-76. */
function configOf(state: ControllerState, topic: string, name: string): string | undefined {
  const { configs } = state.image
  return (
    configs.get(`TOPIC:${topic}`)?.get(name) ??
    configs.get(`BROKER:${state.config.nodeId}`)?.get(name) ??
    configs.get('BROKER:')?.get(name)
  )
}

/** The min ISR that counts for a topic. Kafka: getTopicEffectiveMinIsr. */
export function effectiveMinIsr(state: ControllerState, topic: string): number {
  const given = configOf(state, topic, 'min.insync.replicas')
  const set = given === undefined ? state.config.minInsyncReplicas : wholeNumber(given)
  // Never more than partition 0 has replicas. C-44.
  const replicas = topicByName(state.image, topic)?.partitions.get(0)?.replicas.length
  return replicas === undefined ? set : Math.min(set, replicas)
}

/** Whether a topic's leader may be elected from outside the ISR. C-64. */
export function allowsUnclean(work: ControllerWork, topic: string): boolean {
  const set = configOf(work.state, topic, 'unclean.leader.election.enable')
  // Kafka: Boolean.parseBoolean.
  return set === undefined ? work.state.config.uncleanLeaderElection : set.toLowerCase() === 'true'
}

/** A topic of the controller's metadata, by name. */
export function findTopic(work: ControllerWork, name: string): TopicImage | undefined {
  return topicByName(work.state.image, name)
}

/** What of a partition is to change, and why. */
export interface Wanted {
  readonly topicId: TopicId
  readonly partition: number
  readonly because: string
  readonly targets: Pick<
    PartitionChange,
    | 'targetIsr'
    | 'targetReplicas'
    | 'targetAdding'
    | 'targetRemoving'
    | 'targetLeaderRecoveryState'
    | 'uncleanShutdownReplicas'
    | 'targetDirectory'
  >
  readonly election?: Election
  readonly isAcceptableLeader?: (id: NodeId) => boolean
  /** Absent: as the cluster's feature says. */
  readonly isElrEnabled?: boolean
}

/** Works out one partition's change record and reports what it decides. `null`: no change. */
export function changePartition(
  work: ControllerWork,
  wanted: Wanted,
): PartitionChangeRecord | null {
  const { image } = work.state
  const topic = image.topics.get(wanted.topicId)
  const before = topic?.partitions.get(wanted.partition)
  if (topic === undefined || before === undefined) return null
  const election = wanted.election ?? (allowsUnclean(work, topic.name) ? 'UNCLEAN' : 'ONLINE')
  const mayLead = wanted.isAcceptableLeader ?? ((id: NodeId) => isActiveBroker(image, id))
  const record = buildPartitionChange({
    partition: before,
    topicId: topic.id,
    partitionNumber: wanted.partition,
    isAcceptableLeader: (id) => mayLead(id) && hasOnlineReplica(image, before, id),
    defaultDirectory: (id) => defaultDirectory(image, id),
    minIsr: effectiveMinIsr(work.state, topic.name),
    isElrEnabled: wanted.isElrEnabled ?? isElrEnabled(image),
    trustsLastKnown: work.state.config.unprotected.includes('lastKnownLeaderAlive'),
    election,
    ...wanted.targets,
  })
  if (record !== null)
    reportChange(work, { topic: topic.name, before, record, because: wanted.because, election })
  return record
}

interface Reported {
  readonly topic: string
  readonly before: PartitionRegistration
  readonly record: PartitionChangeRecord
  readonly because: string
  readonly election: Election
}

function reportChange(work: ControllerWork, reported: Reported): void {
  const { topic, before, record, because } = reported
  const after = merge(before, record)
  const about = { id: `${topic}-${record.partition}`, because }
  takeReassignmentEdges(work, about, { before, after })
  work.facts.push({
    type: 'PartitionChanged',
    rule: 'C-43',
    topic,
    partition: record.partition,
    because,
    leaderFrom: before.leader,
    leaderTo: after.leader,
    leaderEpochFrom: before.leaderEpoch,
    leaderEpoch: after.leaderEpoch,
    partitionEpoch: after.partitionEpoch,
    isrFrom: before.isr,
    isrTo: after.isr,
    elrFrom: before.elr,
    elrTo: after.elr,
    election: kindOf(reported, after),
  })
}

function kindOf(
  { before, election }: Reported,
  { leader, leaderRecoveryState }: Pick<PartitionRegistration, 'leader' | 'leaderRecoveryState'>,
): 'preferred' | 'online' | 'unclean' | 'none' {
  if (leader === null || leader === before.leader) return 'none'
  const wasIn = before.isr.includes(leader) || before.elr.includes(leader)
  // Who joins the ISR with the record that ends a reassignment leads at once, and has it all.
  if (!wasIn && leaderRecoveryState === 'RECOVERING') return 'unclean'
  return election === 'PREFERRED' ? 'preferred' : 'online'
}

/** Every partition that passes, by topic id and number. */
export function partitionsWhere(
  image: MetadataImage,
  test: (partition: PartitionRegistration) => boolean,
): readonly { readonly topicId: TopicId; readonly partition: number }[] {
  const found: { topicId: TopicId; partition: number }[] = []
  for (const topic of image.topics.values()) {
    for (const [partition, registration] of topic.partitions) {
      if (test(registration)) found.push({ topicId: topic.id, partition })
    }
  }
  return found.sort((a, b) =>
    a.topicId < b.topicId ? -1 : a.topicId > b.topicId ? 1 : a.partition - b.partition,
  )
}
