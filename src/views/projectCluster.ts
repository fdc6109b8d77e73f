import type { KafkaWorld } from '~/kafka/model'
import type { MetadataImage } from '~/kafka/metadata/image'
import { majority } from '~/kafka/quorum/quorumState'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { WorkloadConsumer, WorkloadProducer } from '~/kafka/client/workload'
import type { ProcessId } from '~/sim/ids'
import type {
  BrokerView,
  ClientView,
  ClusterView,
  ControllerView,
  MessageView,
  ReplicaStanding,
  ReplicaView,
  ServerState as ServerWord,
  TopicView,
} from './clusterView'
import { familyOf, isQuietMessage, recordCount } from './families'

interface Server {
  readonly process: ProcessId
  readonly status: string
  readonly state: ServerState
}

function serversOf(world: KafkaWorld): readonly Server[] {
  return [...world.processes.values()]
    .flatMap(({ id, status, state }) => (isServer(state) ? [{ process: id, status, state }] : []))
    .sort((a, b) => a.state.spec.nodeId - b.state.spec.nodeId)
}

const isUp = ({ status }: Server) => status === 'running' || status === 'paused'

/** The metadata of the node that has replayed most: what the stage shows as the cluster's. */
function newestImage(servers: readonly Server[]): MetadataImage | null {
  let newest: MetadataImage | null = null
  for (const server of servers) {
    const image = server.state.broker?.image ?? server.state.controller?.committed ?? null
    if (!isUp(server) || image === null) continue
    if (newest === null || image.offset > newest.offset) newest = image
  }
  return newest
}

const ROLE_WORDS = {
  Unattached: 'unattached',
  Prospective: 'prospective',
  Candidate: 'candidate',
  Leader: 'leader',
  Follower: 'follower',
  Resigned: 'resigned',
} as const

function roleOf(server: Server): ControllerView['role'] {
  const { quorum } = server.state
  return isUp(server) && quorum !== null ? ROLE_WORDS[quorum.role.name] : 'down'
}

/** Votes that an asking node has, and how many make a majority of the voters. */
function votesOf({ state }: Server): Pick<ControllerView, 'votesGranted' | 'votesNeeded'> {
  const { quorum } = state
  if (quorum === null) return { votesGranted: 0, votesNeeded: 1 }
  const { role } = quorum
  const isAsking = role.name === 'Prospective' || role.name === 'Candidate'
  return {
    votesGranted: isAsking ? role.election.granted.length : 0,
    votesNeeded: majority(quorum),
  }
}

function controllerView(server: Server): ControllerView | null {
  const { state, process, status } = server
  const { quorum, spec } = state
  if (!spec.roles.includes('controller')) return null
  return {
    id: spec.nodeId,
    process,
    up: isUp(server) && quorum !== null,
    paused: status === 'paused',
    role: roleOf(server),
    epoch: quorum?.epoch ?? 0,
    metadataEndOffset: quorum?.log.endOffset ?? 0,
    metadataHighWatermark: quorum?.highWatermark ?? null,
    ...votesOf(server),
    isVoter: true,
  }
}

function wordOf(server: Server, image: MetadataImage | null): ServerWord {
  const { status, state } = server
  if (status === 'killed') return 'killed'
  if (status === 'exited') return 'stopped'
  if (status === 'paused') return 'paused'
  if (state.phase === 'starting') return 'starting'
  if (state.phase === 'stopping') return 'stopping'
  if (state.broker?.lifecycle !== 'RUNNING') return 'recovering'
  return image?.brokers.get(state.spec.nodeId)?.fenced === true ? 'fenced' : 'running'
}

function standingOf(
  image: MetadataImage,
  replica: { readonly topicId: string; readonly partition: number },
  { broker, alive }: { readonly broker: number; readonly alive: boolean },
): ReplicaStanding {
  const topic = [...image.topics.values()].find(({ id }) => id === replica.topicId)
  const row = topic?.partitions.get(replica.partition)
  if (row === undefined || !alive) return 'offline'
  if (row.leader === broker) return 'leader'
  if (row.isr.some((id) => id === broker)) return 'inSync'
  return row.elr.some((id) => id === broker) ? 'eligible' : 'lagging'
}

function replicasOf(server: Server, image: MetadataImage): readonly ReplicaView[] {
  const broker = server.state.spec.nodeId
  const registration = image.brokers.get(broker)
  const alive = isUp(server) && registration !== undefined && !registration.fenced
  return [...(server.state.broker?.replicas.values() ?? [])]
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
    .map((replica) => ({
      topic: replica.topic,
      partition: replica.partition,
      broker,
      standing: standingOf(image, replica, { broker, alive }),
      logStartOffset: replica.log.logStartOffset,
      highWatermark: replica.log.highWatermark,
      logEndOffset: replica.log.logEndOffset,
      leaderEpoch: replica.leaderEpoch,
      underMinIsr: null,
    }))
}

