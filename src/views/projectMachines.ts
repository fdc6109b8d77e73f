import type { KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { isAlive } from '~/sim/world'
import type { MachineInstance } from './machineView'

/** Everything that has a state machine, with its state at this instant. */
export function projectMachines(world: KafkaWorld): readonly MachineInstance[] {
  return [...world.processes.values()]
    .flatMap((process): readonly MachineInstance[] => {
      const { id, state } = process
      return isServer(state) ? ofServer(state, { process: id, isUp: isAlive(process) }) : []
    })
    .toSorted((a, b) => (a.machine === b.machine ? byId(a.id, b.id) : byId(a.machine, b.machine)))
}

function byId(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Owner {
  readonly process: string
  readonly isUp: boolean
}

function ofServer(server: ServerState, { process, isUp }: Owner): readonly MachineInstance[] {
  const { quorum, broker, spec } = server
  const one = (machine: string, id: string, state: string | undefined): MachineInstance => ({
    machine,
    id,
    state: isUp ? (state ?? null) : null,
    process,
  })
  const node = spec.nodeId
  const groups = isUp
    ? [...(broker?.groups.shards.values() ?? [])].flatMap((shard) => [...shard.groups.values()])
    : []
  return [
    one('quorumRole', `node ${node}`, quorum?.role.name),
    ...(spec.roles.includes('broker')
      ? [one('brokerLifecycle', `broker ${node}`, broker?.lifecycle)]
      : []),
    ...groups.map((group) => one('classicGroup', `group ${group.groupId}`, group.state)),
  ]
}
