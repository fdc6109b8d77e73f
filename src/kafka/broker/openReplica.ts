import { Map } from '~/base/persistentMap'
import { NativeMap } from '~/base/nativeMap'
import type { Offset, TopicPartition } from '../ids'
import { leaderEpoch, partitionEpoch, splitTopicPartition } from '../ids'
import type { OffsetCheckpoint } from '../log/checkpoints'
import {
  HIGH_WATERMARK_FILE,
  isOffsetCheckpoint,
  LOG_START_FILE,
  RECOVERY_POINT_FILE,
} from '../log/checkpoints'
import { isDeleted, loadLog } from '../log/loadLog'
import { logFileEffects, partitionDir, pathsOfLog } from '../log/logFiles'
import type { PartitionLog } from '../log/partitionLog'
import { newPartitionLog } from '../log/partitionLog'
import { UNASSIGNED } from '../metadata/directories'
import type { BrokerWork, Replica } from './brokerState'
import { brokerClock, logConfigFor, putReplica } from './brokerState'
import type { Directories, Opened } from './directoryState'
import { adoptFuture, forgetWish, futureAtStart, goOnMoving } from './futureAtStart'
import { deleteLog, stopMove } from './futureLog'
import { directoryIdOf, ioFails, liveDirs } from './logDirs'
import { watchProducers } from './producerExpiry'
import { endFetching, takeReplicaEdge } from '../replication/edges'

/** Sorts a host's files by directory; once for many replicas. */
export function directoriesOf(work: BrokerWork): Directories {
  const found = new NativeMap<string, string[]>()
  for (const path of work.ctx.listFiles()) {
    const dir = path.slice(0, path.lastIndexOf('/'))
    const paths = found.get(dir)
    if (paths === undefined) found.set(dir, [path])
    else paths.push(path)
  }
  return found
}

/** Offsets of a checkpoint file of a log directory. */
function readCheckpoint(
  work: BrokerWork,
  logDir: string,
  file: string,
): OffsetCheckpoint['offsets'] {
  const content = work.ctx.readFile(`${logDir}/${file}`)
  return isOffsetCheckpoint(content) ? content.offsets : Map<TopicPartition, Offset>()
}

/**
 * Where a partition is, or will be: where its log is; where it was asked for; where the metadata has
 * it; the directory with the fewest partitions. Null: its log may be in a directory that has failed, or no directory takes it.
 * Kafka: LogManager.getOrCreateLog, nextLogDirs, Partition.createLogInAssignedDirectoryId.
 */
function chooseDir(
  work: BrokerWork,
  { name, assigned }: Opened,
  files: Directories,
): string | null {
  const online = liveDirs(work.state)
  const holder = online.find((dir) => files.has(partitionDir(dir, name)))
  if (holder !== undefined) return holder
  const target = work.state.config.directories.find(({ id }) => id === assigned)?.dir
  const isKnown = assigned !== null && assigned !== UNASSIGNED
  const wished = work.state.moving.preferred.get(name)
  if (wished !== undefined && online.includes(wished)) return canCreate(work, name, [wished])
  if (target !== undefined && online.includes(target)) return canCreate(work, name, [target])
  if (isKnown && work.state.failedDirs.offline.length > 0) return null
  const used = [...work.state.replicas.values()]
  const counts = online.map((dir) => ({
    dir,
    count: used.filter(({ logDir }) => logDir === dir).length,
  }))
  const byCount = [...counts].sort((a, b) => a.count - b.count)
  return canCreate(
    work,
    name,
    byCount.map(({ dir }) => dir),
  )
}

/** The first directory in which one for the partition can be made. Kafka: createLogDirectory. */
function canCreate(work: BrokerWork, name: TopicPartition, dirs: readonly string[]): string | null {
  const found = dirs.find((dir) => {
    const path = partitionDir(dir, name)
    const doing = `Error while creating log for ${name} in dir ${dir}`
    return !ioFails(work, { dir, path, kind: 'write', doing })
  })
  return found ?? null
}

