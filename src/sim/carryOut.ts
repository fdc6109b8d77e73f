import { assertNever } from '~/base/assertNever'
import { invariant } from '~/base/invariant'
import { List } from 'immutable'
import type { Draft } from './draft'
import { diskOf, putProcess, report, schedule } from './draft'
import type { ConnectionId, HostId, ProcessId } from './ids'
import type { Effect, ModelTypes } from './model'
import type { Connection } from './network'
import { FREE_LANE, resolve } from './network'
import { putConnection, removeConnection, transmit, withLane } from './transmit'
import { processOf } from './world'

/** Carries out what a process wished, in order. After an `Exit` nothing more is carried out. */
export function carryOut<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  effects: readonly Effect<M>[],
): void {
  for (const effect of effects) {
    if (processOf(draft, id).status !== 'running') return
    carryOutOne(draft, id, effect)
  }
}

// One short case per effect; splitting the switch would hide that it is complete.
function carryOutOne<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  effect: Effect<M>,
): void {
  switch (effect.type) {
    case 'Listen':
      return listen(draft, id, effect.port)
    case 'Connect':
      return connect(draft, id, effect)
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
      return close(draft, id, effect.connection)
    case 'SetTimer':
      return setTimer(draft, id, effect)
    case 'CancelTimer': {
      const process = processOf(draft, id)
      return putProcess(draft, { ...process, timers: process.timers.delete(effect.key) })
    }
    case 'WriteFile':
      return writeFile(draft, processOf(draft, id).host, effect)
    case 'DeleteFile': {
      const { host } = processOf(draft, id)
      const disk = diskOf(draft, host)
      const { path } = effect
      draft.disks = draft.disks.set(host, {
        cached: disk.cached.delete(path),
        flushed: disk.flushed.delete(path),
      })
      return
    }
    case 'Exit':
      return endProcess(draft, id, { status: 'exited', code: effect.code })
    default:
      assertNever(effect)
  }
}

function listen<M extends ModelTypes>(draft: Draft<M>, id: ProcessId, port: number): void {
  const key = `${processOf(draft, id).host}:${port}`
  const { bindings } = draft.network
  invariant((bindings.get(key) ?? id) === id, `${key} is bound once`)
  draft.network = { ...draft.network, bindings: bindings.set(key, id) }
}

function connect<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  effect: Extract<Effect<M>, { type: 'Connect' }>,
): void {
  const process = processOf(draft, id)
  const end = resolve(draft.network.names, process.host, effect)
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
    !draft.network.connections.has(effect.connection),
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
    toServer: FREE_LANE,
    toClient: FREE_LANE,
    busy: null,
    waiting: List(),
    orphanedBy: null,
  })
  transmit(draft, effect.connection, {
    kind: 'open',
    direction: 'toServer',
    correlationId: -1,
    body: null,
  })
}

function reply<M extends ModelTypes>(
  draft: Draft<M>,
  effect: Extract<Effect<M>, { type: 'Reply' }>,
): void {
  const connection = draft.network.connections.get(effect.connection)
  // The client may have gone; an answer to nobody is dropped, as a write to a closed socket is.
  if (connection === undefined || connection.busy !== effect.correlationId) return
  putConnection(draft, { ...connection, busy: null })
  if (connection.waiting.size > 0) {
    schedule(draft, draft.now, { type: 'Dequeue', connection: connection.id })
  }
  if (effect.body === null) return
  transmit(draft, effect.connection, {
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
  const connection = draft.network.connections.get(connectionId)
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

function setTimer<M extends ModelTypes>(
  draft: Draft<M>,
  id: ProcessId,
  effect: Extract<Effect<M>, { type: 'SetTimer' }>,
): void {
  const process = processOf(draft, id)
  invariant(
    Number.isSafeInteger(effect.delayMicros) && effect.delayMicros >= 0,
    `timer ${effect.key} is set to a whole number of microseconds`,
  )
  const seq = schedule(draft, draft.now + effect.delayMicros, {
    type: 'Timer',
    process: id,
    incarnation: process.incarnation,
    key: effect.key,
    timer: effect.timer,
  })
  putProcess(draft, { ...process, timers: process.timers.set(effect.key, seq) })
}

function writeFile<M extends ModelTypes>(
  draft: Draft<M>,
  host: HostId,
  effect: Extract<Effect<M>, { type: 'WriteFile' }>,
): void {
  const disk = diskOf(draft, host)
  draft.disks = draft.disks.set(host, {
    cached: disk.cached.set(effect.path, effect.content),
    flushed: effect.flush ? disk.flushed.set(effect.path, effect.content) : disk.flushed,
  })
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
  draft.network = {
    ...draft.network,
    bindings: draft.network.bindings.filter((bound) => bound !== id),
  }
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
    timers: process.timers.clear(),
    parked: List(),
    exitCode: ending.code,
  })
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
  return [...draft.network.connections.values()]
    .filter((connection) => connection.client === id || connection.server === id)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
