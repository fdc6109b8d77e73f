import { wholeNumber } from '../config/effective'

/** What a log is set to; names and units as in Kafka's topic configs. Kafka: LogConfig. */
export interface LogConfig {
  readonly segmentBytes: number
  readonly segmentMs: number
  readonly segmentJitterMs: number
  readonly segmentIndexBytes: number
  readonly indexIntervalBytes: number
  readonly retentionMs: number
  readonly retentionBytes: number
  readonly fileDeleteDelayMs: number
  /** So many records that are not on the platter yet are flushed with the last of them. */
  readonly flushMessages: number
  readonly flushMs: number
  readonly maxMessageBytes: number
  readonly deletes: boolean
  readonly compacts: boolean
  readonly maxCompactionLagMs: number
  readonly isLogAppendTime: boolean
  readonly timestampBeforeMaxMs: number
  readonly timestampAfterMaxMs: number
  /** `producer.id.expiration.ms`, which is the broker's. */
  readonly producerExpirationMs: number
  /** `producer`: as the producer sent it. */
  readonly compressionType: string
  /** Replicas that are copied at a limited rate, as `partition:broker`, with commas; `*`: all. */
  readonly leaderThrottledReplicas: string
  readonly followerThrottledReplicas: string
}

/** Gives a topic config's value as the broker's metadata and settings have it. */
export type ReadTopicConfig = (name: string) => string

/** Topic configs whose broker-wide name differs. Kafka: ServerTopicConfigSynonyms. */
export const BROKER_CONFIG_NAMES: Readonly<Record<string, string>> = {
  'cleanup.policy': 'log.cleanup.policy',
  'delete.retention.ms': 'log.cleaner.delete.retention.ms',
  'file.delete.delay.ms': 'log.segment.delete.delay.ms',
  'flush.messages': 'log.flush.interval.messages',
  'flush.ms': 'log.flush.interval.ms',
  'index.interval.bytes': 'log.index.interval.bytes',
  'local.retention.bytes': 'log.local.retention.bytes',
  'local.retention.ms': 'log.local.retention.ms',
  'max.compaction.lag.ms': 'log.cleaner.max.compaction.lag.ms',
  'max.message.bytes': 'message.max.bytes',
  'message.timestamp.after.max.ms': 'log.message.timestamp.after.max.ms',
  'message.timestamp.before.max.ms': 'log.message.timestamp.before.max.ms',
  'message.timestamp.type': 'log.message.timestamp.type',
  'min.cleanable.dirty.ratio': 'log.cleaner.min.cleanable.ratio',
  'min.compaction.lag.ms': 'log.cleaner.min.compaction.lag.ms',
  preallocate: 'log.preallocate',
  'retention.bytes': 'log.retention.bytes',
  'retention.ms': 'log.retention.ms',
  'segment.bytes': 'log.segment.bytes',
  'segment.index.bytes': 'log.index.size.max.bytes',
  'segment.jitter.ms': 'log.roll.jitter.ms',
  'segment.ms': 'log.roll.ms',
}

/** A log's config out of the topic's settings. */
export function logConfigOf(read: ReadTopicConfig): LogConfig {
  const int = (name: string) => wholeNumber(read(name))
  const policies = read('cleanup.policy')
    .split(',')
    .map((policy) => policy.trim().toLowerCase())
  return {
    segmentBytes: int('segment.bytes'),
    segmentMs: int('segment.ms'),
    segmentJitterMs: int('segment.jitter.ms'),
    segmentIndexBytes: int('segment.index.bytes'),
    indexIntervalBytes: int('index.interval.bytes'),
    retentionMs: int('retention.ms'),
    retentionBytes: int('retention.bytes'),
    fileDeleteDelayMs: int('file.delete.delay.ms'),
    flushMessages: int('flush.messages'),
    flushMs: int('flush.ms'),
    maxMessageBytes: int('max.message.bytes'),
    deletes: policies.includes('delete'),
    compacts: policies.includes('compact'),
    maxCompactionLagMs: int('max.compaction.lag.ms'),
    isLogAppendTime: read('message.timestamp.type') === 'LogAppendTime',
    timestampBeforeMaxMs: int('message.timestamp.before.max.ms'),
    timestampAfterMaxMs: int('message.timestamp.after.max.ms'),
    producerExpirationMs: int('producer.id.expiration.ms'),
    compressionType: read('compression.type'),
    leaderThrottledReplicas: read('leader.replication.throttled.replicas').trim(),
    followerThrottledReplicas: read('follower.replication.throttled.replicas').trim(),
  }
}
