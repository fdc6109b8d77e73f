import type { Map } from '~/base/persistentMap'
import { byText } from '~/base/integers'
import type { Offset, TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'
import type { KafkaFile } from '../model'

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

/** Its lines as on disk: version, count, `topic partition offset`. */
export function checkpointLines(file: OffsetCheckpoint): readonly string[] {
  const rows = [...file.offsets.entries()].sort(([a], [b]) => byText(a, b))
  const lines = rows.map(([name, at]) => {
    const { topic, partition } = splitTopicPartition(name)
    return `${topic} ${partition} ${at}`
  })
  return ['0', String(rows.length), ...lines]
}
