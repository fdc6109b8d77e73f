import { Map } from '~/base/persistentMap'
import { assertNever } from '~/base/assertNever'
import { leaderEpoch, partitionEpoch } from '../ids'
import type {
  MetadataBatch,
  MetadataRecord,
  PartitionChangeRecord,
  PartitionRecord,
} from '../protocol/metadataRecords'
import type { MetadataImage, PartitionRegistration } from './image'
import { quotaKey, scramKey } from './image'

type RecordOf<T extends MetadataRecord['type']> = Extract<MetadataRecord, { type: T }>

/**
 * The metadata after one more record. Records about what is not there change nothing.
 * Kafka: MetadataDelta.replay and the deltas' replay methods.
 */
export function replayRecord(image: MetadataImage, record: MetadataRecord): MetadataImage {
  switch (record.type) {
    case 'FeatureLevelRecord':
      return {
        ...image,
        features:
          record.level === 0
            ? image.features.delete(record.name)
            : image.features.set(record.name, record.level),
      }
    case 'KRaftVersionRecord':
      return { ...image, features: image.features.set('kraft.version', record.version) }
    case 'RegisterControllerRecord':
      return {
        ...image,
        controllers: image.controllers.set(record.controllerId, {
          incarnationId: record.incarnationId,
          endpoints: record.endpoints,
        }),
      }
    case 'RegisterBrokerRecord':
      return registerBroker(image, record)
    case 'UnregisterBrokerRecord':
      return { ...image, brokers: image.brokers.delete(record.brokerId) }
    case 'BrokerRegistrationChangeRecord':
      return changeBroker(image, record)
    case 'TopicRecord':
      return {
        ...image,
        topics: image.topics.set(record.topicId, {
          name: record.name,
          id: record.topicId,
          partitions: Map(),
        }),
        topicIds: image.topicIds.set(record.name, record.topicId),
      }
    case 'RemoveTopicRecord':
      return removeTopic(image, record)
    case 'PartitionRecord':
      return putPartition(image, record, registrationOf(record))
    case 'PartitionChangeRecord': {
      const old = image.topics.get(record.topicId)?.partitions.get(record.partition)
      return old === undefined ? image : putPartition(image, record, merge(old, record))
    }
    case 'ConfigRecord':
      return setConfig(image, record)
    case 'ClearElrRecord':
      return clearElr(image, record.topicName)
    case 'ClientQuotaRecord':
      return setQuota(image, record)
    case 'UserScramCredentialRecord': {
      const { name, mechanism, salt, storedKey, serverKey, iterations } = record
      const credential = { name, mechanism, salt, storedKey, serverKey, iterations }
      return { ...image, scram: image.scram.set(scramKey(record), credential) }
    }
    case 'RemoveUserScramCredentialRecord':
      return { ...image, scram: image.scram.delete(scramKey(record)) }
    case 'ProducerIdsRecord':
      return { ...image, nextProducerId: record.nextProducerId }
    case 'LeaderChangeMessage':
    case 'VotersRecord':
    case 'NoOpRecord':
    case 'BeginTransactionRecord':
    case 'EndTransactionRecord':
      return image
    default:
      return assertNever(record)
  }
}

/** The metadata after one more batch. */
export function replayBatch(image: MetadataImage, batch: MetadataBatch): MetadataImage {
  let next = image
  for (const record of batch.records) next = replayRecord(next, record)
  return shapedImage({ ...next, offset: batch.lastOffset, epoch: batch.epoch })
}

/** The same in the one shape that all images have; decision record 0006. */
function shapedImage(image: MetadataImage): MetadataImage {
  return {
    offset: image.offset,
    epoch: image.epoch,
    brokers: image.brokers,
    topics: image.topics,
    topicIds: image.topicIds,
    configs: image.configs,
    features: image.features,
    controllers: image.controllers,
    nextProducerId: image.nextProducerId,
    quotas: image.quotas,
    scram: image.scram,
  }
}

function registerBroker(
  image: MetadataImage,
  record: RecordOf<'RegisterBrokerRecord'>,
): MetadataImage {
  const { brokerId, brokerEpoch, incarnationId, endpoints, rack } = record
  const { fenced, inControlledShutdown } = record
  const registration = {
    id: brokerId,
    epoch: brokerEpoch,
    incarnationId,
    endpoints,
    rack,
    fenced,
    inControlledShutdown,
    directories: record.logDirs,
  }
  return { ...image, brokers: image.brokers.set(brokerId, registration) }
}

