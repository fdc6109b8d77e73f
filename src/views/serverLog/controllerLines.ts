import type { ControllerState } from '~/kafka/controller/controllerState'
import type { ControllerFact } from '~/kafka/facts/controller'
import type { NodeId } from '~/kafka/ids'
import type { KafkaModel } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import type { FactRecord } from '~/sim/facts'
import type { LogScope } from './scope'
import { countFacts, info, warn } from './scope'
import { ZERO_UUID } from '~/kafka/ids'
import { metadataVersionName } from '~/kafka/protocol/features'

const QUORUM_CONTROLLER = 'org.apache.kafka.controller.QuorumController'
const CLUSTER = 'org.apache.kafka.controller.ClusterControlManager'
const HEARTBEATS = 'org.apache.kafka.controller.BrokerHeartbeatManager'
const REPLICATION = 'org.apache.kafka.controller.ReplicationControlManager'
const CONFIGURATION = 'org.apache.kafka.controller.ConfigurationControlManager'
const PERIODIC = 'org.apache.kafka.controller.PeriodicTaskControlManager'
const TASKS =
  'electPreferred, electUnclean, expireDelegationTokens, generatePeriodicPerformanceMessage, maybeFenceStaleBroker, writeNoOpRecord'

const prefixOf = (scope: LogScope) => `[QuorumController id=${scope.after.spec.nodeId}] `

/** What the active controller reports. Lines 1 to 22 of `controller.md` §11. */
export function controllerLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  const { controller } = scope.after
  if (controller === null) return
  const line = (logger: string, text: string) => {
    info(scope, logger, `${prefixOf(scope)}${text}`)
  }
  switch (fact.type) {
    case 'ControllerActivated':
      return activated(scope, fact.epoch)
    case 'ControllerDeactivated':
      return renounced(scope)
    case 'BrokerRegistered':
      return registered(scope, fact)
    case 'BrokerFenced':
      return fenced(scope, fact)
    case 'BrokerUnfenced': {
      const at = controller.registrationOffsets.get(fact.broker) ?? 0
      line(
        HEARTBEATS,
        `The request from broker ${fact.broker} to unfence has been granted because it has caught up with the offset of its register broker record ${at}.`,
      )
      return changing(scope, 'handleBrokerUnfenced', 'unfenced')
    }
    case 'ControlledShutdownBegun':
      line(
        HEARTBEATS,
        `Unfenced broker ${fact.broker} has requested and been granted a controlled shutdown.`,
      )
      return changing(scope, `enterControlledShutdown[${fact.broker}]`, 'controlledShutdown')
    case 'TopicCreated':
      return created(scope, fact)
    case 'TopicDeleted':
      return line(
        REPLICATION,
        `Replayed RemoveTopicRecord for topic ${fact.topic} with ID ${fact.topicId}.`,
      )
    case 'ConfigChanged': {
      // Kafka: ConfigurationControlManager.replay, ConfigResource.toString.
      const cut = fact.resource.indexOf(' ')
      const [type, name] = [fact.resource.slice(0, cut), fact.resource.slice(cut + 1)]
      return line(
        CONFIGURATION,
        `Replayed ConfigRecord for ConfigResource(type=${type}, name='${name}') which set configuration ${fact.name} to ${fact.value ?? 'null'}`,
      )
    }
    case 'PartitionChanged':
      if (fact.election === 'unclean') unclean(scope, fact)
      return
    default:
  }
}

function activated(scope: LogScope, epoch: number): void {
  const { quorum } = scope.after
  const next = quorum?.role.name === 'Leader' ? quorum.role.nextOffset : 0
  info(
    scope,
    QUORUM_CONTROLLER,
    `${prefixOf(scope)}Becoming the active controller at epoch ${epoch}, next write offset ${next}.`,
  )
  const image = scope.before?.controller?.committed
  const isEmpty = image === undefined || !image.features.has('metadata.version')
  const text = `Performing controller activation. ${isEmpty ? bootstrapText(scope) : ''}`.trimEnd()
  warn(scope, QUORUM_CONTROLLER, `${prefixOf(scope)}${text}`)
  info(scope, PERIODIC, `${prefixOf(scope)}Activated periodic tasks: ${TASKS}`)
}

