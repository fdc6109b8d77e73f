import type { KafkaWorld } from '~/kafka/model'
import type { ClusterView, GroupView } from './clusterView'
import type { Memo } from './memo'
import { keep, keepList, newMemo } from './memo'
import { brokerView } from './projectBrokers'
import { clientsOf } from './projectClients'
import { controllerView } from './projectControllers'
import { groupsOf } from './projectGroups'
import { linksOf, messagesOf } from './projectMessages'
import { topicsOf } from './projectTopics'
import { newestImage, serversOf } from './servers'

/** The whole stage at one instant, from the world alone. */
export type ClusterProjection = (world: KafkaWorld) => ClusterView

/**
 * A projection that remembers its newest parts: what the next world shares with the last one is
 * the same object in both views, so that only what changed is drawn again.
 */
export function newClusterProjection(): ClusterProjection {
  const memo = newMemo()
  return (world) => project(memo, world)
}

function project(memo: Memo, world: KafkaWorld): ClusterView {
  const servers = serversOf(world)
  const image = newestImage(servers)
  const controllers = keepList(
    memo,
    'controllers',
    servers.flatMap((server) => controllerView(memo, server) ?? []),
  )
  const leading = servers.find(
    ({ state, status }) => status === 'running' && (state.controller?.active ?? null) !== null,
  )
  const topics = topicsOf(memo, image, servers)
  const groups = groupsOf(memo, servers, world)
  const coordinates = keep(memo, 'coordinates', {
    from: [groups],
    by: () => coordinatedBy(groups),
  })
  const brokers = servers.flatMap(
    (server) => brokerView(memo, server, { world, image, topics, coordinates }) ?? [],
  )
  return {
    now: world.now,
    controllers,
    quorumEpoch:
      leading?.state.quorum?.epoch ?? Math.max(0, ...controllers.map(({ epoch }) => epoch)),
    brokers: keepList(memo, 'brokers', brokers),
    topics,
    clients: clientsOf(memo, world),
    groups,
    ...messagesOf(memo, world, new Set(servers.map(({ process }) => process))),
    links: linksOf(memo, world),
  }
}

function coordinatedBy(groups: readonly GroupView[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>()
  for (const { id, coordinator } of groups) {
    if (coordinator === null) continue
    found.set(coordinator, [...(found.get(coordinator) ?? []), id])
  }
  return found
}
