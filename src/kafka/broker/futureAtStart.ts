import type { TopicPartition } from '../ids'
import { offset, splitTopicPartition } from '../ids'
import { loadLog } from '../log/loadLog'
import { logFileEffects, partitionDir } from '../log/logFiles'
import type { BrokerWork, Replica } from './brokerState'
import { brokerClock, logConfigFor } from './brokerState'
import type { Directories, Opened, ReplicaMove } from './directoryState'
import { copyAfter, deleteLog, isFutureOf, putMove } from './futureLog'
import { liveDirs } from './logDirs'

/** The copy of a partition that the last process had begun, or null. R-68. Kafka: LogManager.loadLog. */
export function futureAtStart(
  work: BrokerWork,
  { name, topicId }: Opened,
  files: Directories,
): ReplicaMove | null {
  const { topic } = splitTopicPartition(name)
  const nowMs = brokerClock(work)
  const config = logConfigFor(work.state, topic)
  for (const logDir of liveDirs(work.state)) {
    const path = [...files.keys()].find((dir) => isFutureOf(dir, logDir, name))
    if (path === undefined) continue
    const disk = {
      dir: path,
      topicId,
      paths: files.get(path) ?? [],
      readFile: (file: string) => work.ctx.readFile(file),
      highWatermark: undefined,
      logStartOffset: undefined,
      recoveryPoint: offset(0),
      nowMs,
    }
    const found = loadLog(disk, { config, isClean: work.state.cleanDirs.includes(logDir) })
    if (found === null) continue
    const { log } = found
    return { topicId, logDir, path, log, promotion: 'none' }
  }
  return null
}

/** A copy goes on where the last process left it. Kafka: ReplicaManager.maybeAddLogDirFetchers. */
export function goOnMoving(work: BrokerWork, name: TopicPartition, move: ReplicaMove): void {
  putMove(work, name, move)
  copyAfter(work, name, 0)
}

/**
 * The metadata has the replica where its copy is: the copy is the log, whatever it lacks.
 * Kafka: LogManager.recoverAbandonedFutureLogs.
 */
export function adoptFuture(
  work: BrokerWork,
  { name }: Opened,
  { future, files }: { readonly future: ReplicaMove; readonly files: Directories },
): Pick<Replica, 'logDir' | 'log'> {
  const { logDir, log, path } = future
  for (const dir of liveDirs(work.state)) {
    for (const file of files.get(partitionDir(dir, name)) ?? []) {
      work.effects.push({ type: 'DeleteFile', path: file })
    }
  }
  deleteLog(work, path, log)
  for (const effect of logFileEffects(partitionDir(logDir, name), null, log)) {
    work.effects.push(effect)
  }
  return { logDir, log }
}

/** Where a replica was asked for has been seen to. */
export function forgetWish(work: BrokerWork, name: TopicPartition): void {
  const { moving } = work.state
  if (!moving.preferred.has(name)) return
  work.state.moving = { ...moving, preferred: moving.preferred.delete(name) }
}
