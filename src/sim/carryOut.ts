import { assertNever } from '~/base/assertNever'
import { Map } from '~/base/persistentMap'
import { invariant } from '~/base/invariant'
import { List } from 'immutable'
import { faultAt } from './disk'
import type { Draft } from './draft'
import {
  connectionOf,
  diskOf,
  drawFrom,
  goOn,
  putConnection,
  putProcess,
  report,
  schedule,
  settleConnections,
} from './draft'
import type { ConnectionId, HostId, ProcessId } from './ids'
import type { Effect, ModelTypes } from './model'
import type { Connection, Endpoint } from './network'
import { freeLane, linkKey, resolve } from './network'
import { firesAt } from './timing'
import { breakConnection, removeConnection, transmit, transmitOn, withLane } from './transmit'
import type { Process } from './world'
import { processOf } from './world'

/** What a process became and wished, and the timer that made it do so. */
interface Wishes<M extends ModelTypes> {
  readonly state: M['State'] | null
  readonly effects: readonly Effect<M>[]
  /** Key of a timer that has just fired, or null. */
  readonly fired: string | null
}

/**
 * Puts a process into the draft and carries out what it wished, in order. After an `Exit` nothing
 * more is carried out.
 */
export function carryOut<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  { state, effects, fired }: Wishes<M>,
): void {
  let { timers } = process
  if (fired !== null) timers = timers.delete(fired)
  for (const effect of effects) {
    if (effect.type === 'SetTimer') timers = setTimer(draft, { process, timers, effect })
    else if (effect.type === 'CancelTimer') {
      const left = timers.delete(effect.key)
      if (left !== timers) draft.stale += 1
      timers = left
    } else if (effect.type === 'Exit') {
      goOn(draft, process, { state, timers })
      return endProcess(draft, process.id, { status: 'exited', code: effect.code })
    } else carryOutOne(draft, process, effect)
  }
  goOn(draft, process, { state, timers })
}

type Lasting<M extends ModelTypes> = Exclude<
  Effect<M>,
  { readonly type: 'SetTimer' | 'CancelTimer' | 'Exit' }
>

// One short case per effect; splitting the switch would hide that it is complete.
function carryOutOne<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  effect: Lasting<M>,
): void {
  switch (effect.type) {
    case 'Listen':
      return listen(draft, process, effect.port)
    case 'Connect':
      return connect(draft, process, effect)
    case 'Request':
      return transmit(draft, effect.connection, {
        kind: 'request',
        direction: 'toServer',
        correlationId: effect.correlationId,
        body: effect.body,
      })
    case 'Reply':
      return reply(draft, effect)
    case 'Close':
      return close(draft, process.id, effect.connection)
    case 'WriteFile':
      return writeFile(draft, process.host, effect)
    case 'DeleteFile': {
      const disk = diskOf(draft, process.host)
      const { path } = effect
      if (faultAt(disk, path) === 'failed') return
      draft.disks = draft.disks.set(process.host, {
        ...disk,
        cached: disk.cached.delete(path),
        flushed: disk.flushed.delete(path),
      })
      return
    }
    default:
      assertNever(effect)
  }
}

function listen<M extends ModelTypes>(draft: Draft<M>, process: Process<M>, port: number): void {
  const { id, host } = process
  const key = `${host}:${port}`
  const { bindings } = draft.network
  invariant((bindings.get(key) ?? id) === id, `${key} is bound once`)
  draft.network.bindings = bindings.set(key, id)
}

function connect<M extends ModelTypes>(
  draft: Draft<M>,
  process: Process<M>,
  effect: Extract<Effect<M>, { type: 'Connect' }>,
): void {
  const { id } = process
  const end = addressOf(draft, process.host, effect)
  if (end === null) {
    schedule(draft, draft.now, {
      type: 'ConnectFailed',
      process: id,
      incarnation: process.incarnation,
      connection: effect.connection,
      reason: 'unknownHost',
    })
    return
  }
  invariant(
    connectionOf(draft, effect.connection) === undefined,
    `connection ${effect.connection} is opened once`,
  )
  putConnection(draft, {
    id: effect.connection,
    client: id,
    clientHost: process.host,
    server: null,
    serverHost: end.host,
    port: end.port,
    state: 'connecting',
    toServer: freeLane(process.host, end.host),
    toClient: freeLane(end.host, process.host),
    busy: null,
    waiting: List(),
    orphanedBy: null,
    breaksAt: null,
  })
  transmit(draft, effect.connection, {
    kind: 'open',
    direction: 'toServer',
    correlationId: -1,
    body: null,
  })
}

/** Where a name leads, seen from a host: not always to whom it means. Fault N12. */
function addressOf<M extends ModelTypes>(
  { network }: Draft<M>,
  from: HostId,
  to: { readonly host: string; readonly port: number },
): Endpoint | null {
  const found = resolve(network.names, from, to)
  if (found === null || network.misled.size === 0) return found
  const host = network.misled.get(linkKey(from, found.host))
  return host === undefined ? found : { ...found, host }
}

