import type { KafkaWorld } from '~/kafka/model'
import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import { topicPartition } from '~/kafka/ids'
import { serverConfig } from '~/kafka/config/effective'
import { stoppedLog } from '~/kafka/log/loadLog'
import type { PartitionLog } from '~/kafka/log/partitionLog'
import type {
  BrokerRegistration,
  MetadataImage,
  PartitionRegistration,
  TopicImage,
} from '~/kafka/metadata/image'
import type {
  BrokerView,
  ReplicaStanding,
  ReplicaView,
  ServerState,
  TopicView,
  WaitingView,
} from './clusterView'
import type { Memo } from './memo'
import { keep, keepEqual, keepList } from './memo'
import type { Server } from './servers'
import { isUp } from './servers'
import { logDirsOf } from '~/kafka/server/serverConfigs'

/** What the brokers are projected from. */
export interface BrokerSource {
  readonly world: KafkaWorld
  readonly image: MetadataImage | null
  readonly topics: readonly TopicView[]
  /** Groups by the broker that coordinates them. */
  readonly coordinates: ReadonlyMap<number, readonly string[]>
}

const NO_GROUPS: readonly string[] = []

/** A broker's row, or null for a process that is none. */
export function brokerView(memo: Memo, server: Server, source: BrokerSource): BrokerView | null {
  const { state, process, host } = server
  const { image } = source
  if (!state.spec.roles.includes('broker')) return null
  const id = state.spec.nodeId
  const registration = image?.brokers.get(id)
  const metadataOffset = state.broker?.image.offset ?? -1
  const parts = {
    id,
    process,
    host,
    state: wordOf(server, registration?.fenced === true),
    metadataOffset,
    metadataGap: Math.max(0, (image?.offset ?? -1) - metadataOffset),
    rack: rackOf(server, registration),
    isFenced: registration?.fenced === true,
    coordinates: source.coordinates.get(id) ?? NO_GROUPS,
    waiting: keptWaiting(memo, server),
    replicas: keptReplicas(memo, server, source),
  }
  return keep(memo, `broker/${id}`, { from: Object.values(parts), by: () => parts })
}

function rackOf({ state }: Server, registration: BrokerRegistration | undefined): string | null {
  return registration?.rack ?? state.spec.properties['broker.rack']?.value ?? null
}

function keptReplicas(memo: Memo, server: Server, source: BrokerSource): readonly ReplicaView[] {
  const { image, world, topics } = source
  const { broker, spec } = server.state
  const disk = broker === null ? world.disks.get(server.host) : null
  const registration = image?.brokers.get(spec.nodeId)
  return keep(memo, `replicas/${spec.nodeId}`, {
    from: [broker?.replicas, disk, image?.topics, topics, registration, server.status],
    by: () => replicasOf(memo, server, source),
  })
}

function keptWaiting(memo: Memo, server: Server): readonly WaitingView[] {
  const { broker, spec } = server.state
  return keep(memo, `waiting/${spec.nodeId}`, {
    from: [broker?.delayedProduces, broker?.delayedFetches, broker?.replicas, server.status],
    by: () => (broker === null || !isUp(server) ? [] : waitingOf(broker)),
  })
}

function wordOf(server: Server, isFenced: boolean): ServerState {
  const { status, state } = server
  if (status === 'killed') return 'killed'
  if (status === 'exited') return 'stopped'
  if (status === 'paused') return 'paused'
  if (state.phase === 'starting') return 'starting'
  if (state.phase === 'stopping') return 'stopping'
  if (state.broker?.lifecycle !== 'RUNNING') return 'recovering'
  return isFenced ? 'fenced' : 'running'
}

/** A replica's log: as its broker has it, or as it lies on the disk of one that is not up yet. */
function logOf(server: Server, world: KafkaWorld, name: Replica['name']): PartitionLog | undefined {
  const { broker } = server.state
  if (broker !== null) return broker.replicas.get(name)?.log
  const files = world.disks.get(server.host)?.cached
  if (files === undefined) return undefined
  return stoppedLog(files, logDirsOf(serverConfig(server.state.spec)), name) ?? undefined
}

