import type { KafkaContext } from '../effects'
import type { BrokerConfig } from './brokerState'
import type { FailedDirs } from './directoryState'
import { cleanShutdownPath, isCleanShutdown } from './lifecycle'

/** What a start finds of the log directories. */
interface FoundDirs {
  /** The epoch that all marks of a clean shutdown name; -1: not all are there, or they differ. */
  readonly brokerEpoch: number
  readonly cleanDirs: readonly string[]
  readonly failedDirs: FailedDirs
}

/**
 * The directories as the last process left them.
 * Kafka: LogManager.readBrokerEpochFromCleanShutdownFiles, createAndValidateLogDirs.
 */
export function directoriesAtStart(config: BrokerConfig, ctx: KafkaContext): FoundDirs {
  const { logDirs, directories } = config
  const marks = directories.flatMap(({ dir }) => {
    const file = ctx.readFile(cleanShutdownPath(dir))
    return isCleanShutdown(file) ? [{ dir, brokerEpoch: file.brokerEpoch }] : []
  })
  const [first] = marks
  const agree = marks.every(({ brokerEpoch }) => brokerEpoch === first?.brokerEpoch)
  const isWhole = marks.length === logDirs.length && agree
  const offline = logDirs.filter((dir) => !directories.some((row) => row.dir === dir))
  return {
    brokerEpoch: first !== undefined && isWhole ? first.brokerEpoch : -1,
    cleanDirs: marks.map(({ dir }) => dir),
    failedDirs: { met: offline, offline, telling: [], told: [] },
  }
}
