import { List } from 'immutable'
import { Map } from '~/base/persistentMap'
import type { ConnectionId, HostId, MessageId, ProcessId, SimTime } from './ids'
import { hostId } from './ids'
import type { ModelTypes } from './model'

/** How packets fare from one host to another; each direction has its own. */
export interface Link {
  readonly latencyMicros: number
  /** Added to the latency: a draw from 0 to this, inclusive. */
  readonly jitterMicros: number
  /** Of a thousand packets, how many are lost; TCP sends them again after its timeout. */
  readonly lossPerMille: number
  /** Nothing passes; what was sent waits to be sent again. */
  readonly cut: boolean
  /** What it carries at most; null: as much as is sent. */
  readonly bytesPerSecond: number | null
}

/** Between two hosts of one site. */
const LAN_LINK: Link = {
  latencyMicros: 500,
  jitterMicros: 200,
  lossPerMille: 0,
  cut: false,
  bytesPerSecond: null,
}
/** Between two processes of one host. */
const LOOPBACK_LINK: Link = {
  latencyMicros: 60,
  jitterMicros: 20,
  lossPerMille: 0,
  cut: false,
  bytesPerSecond: null,
}

/** True for a link as it is where nobody changed it. */
export function isUsualLink(link: Link): boolean {
  return [LAN_LINK, LOOPBACK_LINK].some(
    (usual) =>
      link.latencyMicros === usual.latencyMicros &&
      link.jitterMicros === usual.jitterMicros &&
      link.lossPerMille === usual.lossPerMille &&
      link.bytesPerSecond === usual.bytesPerSecond &&
      link.cut === usual.cut,
  )
}

/** TCP's smallest retransmission timeout (Linux), µs. Model rule N4. */
export const RETRANSMIT_MICROS = 200_000

/** Which way a message of a connection goes. */
export type Direction = 'toServer' | 'toClient'

/** One message on its way. Kernel kinds (`open` … `close`) carry no body. */
export interface Message<M extends ModelTypes> {
  readonly id: MessageId
  readonly kind: 'open' | 'opened' | 'refused' | 'request' | 'response' | 'close'
  readonly connection: ConnectionId
  readonly direction: Direction
  readonly correlationId: number
  readonly body: M['Body'] | null
  readonly from: ProcessId
  /** `null` for an `open` that has not found its listener yet. */
  readonly to: ProcessId | null
  readonly fromHost: HostId
  readonly toHost: HostId
  readonly sentAt: SimTime
  /** `null` while a cut holds it up. */
  readonly arrivesAt: SimTime | null
}

/** One direction of a connection: TCP keeps its order. */
export interface Lane {
  /** The random stream that its packets' travel is drawn from, by its link. */
  readonly stream: string
  readonly lastArrival: number
  readonly held: List<MessageId>
  /** A message was dropped for good: nothing behind it can arrive any more. */
  readonly broken: boolean
  /** The receiving side has closed or died: what arrives is thrown away. */
  readonly deaf: boolean
}

/** A TCP connection between a client process and, once accepted, a server process. */
export interface Connection {
  readonly id: ConnectionId
  readonly client: ProcessId
  readonly clientHost: HostId
  readonly server: ProcessId | null
  readonly serverHost: HostId
  readonly port: number
  readonly state: 'connecting' | 'open'
  readonly toServer: Lane
  readonly toClient: Lane
  /** The correlation id of the request that the server works on, or null. */
  readonly busy: number | null
  /** Requests that arrived while the server was busy with an earlier one. */
  readonly waiting: List<MessageId>
  /** A host of this connection lost power: its peer does not know yet. */
  readonly orphanedBy: HostId | null
  /** It breaks instead of answering this request; `broken`: it has, and both ends hear of it. */
  readonly breaksAt: number | 'broken' | null
}

