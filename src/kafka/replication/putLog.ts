import { micros } from '~/sim/ids'
import type { BrokerWork, Replica } from '../broker/brokerState'
import { putReplica, readTopicConfig } from '../broker/brokerState'
import { ioFails } from '../broker/logDirs'
import { goneSegments, logFileEffects, partitionDir } from '../log/logFiles'
import type { Offset } from '../ids'
import type { PartitionLog } from '../log/partitionLog'
import type { RollReason, Segment } from '../log/segment'
import { segmentName } from '../log/segment'
import { endFetching, takeReplicaEdge, takeSegmentEdges } from './edges'
import { forgetFollowed } from './followed'

/**
 * Writes what has changed of a replica's log to its directory and keeps the log. Segments that are
 * gone are renamed, and unlinked file.delete.delay.ms later. Rule R-22. Kafka: LocalLog.deleteSegmentFiles.
 * Where the directory cannot be written, the log stays as it was and the replica is offline.
 */
export function putLog(work: BrokerWork, replica: Replica, log: PartitionLog): Replica {
  const dir = partitionDir(replica.logDir, replica.name)
  const effects = logFileEffects(dir, replica.log, log)
  if (effects.length > 0 && cannotWrite(work, replica, dir)) return loseLog(work, replica)
  for (const effect of effects) work.effects.push(effect)
  takeSegmentEdges(work, replica, log)
  for (const segment of goneSegments(replica.log, log)) unlinkLater(work, replica, segment)
  return putReplica(work, { ...replica, log })
}

function cannotWrite(work: BrokerWork, { logDir, name }: Replica, path: string): boolean {
  const doing = `Error while writing to ${name} in dir ${logDir}`
  return ioFails(work, { dir: logDir, path, kind: 'write', doing })
}

/** The log stays as it was, and out of use. Kafka: KafkaStorageException. */
function loseLog(work: BrokerWork, replica: Replica): Replica {
  if (replica.isOffline) return replica
  takeReplicaEdge(work, replica, 'directoryFailed')
  endFetching(work, replica)
  // It follows nobody any more, and its fetcher must not ask for it.
  forgetFollowed(work)
  return putReplica(work, {
    ...replica,
    isOffline: true,
    role: { type: 'follower', leader: null },
  })
}

function unlinkLater(work: BrokerWork, replica: Replica, segment: Segment): void {
  const dir = partitionDir(replica.logDir, replica.name)
  const path = `${dir}/${segmentName(segment.baseOffset)}.log`
  const content = work.ctx.readFile(path)
  work.effects.push({ type: 'DeleteFile', path })
  if (content === undefined) return
  const renamed = `${path}.deleted`
  work.effects.push({ type: 'WriteFile', path: renamed, content, flush: true, inBackground: true })
  work.effects.push({
    type: 'SetTimer',
    key: `broker/unlink/${renamed}`,
    delayMicros: micros(replica.logConfig.fileDeleteDelayMs),
    timer: { role: 'broker', name: 'unlink', about: renamed },
  })
}

/** Reports that an append or a timer has flushed a log. Rule R-30. */
export function reportFlush(
  work: BrokerWork,
  replica: Replica,
  { from, by }: { readonly from: Offset; readonly by: 'flush.messages' | 'flush.ms' },
): void {
  const { topic, partition, log, isOffline } = replica
  const to = log.recoveryPoint
  if (isOffline || to <= from || to < log.logEndOffset) return
  const configs = [readTopicConfig(work.state, topic, by)]
  work.facts.push({ type: 'LogFlushed', rule: 'R-30', topic, partition, from, to, configs })
}

/** Reports that a segment was closed, with the numbers that decided. Rule R-10. */
export function reportRoll(work: BrokerWork, replica: Replica, why: RollReason | null): void {
  if (why === null) return
  const { topic, partition, log } = replica
  const baseOffset = log.logEndOffset
  work.facts.push({ type: 'SegmentRolled', rule: 'R-10', topic, partition, baseOffset, ...why })
}
