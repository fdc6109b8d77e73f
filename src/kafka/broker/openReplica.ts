import { Map } from '~/base/persistentMap'
import { NativeMap } from '~/base/nativeMap'
import type { Offset, TopicId, TopicPartition } from '../ids'
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
import type { BrokerWork, Replica } from './brokerState'
import { brokerNow, logConfigFor, putReplica } from './brokerState'

/** The files of a host by the directory that they are in. */
type Directories = ReadonlyMap<string, readonly string[]>

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

/** Where a partition is, or will be: the directory with the fewest partitions. R-36. nextLogDir. */
function chooseDir(work: BrokerWork, name: TopicPartition, files: Directories): string {
  const { config, offlineDirs } = work.state
  const online = config.logDirs.filter((dir) => !offlineDirs.includes(dir))
  const holder = online.find((dir) => files.has(partitionDir(dir, name)))
  if (holder !== undefined) return holder
  const used = [...work.state.replicas.values()]
  const counts = online.map((dir) => ({
    dir,
    count: used.filter(({ logDir }) => logDir === dir).length,
  }))
  const least = Math.min(...counts.map(({ count }) => count))
  return counts.find(({ count }) => count === least)?.dir ?? config.logDirs[0] ?? ''
}

/** A replica as its disk has it, or a new one. A log of an older topic of that name is not its. */
export function openReplica(
  work: BrokerWork,
  at: { readonly name: TopicPartition; readonly topicId: TopicId },
  files: Directories,
): Replica {
  const { name, topicId } = at
  const logDir = chooseDir(work, name, files)
  const dir = partitionDir(logDir, name)
  const paths = files.get(dir) ?? []
  const checkpoint = (file: string) => readCheckpoint(work, logDir, file).get(name)
  const found = loadLog({
    dir,
    topicId,
    // Segments that were waiting to be unlinked are gone with the process that waited.
    paths: paths.filter((path) => !isDeleted(path)),
    readFile: (path) => work.ctx.readFile(path),
    highWatermark: checkpoint(HIGH_WATERMARK_FILE),
    logStartOffset: checkpoint(LOG_START_FILE),
    recoveryPoint: checkpoint(RECOVERY_POINT_FILE),
    nowMs: brokerNow(work),
  })
  const log = found ?? newPartitionLog(topicId, brokerNow(work))
  const { topic, partition } = splitTopicPartition(name)
  const replica: Replica = {
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
  tidy(work, { dir, paths, found, log })
  if (found !== null) reportLoad(work, replica)
  return putReplica(work, replica)
}

/** Writes a new log's files; removes what belongs to no log. */
function tidy(
  work: BrokerWork,
  at: {
    readonly dir: string
    readonly paths: readonly string[]
    readonly found: PartitionLog | null
    readonly log: PartitionLog
  },
): void {
  const { dir, paths, found, log } = at
  const kept = found === null ? [] : pathsOfLog(dir, log)
  for (const path of paths) {
    if (!kept.includes(path)) work.effects.push({ type: 'DeleteFile', path })
  }
  for (const effect of logFileEffects(dir, null, log)) work.effects.push(effect)
}

function reportLoad(work: BrokerWork, { topic, partition, log }: Replica): void {
  const { isCleanStart } = work.state
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
  work.state.replicas = work.state.replicas.delete(name)
  for (const path of pathsOfLog(partitionDir(logDir, name), log)) {
    work.effects.push({ type: 'DeleteFile', path })
  }
}
