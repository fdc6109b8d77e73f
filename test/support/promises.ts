import { serverProcess } from '~/engine/build'
import type { Replica } from '~/kafka/broker/brokerState'
import { membersOf } from '~/kafka/group/classicGroup'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import type { ServerState } from '~/kafka/server/server'
import type { Scenario } from '~/scenarios/scenario'
import { processId } from '~/sim/ids'
import type { Step } from '~/sim/world'

/** What the clients were told: acknowledged numbers by place, and when each producer last was. */
export interface Promises {
  /** `orders-0@17` → the record's number. Only acks=all. */
  readonly acknowledged: Map<string, number>
  readonly lastAckAt: Map<string, number>
  /** A partition was given to a replica outside ISR and ELR: it may have lost anything. */
  readonly unclean: Set<string>
}

/** Nothing promised yet. */
export function noPromises(): Promises {
  return { acknowledged: new Map(), lastAckAt: new Map(), unclean: new Set() }
}

/** Notes what an event promised. */
export function note(promises: Promises, facts: Step<KafkaModel>['facts'], now: number): void {
  for (const { process, fact } of facts) {
    if (fact.type === 'PartitionChanged' && fact.election === 'unclean') {
      promises.unclean.add(`${fact.topic}-${fact.partition}`)
    }
    if (fact.type !== 'RecordAcknowledged') continue
    if (process !== null) promises.lastAckAt.set(process, now)
    if (fact.acks !== -1) continue
    // Numbers count over all partitions: of a batch only the first and the last are known.
    const name = `${fact.topic}-${fact.partition}`
    promises.acknowledged.set(`${name}@${fact.baseOffset}`, fact.firstNumber)
    promises.acknowledged.set(`${name}@${fact.baseOffset + fact.count - 1}`, fact.lastNumber)
  }
}

/** A part of the end that does not hold, or null. */
export function notKept(
  promises: Promises,
  {
    scenario,
    world,
    lossyBrokers,
  }: {
    readonly scenario: Scenario
    readonly world: KafkaWorld
    readonly lossyBrokers: number
  },
): string | null {
  const minIsr = Number(scenario.topics[0]?.configs['min.insync.replicas'] ?? '1')
  const servers = serversOf(scenario, world)
  return (
    (lossyBrokers < minIsr ? lost(promises, servers) : null) ??
    repeated(servers) ??
    silentProducer(promises, { scenario, world }) ??
    unstableGroup(scenario, servers)
  )
}

function serversOf(scenario: Scenario, world: KafkaWorld): readonly ServerState[] {
  return scenario.servers.flatMap(({ spec }) => {
    const state = world.processes.get(serverProcess(spec.nodeId))?.state ?? null
    return isServer(state) ? [state] : []
  })
}

/** CL-01: what was acknowledged with acks=all stands at its place in the leader's log. */
function lost(promises: Promises, servers: readonly ServerState[]): string | null {
  const records = new Map<string, string | null>()
  for (const { broker } of servers) {
    for (const replica of broker?.replicas.values() ?? []) {
      if (replica.role.type !== 'leader' || replica.topic !== 'orders') continue
      placeRecords(records, replica)
    }
  }
  for (const [place, number] of promises.acknowledged) {
    if (promises.unclean.has(place.split('@')[0] ?? '')) continue
    const value = records.get(place)
    if (numberOf(value) === number) continue
    return `CL-01: acknowledged record ${number} at ${place} is ${String(value)}`
  }
  return null
}

function placeRecords(records: Map<string, string | null>, { log, name }: Replica): void {
  for (const batch of log.batches) {
    for (const { offset, value } of batch.records) records.set(`${name}@${offset}`, value)
  }
}

/**
 * CL-04, PI-05: an idempotent producer's records stand once each, in the order in which they were
 * sent. One that has raised its epoch may have overtaken itself: KAFKA-15591.
 */
export function repeated(servers: readonly ServerState[]): string | null {
  for (const { broker } of servers) {
    for (const replica of broker?.replicas.values() ?? []) {
      const isIts = replica.topic === 'orders' && replica.role.type === 'leader'
      const found = isIts ? outOfOrder(replica) : null
      if (found !== null) return found
    }
  }
  return null
}

function outOfOrder({ name, log }: Replica): string | null {
  const seen = new Map<number, Set<number>>()
  const last = new Map<number, number>()
  for (const { producerId, producerEpoch, records } of log.batches) {
    if (producerId < 0) continue
    const known = seen.get(producerId) ?? new Set()
    seen.set(producerId, known)
    for (const { value } of records) {
      const number = numberOf(value)
      const before = last.get(producerId) ?? -1
      if (producerEpoch === 0 && number <= before) {
        const rule = known.has(number) ? 'CL-04' : 'PI-05'
        return `${rule}: ${name} has record ${number} of producer ${producerId} after ${before}`
      }
      known.add(number)
      last.set(producerId, number)
    }
  }
  return null
}

function numberOf(value: string | null | undefined): number {
  return Number(value?.split('-')[1])
}

/** LV-16, LV-29: whoever sends is answered again. */
function silentProducer(
  promises: Promises,
  { scenario, world }: { readonly scenario: Scenario; readonly world: KafkaWorld },
): string | null {
  for (const { id, kind } of scenario.workload) {
    if (kind !== 'producer') continue
    const at = promises.lastAckAt.get(processId(id)) ?? 0
    if (world.now - at > 30_000_000) return `LV-29: ${id} was last answered at ${at}`
  }
  return null
}

/** LV-21: the group of the running consumers is Stable. */
function unstableGroup(scenario: Scenario, servers: readonly ServerState[]): string | null {
  const consumers = scenario.workload.filter(({ kind }) => kind === 'consumer').length
  const groups = servers.flatMap(({ broker }) =>
    [...(broker?.groups.shards.values() ?? [])].flatMap((shard) => {
      const group = shard.groups.get('billing')
      return group === undefined ? [] : [group]
    }),
  )
  const [group] = groups
  if (group === undefined) return 'LV-21: billing has no coordinator'
  const members = membersOf(group).length
  if (group.state === 'Stable' && members === consumers) return null
  return `LV-21: billing is ${group.state} with ${members} of ${consumers} members`
}