/** Kafka: ActivationRecordsGenerator.recordsForEmptyLog. */
function bootstrapText({ after }: LogScope): string {
  const records = after.controller?.config.bootstrap ?? []
  const level = records.find(
    (record) => record.type === 'FeatureLevelRecord' && record.name === 'metadata.version',
  )
  const version = level?.type === 'FeatureLevelRecord' ? metadataVersionName(level.level) : ''
  return `The metadata log appears to be empty. Appending ${records.length} bootstrap record(s) in metadata transaction at metadata.version ${version} from bootstrap source 'the binary bootstrap metadata file: /var/lib/kafka/data/bootstrap.checkpoint'.`
}

function leaderName(leader: NodeId | null): string {
  return leader === null ? '(none)' : String(leader)
}

function renounced(scope: LogScope): void {
  const { quorum } = scope.after
  const old = scope.before?.controller?.active
  if (quorum === null || !old) return
  const leader = followed(quorum)
  const end = (quorum.highWatermark ?? 0) - 1
  warn(
    scope,
    QUORUM_CONTROLLER,
    `${prefixOf(scope)}Renouncing the leadership due to a metadata log event. We were the leader at epoch ${old.epoch}, but in the new epoch ${quorum.epoch}, the leader is ${leaderName(leader)}. Reverting to last stable offset ${end}.`,
  )
}

function followed(quorum: QuorumState | null | undefined): NodeId | null {
  return quorum?.role.name === 'Follower' ? quorum.role.leaderId : null
}

/** A controller that stands by hears who leads. Kafka: QuorumMetaLogListener.handleLeaderChange. */
export function leaderNews(scope: LogScope): void {
  const { controller, quorum } = scope.after
  if (controller === null || quorum === null || controller.active !== null) return
  if (scope.facts.some(({ fact }) => fact.type === 'ControllerDeactivated')) return
  const old = scope.before?.quorum
  const leader = followed(quorum)
  const isSame = leader === followed(old)
  if (isSame && (leader === null || quorum.epoch === old?.epoch)) return
  const text = `In the new epoch ${quorum.epoch}, the leader is ${leaderName(leader)}.`
  info(scope, QUORUM_CONTROLLER, `${prefixOf(scope)}${text}`)
}

type Of<T extends ControllerFact['type']> = Extract<ControllerFact, { type: T }>

function imageBefore(scope: LogScope): ControllerState['image'] | null {
  return scope.before?.controller?.image ?? null
}

function registered(scope: LogScope, fact: Of<'BrokerRegistered'>): void {
  const { broker, brokerEpoch } = fact
  const existing = imageBefore(scope)?.brokers.get(broker)
  const fresh = scope.after.controller?.image.brokers.get(broker)
  const incarnation = fresh?.incarnationId ?? ''
  const count = countFacts(scope, ({ type }) => type === 'PartitionChanged')
  const prefix = prefixOf(scope)
  if (existing === undefined) {
    info(
      scope,
      CLUSTER,
      `${prefix}No previous registration found for broker ${broker}. New incarnation ID is ${incarnation}.  Generated ${count} record(s) to clean up previous incarnations. New broker epoch is ${brokerEpoch}.`,
    )
  } else if (existing.incarnationId !== incarnation) {
    info(
      scope,
      CLUSTER,
      `${prefix}Registering a new incarnation of broker ${broker}. Previous incarnation ID was ${existing.incarnationId}; new incarnation ID is ${incarnation}. Generated ${count} record(s) to clean up previous incarnations. Broker epoch will become ${brokerEpoch}.`,
    )
  }
}

