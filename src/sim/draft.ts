import { Map } from '~/base/persistentMap'
import type { Mutable } from '~/base/mutable'
import { faultAt } from './disk'
import type { FactRecord, KernelFact } from './facts'
import { heapItems, heapOf, insert, withoutFirst } from './heap'
import type { ConnectionId, HostId, ProcessId } from './ids'
import { simTime } from './ids'
import type { Context, ModelTypes } from './model'
import type { Connection, Network } from './network'
import { resolve } from './network'
import { draw, firstState } from './random'
import type { Disk, Due, Process, QueuedEvent, World } from './world'
import { ownTime } from './timing'
import { isAlive } from './world'

/**
 * The next world while it is being made: fields are replaced, what they hold is never changed
 * (the network's own fields are the draft's, too). It lives inside one `step` or `apply`, so that
 * both stay pure.
 */
export interface Draft<M extends ModelTypes> extends Mutable<World<M>> {
  network: Mutable<Network<M>>
  /** Index of the event that is being handled: the cause of all it schedules. */
  readonly cause: number
  readonly facts: FactRecord<M>[]
  /** The connection that was put last: it is not among the network's yet. Use `connectionOf`. */
  touched: Connection | null
  /** How long the process has waited for its disk since the event, µs: what it sends leaves then. */
  waited: number
  /** The slow process that takes up what waited for it, while it does. */
  takesUp: ProcessId | null
}

/** A draft of the world after `world`, at the instant `at` (µs). */
export function draftOf<M extends ModelTypes>(world: World<M>, at: number): Draft<M> {
  // Written out: a literal of one shape is made several times faster than a spread.
  return {
    program: world.program,
    seed: world.seed,
    now: simTime(at),
    eventCount: world.eventCount,
    nextSeq: world.nextSeq,
    queue: world.queue,
    queued: world.queued,
    stale: world.stale,
    random: world.random,
    network: {
      names: world.network.names,
      bindings: world.network.bindings,
      links: world.network.links,
      connections: world.network.connections,
      inFlight: world.network.inFlight,
      nextMessage: world.network.nextMessage,
      dark: world.network.dark,
      busyUntil: world.network.busyUntil,
      misled: world.network.misled,
    },
    disks: world.disks,
    processes: world.processes,
    faults: world.faults,
    cause: world.eventCount,
    facts: [],
    touched: null,
    waited: 0,
    takesUp: null,
  }
}

/** The finished world; the event that was handled is counted. */
export function worldOf<M extends ModelTypes>(draft: Draft<M>): World<M> {
  settleConnections(draft)
  return {
    program: draft.program,
    seed: draft.seed,
    now: draft.now,
    eventCount: draft.cause + 1,
    nextSeq: draft.nextSeq,
    queue: draft.queue,
    queued: draft.queued,
    stale: draft.stale,
    random: draft.random,
    network: draft.network,
    disks: draft.disks,
    processes: draft.processes,
    faults: draft.faults,
  }
}

/** Puts something into the queue and returns its sequence number. */
export function schedule<M extends ModelTypes>(draft: Draft<M>, at: number, what: Due<M>): number {
  const seq = draft.nextSeq
  draft.nextSeq = seq + 1
  draft.queue = insert(draft.queue, { at, seq, cause: draft.cause, what })
  draft.queued += 1
  return seq
}

/** Takes a command that is not due yet out of the queue. */
export function unschedule<M extends ModelTypes>(draft: Draft<M>, seq: number): null {
  const kept = heapItems(draft.queue).filter(
    (event) => event.seq !== seq || event.what.type !== 'Command',
  )
  draft.queue = heapOf(kept)
  draft.queued = kept.length
  return null
}

/** Takes the first event out of the queue. */
export function unqueue<M extends ModelTypes>(draft: Draft<M>): void {
  draft.queue = withoutFirst(draft.queue)
  draft.queued -= 1
}

/** Stale timers that are not worth the trouble of looking for them. */
const STALE_KEPT = 64

/**
 * Throws the stale timers out of the queue once they are three quarters of it: nearly every
 * request has a time limit that is cancelled long before it is due.
 */
export function sweepQueue<M extends ModelTypes>(draft: Draft<M>): void {
  if (draft.stale < STALE_KEPT || draft.stale * 4 < draft.queued * 3) return
  const kept = heapItems(draft.queue).filter((event) => !isStale(draft, event))
  draft.queue = heapOf(kept)
  draft.queued = kept.length
  draft.stale = 0
}

/** True when an event is a timer that was cancelled, set anew, or died with its process. */
export function isStale<M extends ModelTypes>(draft: Draft<M>, event: QueuedEvent<M>): boolean {
  const { what } = event
  if (what.type !== 'Timer') return false
  const process = draft.processes.get(what.process)
  if (process === undefined || process.incarnation !== what.incarnation) return true
  return process.timers.get(what.key) !== event.seq || !isAlive(process)
}