/** A replica as its disk has it, or a new one. A log of an older topic of that name is not its. */
export function openReplica(work: BrokerWork, at: Opened, files: Directories): Replica {
  const { name, topicId } = at
  const future = futureAtStart(work, at, files)
  watchProducers(work, name)
  if (future !== null && directoryIdOf(work.state, future.logDir) === at.assigned) {
    return putReplica(work, replicaOf(work, at, adoptFuture(work, at, { future, files })))
  }
  const logDir = chooseDir(work, at, files)
  if (logDir === null) return withoutLog(work, at)
  const dir = partitionDir(logDir, name)
  const { topic, partition } = splitTopicPartition(name)
  const paths = files.get(dir) ?? []
  const checkpoint = (file: string) => readCheckpoint(work, logDir, file).get(name)
  const disk = {
    dir,
    topicId,
    // Segments that were waiting to be unlinked are gone with the process that waited.
    paths: paths.filter((path) => !isDeleted(path)),
    readFile: (path: string) => work.ctx.readFile(path),
    highWatermark: checkpoint(HIGH_WATERMARK_FILE),
    logStartOffset: checkpoint(LOG_START_FILE),
    recoveryPoint: checkpoint(RECOVERY_POINT_FILE),
    nowMs: brokerClock(work),
  }
  const isClean = work.state.cleanDirs.includes(logDir)
  const found = loadLog(disk, { config: logConfigFor(work.state, topic), isClean })
  const log = found?.log ?? newPartitionLog(topicId, brokerClock(work))
  const replica = replicaOf(work, at, { logDir, log })
  tidy(work, { dir, paths, log, isNew: found === null })
  forgetWish(work, name)
  if (found !== null) reportLoad(work, replica)
  if (found !== null && found.foundEnd !== log.logEndOffset) {
    const at = { topic, partition, from: found.foundEnd, to: log.logEndOffset }
    work.facts.push({ type: 'LogTruncated', ...at, because: 'recovery found a corrupt batch' })
  }
  if (future !== null) goOnMoving(work, name, future)
  return putReplica(work, replica)
}

/**
 * A replica that is not served: nobody can tell whether its log is there.
 * Kafka: ReplicaManager.markPartitionOffline, after a KafkaStorageException of Partition.makeLeader.
 */
function withoutLog(work: BrokerWork, at: Opened): Replica {
  const [offline] = work.state.failedDirs.offline
  const log = newPartitionLog(at.topicId, brokerClock(work))
  const replica = replicaOf(work, at, { logDir: offline ?? '', log })
  takeReplicaEdge(work, replica, 'directoryFailed')
  return putReplica(work, { ...replica, isOffline: true })
}

/** A replica with a log and no role yet. */
function replicaOf(
  work: BrokerWork,
  { name, topicId }: Opened,
  { logDir, log }: Pick<Replica, 'logDir' | 'log'>,
): Replica {
  const { topic, partition } = splitTopicPartition(name)
  return {
    name,
    topic,
    topicId,
    partition,
    logDir,
    log,
    logConfig: logConfigFor(work.state, topic),
    leaderEpoch: leaderEpoch(-1),
    partitionEpoch: partitionEpoch(-1),
    role: { type: 'follower', leader: null },
    isOffline: false,
  }
}

/** Writes a new log's files; removes what belongs to no log. */
function tidy(
  work: BrokerWork,
  at: {
    readonly dir: string
    readonly paths: readonly string[]
    readonly log: PartitionLog
    readonly isNew: boolean
  },
): void {
  const { dir, paths, log, isNew } = at
  const kept = isNew ? [] : pathsOfLog(dir, log)
  for (const path of paths) {
    if (!kept.includes(path)) work.effects.push({ type: 'DeleteFile', path })
  }
  for (const effect of logFileEffects(dir, null, log)) work.effects.push(effect)
}

function reportLoad(work: BrokerWork, { topic, partition, log, logDir }: Replica): void {
  const isCleanStart = work.state.cleanDirs.includes(logDir)
  const { logEndOffset, highWatermark, recoveryPoint } = log
  work.facts.push({
    type: 'LogLoaded',
    rule: 'R-32',
    topic,
    partition,
    isClean: isCleanStart,
    logEndOffset,
    highWatermark,
    recoveredFrom: isCleanStart ? logEndOffset : recoveryPoint,
  })
}

/** Removes a replica with its files. Kafka: LogManager.asyncDelete; MODEL Simplified S8. */
export function dropReplica(work: BrokerWork, replica: Replica): void {
  const { name, logDir, log } = replica
  stopMove(work, replica)
  endFetching(work, replica)
  work.state.replicas = work.state.replicas.delete(name)
  deleteLog(work, partitionDir(logDir, name), log)
}
