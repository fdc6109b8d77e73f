import type { Brand } from '~/base/brand'
import { invariant } from '~/base/invariant'

/** The id that stands for none. Kafka: Uuid.ZERO_UUID. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA'

/** A node's id (`node.id`): brokers and controllers share one number space. */
export type NodeId = Brand<number, 'NodeId'>
/** A record's place in a log. */
export type Offset = Brand<number, 'Offset'>
/** The epoch of a partition's leader, or of the quorum's. */
export type LeaderEpoch = Brand<number, 'LeaderEpoch'>
/** The version of a partition's registration, raised by every change record. */
export type PartitionEpoch = Brand<number, 'PartitionEpoch'>
/** The epoch of one registration of a broker: the offset of its register record. */
export type BrokerEpoch = Brand<number, 'BrokerEpoch'>
/** A topic's id as Kafka prints it: 22 characters of URL-safe base64. */
export type TopicId = Brand<string, 'TopicId'>
function whole(value: number, what: string): number {
  invariant(Number.isSafeInteger(value), `${what} is a safe integer`)
  return value
}

/** The id of a node. */
export function nodeId(value: number): NodeId {
  return whole(value, 'a node id') as NodeId
}

/** An offset. */
export function offset(value: number): Offset {
  return whole(value, 'an offset') as Offset
}

/** An epoch of a leader. */
export function leaderEpoch(value: number): LeaderEpoch {
  return whole(value, 'a leader epoch') as LeaderEpoch
}

/** A partition epoch. */
export function partitionEpoch(value: number): PartitionEpoch {
  return whole(value, 'a partition epoch') as PartitionEpoch
}

/** A broker epoch. */
export function brokerEpoch(value: number): BrokerEpoch {
  return whole(value, 'a broker epoch') as BrokerEpoch
}

/** A topic id, as text. */
export function topicId(value: string): TopicId {
  return value as TopicId
}

/** A partition's name, `topic-number`: the key of every map of partitions. */
export type TopicPartition = Brand<string, 'TopicPartition'>

/** A partition's name. */
export function topicPartition(topic: string, partition: number): TopicPartition {
  return `${topic}-${partition}` as TopicPartition
}

/** Topic and number of a partition's name; topics may hold hyphens, numbers not. */
export function splitTopicPartition(name: TopicPartition): {
  readonly topic: string
  readonly partition: number
} {
  const cut = name.lastIndexOf('-')
  return { topic: name.slice(0, cut), partition: Number(name.slice(cut + 1)) }
}
