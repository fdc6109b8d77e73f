import { messageId, simTime, toMillis } from '~/sim/ids'
import type { ConnectionId, ProcessId } from '~/sim/ids'
import type { Message } from '~/sim/network'
import { ownTime } from '~/sim/timing'
import { isAlive, processOf } from '~/sim/world'
import type { BrokerState } from '../broker/brokerState'
import type { TopicPartition } from '../ids'
import type { MetadataImage } from '../metadata/image'
import type { KafkaModel, KafkaWorld } from '../model'
import type { Body } from '../protocol/rpc'
import { isServer } from '../server/server'
import type { ServerState } from '../server/server'

/** A broken safety property: its id in the catalogue (`LR-07`) and what was seen. */
export interface Violation {
  readonly rule: string
  readonly what: string
}

/** The states of a broker whose listeners are open. Kafka: SocketServer.enableRequestProcessing. */
export const LET_IN: ReadonlySet<BrokerState['lifecycle']> = new Set([
  'RUNNING',
  'PENDING_CONTROLLED_SHUTDOWN',
])

/** A live server now, and as it was before the event; the same, where the event left it alone. */
export interface Watched {
  readonly id: ProcessId
  readonly now: ServerState
  readonly before: ServerState | null
}

/** A message that left in the event. */
export type Sent = Message<KafkaModel>

/**
 * What a check sees: the servers that an event changed, the two worlds and what has been lost. It
 * lives inside one `checkSafety`; checks add to it what is broken.
 */
export interface Watch {
  readonly world: KafkaWorld
  readonly before: KafkaWorld | null
  readonly changed: readonly Watched[]
  readonly losses: Losses
  readonly found: Violation[]
  /** Kept when first asked for, since most events ask for neither: `serversOf`, `newestImageOf`. */
  servers: readonly ServerState[] | null
  newestImage: MetadataImage | null
}

/** What was lost, as configured: checks of what nobody promised any more rest. */
export interface Losses {
  /** Brokers that have lost data they had acknowledged: power losses, wiped disks. */
  readonly lossyBrokers: number
  /** Partitions that were given to a replica outside ISR and ELR. */
  readonly unclean: ReadonlySet<string>
  readonly ledOn: LedOn
}

/** Where a broker led on in its old epoch that had lost the end of its log: `ledOnAfter`. */
export interface LedOn {
  /** The partitions, and the brokers that led on in each. */
  readonly by: ReadonlyMap<TopicPartition, ReadonlySet<number>>
  /** Those in which one of them wrote. */
  readonly written: ReadonlySet<TopicPartition>
}

/** Nothing was lost. */
export const NO_LOSSES: Losses = {
  lossyBrokers: 0,
  unclean: new Set(),
  ledOn: { by: new Map(), written: new Set() },
}

function liveServer(world: KafkaWorld | null, id: ProcessId): ServerState | null {
  const process = world?.processes.get(id)
  if (process === undefined || !isAlive(process)) return null
  return isServer(process.state) ? process.state : null
}

/** The live servers of a world that its last event changed, beside those of the world before. */
export function watch(world: KafkaWorld, before: KafkaWorld | null, losses: Losses): Watch {
  const changed: Watched[] = []
  world.processes.forEachNew(before?.processes, (process, id) => {
    const now = liveServer(world, id)
    if (now === null) return
    // Another incarnation has forgotten: nothing of it can be compared.
    const isSame = before?.processes.get(id)?.incarnation === process.incarnation
    const old = isSame ? liveServer(before, id) : null
    if (now !== old) changed.push({ id, now, before: old })
  })
  return { world, before, changed, losses, found: [], servers: null, newestImage: null }
}

/** Milliseconds now, by the timers of a process. */
export function ownMs({ world }: Watch, id: ProcessId): number {
  const { timing } = processOf(world, id)
  return toMillis(timing === null ? world.now : simTime(ownTime(timing, world.now)))
}

/** Notes that something is broken: its id in the catalogue (`LR-07`) and what was seen. */
export function broken(watch: Watch, rule: string, what: string): void {
  watch.found.push({ rule, what })
}

/** All live servers as they are now. */
export function serversOf(watch: Watch): readonly ServerState[] {
  if (watch.servers !== null) return watch.servers
  const servers: ServerState[] = []
  watch.world.processes.forEach((_, id) => {
    const server = liveServer(watch.world, id)
    if (server !== null) servers.push(server)
  })
  watch.servers = servers
  return servers
}

/** The newest committed metadata that anybody alive knows, or null: nobody knows any. */
export function newestImageOf(watch: Watch): MetadataImage | null {
  if (watch.newestImage !== null) return watch.newestImage
  let newest: MetadataImage | null = null
  for (const { controller, broker } of serversOf(watch)) {
    newest = newer(newer(newest, controller?.committed), broker?.image)
  }
  watch.newestImage = newest
  return newest
}

function newer(one: MetadataImage | null, other: MetadataImage | undefined): MetadataImage | null {
  return other !== undefined && (one === null || other.offset > one.offset) ? other : one
}

/** Hands over every message that a changed server has sent in the event. */
export function eachSent(watch: Watch, each: (from: Watched, message: Sent) => void): void {
  const { world, before, changed } = watch
  if (before === null) return
  const { inFlight, nextMessage } = world.network
  // Messages are numbered in the order in which they are sent.
  for (let id = before.network.nextMessage; id < nextMessage; id += 1) {
    const message = inFlight.get(messageId(id))
    if (message === undefined) continue
    for (const row of changed) if (row.id === message.from) each(row, message)
  }
}

interface Asked {
  readonly connection: ConnectionId
  readonly correlationId: number
}

/** The request that arrived in the event, where it is this one; null: it came before. */
export function requestOf({ before }: Watch, asked: Asked): Body | null {
  for (const message of before?.network.inFlight.values() ?? []) {
    const { kind, connection, correlationId, body } = message
    const isIt = connection === asked.connection && correlationId === asked.correlationId
    if (isIt && kind === 'request') return body
  }
  return null
}

interface Placed {
  readonly baseOffset: number
  readonly lastOffset: number
}

/** The last batch that lies below an end, by halving; what is asked for is mostly near a log's end. */
export function lastBelow<B extends Placed>(
  batches: { readonly size: number; readonly get: (index: number) => B | undefined },
  end: number,
): B | undefined {
  let high = batches.size
  let low = high
  for (let stride = 1; low > 0; stride *= 2) {
    low = Math.max(0, high - stride)
    if ((batches.get(low)?.lastOffset ?? 0) < end) break
    high = low
  }
  while (low < high) {
    const middle = (low + high) >> 1
    if ((batches.get(middle)?.lastOffset ?? 0) < end) low = middle + 1
    else high = middle
  }
  // A List counts a negative index from its end.
  return low === 0 ? undefined : batches.get(low - 1)
}
