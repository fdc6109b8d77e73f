import type { BrokerState, Replica } from '~/kafka/broker/brokerState'
import { brokerControlState } from '~/kafka/controller/brokerControl'
import type { ControllerState } from '~/kafka/controller/controllerState'
import { reassignmentState } from '~/kafka/controller/reassignmentEdges'
import type { KafkaWorld, ProcessState } from '~/kafka/model'
import { fetchStateOf, partitionIsrState, replicaState, segmentId } from '~/kafka/replication/edges'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import { isAlive } from '~/sim/world'
import { consumerIn } from './consumerIn'
import type { MachineInstance } from './machineView'

/** Everything that has a state machine, with its state at this instant. */
export function projectMachines(world: KafkaWorld): readonly MachineInstance[] {
  const active = newestActive(world)
  return [...world.processes.values()]
    .flatMap((process): readonly MachineInstance[] => {
      const { id, state } = process
      const owner = { process: id, isUp: isAlive(process), isActive: id === active }
      return isServer(state) ? ofServer(state, owner) : ofConsumer(state, owner)
    })
    .toSorted((a, b) => (a.machine === b.machine ? byId(a.id, b.id) : byId(a.machine, b.machine)))
}

/**
 * The process whose controller is active in the newest epoch: it is its word that counts, where an
 * older one has not heard of it, or is dead.
 */
function newestActive(world: KafkaWorld): string | null {
  let found: { readonly id: string; readonly epoch: number } | null = null
  for (const process of world.processes.values()) {
    if (!isAlive(process) || !isServer(process.state)) continue
    const epoch = process.state.controller?.active?.epoch
    if (epoch === undefined || (found !== null && found.epoch >= epoch)) continue
    found = { id: process.id, epoch }
  }
  return found?.id ?? null
}

function byId(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Owner {
  readonly process: string
  readonly isUp: boolean
  /** Its controller is the active one. */
  readonly isActive: boolean
}

function ofServer(
  server: ServerState,
  { process, isUp, isActive }: Owner,
): readonly MachineInstance[] {
  const { quorum, broker, spec } = server
  const one = (machine: string, id: string, state: string | undefined): MachineInstance => ({
    machine,
    id,
    state: isUp ? (state ?? null) : null,
    process,
  })
  const node = spec.nodeId
  const { controller } = server
  const groups = isUp
    ? [...(broker?.groups.shards.values() ?? [])].flatMap((shard) => [...shard.groups.values()])
    : []
  return [
    one('quorumRole', `node ${node}`, quorum?.role.name),
    ...(spec.roles.includes('broker')
      ? [one('brokerLifecycle', `broker ${node}`, broker?.lifecycle)]
      : []),
    ...(controller === null ? [] : ofController(controller, { node, one, isActive })),
    ...(broker === null ? [] : ofReplicas(broker, { node, one })),
    ...groups.map((group) => one('classicGroup', `group ${group.groupId}`, group.state)),
  ]
}

interface Maker {
  readonly node: number
  readonly one: (machine: string, id: string, state: string | undefined) => MachineInstance
}

function ofController(
  state: ControllerState,
  { node, one, isActive }: Maker & Pick<Owner, 'isActive'>,
): readonly MachineInstance[] {
  const activation = state.active === null ? 'Standby' : 'Active'
  // Brokers and partitions have one life each, as the active controller sees it.
  const brokers = isActive ? [...state.image.brokers.keys()] : []
  return [
    one('controllerActivation', `controller ${node}`, activation),
    ...brokers.map((id) => one('brokerControl', `broker ${id}`, brokerControlState(state, id))),
    ...(isActive ? ofReassignments(state, one) : []),
  ]
}

/** Partitions of people's topics, which the active controller may move. */
function ofReassignments(
  { image }: ControllerState,
  one: Maker['one'],
): readonly MachineInstance[] {
  return [...image.topics.values()].flatMap(({ name, partitions }) => {
    if (name.startsWith('__')) return []
    return [...partitions].map(([partition, registration]) =>
      one('reassignment', `${name}-${partition}`, reassignmentState(registration)),
    )
  })
}

/** Replicas of people's topics; those of internal ones would hide them. */
function ofReplicas(state: BrokerState, { node, one }: Maker): readonly MachineInstance[] {
  const shown = [...state.replicas.values()].filter(({ topic }) => !topic.startsWith('__'))
  return shown.flatMap((replica) => {
    const id = `${replica.name} on broker ${node}`
    const isr = partitionIsrState(replica.role)
    return [
      one('replica', id, replicaState(replica)),
      one('fetchState', id, fetchStateOf(state, replica)),
      ...(isr === null ? [] : [one('partitionIsr', id, isr)]),
      ...ofSegments(replica, { node, one }),
    ]
  })
}

/** The segments of a replica's log; the last is written to. */
function ofSegments({ name, log }: Replica, { node, one }: Maker): readonly MachineInstance[] {
  const last = log.segments.size - 1
  return [...log.segments].map(({ baseOffset }, index) =>
    one('logSegment', segmentId({ name, node }, baseOffset), index === last ? 'Active' : 'Closed'),
  )
}

function ofConsumer(state: ProcessState | null, owner: Owner): readonly MachineInstance[] {
  const consumer = consumerIn(state)
  if (consumer?.topics === undefined || consumer.topics === null || consumer.groupId === null)
    return []
  const { process, isUp } = owner
  return [
    { machine: 'classicMember', id: process, state: isUp ? consumer.membership : null, process },
  ]
}