function changeBroker(
  image: MetadataImage,
  record: RecordOf<'BrokerRegistrationChangeRecord'>,
): MetadataImage {
  const old = image.brokers.get(record.brokerId)
  if (old === undefined || old.epoch !== record.brokerEpoch) return image
  const fenced = record.fenced === 'NONE' ? old.fenced : record.fenced === 'FENCE'
  const inControlledShutdown = old.inControlledShutdown || record.inControlledShutdown
  return {
    ...image,
    brokers: image.brokers.set(old.id, {
      ...old,
      fenced,
      inControlledShutdown,
      directories: record.logDirs ?? old.directories,
    }),
  }
}

function removeTopic(image: MetadataImage, record: RecordOf<'RemoveTopicRecord'>): MetadataImage {
  const topic = image.topics.get(record.topicId)
  if (topic === undefined) return image
  return {
    ...image,
    topics: image.topics.delete(topic.id),
    topicIds: image.topicIds.delete(topic.name),
    configs: image.configs.delete(`TOPIC:${topic.name}`),
  }
}

function putPartition(
  image: MetadataImage,
  record: PartitionRecord | PartitionChangeRecord,
  registration: PartitionRegistration,
): MetadataImage {
  const topic = image.topics.get(record.topicId)
  if (topic === undefined) return image
  const partitions = topic.partitions.set(record.partition, registration)
  return { ...image, topics: image.topics.set(topic.id, { ...topic, partitions }) }
}

/** A partition as its first record says. Kafka: PartitionRegistration(PartitionRecord). */
function registrationOf(record: PartitionRecord): PartitionRegistration {
  const { replicas, isr, elr, lastKnownElr, addingReplicas, removingReplicas } = record
  const { leader, leaderRecoveryState } = record
  return {
    replicas,
    isr,
    elr,
    lastKnownElr,
    addingReplicas,
    removingReplicas,
    leader,
    leaderRecoveryState,
    leaderEpoch: record.leaderEpoch,
    partitionEpoch: partitionEpoch(record.partitionEpoch),
    directories: record.directories,
  }
}

/**
 * A partition after a change: its epoch rises with every record, the leader's with every record
 * that names a leader, even the same one. Kafka: PartitionRegistration.merge.
 */
export function merge(
  old: PartitionRegistration,
  record: PartitionChangeRecord,
): PartitionRegistration {
  const namesLeader = record.leader !== undefined
  return {
    replicas: record.replicas ?? old.replicas,
    isr: record.isr ?? old.isr,
    elr: record.elr ?? old.elr,
    lastKnownElr: record.lastKnownElr ?? old.lastKnownElr,
    addingReplicas: record.addingReplicas ?? old.addingReplicas,
    removingReplicas: record.removingReplicas ?? old.removingReplicas,
    leader: record.leader === undefined ? old.leader : record.leader,
    leaderRecoveryState: record.leaderRecoveryState ?? old.leaderRecoveryState,
    leaderEpoch: leaderEpoch(old.leaderEpoch + (namesLeader ? 1 : 0)),
    partitionEpoch: partitionEpoch(old.partitionEpoch + 1),
    directories: record.directories ?? old.directories,
  }
}

function setConfig(image: MetadataImage, record: RecordOf<'ConfigRecord'>): MetadataImage {
  const key = `${record.resourceType}:${record.resourceName}`
  const old = image.configs.get(key) ?? Map<string, string>()
  const next = record.value === null ? old.delete(record.name) : old.set(record.name, record.value)
  const configs = next.size === 0 ? image.configs.delete(key) : image.configs.set(key, next)
  return shapedImage({ ...image, configs })
}

/** C-07. The partition's epoch rises, its leader's does not. ReplicationControlManager.removeTopicElrs. */
function clearElr(image: MetadataImage, topicName: string): MetadataImage {
  const topics = image.topics.map((topic) => {
    if (topicName !== '' && topic.name !== topicName) return topic
    if (topic.partitions.every(hasNoElr)) return topic
    const partitions = topic.partitions.map((old) =>
      hasNoElr(old)
        ? old
        : {
            ...old,
            elr: [],
            lastKnownElr: [],
            partitionEpoch: partitionEpoch(old.partitionEpoch + 1),
          },
    )
    return { ...topic, partitions }
  })
  return { ...image, topics }
}

function hasNoElr({ elr, lastKnownElr }: PartitionRegistration): boolean {
  return elr.length === 0 && lastKnownElr.length === 0
}

function setQuota(image: MetadataImage, record: RecordOf<'ClientQuotaRecord'>): MetadataImage {
  const key = quotaKey(record.entity)
  const old = image.quotas.get(key)?.values ?? Map<string, number>()
  const values = record.value === null ? old.delete(record.key) : old.set(record.key, record.value)
  const quotas =
    values.size === 0
      ? image.quotas.delete(key)
      : image.quotas.set(key, { entity: record.entity, values })
  return { ...image, quotas }
}
