import { byText } from '~/base/integers'
import { logSize } from '../log/partitionLog'
import type { DescribeLogDirsResponse } from '../protocol/rpc/admin'
import type { BrokerState } from './brokerState'
import { liveDirs } from './logDirs'

/** What this broker's log directories hold. X-110. Kafka: ReplicaManager.describeLogDirs. */
export function describeLogDirs(state: BrokerState): DescribeLogDirsResponse {
  const replicas = [...state.replicas.values()].sort((a, b) => byText(a.name, b.name))
  const logDirs = state.config.logDirs.map((logDir) => {
    if (!liveDirs(state).includes(logDir)) {
      return { logDir, error: 'KAFKA_STORAGE_ERROR' as const, partitions: [] }
    }
    const partitions = replicas
      .filter((replica) => replica.logDir === logDir)
      .map(({ topic, partition, log }) => ({
        topic,
        partition,
        size: logSize(log),
        offsetLag: Math.max(0, log.highWatermark - log.logEndOffset),
        isFuture: false,
      }))
    return { logDir, error: 'NONE' as const, partitions }
  })
  return { api: 'DescribeLogDirs', error: 'NONE', logDirs }
}
