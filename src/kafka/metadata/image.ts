import { Map } from '~/base/persistentMap'
import type { BrokerEpoch, LeaderEpoch, NodeId, PartitionEpoch, TopicId } from '../ids'
import type { MetadataRecord, QuotaEntity } from '../protocol/metadataRecords'
import type { ListenerEndpoint } from '../protocol/rpc/controller'

/** A broker's registration. Kafka: BrokerRegistration. */
export interface BrokerRegistration {
  readonly id: NodeId
  readonly epoch: BrokerEpoch
  readonly incarnationId: string
  readonly endpoints: readonly ListenerEndpoint[]
  readonly rack: string | null
  readonly fenced: boolean
  readonly inControlledShutdown: boolean
  /** Ids of its log directories that work, sorted. */
  readonly directories: readonly string[]
}

/** A controller's registration. Kafka: ControllerRegistration. */
export interface ControllerImage {
  readonly incarnationId: string
  readonly endpoints: readonly ListenerEndpoint[]
}

/** A partition's registration. Kafka: PartitionRegistration. `leader` null = none (-1). */
export interface PartitionRegistration {
  readonly replicas: readonly NodeId[]
  readonly isr: readonly NodeId[]
  readonly elr: readonly NodeId[]
  readonly lastKnownElr: readonly NodeId[]
  readonly addingReplicas: readonly NodeId[]
  readonly removingReplicas: readonly NodeId[]
  readonly leader: NodeId | null
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING'
  readonly leaderEpoch: LeaderEpoch
  readonly partitionEpoch: PartitionEpoch
  /** The log directory of each replica, in the order of `replicas`. */
  readonly directories: readonly string[]
}

/** A topic with its partitions. */
export interface TopicImage {
  readonly name: string
  readonly id: TopicId
  /** By partition number. */
  readonly partitions: Map<number, PartitionRegistration>
}

/**
 * The cluster's metadata that the log replays to, up to and with `offset`.
 * Kafka: MetadataImage (brokers), and the controllers' *ControlManager states.
 */
export interface MetadataImage {
  /** Last offset replayed, -1 before any. */
  readonly offset: number
  readonly epoch: number
  readonly brokers: Map<NodeId, BrokerRegistration>
  readonly topics: Map<TopicId, TopicImage>
  readonly topicIds: Map<string, TopicId>
  /** Overrides by `TYPE:name`; brokers' cluster-wide defaults are `BROKER:`. */
  readonly configs: Map<string, Map<string, string>>
  readonly features: Map<string, number>
  readonly controllers: Map<NodeId, ControllerImage>
  readonly nextProducerId: number
  /** Quotas by their entity (`quotaKey`). */
  readonly quotas: Map<string, ClientQuota>
  /** Credentials by `user` and mechanism (`scramKey`). */
  readonly scram: Map<string, ScramCredential>
}

/** A password of a user, as records keep it. Kafka: ScramImage, ScramCredentialData. */
export type ScramCredential = Omit<
  Extract<MetadataRecord, { type: 'UserScramCredentialRecord' }>,
  'type'
>

/** A credential's key. */
export function scramKey({ name, mechanism }: Pick<ScramCredential, 'name' | 'mechanism'>): string {
  return `${mechanism} ${name}`
}

/** The quotas of one entity. Kafka: ClientQuotaImage. */
export interface ClientQuota {
  readonly entity: QuotaEntity
  readonly values: Map<string, number>
}

/** The metadata before any record. */
export const EMPTY_IMAGE: MetadataImage = {
  offset: -1,
  epoch: 0,
  brokers: Map(),
  topics: Map(),
  topicIds: Map(),
  configs: Map(),
  features: Map(),
  controllers: Map(),
  nextProducerId: 0,
  quotas: Map(),
  scram: Map(),
}

/** The topic of this name, if it exists. */
export function topicByName(image: MetadataImage, name: string): TopicImage | undefined {
  const id = image.topicIds.get(name)
  return id === undefined ? undefined : image.topics.get(id)
}

/** A partition of a topic of this name, if both exist. */
export function partitionByName(
  image: MetadataImage,
  at: { readonly topic: string; readonly partition: number },
): PartitionRegistration | undefined {
  return topicByName(image, at.topic)?.partitions.get(at.partition)
}

/** An entity's key: its parts by type. */
export function quotaKey(entity: QuotaEntity): string {
  return entity
    .map(({ type, name }) => `${type}=${name === null ? '' : JSON.stringify(name)}`)
    .toSorted()
    .join('&')
}
