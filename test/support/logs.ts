import { leaderEpoch, offset } from '~/kafka/ids'
import type { LogConfig } from '~/kafka/log/logConfig'
import { logConfigOf } from '~/kafka/log/logConfig'
import type { AppendContext, PartitionLog } from '~/kafka/log/partitionLog'
import {
  appendToLog,
  newPartitionLog,
  prepareAppend,
  withHighWatermark,
} from '~/kafka/log/partitionLog'
import { settingOf } from '~/kafka/config/catalogue'
import type { RecordBatch } from '~/kafka/protocol/records'

/** Kafka's defaults of a topic with what a test changes. */
export function testLogConfig(changes: Partial<LogConfig> = {}): LogConfig {
  const setting = (name: string) => settingOf('topic', name) ?? settingOf('broker', name)
  return { ...logConfigOf((name) => setting(name)?.default ?? ''), ...changes }
}

/** An append at an instant. */
export function appendAt(nowMs: number, changes: Partial<LogConfig> = {}): AppendContext {
  return { nowMs, config: testLogConfig(changes), draw: () => 0 }
}

/** A batch of one record. */
export function testBatch(at: number, part: Partial<RecordBatch> = {}): RecordBatch {
  const timestampMs = part.maxTimestampMs ?? 1000
  return {
    baseOffset: offset(at),
    lastOffset: offset(at),
    leaderEpoch: leaderEpoch(0),
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    isTransactional: false,
    isControl: false,
    timestampType: 'CreateTime',
    baseTimestampMs: timestampMs,
    maxTimestampMs: timestampMs,
    sizeInBytes: 100,
    compression: 'none',
    records: [{ offset: offset(at), timestampMs, key: null, value: 'v', headers: [] }],
    ...part,
  }
}

/** A log with the batches appended one after another, all of them committed. */
export function logOf(
  batches: readonly Partial<RecordBatch>[],
  changes: Partial<LogConfig> = {},
): PartitionLog {
  const log = batches.reduce((before: PartitionLog, part) => {
    const batch = testBatch(before.logEndOffset, part)
    const ctx = appendAt(batch.maxTimestampMs, changes)
    return appendToLog(prepareAppend(before, batch, ctx).log, batch, { ctx })
  }, newPartitionLog('t'))
  return withHighWatermark(log, log.logEndOffset)
}
