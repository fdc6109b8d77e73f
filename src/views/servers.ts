import type { KafkaWorld } from '~/kafka/model'
import type { MetadataImage } from '~/kafka/metadata/image'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { HostId, ProcessId } from '~/sim/ids'

/** A server process with what it knows. */
export interface Server {
  readonly process: ProcessId
  readonly host: HostId
  readonly status: KafkaProcess['status']
  readonly state: ServerState
}

type KafkaProcess = ReturnType<KafkaWorld['processes']['toArray']>[number][1]

/** Every server of a world, by node id. */
export function serversOf(world: KafkaWorld): readonly Server[] {
  const servers: Server[] = []
  for (const { id, host, status, state } of world.processes.values()) {
    if (isServer(state)) servers.push({ process: id, host, status, state })
  }
  return servers.sort((a, b) => a.state.spec.nodeId - b.state.spec.nodeId)
}

/** True while the process is there, also when it is paused. */
export function isUp({ status }: Pick<Server, 'status'>): boolean {
  return status === 'running' || status === 'paused'
}

/**
 * The metadata of the node that has replayed most: what the stage shows as the cluster's. When
 * nobody who knows any is up, what the dead knew last.
 */
export function newestImage(servers: readonly Server[]): MetadataImage | null {
  return newestOf(servers.filter(isUp)) ?? newestOf(servers)
}

function newestOf(servers: readonly Server[]): MetadataImage | null {
  let newest: MetadataImage | null = null
  for (const { state } of servers) {
    const image = state.broker?.image ?? state.controller?.committed ?? null
    if (image === null || image.offset < 0) continue
    if (newest === null || image.offset > newest.offset) newest = image
  }
  return newest
}
