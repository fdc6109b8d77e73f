import { deleteOldSegments } from '../log/retention'
import type { Deletion } from '../log/retention'
import { rollLog } from '../log/partitionLog'
import { putLog, reportRoll } from '../replication/putLog'
import { sortedReplicas } from '../replication/partition'
import type { BrokerWork, Replica } from './brokerState'
import { appendContext, readTopicConfig, setBrokerTimer } from './brokerState'

const CONFIGS: Readonly<Record<Deletion['because'], readonly string[]>> = {
  logStartOffset: [],
  size: ['cleanup.policy', 'retention.bytes'],
  time: ['cleanup.policy', 'retention.ms'],
}

/**
 * Every log.retention.check.interval.ms: what no log must keep goes. Rule R-22.
 * Kafka: LogManager.cleanupLogs. Compacted logs are the cleaner's; MODEL, left out.
 */
export function checkRetention(work: BrokerWork): void {
  const ms = work.state.config.settings.int('log.retention.check.interval.ms')
  setBrokerTimer(work, 'retention', { ms })
  cleanUpLogs(work)
}

/** The same at once, beside its period. Kafka: LogManager.cleanupLogs. */
export function cleanUpLogs(work: BrokerWork): void {
  for (const replica of sortedReplicas(work)) {
    if (!replica.isOffline && !replica.logConfig.compacts) clean(work, replica)
  }
}

/** Begins a new segment in each log whose active one has records, whatever the limits. UnifiedLog.roll. */
export function rollLogs(work: BrokerWork): void {
  for (const replica of sortedReplicas(work)) {
    const size = replica.log.segments.last()?.sizeInBytes ?? 0
    if (replica.isOffline || size === 0) continue
    const kept = putLog(work, replica, rollLog(replica.log, appendContext(work, replica)))
    if (!kept.isOffline) reportRoll(work, kept, { because: 'asked', actual: size, limit: size })
  }
}

function clean(work: BrokerWork, replica: Replica): void {
  const { log, deletions } = deleteOldSegments(replica.log, appendContext(work, replica))
  if (deletions.length === 0 || putLog(work, replica, log).isOffline) return
  const { topic, partition } = replica
  for (const { because, segments, actual, limit } of deletions) {
    work.facts.push({
      type: 'SegmentsDeleted',
      rule: 'R-22',
      topic,
      partition,
      because,
      baseOffsets: segments.map(({ baseOffset }) => baseOffset),
      actual,
      limit,
      configs: CONFIGS[because].map((name) => readTopicConfig(work.state, topic, name)),
    })
  }
  const from = replica.log.logStartOffset
  const to = log.logStartOffset
  if (to === from) return
  const because = 'retention' as const
  work.facts.push({ type: 'LogStartAdvanced', rule: 'R-21', topic, partition, from, to, because })
}
