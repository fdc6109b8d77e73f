import type { Draft } from './draft'
import { isHeldUp, park } from './cpu'
import { connectionOf, isStale, putConnection, report } from './draft'
import type { ConnectionId, MessageId, ProcessId } from './ids'
import type { Input, ModelTypes } from './model'
import type { Connection, Message } from './network'
import { linkBetween } from './network'
import { holdUp, removeConnection, transmit, withLane } from './transmit'
import type { QueuedEvent } from './world'
import { isAlive } from './world'

/** What a due event comes to: something a process is told, or a matter of the network alone. */
export type Happening<M extends ModelTypes> =
  | {
      readonly type: 'tell'
      readonly process: ProcessId
      readonly input: Input<M>
      readonly message: MessageId | null
    }
  | { readonly type: 'network'; readonly kind: string; readonly message: MessageId | null }
  /** Nothing happened: a stale timer, or something parked for a paused process. */
  | { readonly type: 'nothing' }

const NOTHING = { type: 'nothing' } as const

/** A message reaches the end of its way. */
export function deliver<M extends ModelTypes>(
  draft: Draft<M>,
  event: QueuedEvent<M>,
  id: MessageId,
): Happening<M> {
  const message = draft.network.inFlight.get(id)
  const connection = message && connectionOf(draft, message.connection)
  if (message === undefined || connection === undefined) {
    forget(draft, id)
    return NOTHING
  }
  // A delayed message has been given a later event; this one is stale.
  if (message.arrivesAt !== draft.now) return NOTHING
  // What waits in the receiver's buffers has passed the link already.
  const isUnderWay = draft.takesUp === null
  const { cut } = linkBetween(draft.network, message.fromHost, message.toHost)
  if (isUnderWay && (cut || connection[message.direction].broken)) {
    holdUp(draft, connection, message)
    return { type: 'network', kind: 'held', message: id }
  }
  if (connection.orphanedBy === message.toHost) return deliverToTheDead(draft, connection, message)
  return arrive(draft, { event, message, connection })
}

interface Arrival<M extends ModelTypes> {
  readonly event: QueuedEvent<M>
  readonly message: Message<M>
  readonly connection: Connection
}

// One short case per kind of message.
function arrive<M extends ModelTypes>(draft: Draft<M>, arrival: Arrival<M>): Happening<M> {
  const { message, connection } = arrival
  if (message.kind === 'open') return accept(draft, connection, message)
  if (connection[message.direction].deaf) {
    forget(draft, message.id)
    if (message.kind === 'close') removeConnection(draft, connection.id)
    return { type: 'network', kind: 'discarded', message: message.id }
  }
  const side = message.direction === 'toServer' ? 'server' : 'client'
  const receiver = side === 'server' ? connection.server : connection.client
  const process = receiver === null ? undefined : draft.processes.get(receiver)
  if (process === undefined || !isAlive(process)) {
    forget(draft, message.id)
    return { type: 'network', kind: 'discarded', message: message.id }
  }
  if (isHeldUp(draft, process)) {
    park(draft, process, arrival.event)
    // Its buffers take it in: it arrives again when the process wakes.
    return NOTHING
  }
  forget(draft, message.id)
  return tell(draft, { message, connection, receiver: process.id, side })
}

interface Telling<M extends ModelTypes> {
  readonly message: Message<M>
  readonly connection: Connection
  readonly receiver: ProcessId
  readonly side: 'client' | 'server'
}

function tell<M extends ModelTypes>(draft: Draft<M>, telling: Telling<M>): Happening<M> {
  const { message, connection, receiver, side } = telling
  const told = (input: Input<M>): Happening<M> => ({
    type: 'tell',
    process: receiver,
    input,
    message: message.id,
  })
  switch (message.kind) {
    case 'opened':
      putConnection(draft, { ...connection, state: 'open' })
      return told({ type: 'Connected', connection: connection.id })
    case 'refused':
      removeConnection(draft, connection.id)
      report(draft, receiver, {
        type: 'ConnectionFailed',
        connection: connection.id,
        reason: 'refused',
      })
      return told({ type: 'ConnectFailed', connection: connection.id, reason: 'refused' })
    case 'close':
      hangUp(draft, connection, message)
      report(draft, receiver, { type: 'ConnectionClosed', connection: connection.id })
      return told({ type: 'Disconnected', connection: connection.id, side })
    case 'request':
      return request(draft, connection, message)
    case 'response':
      reportDelivered(draft, message, receiver)
      return message.body === null
        ? NOTHING
        : told({
            type: 'Response',
            connection: connection.id,
            correlationId: message.correlationId,
            body: message.body,
          })
    case 'open':
      return NOTHING
  }
}

/** One end is told: the connection is forgotten, or, where it broke in the middle, by both ends. */
function hangUp<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  { direction }: Message<M>,
): void {
  const other = direction === 'toClient' ? 'toServer' : 'toClient'
  if (connection.breaksAt !== 'broken' || connection[other].deaf) {
    return removeConnection(draft, connection.id)
  }
  putConnection(draft, withLane(connection, direction, { ...connection[direction], deaf: true }))
}

