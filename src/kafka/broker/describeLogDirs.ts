import { byText } from '~/base/integers'
import { logSize } from '../log/partitionLog'
import type { DescribeLogDirsResponse } from '../protocol/rpc/admin'
import type { BrokerState, Replica } from './brokerState'
import { liveDirs } from './logDirs'

/** What this broker's log directories hold. X-110. Kafka: ReplicaManager.describeLogDirs. */
export function describeLogDirs(state: BrokerState): DescribeLogDirsResponse {
  const replicas = [...state.replicas.values()].sort((a, b) => byText(a.name, b.name))
  const logDirs = state.config.logDirs.map((logDir) => {
    if (!liveDirs(state).includes(logDir)) {
      return { logDir, error: 'KAFKA_STORAGE_ERROR' as const, partitions: [] }
    }
    const partitions = replicas.flatMap((replica) => copiesIn(state, replica, logDir))
    return { logDir, error: 'NONE' as const, partitions }
  })
  return { api: 'DescribeLogDirs', error: 'NONE', logDirs }
}

type Copy = DescribeLogDirsResponse['logDirs'][number]['partitions'][number]

/** The log of a replica, and its future one. Kafka: ReplicaManager.getLogEndOffsetLag. */
function copiesIn(
  { moving }: BrokerState,
  { name, topic, partition, log, logDir: own }: Replica,
  logDir: string,
): readonly Copy[] {
  const move = moving.moves.get(name)
  const current = {
    topic,
    partition,
    size: logSize(log),
    offsetLag: Math.max(0, log.highWatermark - log.logEndOffset),
    isFuture: false,
  }
  const future = {
    topic,
    partition,
    size: move === undefined ? 0 : logSize(move.log),
    offsetLag: log.logEndOffset - (move?.log.logEndOffset ?? 0),
    isFuture: true,
  }
  return [...(own === logDir ? [current] : []), ...(move?.logDir === logDir ? [future] : [])]
}
