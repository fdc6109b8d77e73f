import type { KafkaEffect } from '../effects'
import { closedLogEffects, logFileEffects, partitionDir } from '../log/logFiles'
import { closeActive, flushLog, takeSnapshot } from '../log/partitionLog'
import { sortedReplicas } from '../replication/partition'
import { putLog, reportFlush } from '../replication/putLog'
import type { BrokerState, BrokerWork } from './brokerState'
import { brokerClock, setBrokerTimer } from './brokerState'
import { highWatermarks, logStarts, recoveryPoints, writeOut } from './checkpointFiles'
import { cleanShutdownMarks, hasLoadedLogs } from './lifecycle'

/** Every 5 s: high watermarks. Rule R-31. Kafka: ReplicaManager.checkpointHighWatermarks. */
export function checkpointHighWatermarks(work: BrokerWork): void {
  const name = 'replica.high.watermark.checkpoint.interval.ms'
  setBrokerTimer(work, 'checkpointMarks', { ms: work.state.config.settings.int(name) })
  if (work.state.replicas.size === 0) return
  writeOut(work, highWatermarks(work.state))
}

/**
 * Every minute: flushed ends, and log starts where they have no other period of their own. Rule R-31.
 * Kafka: LogManager.checkpointLogRecoveryOffsets, checkpointLogStartOffsets.
 */
export function checkpointLogs(work: BrokerWork): void {
  const { ends, starts } = checkpointPeriods(work)
  setBrokerTimer(work, 'checkpointLogs', { ms: ends })
  if (work.state.replicas.size === 0) return
  writeOut(work, recoveryPoints(work.state))
  if (starts === ends) writeOut(work, logStarts(work.state))
}

/** Log starts, where their period is another one. Rule R-31. Kafka: LogManager.checkpointLogStartOffsets. */
export function checkpointLogStarts(work: BrokerWork): void {
  const { ends, starts } = checkpointPeriods(work)
  if (starts === ends) return
  setBrokerTimer(work, 'checkpointStarts', { ms: starts })
  if (work.state.replicas.size > 0) writeOut(work, logStarts(work.state))
}

function checkpointPeriods({ state: { config } }: Pick<BrokerWork, 'state'>): {
  readonly ends: number
  readonly starts: number
} {
  return {
    ends: config.settings.int('log.flush.offset.checkpoint.interval.ms'),
    starts: config.settings.int('log.flush.start.offset.checkpoint.interval.ms'),
  }
}

/** Log starts are written at another time than flushed ends. */
export function hasOwnLogStarts(work: BrokerWork): boolean {
  const { ends, starts } = checkpointPeriods(work)
  return starts !== ends
}

/**
 * Logs that have not been flushed for flush.ms; looked at every log.flush.scheduler.interval.ms,
 * which is never by default. Rule R-30. Kafka: LogManager.flushDirtyLogs.
 */
export function flushDirtyLogs(work: BrokerWork): void {
  const name = 'log.flush.scheduler.interval.ms'
  const ms = work.state.config.settings.int(name)
  // Beyond any run's end: it is not asked for.
  if (ms < NEVER_MS) setBrokerTimer(work, 'flushLogs', { ms })
  const now = brokerClock(work)
  for (const replica of sortedReplicas(work)) {
    const { log, logConfig, isOffline } = replica
    if (isOffline || now - log.lastFlushMs < logConfig.flushMs) continue
    const kept = putLog(work, replica, flushLog(log, now))
    reportFlush(work, kept, { from: log.recoveryPoint, by: 'flush.ms' })
  }
}

/** As the catalogue says never. */
const NEVER_MS = Number.MAX_SAFE_INTEGER

/** A clean stop: high watermarks, then logs flushed and closed, then the other files. Rule R-64. */
export function closeLogs(state: BrokerState): readonly KafkaEffect[] {
  const closed = state.replicas.map((replica) => ({
    ...replica,
    log: { ...takeSnapshot(closeActive(replica.log)), recoveryPoint: replica.log.logEndOffset },
  }))
  const logs = [...state.replicas.values()].flatMap((replica): readonly KafkaEffect[] => {
    const log = closed.get(replica.name)?.log
    if (log === undefined || replica.isOffline) return []
    const dir = partitionDir(replica.logDir, replica.name)
    return [...logFileEffects(dir, replica.log, log), ...closedLogEffects(dir, log)].map(
      (effect) => (effect.type === 'WriteFile' ? { ...effect, inBackground: true } : effect),
    )
  })
  const after: BrokerState = { ...state, replicas: closed }
  const files = [...recoveryPoints(after), ...logStarts(after), ...cleanShutdownMarks(state)]
  // Of no partition no high watermark is written. Kafka: ReplicaManager.checkpointHighWatermarks.
  return hasLoadedLogs(state) ? [...highWatermarks(state), ...logs, ...files] : files
}