function request<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  message: Message<M>,
): Happening<M> {
  if (connection.busy === null && connection.waiting.size === 0) {
    return handOver(draft, connection, message)
  }
  // The server reads the next request of a connection only after it has answered the last.
  draft.network.inFlight = draft.network.inFlight.set(message.id, message)
  putConnection(draft, { ...connection, waiting: connection.waiting.push(message.id) })
  return { type: 'network', kind: 'queued', message: message.id }
}

function handOver<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  message: Message<M>,
): Happening<M> {
  const { server } = connection
  if (server === null || message.body === null) return NOTHING
  putConnection(draft, { ...connection, busy: message.correlationId })
  reportDelivered(draft, message, server)
  return {
    type: 'tell',
    process: server,
    message: message.id,
    input: {
      type: 'Request',
      connection: connection.id,
      correlationId: message.correlationId,
      port: connection.port,
      from: connection.clientHost,
      body: message.body,
    },
  }
}

/** The next waiting request of a connection goes to its server. */
export function dequeue<M extends ModelTypes>(
  draft: Draft<M>,
  event: QueuedEvent<M>,
  id: ConnectionId,
): Happening<M> {
  const connection = connectionOf(draft, id)
  const next = connection?.waiting.first()
  if (connection === undefined || connection.server === null || next === undefined) return NOTHING
  const server = draft.processes.get(connection.server)
  if (server !== undefined && isHeldUp(draft, server)) {
    park(draft, server, event)
    return NOTHING
  }
  const message = draft.network.inFlight.get(next)
  const rest: Connection = { ...connection, waiting: connection.waiting.shift() }
  putConnection(draft, rest)
  if (message === undefined || server === undefined || !isAlive(server) || rest.busy !== null) {
    return NOTHING
  }
  forget(draft, next)
  return handOver(draft, rest, message)
}

function reportDelivered<M extends ModelTypes>(
  draft: Draft<M>,
  message: Message<M>,
  receiver: ProcessId,
): void {
  if (message.body === null || (message.kind !== 'request' && message.kind !== 'response')) return
  report(draft, receiver, {
    type: 'MessageDelivered',
    message: message.id,
    api: message.body.api,
    kind: message.kind,
    from: message.from,
  })
}

function accept<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  message: Message<M>,
): Happening<M> {
  forget(draft, message.id)
  if (draft.network.dark.has(connection.serverHost)) {
    return { type: 'network', kind: 'unanswered', message: message.id }
  }
  const server = draft.network.bindings.get(`${connection.serverHost}:${connection.port}`)
  if (server !== undefined) {
    // The operating system takes the connection; a paused process does so too.
    putConnection(draft, { ...connection, server, state: 'open' })
    report(draft, server, { type: 'ConnectionOpened', connection: connection.id, server })
  }
  transmit(draft, connection.id, {
    kind: server === undefined ? 'refused' : 'opened',
    direction: 'toClient',
    correlationId: -1,
    body: null,
  })
  return {
    type: 'network',
    kind: server === undefined ? 'refused' : 'accepted',
    message: message.id,
  }
}

/** The receiver's host lost power: nothing answers, or, once it is back, a reset does. */
function deliverToTheDead<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  message: Message<M>,
): Happening<M> {
  forget(draft, message.id)
  const isBack = !draft.network.dark.has(message.toHost)
  if (message.kind === 'close') removeConnection(draft, connection.id)
  else if (isBack) {
    const back = message.direction === 'toServer' ? 'toClient' : 'toServer'
    const mine = connection[message.direction]
    putConnection(draft, {
      ...withLane(connection, message.direction, { ...mine, deaf: true }),
      orphanedBy: null,
    })
    transmit(draft, connection.id, {
      kind: 'close',
      direction: back,
      correlationId: -1,
      body: null,
    })
  }
  return { type: 'network', kind: isBack ? 'reset' : 'unanswered', message: message.id }
}

function forget<M extends ModelTypes>(draft: Draft<M>, id: MessageId): void {
  draft.network.inFlight = draft.network.inFlight.delete(id)
}

/** A timer's event: stale ones come to nothing, those of a paused process wait for it. */
export function fire<M extends ModelTypes>(draft: Draft<M>, event: QueuedEvent<M>): Happening<M> {
  const { what } = event
  if (what.type !== 'Timer') return NOTHING
  const process = draft.processes.get(what.process)
  if (process === undefined || isStale(draft, event)) {
    draft.stale = Math.max(0, draft.stale - 1)
    return NOTHING
  }
  if (isHeldUp(draft, process)) {
    park(draft, process, event)
    return NOTHING
  }
  return {
    type: 'tell',
    process: process.id,
    message: null,
    input: { type: 'Timer', key: what.key, timer: what.timer },
  }
}

/** A name that could not be found is told to the process that asked. */
export function failConnect<M extends ModelTypes>(
  draft: Draft<M>,
  event: QueuedEvent<M>,
): Happening<M> {
  const { what } = event
  if (what.type !== 'ConnectFailed') return NOTHING
  const process = draft.processes.get(what.process)
  if (process === undefined || process.incarnation !== what.incarnation) return NOTHING
  if (!isAlive(process)) return NOTHING
  if (isHeldUp(draft, process)) {
    park(draft, process, event)
    return NOTHING
  }
  const { connection, reason } = what
  report(draft, process.id, { type: 'ConnectionFailed', connection, reason })
  return {
    type: 'tell',
    process: process.id,
    message: null,
    input: { type: 'ConnectFailed', connection, reason },
  }
}
