import { List } from 'immutable'
import { present } from '~/base/invariant'
import type { Draft } from './draft'
import { connectionOf, drawFrom, putConnection, report, schedule, settleConnections } from './draft'
import type { ConnectionId, HostId, MessageId, ProcessId } from './ids'
import { messageId, simTime } from './ids'
import type { ModelTypes } from './model'
import type { Connection, Direction, Lane, Link, Message } from './network'
import { linkBetween, linkKey, RETRANSMIT_MICROS } from './network'

/** What is to be sent; the rest of a `Message` follows from its connection. */
export interface Parcel<M extends ModelTypes> {
  readonly kind: Message<M>['kind']
  readonly direction: Direction
  readonly correlationId: number
  readonly body: M['Body'] | null
}

/** The connection with one direction replaced. */
export function withLane(connection: Connection, direction: Direction, lane: Lane): Connection {
  const { stream, lastArrival, held, broken, deaf } = lane
  const shaped: Lane = { stream, lastArrival, held, broken, deaf }
  return direction === 'toServer'
    ? { ...connection, toServer: shaped }
    : { ...connection, toClient: shaped }
}

/** Forgets a connection and everything still under way on it. */
export function removeConnection<M extends ModelTypes>(draft: Draft<M>, id: ConnectionId): void {
  settleConnections(draft)
  const connection = draft.network.connections.get(id)
  if (connection === undefined) return
  const held = connection.toServer.held.concat(connection.toClient.held, connection.waiting)
  draft.network.connections = draft.network.connections.delete(id)
  draft.network.inFlight = draft.network.inFlight.deleteAll(held)
}

/** How long a packet takes now: latency, jitter and, where packets are lost, TCP's repeats. */
function travelMicros<M extends ModelTypes>(draft: Draft<M>, link: Link, stream: string): number {
  let micros = link.latencyMicros
  if (link.jitterMicros > 0) micros += drawFrom(draft, stream, link.jitterMicros + 1)
  if (link.lossPerMille > 0) {
    // Doubling as TCP does; six losses in a row stand for "for a long time".
    let wait = RETRANSMIT_MICROS
    for (let tries = 0; tries < 6; tries += 1) {
      if (drawFrom(draft, stream, 1000) >= link.lossPerMille) break
      micros += wait
      wait *= 2
    }
  }
  return micros
}

function endsOf(
  connection: Connection,
  direction: Direction,
): {
  readonly from: ProcessId
  readonly to: ProcessId | null
  readonly fromHost: HostId
  readonly toHost: HostId
} {
  const { client, clientHost, server, serverHost } = connection
  return direction === 'toServer'
    ? { from: client, to: server, fromHost: clientHost, toHost: serverHost }
    : {
        from: present(server ?? client, 'an answer has a sender'),
        to: client,
        fromHost: serverHost,
        toHost: clientHost,
      }
}

/** Sends one message; under a cut, or behind a held or dropped one, it waits. */
export function transmit<M extends ModelTypes>(
  draft: Draft<M>,
  connectionId: ConnectionId,
  parcel: Parcel<M>,
): void {
  const connection = connectionOf(draft, connectionId)
  if (connection !== undefined) transmitOn(draft, connection, parcel)
}

/** The same on a connection as the caller has just made it; the draft's own is replaced. */
export function transmitOn<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  parcel: Parcel<M>,
): void {
  const ends = endsOf(connection, parcel.direction)
  const lane = connection[parcel.direction]
  const id = messageId(draft.network.nextMessage)
  const leavesAt = draft.now + draft.waited
  const link = linkBetween(draft.network, ends.fromHost, ends.toHost)
  const isHeld = link.cut || lane.broken || lane.held.size > 0
  const arrivesAt = isHeld
    ? null
    : Math.max(
        lane.lastArrival,
        sentOff(draft, { link, ends, body: parcel.body, leavesAt }) +
          travelMicros(draft, link, lane.stream),
      )
  const message: Message<M> = {
    id,
    kind: parcel.kind,
    connection: connection.id,
    direction: parcel.direction,
    correlationId: parcel.correlationId,
    body: parcel.body,
    from: ends.from,
    to: ends.to,
    fromHost: ends.fromHost,
    toHost: ends.toHost,
    sentAt: simTime(leavesAt),
    arrivesAt: arrivesAt === null ? null : simTime(arrivesAt),
  }
  draft.network.nextMessage += 1
  draft.network.inFlight = draft.network.inFlight.set(id, message)
  putConnection(draft, withLane(connection, parcel.direction, laneAfter(lane, id, arrivesAt)))
  if (arrivesAt !== null) schedule(draft, arrivesAt, { type: 'Deliver', message: id })
  reportSent(draft, message)
}

function laneAfter(lane: Lane, id: MessageId, arrivesAt: number | null): Lane {
  const { stream, lastArrival, held, broken, deaf } = lane
  return arrivesAt === null
    ? { stream, lastArrival, held: held.push(id), broken, deaf }
    : { stream, lastArrival: arrivesAt, held, broken, deaf }
}

interface Load<M extends ModelTypes> {
  readonly link: Link
  readonly ends: { readonly fromHost: HostId; readonly toHost: HostId }
  readonly body: M['Body'] | null
  readonly leavesAt: number
}

/**
 * When the last byte of a message is on its way: at once, or when a link of a limited bandwidth
 * has carried what was sent before and this. Rule N7.
 */