/** Notes that something happened in `process` (null: nowhere in particular). */
export function report<M extends ModelTypes>(
  draft: Draft<M>,
  process: ProcessId | null,
  fact: M['Fact'] | KernelFact,
): void {
  draft.facts.push({ event: draft.cause, at: draft.now, process, fact })
}

/** A number in [0, bound) from the stream `name`. */
export function drawFrom<M extends ModelTypes>(
  draft: Draft<M>,
  name: string,
  bound: number,
): number {
  const drawn = draw(draft.random.get(name) ?? firstState(draft.seed, name), bound)
  draft.random = draft.random.set(name, drawn.state)
  return drawn.value
}

/** A connection as it is now. */
export function connectionOf<M extends ModelTypes>(
  draft: Draft<M>,
  id: ConnectionId,
): Connection | undefined {
  return draft.touched !== null && draft.touched.id === id
    ? draft.touched
    : draft.network.connections.get(id)
}

/** Replaces a connection: most inputs touch one, and that more than once. */
export function putConnection<M extends ModelTypes>(draft: Draft<M>, connection: Connection): void {
  if (draft.touched !== null && draft.touched.id !== connection.id) settleConnections(draft)
  draft.touched = shapedConnection(connection)
}

/** Puts the touched connection among the others; whoever looks at all of them does so first. */
export function settleConnections<M extends ModelTypes>(draft: Draft<M>): void {
  const { touched, network } = draft
  if (touched === null) return
  network.connections = network.connections.set(touched.id, touched)
  draft.touched = null
}

/** The same in the one shape that all connections have; decision record 0006. */
function shapedConnection(connection: Connection): Connection {
  return {
    id: connection.id,
    client: connection.client,
    clientHost: connection.clientHost,
    server: connection.server,
    serverHost: connection.serverHost,
    port: connection.port,
    state: connection.state,
    toServer: connection.toServer,
    toClient: connection.toClient,
    busy: connection.busy,
    waiting: connection.waiting,
    orphanedBy: connection.orphanedBy,
    breaksAt: connection.breaksAt,
  }
}

/** A process goes on with another state and other timers; written out, decision record 0006. */
export function goOn<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  { state, timers }: Pick<Process<M>, 'state' | 'timers'>,
): void {
  draft.processes = draft.processes.set(process.id, {
    id: process.id,
    host: process.host,
    spec: process.spec,
    status: process.status,
    incarnation: process.incarnation,
    state,
    timers,
    parked: process.parked,
    exitCode: process.exitCode,
    startedAt: process.startedAt,
    afterEnd: process.afterEnd,
    cpu: process.cpu,
    aheadMicros: process.aheadMicros,
    timing: process.timing,
  })
}

/** Replaces a process. */
export function putProcess<M extends ModelTypes>(draft: Draft<M>, process: Process<M>): void {
  draft.processes = draft.processes.set(process.id, shapedProcess(process))
}

/** The same in the one shape that all processes have; decision record 0006. */
function shapedProcess<M extends ModelTypes>(process: Process<M>): Process<M> {
  return {
    id: process.id,
    host: process.host,
    spec: process.spec,
    status: process.status,
    incarnation: process.incarnation,
    state: process.state,
    timers: process.timers,
    parked: process.parked,
    exitCode: process.exitCode,
    startedAt: process.startedAt,
    afterEnd: process.afterEnd,
    cpu: process.cpu,
    aheadMicros: process.aheadMicros,
    timing: process.timing,
  }
}

const EMPTY_FILES = Map<string, never>()
const NO_FAULTS: readonly never[] = []

/** A flush takes this much and up to as much again, µs: a disk of a virtual machine. */
export const FLUSH_MICROS = 10_000

/** A host's disk; an empty one where nothing was written yet. */
export function diskOf<M extends ModelTypes>(draft: Draft<M>, host: HostId): Disk<M> {
  return (
    draft.disks.get(host) ?? {
      cached: EMPTY_FILES,
      flushed: EMPTY_FILES,
      flushMicros: FLUSH_MICROS,
      faults: NO_FAULTS,
      copy: null,
    }
  )
}

/** What a process can see while it handles one input. */
export function contextOf<M extends ModelTypes>(draft: Draft<M>, process: Process<M>): Context<M> {
  const { id, host, incarnation, aheadMicros, timing } = process
  return {
    now: timing === null ? draft.now : simTime(ownTime(timing, draft.now)),
    clock: aheadMicros === 0 ? draft.now : simTime(draft.now + aheadMicros),
    process: id,
    host,
    incarnation,
    draw: (stream, bound) => drawFrom(draft, `${id}/${stream}`, bound),
    readFile: (path) => {
      const disk = draft.disks.get(host)
      return disk === undefined || faultAt(disk, path) === 'failed'
        ? undefined
        : disk.cached.get(path)
    },
    listFiles: () => {
      const disk = diskOf(draft, host)
      return [...disk.cached.keys()].filter((path) => faultAt(disk, path) !== 'failed').sort()
    },
    diskFault: (path) => faultAt(diskOf(draft, host), path),
    knowsHost: (name) => resolve(draft.network.names, host, { host: name, port: 0 }) !== null,
  }
}