function fenced(scope: LogScope, fact: Of<'BrokerFenced'>): void {
  const { broker } = fact
  const prefix = prefixOf(scope)
  if (fact.because === 'sessionExpired') {
    const epoch = imageBefore(scope)?.brokers.get(broker)?.epoch ?? 0
    info(
      scope,
      REPLICATION,
      `${prefix}Fencing broker ${broker} at epoch ${epoch} because its session has timed out.`,
    )
    return changing(scope, 'handleBrokerFenced', 'fenced')
  }
  const asked = scope.before?.controller?.contacts.get(broker)?.controlledShutdownOffset ?? -1
  const text =
    asked < 0
      ? `Unfenced broker ${broker} has requested and been granted an immediate shutdown.`
      : `The request from broker ${broker} to shut down has been granted since the lowest active offset ${lowestActiveOffset(scope)} is now greater than the broker's controlled shutdown offset ${asked}.`
  info(scope, HEARTBEATS, `${prefix}${text}`)
}

/** With nobody left it is Long.MAX_VALUE. Kafka: BrokerHeartbeatManager.lowestActiveOffset. */
function lowestActiveOffset(scope: LogScope): string {
  const image = imageBefore(scope)
  const contacts = scope.before?.controller?.contacts.entries() ?? []
  const offsets = [...contacts].flatMap(([id, { metadataOffset }]) => {
    const row = image?.brokers.get(id)
    const isActive = row !== undefined && !row.fenced && !row.inControlledShutdown
    return isActive ? [metadataOffset] : []
  })
  return offsets.length === 0 ? '9223372036854775807' : String(Math.min(...offsets))
}

/** Kafka: ReplicationControlManager.generateLeaderAndIsrUpdates. */
function changing(scope: LogScope, context: string, because: string): void {
  const count = countFacts(
    scope,
    (fact) => fact.type === 'PartitionChanged' && fact.because === because,
  )
  if (count === 0) return
  info(scope, REPLICATION, `${prefixOf(scope)}${context}: changing ${count} partition(s)`)
}

function created(scope: LogScope, fact: Of<'TopicCreated'>): void {
  const { topic, topicId, partitionCount, replicationFactor } = fact
  const prefix = prefixOf(scope)
  info(
    scope,
    REPLICATION,
    `${prefix}CreateTopics result(s): CreatableTopic(name='${topic}', numPartitions=${partitionCount}, replicationFactor=${replicationFactor}, assignments=[], configs=[]): SUCCESS`,
  )
  info(
    scope,
    REPLICATION,
    `${prefix}Replayed TopicRecord for topic ${topic} with topic ID ${topicId}.`,
  )
  const image = scope.after.controller?.image.topics.get(topicId)
  for (let partition = 0; partition < partitionCount; partition += 1) {
    const row = image?.partitions.get(partition)
    if (row === undefined) continue
    const list = (ids: readonly number[]) => `[${ids.join(', ')}]`
    const directories = row.replicas.map(() => ZERO_UUID).join(', ')
    info(
      scope,
      REPLICATION,
      `${prefix}Replayed PartitionRecord for new partition ${topic}-${partition} with topic ID ${topicId} and PartitionRegistration(replicas=${list(row.replicas)}, directories=[${directories}], isr=${list(row.isr)}, removingReplicas=[], addingReplicas=[], elr=[], lastKnownElr=[], leader=${row.leader ?? -1}, leaderRecoveryState=${row.leaderRecoveryState}, leaderEpoch=${row.leaderEpoch}, partitionEpoch=${row.partitionEpoch}).`,
    )
  }
}

function unclean(scope: LogScope, fact: Of<'PartitionChanged'>): void {
  const { topic, partition, leaderFrom, leaderTo, leaderEpoch, partitionEpoch } = fact
  const id = scope.after.controller?.image.topicIds.get(topic) ?? ''
  const isr = `[${fact.isrFrom.join(', ')}] -> [${fact.isrTo.join(', ')}]`
  info(
    scope,
    REPLICATION,
    `UNCLEAN partition change for ${topic}-${partition} with topic ID ${id}: isr: ${isr}, leader: ${leaderFrom ?? -1} -> ${leaderTo ?? -1}, leaderRecoveryState: RECOVERED -> RECOVERING, leaderEpoch: ${leaderEpoch - 1} -> ${leaderEpoch}, partitionEpoch: ${partitionEpoch - 1} -> ${partitionEpoch}`,
  )
}