function reply<M extends ModelTypes>(
  draft: Draft<M>,
  effect: Extract<Effect<M>, { type: 'Reply' }>,
): void {
  const connection = connectionOf(draft, effect.connection)
  // The client may have gone; an answer to nobody is dropped, as a write to a closed socket is.
  if (connection === undefined || connection.busy !== effect.correlationId) return
  const free: Connection = { ...connection, busy: null }
  if (connection.waiting.size > 0) {
    schedule(draft, draft.now, { type: 'Dequeue', connection: connection.id })
  }
  if (connection.breaksAt === effect.correlationId) return breakConnection(draft, free)
  if (effect.body === null) return putConnection(draft, free)
  transmitOn(draft, free, {
    kind: 'response',
    direction: 'toClient',
    correlationId: effect.correlationId,
    body: effect.body,
  })
}

/** Closes a connection from the side of `id`: it hears nothing more, the other side is told. */
function close<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  connectionId: ConnectionId,
): void {
  const connection = connectionOf(draft, connectionId)
  if (connection === undefined) return
  const isClient = connection.client === id
  const mine = isClient ? 'toClient' : 'toServer'
  if (connection[mine].deaf) return
  if (connection.server === null) {
    removeConnection(draft, connectionId)
    return
  }
  const theirs = isClient ? 'toServer' : 'toClient'
  if (connection[theirs].deaf) {
    removeConnection(draft, connectionId)
    return
  }
  putConnection(draft, withLane(connection, mine, { ...connection[mine], deaf: true }))
  transmit(draft, connectionId, {
    kind: 'close',
    direction: theirs,
    correlationId: -1,
    body: null,
  })
}

interface TimerWish<M extends ModelTypes> {
  readonly process: Process<M>
  /** The process's timers after the wishes before this one. */
  readonly timers: Process<M>['timers']
  readonly effect: Extract<Effect<M>, { type: 'SetTimer' }>
}

function setTimer<M extends ModelTypes>(draft: Draft<M>, wish: TimerWish<M>): Process<M>['timers'] {
  const { process, timers, effect } = wish
  invariant(
    Number.isSafeInteger(effect.delayMicros) && effect.delayMicros >= 0,
    `timer ${effect.key} is set to a whole number of microseconds`,
  )
  const seq = schedule(draft, firesAt(process.timing, draft.now, effect.delayMicros), {
    type: 'Timer',
    process: process.id,
    incarnation: process.incarnation,
    key: effect.key,
    timer: effect.timer,
  })
  const next = timers.set(effect.key, seq)
  if (next.size === timers.size) draft.stale += 1
  return next
}

function writeFile<M extends ModelTypes>(
  draft: Draft<M>,
  host: HostId,
  effect: Extract<Effect<M>, { type: 'WriteFile' }>,
): void {
  const disk = diskOf(draft, host)
  if (faultAt(disk, effect.path) !== null) return
  const waits = effect.flush && effect.inBackground !== true
  if (waits && disk.flushed.get(effect.path) !== effect.content) waitForFlush(draft, host)
  draft.disks = draft.disks.set(host, {
    cached: disk.cached.set(effect.path, effect.content),
    flushed: effect.flush ? disk.flushed.set(effect.path, effect.content) : disk.flushed,
    flushMicros: disk.flushMicros,
    faults: disk.faults,
    copy: disk.copy,
  })
}

/** A thread that flushes goes on when the disk has answered: so does what it sends after. */
function waitForFlush<M extends ModelTypes>(draft: Draft<M>, host: HostId): void {
  const { flushMicros } = diskOf(draft, host)
  if (flushMicros === 0) return
  draft.waited += flushMicros + drawFrom(draft, `disk/${host}`, flushMicros + 1)
}

/** How a process ends. A power loss tells nobody: its connections stay open at the other end. */
export interface Ending {
  readonly status: 'exited' | 'killed'
  readonly code: number
  readonly silent?: boolean
}

/** Ends a process: timers and what it was to be told are gone, its ports are free. */
export function endProcess<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  ending: Ending,
): void {
  const process = processOf(draft, id)
  draft.network.bindings = draft.network.bindings.filter((bound) => bound !== id)
  draft.stale += process.timers.size
  for (const connection of connectionsOf(draft, id)) {
    if (ending.silent === true) {
      putConnection(draft, { ...connection, orphanedBy: process.host })
    } else {
      close(draft, id, connection.id)
    }
  }
  putProcess(draft, {
    ...process,
    status: ending.status,
    timers: Map(),
    parked: List(),
    exitCode: ending.code,
    afterEnd: List(),
  })
  for (const command of process.afterEnd) schedule(draft, draft.now, { type: 'Command', command })
  report(
    draft,
    id,
    ending.status === 'killed'
      ? { type: 'ProcessKilled' }
      : { type: 'ProcessExited', code: ending.code },
  )
}

/** The connections that a process is an end of, by id. */
function connectionsOf<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
): readonly Connection[] {
  settleConnections(draft)
  return [...draft.network.connections.values()]
    .filter((connection) => connection.client === id || connection.server === id)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
