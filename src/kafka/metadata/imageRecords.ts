import { brokerEpoch, nodeId } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { METADATA_VERSION } from '../protocol/features'
import type { MetadataImage, TopicImage } from './image'

/**
 * The records that an image is written as: one for each thing in it, none of its past. C-91.
 * Kafka: MetadataImage.write (features, cluster, topics, configs, quotas, producer ids, SCRAM).
 */
export function imageRecords(image: MetadataImage): readonly MetadataRecord[] {
  return [
    ...featureRecords(image),
    ...clusterRecords(image),
    ...topicRecords(image),
    ...configRecords(image),
    ...quotaRecords(image),
    ...producerIdsRecords(image),
    ...scramRecords(image),
  ]
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** metadata.version comes first: it says how all else is written. Kafka: FeaturesImage.write. */
function featureRecords({ features }: MetadataImage): readonly MetadataRecord[] {
  const rank = (name: string) => (name === METADATA_VERSION ? 0 : 1)
  return [...features]
    .filter(([name]) => name !== 'kraft.version')
    .sort(([a], [b]) => rank(a) - rank(b) || byText(a, b))
    .map(([name, level]) => ({ type: 'FeatureLevelRecord', name, level }))
}

/** Kafka: ClusterImage.write. */
function clusterRecords({ brokers, controllers }: MetadataImage): readonly MetadataRecord[] {
  const rows = [...brokers.values()].sort((a, b) => a.id - b.id)
  const others = [...controllers].sort(([a], [b]) => a - b)
  return [
    ...rows.map(({ id, epoch, directories, ...rest }): MetadataRecord => ({
      type: 'RegisterBrokerRecord',
      brokerId: id,
      brokerEpoch: epoch,
      logDirs: directories,
      ...rest,
    })),
    ...others.map(([controllerId, registration]): MetadataRecord => ({
      type: 'RegisterControllerRecord',
      controllerId,
      ...registration,
    })),
  ]
}

/** Kafka: TopicsImage.write, TopicImage.write. */
function topicRecords({ topics }: MetadataImage): readonly MetadataRecord[] {
  return [...topics.values()].sort((a, b) => byText(a.id, b.id)).flatMap(oneTopic)
}

function oneTopic({ id: topicId, name, partitions }: TopicImage): readonly MetadataRecord[] {
  const rows = [...partitions].sort(([a], [b]) => a - b)
  return [
    { type: 'TopicRecord', name, topicId },
    ...rows.map(([partition, registration]): MetadataRecord => ({
      type: 'PartitionRecord',
      topicId,
      partition,
      ...registration,
    })),
  ]
}

const RESOURCES = ['TOPIC', 'BROKER', 'GROUP', 'CLIENT_METRICS'] as const

/** Kafka: ConfigurationsImage.write. */
function configRecords({ configs }: MetadataImage): readonly MetadataRecord[] {
  return [...configs]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([key, values]) => {
      const cut = key.indexOf(':')
      const resourceType = RESOURCES.find((type) => type === key.slice(0, cut))
      if (resourceType === undefined) return []
      const resourceName = key.slice(cut + 1)
      return [...values]
        .sort(([a], [b]) => byText(a, b))
        .map(([name, value]): MetadataRecord => ({
          type: 'ConfigRecord',
          resourceType,
          resourceName,
          name,
          value,
        }))
    })
}

/** Kafka: ClientQuotasImage.write. */
function quotaRecords({ quotas }: MetadataImage): readonly MetadataRecord[] {
  return [...quotas]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([, { entity, values }]) =>
      [...values]
        .sort(([a], [b]) => byText(a, b))
        .map(([key, value]): MetadataRecord => ({ type: 'ClientQuotaRecord', entity, key, value })),
    )
}

/** Kafka: ProducerIdsImage.write. */
function producerIdsRecords({ nextProducerId }: MetadataImage): readonly MetadataRecord[] {
  if (nextProducerId <= 0) return []
  const nobody = { brokerId: nodeId(-1), brokerEpoch: brokerEpoch(-1) }
  return [{ type: 'ProducerIdsRecord', ...nobody, nextProducerId }]
}

/** Kafka: ScramImage.write. */
function scramRecords({ scram }: MetadataImage): readonly MetadataRecord[] {
  return [...scram]
    .sort(([a], [b]) => byText(a, b))
    .map(([, credential]): MetadataRecord => ({ type: 'UserScramCredentialRecord', ...credential }))
}
