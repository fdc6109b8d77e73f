import type { KafkaWorld } from '~/kafka/model'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import type { GroupView } from './clusterView'
import type { Memo } from './memo'
import { keep, keepList } from './memo'
import { memberProcesses } from './projectClients'
import type { Server } from './servers'
import { isUp } from './servers'

interface Found {
  readonly group: ClassicGroup
  readonly broker: number
  readonly isUp: boolean
  readonly leaderEpoch: number
}

/** The groups, each as its newest coordinator has it; by id. */
export function groupsOf(
  memo: Memo,
  servers: readonly Server[],
  world: KafkaWorld,
): readonly GroupView[] {
  const newest = new Map<string, Found>()
  for (const server of servers) {
    for (const found of foundAt(server)) {
      const old = newest.get(found.group.groupId)
      if (old === undefined || isNewer(found, old)) newest.set(found.group.groupId, found)
    }
  }
  const processes = memberProcesses(world)
  const list = [...newest.values()].map((found) => {
    const { group, broker } = found
    const members = group.members.keys.map((id) => processes.get(id) ?? null)
    return keep(memo, `group/${group.groupId}`, {
      from: [group, broker, found.isUp, ...members],
      by: () => groupView(found, members),
    })
  })
  return keepList(
    memo,
    'groups',
    list.sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
}

function foundAt(server: Server): readonly Found[] {
  const shards = server.state.broker?.groups.shards
  if (shards === undefined) return []
  return [...shards.values()].flatMap(({ groups, leaderEpoch }) =>
    [...groups.values()].map((group) => ({
      group,
      broker: server.state.spec.nodeId,
      isUp: isUp(server),
      leaderEpoch,
    })),
  )
}

/** A coordinator that is up before one that died, then the later leader of the partition. */
function isNewer(a: Found, b: Found): boolean {
  return a.isUp === b.isUp ? a.leaderEpoch > b.leaderEpoch : a.isUp
}

function groupView(
  { group, broker, isUp: hasCoordinator }: Found,
  processes: readonly (string | null)[],
): GroupView {
  return {
    id: group.groupId,
    protocol: 'classic',
    state: group.state,
    generation: group.generationId,
    coordinator: hasCoordinator ? broker : null,
    members: group.members.keys.map((memberId, index) => ({
      memberId,
      clientProcess: processes[index] ?? null,
      assigned: (group.members.entries.get(memberId)?.assignment ?? []).map(
        ([topic, partition]) => `${topic}-${partition}`,
      ),
    })),
  }
}
