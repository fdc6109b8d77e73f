import type { KafkaWorld } from '~/kafka/model'
import { topicPartition } from '~/kafka/ids'
import { isServer } from '~/kafka/server/server'
import type { WorkloadConsumer } from '~/kafka/client/workload'
import type { ClusterView } from './clusterView'
import type { PartitionLogView, ReaderView, ReplicaLogView } from './partitionLogView'

/** Batches of a log that a strip shows. */
const SHOWN_BATCHES = 60

/** One partition's logs on every broker, and who reads it. */
export function projectLog(
  world: KafkaWorld,
  cluster: ClusterView,
  at: { readonly topic: string; readonly partition: number },
): PartitionLogView {
  const name = topicPartition(at.topic, at.partition)
  const row = cluster.topics
    .find((topic) => topic.name === at.topic)
    ?.partitions.find(({ partition }) => partition === at.partition)
  const replicas = [...world.processes.values()].flatMap(({ state }): readonly ReplicaLogView[] => {
    const replica = isServer(state) ? state.broker?.replicas.get(name) : undefined
    if (!isServer(state) || replica === undefined) return []
    const broker = state.spec.nodeId
    const standing =
      cluster.brokers
        .find(({ id }) => id === broker)
        ?.replicas.find((other) => other.topic === at.topic && other.partition === at.partition)
        ?.standing ?? 'offline'
    const { log } = replica
    return [
      {
        broker,
        standing,
        logStartOffset: log.logStartOffset,
        highWatermark: log.highWatermark,
        logEndOffset: log.logEndOffset,
        epochs: log.epochs,
        batches: log.batches.takeLast(SHOWN_BATCHES).toArray(),
      },
    ]
  })
  return {
    topic: at.topic,
    partition: at.partition,
    leader: row?.leader ?? null,
    leaderEpoch: row?.leaderEpoch ?? 0,
    replicas: replicas.toSorted((a, b) => a.broker - b.broker),
    readers: readersOf(world, name),
  }
}

function readersOf(
  world: KafkaWorld,
  name: ReturnType<typeof topicPartition>,
): readonly ReaderView[] {
  return [...world.processes.values()].flatMap(({ id, state }): readonly ReaderView[] => {
    if (state?.kind !== 'workload-consumer') return []
    const { consumer } = state as WorkloadConsumer
    if (!consumer.positions.has(name)) return []
    return [
      {
        group: consumer.groupId,
        label: id,
        position: consumer.positions.get(name) ?? null,
        committed: consumer.committed.get(name) ?? null,
      },
    ]
  })
}
