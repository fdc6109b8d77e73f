import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { FactType } from '~/views/eventView'
import type { MomentKind } from '../momentKinds'
import type { TermKey } from './terms'

type KafkaFact = FactRecord<KafkaModel>['fact']

/** Where to read about a decision. */
export interface Reading {
  /** A section of Kafka's documentation, by its anchor. */
  readonly doc: string | null
  /** The improvement proposal that decided it so. */
  readonly kip: string | null
  /** The class and method of Kafka that decides. */
  readonly source: string
  /** The term of the glossary that it is about. */
  readonly term: TermKey
  /** The row of MODEL.md that simplifies it, where one does. */
  readonly simplified: string | null
}

function reading(
  source: string,
  term: TermKey,
  { doc = null, kip = null, simplified = null }: Partial<Omit<Reading, 'source' | 'term'>> = {},
): Reading {
  return { doc, kip, source, term, simplified }
}

const REPLICATION = { doc: 'replication' }
const KRAFT = { doc: 'kraft', kip: 'KIP-595' }
const REGISTRATION = { ...KRAFT, kip: 'KIP-631' }
const GROUPS = { doc: 'impl_offsettracking' }

const READINGS: Readonly<Partial<Record<FactType, Reading>>> = {
  ControllerActivated: reading('QuorumController.claim', 'controller', KRAFT),
  ControllerDeactivated: reading('QuorumController.renounce', 'controller', KRAFT),
  QuorumLeaderElected: reading('KafkaRaftClient.maybeTransitionToLeader', 'quorum', KRAFT),
  QuorumLeaderResigned: reading('QuorumState.transitionToResigned', 'quorum', KRAFT),
  VoteDecided: reading('KafkaRaftClient.handleVoteRequest', 'quorum', { ...KRAFT, kip: 'KIP-996' }),
  MetadataCommitted: reading('LeaderState.maybeUpdateHighWatermark', 'quorum', KRAFT),
  BrokerRegistered: reading('ClusterControlManager.registerBroker', 'fence', REGISTRATION),
  BrokerFenced: reading('ReplicationControlManager.handleBrokerFenced', 'fence', REGISTRATION),
  BrokerUnfenced: reading('ReplicationControlManager.handleBrokerUnfenced', 'fence', REGISTRATION),
  ControlledShutdownBegun: reading('BrokerHeartbeatManager.calculateNextBrokerState', 'fence', {
    doc: 'basic_ops_restarting',
    kip: 'KIP-631',
  }),
  TopicCreated: reading('ReplicationControlManager.createTopics', 'topic', {
    doc: 'basic_ops_add_topic',
  }),
  TopicDeleted: reading('ReplicationControlManager.deleteTopics', 'topic', {
    doc: 'basic_ops_modify_topic',
    simplified: 'S8',
  }),
  ConfigChanged: reading('ConfigurationControlManager.incrementalAlterConfigs', 'topic', {
    doc: 'dynamicbrokerconfigs',
    kip: 'KIP-226',
  }),
  PartitionChanged: reading('PartitionChangeBuilder.build', 'leader', {
    ...REPLICATION,
    kip: 'KIP-966',
  }),
  IsrChangeAsked: reading('Partition.maybeShrinkIsr', 'isr', { ...REPLICATION, kip: 'KIP-497' }),
  BecameLeader: reading('Partition.makeLeader', 'leader', REPLICATION),
  BecameFollower: reading('Partition.makeFollower', 'leader', REPLICATION),
  RecordsAppended: reading('ReplicaManager.appendRecordsToLeader', 'batch', {
    doc: 'design_replicatedlog',
  }),
  HighWatermarkAdvanced: reading('Partition.maybeIncrementLeaderHW', 'highWatermark', {
    ...REPLICATION,
    kip: 'KIP-966',
  }),
  LogTruncated: reading('AbstractFetcherThread.truncateOnFetchResponse', 'truncation', {
    ...REPLICATION,
    kip: 'KIP-595',
  }),
  RequestRefused: reading('Partition.appendRecordsToLeader', 'minIsr', { doc: 'design_ha' }),
  RequestWaits: reading('DelayedProduce.tryComplete', 'acknowledge', { doc: 'design_ha' }),
  DuplicateAnswered: reading('ProducerStateEntry.findDuplicateBatch', 'idempotence', {
    doc: 'semantics',
    kip: 'KIP-98',
  }),
  ProducerEpochBumped: reading('TransactionManager.bumpIdempotentProducerEpoch', 'idempotence', {
    doc: 'semantics',
    kip: 'KIP-360',
  }),
  SegmentRolled: reading('UnifiedLog.maybeRoll', 'segment', { doc: 'log' }),
  LogFlushed: reading('UnifiedLog.flush', 'durability', { doc: 'topicconfigs_flush.messages' }),
  SegmentsDeleted: reading('UnifiedLog.deleteOldSegments', 'retention', {
    doc: 'topicconfigs_retention.ms',
  }),
  LogStartAdvanced: reading('UnifiedLog.maybeIncrementLogStartOffset', 'retention', {
    kip: 'KIP-107',
  }),
  LogLoaded: reading('LogLoader.load', 'durability', { doc: 'log', simplified: 'S7' }),
  RecordSent: reading('Sender.sendProduceRequest', 'batch', {
    doc: 'producerconfigs_linger.ms',
    kip: 'KIP-480',
  }),
  RecordAcknowledged: reading('Sender.completeBatch', 'acknowledge', {
    doc: 'producerconfigs_acks',
  }),
  RecordFailed: reading('Sender.failBatch', 'delivery', {
    doc: 'producerconfigs_delivery.timeout.ms',
    kip: 'KIP-91',
    simplified: 'S4',
  }),
  SendBlocked: reading('KafkaProducer.waitOnMetadata', 'delivery', {
    doc: 'producerconfigs_max.block.ms',
  }),
  RecordsConsumed: reading('FetchCollector.collectFetch', 'offset', { doc: 'design_pull' }),
  PositionOutOfRange: reading('FetchCollector.handleInitializeErrors', 'offset', {
    doc: 'consumerconfigs_auto.offset.reset',
  }),
  PositionReset: reading('SubscriptionState.maybeSeekUnvalidated', 'offset', {
    doc: 'consumerconfigs_auto.offset.reset',
  }),
  AssignmentReceived: reading('ConsumerCoordinator.onJoinComplete', 'group', GROUPS),
  AssignmentRevoked: reading('ConsumerCoordinator.onJoinPrepare', 'rebalance', GROUPS),
  GroupStable: reading('GroupMetadataManager.classicGroupSync', 'rebalance', GROUPS),
  GroupRebalanceBegun: reading('GroupMetadataManager.prepareRebalance', 'rebalance', GROUPS),
  GroupMemberJoined: reading('GroupMetadataManager.classicGroupJoin', 'group', GROUPS),
  GroupMemberRemoved: reading('GroupMetadataManager.removeMemberAndUpdateClassicGroup', 'session', {
    ...GROUPS,
    kip: 'KIP-62',
  }),
  OffsetsCommitted: reading('OffsetMetadataManager.commitOffset', 'offset', GROUPS),
  GroupLoaded: reading('GroupCoordinatorShard.replay', 'group', GROUPS),
  ProcessStarted: reading('KafkaRaftServer.startup', 'process', { ...KRAFT, simplified: 'S1' }),
  ProcessExited: reading('KafkaRaftServer.shutdown', 'process', {
    doc: 'basic_ops_restarting',
    simplified: 'S2',
  }),
  ProcessKilled: reading('LogManager.loadLogs', 'durability', { doc: 'design_ha' }),
  ProcessPaused: reading('BrokerHeartbeatManager.hasValidSession', 'session', { ...KRAFT }),
  ProcessResumed: reading('BrokerHeartbeatManager.hasValidSession', 'session', { ...KRAFT }),
  PowerLost: reading('LogManager.loadLogs', 'durability', { doc: 'design_ha', simplified: 'S7' }),
  LinkChanged: reading('NetworkClient.handleDisconnections', 'link', { doc: 'networklayer' }),
}

