import type { BrokerState, BrokerWork } from './brokerState'
import { setBrokerTimer } from './brokerState'

/** What an access is about, for the log line of its failure. */
interface Access {
  /** The log directory. */
  readonly dir: string
  /** The file or directory in it that is accessed. */
  readonly path: string
  readonly kind: 'read' | 'write'
  /** What could not be done, as Kafka words it. */
  readonly doing: string
}

/** The log directories that are served. Kafka: LogManager.liveLogDirs. */
export function liveDirs({ config, failedDirs }: BrokerState): readonly string[] {
  return config.logDirs.filter((dir) => !failedDirs.offline.includes(dir))
}

/** The id of a log directory that could be read at the start, or null. */
export function directoryIdOf({ config }: BrokerState, dir: string): string | null {
  return config.directories.find((row) => row.dir === dir)?.id ?? null
}

/**
 * True when an access ends with an I/O error, or would: then its log directory is given up, in an
 * event of its own. A full disk can still be read. R-66.
 * Kafka: LocalLog.maybeHandleIOException, LogDirFailureChannel.maybeAddOfflineLogDir.
 */
export function ioFails(work: BrokerWork, { dir, path, kind, doing }: Access): boolean {
  const { met } = work.state.failedDirs
  if (met.includes(dir)) return true
  const fault = work.ctx.diskFault(path)
  if (fault === null || (kind === 'read' && fault === 'full')) return false
  work.state.failedDirs = { ...work.state.failedDirs, met: [...met, dir] }
  const cause = fault === 'full' ? 'No space left on device' : 'Input/output error'
  work.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'org.apache.kafka.storage.internals.log.LogDirFailureChannel',
    text: doing,
    thrown: `java.io.IOException: ${cause}`,
  })
  setBrokerTimer(work, 'logDirFailure', { about: dir, ms: 0 })
  return true
}