function sentOff<M extends ModelTypes>(draft: Draft<M>, load: Load<M>): number {
  const { link, ends, body, leavesAt } = load
  if (link.bytesPerSecond === null || body === null) return leavesAt
  const key = linkKey(ends.fromHost, ends.toHost)
  const bytes = draft.program.sizeOf?.(body) ?? 0
  const takes = Math.ceil((bytes * 1_000_000) / link.bytesPerSecond)
  const until = Math.max(leavesAt, draft.network.busyUntil.get(key) ?? 0) + takes
  draft.network.busyUntil = draft.network.busyUntil.set(key, until)
  return until
}

/**
 * Breaks a connection in the middle (a proxy's reset): what is on its way is gone, and both ends
 * are told. Rule N8.
 */
export function breakConnection<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
): void {
  for (const [id, message] of draft.network.inFlight) {
    if (message.connection === connection.id) {
      draft.network.inFlight = draft.network.inFlight.delete(id)
    }
  }
  const { toServer, toClient } = connection
  const emptied = (lane: Lane): Lane => ({ ...lane, held: List(), broken: false })
  putConnection(draft, {
    ...connection,
    busy: null,
    waiting: List(),
    toServer: emptied(toServer),
    toClient: emptied(toClient),
    breaksAt: 'broken',
  })
  for (const direction of ['toClient', 'toServer'] as const) {
    transmit(draft, connection.id, { kind: 'close', direction, correlationId: -1, body: null })
  }
}

function reportSent<M extends ModelTypes>(draft: Draft<M>, message: Message<M>): void {
  const { kind, body, to } = message
  if ((kind !== 'request' && kind !== 'response') || body === null || to === null) return
  report(draft, message.from, {
    type: 'MessageSent',
    message: message.id,
    api: body.api,
    kind,
    to,
    correlationId: message.correlationId,
    arrivesAt: message.arrivesAt,
  })
}

/** Puts a message that met a cut on its way back to its sender's side, to be sent again. */
export function holdUp<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  message: Message<M>,
): void {
  const lane = connection[message.direction]
  const waits = { ...message, arrivesAt: null }
  draft.network.inFlight = draft.network.inFlight.set(message.id, waits)
  // Messages reach a cut in the order they were sent, so the list stays in order.
  const held = lane.held.push(message.id).sortBy((id) => id)
  putConnection(draft, withLane(connection, message.direction, { ...lane, held }))
  report(draft, message.from, { type: 'MessageHeld', message: message.id })
}

/** Sends everything again that waited on a link which is whole now. */
export function releaseHeld<M extends ModelTypes>(draft: Draft<M>, from: HostId, to: HostId): void {
  settleConnections(draft)
  const ids = [...draft.network.connections.keys()].sort()
  for (const id of ids) {
    for (const direction of ['toServer', 'toClient'] as const) {
      const connection = connectionOf(draft, id)
      if (connection === undefined) continue
      const ends = endsOf(connection, direction)
      if (ends.fromHost === from && ends.toHost === to) releaseLane(draft, connection, direction)
    }
  }
}

function releaseLane<M extends ModelTypes>(
  draft: Draft<M>,
  connection: Connection,
  direction: Direction,
): void {
  const lane = connection[direction]
  const oldest = lane.held.first()
  if (lane.broken || oldest === undefined) return
  const { fromHost, toHost } = endsOf(connection, direction)
  const link = linkBetween(draft.network, fromHost, toHost)
  let lastArrival = 0
  // What was sent later may be on its way already: it cannot overtake what was held up.
  for (const message of laneFrom(draft, { connection, direction, from: oldest })) {
    const travel = RETRANSMIT_MICROS + travelMicros(draft, link, lane.stream)
    lastArrival = Math.max(lastArrival, message.arrivesAt ?? draft.now + travel)
    arriveAt(draft, message, lastArrival)
  }
  lastArrival = Math.max(lastArrival, lane.lastArrival)
  putConnection(draft, withLane(connection, direction, { ...lane, lastArrival, held: List() }))
}

/** A part of a lane: its messages from one on. */
interface LanePart {
  readonly connection: Connection
  readonly direction: Direction
  readonly from: MessageId
}

function laneFrom<M extends ModelTypes>(
  draft: Draft<M>,
  { connection, direction, from }: LanePart,
): readonly Message<M>[] {
  const { waiting } = connection
  return [...draft.network.inFlight.values()]
    .filter(
      (message) =>
        message.connection === connection.id &&
        message.direction === direction &&
        message.id >= from &&
        !waiting.includes(message.id),
    )
    .sort((a, b) => a.id - b.id)
}

function arriveAt<M extends ModelTypes>(draft: Draft<M>, message: Message<M>, at: number): void {
  if (message.arrivesAt === at) return
  const moved = { ...message, arrivesAt: simTime(at) }
  draft.network.inFlight = draft.network.inFlight.set(message.id, moved)
  schedule(draft, at, { type: 'Deliver', message: message.id })
}

/** Delays a message and everything behind it on its connection: TCP keeps their order. */
export function putOff<M extends ModelTypes>(
  draft: Draft<M>,
  part: LanePart,
  notBefore: number,
): void {
  for (const message of laneFrom(draft, part)) {
    if (message.arrivesAt !== null && message.arrivesAt < notBefore) {
      arriveAt(draft, message, notBefore)
    }
  }
}
