import type { ProcessId } from '~/sim/ids'
import type { Message } from '~/sim/network'
import { isAlive } from '~/sim/world'
import type { BrokerState } from '../broker/brokerState'
import type { KafkaModel, KafkaWorld } from '../model'
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

/** What a check sees: all live servers, those the event changed, and what has been lost. */
export interface Watch {
  readonly all: () => readonly Watched[]
  readonly changed: readonly Watched[]
  /** What the changed servers have sent. */
  readonly sent: () => readonly (Watched & { readonly message: Sent })[]
  readonly losses: Losses
}

/** What was lost, as configured: checks of what nobody promised any more rest. */
export interface Losses {
  /** Brokers that have lost data they had acknowledged: power losses, wiped disks. */
  readonly lossyBrokers: number
  /** Partitions that were given to a replica outside ISR and ELR. */
  readonly unclean: ReadonlySet<string>
}

/** Nothing was lost. */
export const NO_LOSSES: Losses = { lossyBrokers: 0, unclean: new Set() }

function liveServer(world: KafkaWorld | null, id: ProcessId): ServerState | null {
  const process = world?.processes.get(id)
  if (process === undefined || !isAlive(process)) return null
  return isServer(process.state) ? process.state : null
}

/** The live servers of a world that its last event changed, beside those of the world before. */
export function watch(world: KafkaWorld, before: KafkaWorld | null, losses: Losses): Watch {
  const beside = (id: ProcessId): Watched | null => {
    const now = liveServer(world, id)
    if (now === null) return null
    // Another incarnation has forgotten: nothing of it can be compared.
    const isSame = before?.processes.get(id)?.incarnation === world.processes.get(id)?.incarnation
    return { id, now, before: isSame ? liveServer(before, id) : null }
  }
  const changed: Watched[] = []
  world.processes.forEachNew(before?.processes, (_, id) => {
    const watched = beside(id)
    if (watched !== null && watched.now !== watched.before) changed.push(watched)
  })
  // Most events need no more than what they changed.
  let everybody: readonly Watched[] | null = null
  const all = () => (everybody ??= [...world.processes.keys()].flatMap((id) => beside(id) ?? []))
  return { all, changed, sent: () => sentBy(changed, world, before), losses }
}

function sentBy(changed: readonly Watched[], world: KafkaWorld, before: KafkaWorld | null) {
  const sent: (Watched & { readonly message: Sent })[] = []
  if (before === null) return sent
  world.network.inFlight.forEachNew(before.network.inFlight, (message, id) => {
    if (before.network.inFlight.has(id)) return
    const from = changed.find((row) => row.id === message.from)
    if (from !== undefined) sent.push({ ...from, message })
  })
  return sent
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

/** A check of one thing: the facts that must hold, each with its id and what is said if it does not. */
export type Rows = readonly (readonly [rule: string, holds: boolean, what: () => string])[]

const NONE: readonly never[] = []

/** The facts of a check that do not hold. */
export function broken(rows: Rows): readonly Violation[] {
  let found: Violation[] | null = null
  for (const row of rows) {
    if (!row[1]) (found ??= []).push({ rule: row[0], what: row[2]() })
  }
  return found ?? NONE
}
