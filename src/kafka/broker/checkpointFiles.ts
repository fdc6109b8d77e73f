import { Map } from '~/base/persistentMap'
import type { Offset, TopicPartition } from '../ids'
import type { OffsetCheckpoint } from '../log/checkpoints'
import { HIGH_WATERMARK_FILE, LOG_START_FILE, RECOVERY_POINT_FILE } from '../log/checkpoints'
import type { BrokerState, BrokerWork, Replica } from './brokerState'
import { ioFails, liveDirs } from './logDirs'

type Offsets = OffsetCheckpoint['offsets']

function offsetsIn(
  state: BrokerState,
  logDir: string,
  read: (replica: Replica) => Offset | null,
): Offsets {
  const rows: [TopicPartition, Offset][] = []
  for (const replica of state.replicas.values()) {
    const at = replica.logDir === logDir && !replica.isOffline ? read(replica) : null
    if (at !== null) rows.push([replica.name, at])
  }
  return Map(rows)
}

function checkpoint(
  state: BrokerState,
  { file, dirs }: { readonly file: string; readonly dirs: readonly string[] },
  read: (replica: Replica) => Offset | null,
) {
  return dirs.map((logDir) => {
    const content: OffsetCheckpoint = {
      kind: 'offsetCheckpoint',
      offsets: offsetsIn(state, logDir, read),
    }
    const path = `${logDir}/${file}`
    return { type: 'WriteFile', path, content, flush: true, inBackground: true } as const
  })
}

/** Files to be written, one a directory. */
export type Written = ReturnType<typeof checkpoint>

/** High watermarks of the replicas of each directory. Kafka: ReplicaManager.checkpointHighWatermarks. */
export function highWatermarks(state: BrokerState): Written {
  return checkpoint(
    state,
    { file: HIGH_WATERMARK_FILE, dirs: liveDirs(state) },
    ({ log }) => log.highWatermark,
  )
}

/** Up to where each log is flushed. Kafka: LogManager.checkpointRecoveryOffsetsInDir. */
export function recoveryPoints(state: BrokerState, dirs = liveDirs(state)): Written {
  return checkpoint(state, { file: RECOVERY_POINT_FILE, dirs }, ({ log }) => log.recoveryPoint)
}

/** Only starts that no segment's base tells. Kafka: LogManager.checkpointLogStartOffsetsInDir. */
export function logStarts(state: BrokerState, dirs = liveDirs(state)): Written {
  return checkpoint(state, { file: LOG_START_FILE, dirs }, ({ log }) => {
    const base = log.segments.first()?.baseOffset ?? log.logStartOffset
    return log.logStartOffset > base ? log.logStartOffset : null
  })
}

/** A directory that cannot be written is given up. Kafka: CheckpointFileWithFailureHandler.write. */
export function writeOut(work: BrokerWork, files: Written): void {
  for (const effect of files) {
    const { path } = effect
    const dir = path.slice(0, path.lastIndexOf('/'))
    const doing = `Error while writing to checkpoint file ${path}`
    if (!ioFails(work, { dir, path, kind: 'write', doing })) work.effects.push(effect)
  }
}

/**
 * A log of the directory was cut: where the flushed ends are is written at once, so that none lies
 * behind its log's end. Rule R-31. Kafka: LogManager.truncateTo, truncateFullyAndStartAt.
 */
export function checkpointCut(work: BrokerWork, logDir: string): void {
  writeOut(work, recoveryPoints(work.state, [logDir]))
}

/** Logs of these directories are gone, and out of the files that name them. Kafka: LogManager.asyncDelete. */
export function checkpointDeleted(work: BrokerWork, logDirs: readonly string[]): void {
  const live = liveDirs(work.state).filter((dir) => logDirs.includes(dir))
  writeOut(work, recoveryPoints(work.state, live))
  writeOut(work, logStarts(work.state, live))
}
