import type { TopicPartition } from '../ids'
import { logFileEffects, partitionDir, pathsOfLog } from '../log/logFiles'
import type { PartitionLog } from '../log/partitionLog'
import { tellDirectory } from './assignments'
import type { BrokerWork, Replica } from './brokerState'
import { setBrokerTimer } from './brokerState'
import type { ReplicaMove } from './directoryState'
import { directoryIdOf, ioFails } from './logDirs'

const SUFFIX = '-future'

/** Where a future log is kept: `LOGDIR/TOPIC-N.ID-future`. Kafka: LocalLog.logFutureDirName. */
export function futurePath(logDir: string, name: TopicPartition, id: string): string {
  return `${partitionDir(logDir, name)}.${id}${SUFFIX}`
}

/** True for the directory of a future log of this partition. */
export function isFutureOf(dir: string, logDir: string, name: TopicPartition): boolean {
  return dir.startsWith(`${partitionDir(logDir, name)}.`) && dir.endsWith(SUFFIX)
}

/** Notes a move, or that there is none any more. */
export function putMove(work: BrokerWork, name: TopicPartition, move: ReplicaMove | null): void {
  const { moving } = work.state
  const moves = move === null ? moving.moves.delete(name) : moving.moves.set(name, move)
  work.state.moving = { ...moving, moves }
}

/** The copy goes on after so long. */
export function copyAfter(work: BrokerWork, name: TopicPartition, ms: number): void {
  setBrokerTimer(work, 'moveReplica', { about: name, ms })
}

/** Writes what has changed of a future log; false: its directory has failed. */
export function writeFuture(
  work: BrokerWork,
  { path, logDir }: Pick<ReplicaMove, 'path' | 'logDir'>,
  change: { readonly before: PartitionLog | null; readonly after: PartitionLog },
): boolean {
  const doing = `Error while writing to ${path.slice(logDir.length + 1)} in dir ${logDir}`
  if (ioFails(work, { dir: logDir, path, kind: 'write', doing })) return false
  for (const effect of logFileEffects(path, change.before, change.after)) work.effects.push(effect)
  return true
}

/** Takes a log's files away. MODEL Simplified S8. */
export function deleteLog(work: BrokerWork, path: string, log: PartitionLog): void {
  for (const file of pathsOfLog(path, log)) work.effects.push({ type: 'DeleteFile', path: file })
}

/**
 * A replica is not to move any more: the copy is deleted. What the controller was told is taken back.
 * Kafka: Partition.removeFutureLocalReplica, ReplicaAlterLogDirsThread.removePartitions.
 */
export function stopMove(work: BrokerWork, replica: Replica): void {
  const { name, topic, partition, logDir: from } = replica
  const move = work.state.moving.moves.get(name)
  if (move === undefined) return
  putMove(work, name, null)
  deleteLog(work, move.path, move.log)
  const own = directoryIdOf(work.state, from)
  if (move.promotion !== 'none' && own !== null) tellDirectory(work, replica, own)
  const at = { topic, partition, from, to: move.logDir }
  work.facts.push({ type: 'ReplicaMoveStopped', rule: 'R-68', ...at })
}