function brokerView(server: Server, image: MetadataImage | null): BrokerView | null {
  const { state, process } = server
  if (!state.spec.roles.includes('broker')) return null
  const metadataOffset = state.broker?.image.offset ?? -1
  return {
    id: state.spec.nodeId,
    process,
    host: `node-${state.spec.nodeId}`,
    state: wordOf(server, image),
    metadataOffset,
    metadataGap: Math.max(0, (image?.offset ?? -1) - metadataOffset),
    replicas: image === null ? [] : replicasOf(server, image),
  }
}

function topicsOf(image: MetadataImage | null): readonly TopicView[] {
  return [...(image?.topics.values() ?? [])]
    .map((topic) => ({
      name: topic.name,
      internal: topic.name.startsWith('__'),
      partitions: [...topic.partitions]
        .sort((a, b) => a[0] - b[0])
        .map(([partition, { leader, leaderEpoch, replicas, isr, elr }]) => ({
          partition,
          leader,
          leaderEpoch,
          replicas,
          isr,
          elr,
        })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function clientsOf(world: KafkaWorld): readonly ClientView[] {
  return [...world.processes.values()]
    .flatMap(({ id, status, state }): readonly ClientView[] => {
      const word = status === 'paused' ? 'paused' : status === 'running' ? 'running' : 'exited'
      if (state?.kind === 'workload-producer') {
        const { producer, topic } = state as WorkloadProducer
        const acks = producer.acks === -1 ? 'acks=all' : `acks=${producer.acks}`
        const partitions = [...(producer.core.topics.get(topic)?.partitions ?? [])].map(
          ({ partition }) => `${topic}-${partition}`,
        )
        return [
          {
            process: id,
            kind: 'producer',
            label: id,
            detail: acks,
            group: null,
            state: word,
            partitions,
          },
        ]
      }
      if (state?.kind !== 'workload-consumer') return []
      const { consumer } = state as WorkloadConsumer
      const partitions = [...consumer.positions.keys()].sort()
      const detail = partitions.join(' ')
      return [
        {
          process: id,
          kind: 'consumer',
          label: id,
          detail,
          group: consumer.groupId,
          state: word,
          partitions,
        },
      ]
    })
    .sort((a, b) => (a.process < b.process ? -1 : 1))
}

function messagesOf(world: KafkaWorld): readonly MessageView[] {
  return [...world.network.inFlight.values()]
    .flatMap((message): readonly MessageView[] => {
      const { body, kind, to, from } = message
      if (body === null || to === null || (kind !== 'request' && kind !== 'response')) return []
      if (isQuietMessage(body)) return []
      const isBetweenServers = from.startsWith('kafka-') && to.startsWith('kafka-')
      const error = 'error' in body && body.error !== 'NONE' ? body.error : null
      return [
        {
          id: message.id,
          api: body.api,
          family: familyOf(body, isBetweenServers),
          isResponse: kind === 'response',
          error,
          from,
          to,
          sentAt: message.sentAt,
          arrivesAt: message.arrivesAt,
          partition: null,
          recordCount: recordCount(body),
        },
      ]
    })
    .sort((a, b) => a.id - b.id)
}

/** The whole stage at one instant, from the world alone. */
export function projectCluster(world: KafkaWorld): ClusterView {
  const servers = serversOf(world)
  const image = newestImage(servers)
  const controllers = servers.flatMap((server) => controllerView(server) ?? [])
  const leading = servers.find(({ state }) => (state.controller?.active ?? null) !== null)
  const groups = servers.flatMap(({ state }) =>
    [...(state.broker?.groups.shards.values() ?? [])].flatMap((shard) =>
      [...shard.groups.values()].map((group) => ({
        id: group.groupId,
        protocol: 'classic' as const,
        state: group.state,
        generation: group.generationId,
        coordinator: state.spec.nodeId,
        members: group.members.keys.map((memberId) => ({
          memberId,
          clientProcess: null,
          assigned: (group.members.entries.get(memberId)?.assignment ?? []).map(
            ([topic, partition]) => `${topic}-${partition}`,
          ),
        })),
      })),
    ),
  )
  return {
    now: world.now,
    controllers,
    quorumEpoch:
      leading?.state.quorum?.epoch ?? Math.max(0, ...controllers.map(({ epoch }) => epoch)),
    brokers: servers.flatMap((server) => brokerView(server, image) ?? []),
    topics: topicsOf(image),
    clients: clientsOf(world),
    groups,
    messages: messagesOf(world),
  }
}