/** How names are found. */
export interface Names {
  /** Names that every host of the network knows. */
  readonly aliases: Map<string, HostId>
  /** Ports of the outer machine's `localhost`. */
  readonly published: Map<number, Endpoint>
  /** The person's own machine. */
  readonly outer: HostId
  /** All hosts share the outer machine's `localhost` (a cluster on loopback). */
  readonly loopback: boolean
  /** The networks that a host is in; hosts without a row are in all. */
  readonly networks?: Map<HostId, readonly string[]>
  /** The outer machine knows the aliases too (it is in the network of the hosts). */
  readonly open?: boolean
}

/** A port of a host. */
export interface Endpoint {
  readonly host: HostId
  readonly port: number
}

/** Names, listeners, links, connections and what is on its way. */
export interface Network<M extends ModelTypes> {
  readonly names: Names
  /** Listening processes by `host:port`. */
  readonly bindings: Map<string, ProcessId>
  /** Links that differ from the default, by `from>to`. */
  readonly links: Map<string, Link>
  readonly connections: Map<ConnectionId, Connection>
  readonly inFlight: Map<MessageId, Message<M>>
  readonly nextMessage: number
  /** Hosts without power. */
  readonly dark: Map<HostId, true>
  /** Links of a limited bandwidth: until when they carry what was sent, µs, by `from>to`. */
  readonly busyUntil: Map<string, number>
  /** Hosts that are looked for at another's address, by `from>to`. */
  readonly misled: Map<string, HostId>
}

/** A direction on which nothing was sent yet. */
export function freeLane(from: HostId, to: HostId): Lane {
  const stream = `network/${linkKey(from, to)}`
  return { stream, lastArrival: 0, held: List(), broken: false, deaf: false }
}

/** A network on which nothing listens. */
export function emptyNetwork<M extends ModelTypes>(names: Names): Network<M> {
  return {
    names,
    bindings: Map(),
    links: Map(),
    connections: Map(),
    inFlight: Map(),
    nextMessage: 0,
    dark: Map(),
    busyUntil: Map(),
    misled: Map(),
  }
}

/** Names that mean the host itself. */
const LOCALHOSTS: readonly string[] = ['localhost', '127.0.0.1', '0.0.0.0', '::1', '[::1]']

/** A container's name for the machine that it runs on. */
const DOCKER_HOST = 'host.docker.internal'
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/

/**
 * Finds where `host:port` leads, seen from `from`. An address that no host has is the person's
 * machine (its own address in the local network).
 * @returns `null` when the name is not known there (UnknownHostException).
 */
export function resolve(
  names: Names,
  from: HostId,
  { host: name, port }: { readonly host: string; readonly port: number },
): Endpoint | null {
  const isOuter = from === names.outer
  if (LOCALHOSTS.includes(name)) {
    return isOuter || names.loopback ? published(names, from, port) : { host: from, port }
  }
  const host =
    isOuter && !names.loopback && names.open !== true ? undefined : names.aliases.get(name)
  if (host !== undefined && shareNetwork(names, from, host)) return { host, port }
  if (IPV4.test(name) || (name === DOCKER_HOST && !isOuter)) {
    return published(names, names.outer, port)
  }
  return null
}

/** A port of the outer machine: a host's, where it is passed on, or its own. */
function published(names: Names, own: HostId, port: number): Endpoint {
  return names.published.get(port) ?? { host: own, port }
}

function shareNetwork(names: Names, from: HostId, to: HostId): boolean {
  const mine = names.networks?.get(from)
  const theirs = names.networks?.get(to)
  return mine === undefined || theirs === undefined || mine.some((name) => theirs.includes(name))
}

/** A link's key in `Network.links`. */
export function linkKey(from: HostId, to: HostId): string {
  return `${from}>${to}`
}

/** The link from one host to another. */
export function linkBetween<M extends ModelTypes>(
  network: Network<M>,
  from: HostId,
  to: HostId,
): Link {
  const changed = network.links.size === 0 ? undefined : network.links.get(linkKey(from, to))
  return changed ?? (from === to ? LOOPBACK_LINK : LAN_LINK)
}

/** Hosts of a link's key. */
export function linkEnds(key: string): { readonly from: HostId; readonly to: HostId } {
  const cut = key.indexOf('>')
  return { from: hostId(key.slice(0, cut)), to: hostId(key.slice(cut + 1)) }
}
