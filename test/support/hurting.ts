import { OUTER_HOST } from '~/engine/build'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Scenario } from '~/scenarios/scenario'
import { hostId } from '~/sim/ids'
import type { HostId } from '~/sim/ids'
import type { Link } from '~/sim/network'
import type { Command } from '~/sim/world'

/** A draw below a bound. */
export type Roll = (bound: number) => number
/** A command of a person. */
export type Order = Command<KafkaModel>

/** In µs. */
export const SECOND = 1_000_000

/** What a fault is drawn from. */
export interface Hurting {
  readonly scenario: Scenario
  readonly world: KafkaWorld
  readonly roll: Roll
  /** Brokers that have lost data; grows with a power loss or a wiped disk. */
  readonly lossy: Set<number>
  /** Numbers the tools' processes. */
  readonly count: number
  /** Hurt with every kind of fault, see `SWARM_FAULTS`. */
  readonly isSwarm: boolean
}

/** A kind of fault: its commands, none where it does not apply. */
export type Fault = (hurting: Hurting, node: number) => readonly Order[]

export const hostOf = (node: number) => hostId(`node-${node}`)
export const later = (seconds: number, command: Order): Order =>
  laterMicros(seconds * SECOND, command)
export const laterMicros = (delayMicros: number, command: Order): Order => ({
  type: 'Schedule',
  delayMicros,
  command,
})
export const link = (from: HostId, to: HostId, part: Partial<Link>): Order => ({
  type: 'SetLink',
  from,
  to,
  link: part,
})
export const bothWays = (a: HostId, b: HostId, part: Partial<Link>) => [
  link(a, b, part),
  link(b, a, part),
]

/** The hosts of all other servers, and the clients'. */
export function otherHosts({ scenario }: Hurting, node: number): readonly HostId[] {
  const others = scenario.servers.filter(({ spec }) => spec.nodeId !== node)
  return [...others.map(({ spec }) => hostOf(spec.nodeId)), OUTER_HOST]
}
