import type { ClusterView } from '~/views/clusterView'
import type { StageShape } from './layout'

/** What stands on the stage, without its states. */
export function shapeOf(cluster: ClusterView): StageShape {
  return {
    controllers: cluster.controllers.map(({ id, process }) => ({ id, process })),
    brokers: cluster.brokers.map(({ id, process, rack }) => ({ id, process, rack })),
    topics: ownFirst(cluster.topics).map(({ name, internal, partitions }) => ({
      name,
      internal,
      partitions: partitions.map(({ partition }) => partition),
    })),
    clients: cluster.clients.map(({ process, kind, group }) => ({ process, kind, group })),
    groups: cluster.groups.map(({ id }) => id),
  }
}

/** Internal topics stand at the end, where they are least in the way. */
function ownFirst(topics: ClusterView['topics']): ClusterView['topics'] {
  return [...topics.filter((topic) => !topic.internal), ...topics.filter((topic) => topic.internal)]
}

/** Two shapes with the same key are laid out the same; cheap enough for every frame. */
export function shapeKey({ controllers, brokers, topics, clients, groups }: ClusterView): string {
  return [
    controllers.map(({ id }) => id).join(),
    brokers.map(({ id, rack }) => (rack === null ? id : `${id}@${rack}`)).join(),
    topics.map(({ name, partitions }) => `${name}*${partitions.length}`).join(),
    clients.map(({ process, kind, group }) => `${process}/${kind}/${group ?? ''}`).join(),
    groups.map(({ id }) => id).join(),
  ].join(' ')
}
