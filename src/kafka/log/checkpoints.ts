import type { Map } from '~/base/persistentMap'
import { byText } from '~/base/integers'
import { anyRefMapOrder, javaHashOrder, scalaHashOrder } from '~/base/javaOrder'
import type { Offset, TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'
import type { KafkaFile } from '../model'
import { topicPartitionHash } from '../protocol/topicPartitionHash'

/** A file of offsets by partition in a log directory. Kafka: OffsetCheckpointFile. */
export interface OffsetCheckpoint extends KafkaFile {
  readonly kind: 'offsetCheckpoint'
  readonly offsets: Map<TopicPartition, Offset>
}

/** True when a file holds offsets by partition. */
export function isOffsetCheckpoint(file: KafkaFile | undefined): file is OffsetCheckpoint {
  return file?.kind === 'offsetCheckpoint'
}

/** The files of a log directory that hold offsets: high watermarks, flushed ends, log starts. */
export const HIGH_WATERMARK_FILE = 'replication-offset-checkpoint'
/** Up to where each log is on the platter. */
export const RECOVERY_POINT_FILE = 'recovery-point-offset-checkpoint'
/** Log starts that are not a segment's base. */
export const LOG_START_FILE = 'log-start-offset-checkpoint'

/**
 * Its lines as on disk: version, count, `topic partition offset`, in the order of the maps that
 * Kafka writes them from: flushed ends are mapped (as many as there are logs), log starts collected
 * (how many is not known before). LogManager.checkpointRecoveryOffsetsInDir,
 * checkpointLogStartOffsetsInDir, ReplicaManager.checkpointHighWatermarks.
 */
export function checkpointLines(file: OffsetCheckpoint, name: string): readonly string[] {
  const sorted = [...file.offsets.entries()].sort(([a], [b]) => byText(a, b))
  const found = sorted.map(([key, at]) => ({ ...splitTopicPartition(key), at }))
  const logs = anyRefMapOrder(javaHashOrder(found, topicPartitionHash), topicPartitionHash)
  const room = name === LOG_START_FILE ? undefined : logs.length
  const rows = name === HIGH_WATERMARK_FILE ? logs : scalaHashOrder(logs, topicPartitionHash, room)
  const lines = rows.map(({ topic, partition, at }) => `${topic} ${partition} ${at}`)
  return ['0', String(rows.length), ...lines]
}