/** The replicas that the metadata places on a broker, by topic and number. */
function replicasOf(memo: Memo, server: Server, source: BrokerSource): readonly ReplicaView[] {
  const { image, world } = source
  if (image === null) return []
  const id = server.state.spec.nodeId
  const registration = image.brokers.get(id)
  const isAlive = isUp(server) && registration !== undefined && !registration.fenced
  const list = source.topics.flatMap((topic) => {
    const topicImage = topicOf(image, topic.name)
    return topic.partitions.flatMap(({ partition, minIsr }): readonly ReplicaView[] => {
      const row = topicImage?.partitions.get(partition)
      if (row === undefined || !row.replicas.includes(server.state.spec.nodeId)) return []
      const name = topicPartition(topic.name, partition)
      const log = logOf(server, world, name)
      const epoch = server.state.broker?.replicas.get(name)?.leaderEpoch ?? row.leaderEpoch
      return [
        keepEqual(memo, `replica/${id}/${name}`, {
          from: [row, log, epoch, isAlive, minIsr],
          by: () =>
            replicaView({ topic: topic.name, partition, id, row, log, epoch, isAlive, minIsr }),
        }),
      ]
    })
  })
  return keepList(memo, `replicaList/${id}`, list)
}

function topicOf(image: MetadataImage, name: string): TopicImage | undefined {
  const id = image.topicIds.get(name)
  return id === undefined ? undefined : image.topics.get(id)
}

interface ReplicaSource {
  readonly topic: string
  readonly partition: number
  readonly id: number
  readonly row: PartitionRegistration
  readonly log: PartitionLog | undefined
  readonly epoch: number
  readonly isAlive: boolean
  readonly minIsr: number
}

function replicaView(source: ReplicaSource): ReplicaView {
  const { topic, partition, id, row, log, epoch, minIsr } = source
  const standing = standingOf(source)
  const isUnder = standing === 'leader' && row.isr.length < minIsr
  const isOf = (list: readonly number[]) => list.includes(id)
  return {
    topic,
    partition,
    broker: id,
    standing,
    logStartOffset: log?.logStartOffset ?? 0,
    highWatermark: log?.highWatermark ?? 0,
    logEndOffset: log?.logEndOffset ?? 0,
    // A leader's chip says what the metadata says, as its colour does; the broker may not know yet.
    leaderEpoch: standing === 'leader' ? row.leaderEpoch : epoch,
    underMinIsr: isUnder ? { isr: row.isr.length, min: minIsr } : null,
    change: isOf(row.addingReplicas) ? 'adding' : isOf(row.removingReplicas) ? 'removing' : null,
  }
}

function standingOf({ row, id, isAlive }: ReplicaSource): ReplicaStanding {
  const isOf = (list: readonly number[]) => list.includes(id)
  if (isAlive && row.leader === id) return 'leader'
  if (isAlive && isOf(row.isr)) return 'inSync'
  if (isOf(row.elr)) return 'eligible'
  return isAlive ? 'lagging' : 'offline'
}

/** What waits in the purgatory. Kafka: DelayedProduce, DelayedFetch. */
function waitingOf(broker: BrokerState): readonly WaitingView[] {
  const produces = broker.delayedProduces.flatMap(({ waiting }): readonly WaitingView[] => {
    const [first] = waiting
    const replica = first === undefined ? undefined : broker.replicas.get(first.name)
    if (first === undefined || replica === undefined) return []
    const { topic, partition, log } = replica
    const current = log.highWatermark
    const { required } = first
    return [{ kind: 'produce', topic, partition, current, required, maxWaitMs: 0, follower: null }]
  })
  const fetches = broker.delayedFetches.flatMap(({ request }): readonly WaitingView[] => {
    const [first] = request.partitions
    if (first === undefined) return []
    const { topic, partition, fetchOffset } = first
    const { maxWaitMs, replicaId: follower } = request
    const at = { current: fetchOffset, required: fetchOffset + 1 }
    return [{ kind: 'fetch', topic, partition, ...at, maxWaitMs, follower }]
  })
  return [...produces, ...fetches]
}