/** Where to read about what a fact reports; null: it reports no decision of Kafka's. */
export function readingOf(type: FactType): Reading | null {
  return (Object.hasOwn(READINGS, type) ? READINGS[type] : undefined) ?? null
}

/** A batch of a producer's old epoch is refused for another reason than one with too few in sync. */
const OLD_EPOCH = reading('ProducerAppendInfo.checkProducerEpoch', 'idempotence', {
  doc: 'semantics',
  kip: 'KIP-360',
})

/** A batch goes again for another reason than it goes. */
const RETRIED = reading('Sender.canRetry', 'delivery', {
  doc: 'producerconfigs_retries',
  kip: 'KIP-91',
})

/** Where to read about a fact; null: it reports no decision of Kafka's. */
export function readingOfFact(fact: KafkaFact): Reading | null {
  if (fact.type === 'RecordSent' && fact.attempt > 0) return RETRIED
  const isOld = fact.type === 'RequestRefused' && fact.error === 'INVALID_PRODUCER_EPOCH'
  return isOld ? OLD_EPOCH : readingOf(fact.type)
}

/** Where to read about a moment. */
export function readingOfMoment(kind: MomentKind): Reading | null {
  if (kind === 'batchRetried') return RETRIED
  return kind === 'producerFenced' ? OLD_EPOCH : readingOf(FACT_OF_MOMENT[kind])
}

/** The fact that makes a moment of each kind; what is explained of it. */
export const FACT_OF_MOMENT: Readonly<Record<MomentKind, FactType>> = {
  controllerElected: 'ControllerActivated',
  quorumLost: 'QuorumLeaderResigned',
  brokerRegistered: 'BrokerRegistered',
  brokerUnfenced: 'BrokerUnfenced',
  brokerFenced: 'BrokerFenced',
  topicCreated: 'TopicCreated',
  topicDeleted: 'TopicDeleted',
  leaderChanged: 'PartitionChanged',
  uncleanElection: 'PartitionChanged',
  partitionOffline: 'PartitionChanged',
  isrShrunk: 'PartitionChanged',
  isrExpanded: 'PartitionChanged',
  batchSent: 'RecordSent',
  firstRecord: 'RecordsAppended',
  recordCommitted: 'HighWatermarkAdvanced',
  recordAcknowledged: 'RecordAcknowledged',
  recordFailed: 'RecordFailed',
  produceRefused: 'RequestRefused',
  batchRetried: 'RecordSent',
  duplicateSuppressed: 'DuplicateAnswered',
  producerFenced: 'RequestRefused',
  truncated: 'LogTruncated',
  segmentRolled: 'SegmentRolled',
  segmentsDeleted: 'SegmentsDeleted',
  groupRebalanced: 'GroupStable',
  memberLeft: 'GroupMemberRemoved',
  memberExpired: 'GroupMemberRemoved',
  positionOutOfRange: 'PositionOutOfRange',
  processKilled: 'ProcessKilled',
  processStopped: 'ProcessExited',
  processStarted: 'ProcessStarted',
  processPaused: 'ProcessPaused',
  processResumed: 'ProcessResumed',
  powerLost: 'PowerLost',
}
