import { javaHashCode } from '~/base/integers'
import type { TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'

/** Java's hash of a partition's name, for orders that come of hash maps. Kafka: TopicPartition.hashCode. */
export function topicPartitionHash(at: {
  readonly topic: string
  readonly partition: number
}): number {
  return (Math.imul(31, 31 + at.partition) + javaHashCode(at.topic)) | 0
}

/** The same of a partition's name. */
export function nameHash(name: TopicPartition): number {
  return topicPartitionHash(splitTopicPartition(name))
}
