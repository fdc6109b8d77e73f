import type { Draft } from './draft'
import { connectionOf, putConnection, report } from './draft'
import type { MessageId } from './ids'
import { simTime } from './ids'
import type { ModelTypes } from './model'
import type { Connection, Message } from './network'
import type { Told } from './told'
import { breakConnection, putOff, transmit, withLane } from './transmit'

/** Loses one message for good; TCP can deliver nothing behind it, so the connection hangs. */
export function dropMessage<M extends ModelTypes>(draft: Draft<M>, id: MessageId): Told<M> | null {
  const message = draft.network.inFlight.get(id)
  const connection = message && connectionOf(draft, message.connection)
  if (message === undefined || connection === undefined) return null
  const lane = connection[message.direction]
  putConnection(draft, withLane(connection, message.direction, { ...lane, broken: true }))
  draft.network.inFlight = draft.network.inFlight.delete(id)
  report(draft, message.from, { type: 'MessageDropped', message: id })
  return null
}

/** Delays a message and all behind it on its connection. */
export function delayMessage<M extends ModelTypes>(
  draft: Draft<M>,
  id: MessageId,
  byMicros: number,
): Told<M> | null {
  const message = draft.network.inFlight.get(id)
  // What has arrived waits for its receiver: it cannot be delayed on its way any more.
  if (message === undefined || isThere(message, draft)) return null
  const connection = connectionOf(draft, message.connection)
  if (connection === undefined) return null
  const later = simTime((message.arrivesAt ?? 0) + byMicros)
  putOff(draft, { connection, direction: message.direction, from: id }, later)
  const lane = connection[message.direction]
  putConnection(
    draft,
    withLane(connection, message.direction, {
      ...lane,
      lastArrival: Math.max(lane.lastArrival, later),
    }),
  )
  return null
}

/** True when a message is held up by a cut, or has arrived at a process that takes nothing in. */
function isThere<M extends ModelTypes>({ arrivesAt }: Message<M>, { now }: Draft<M>): boolean {
  return arrivesAt === null || arrivesAt < now
}

interface Found<M extends ModelTypes> {
  readonly message: Message<M>
  readonly connection: Connection
}

/** A message that is on its way, or waits at its server behind others. */
function find<M extends ModelTypes>(draft: Draft<M>, id: MessageId): Found<M> | null {
  const message = draft.network.inFlight.get(id)
  const connection = message && connectionOf(draft, message.connection)
  return message === undefined || connection === undefined ? null : { message, connection }
}

/**
 * What TCP makes of "a message arrives twice": the request is carried out, its connection breaks
 * before the answer is through, and a client that retries sends it again on a new one. Rule N8.
 */
export function duplicateMessage<M extends ModelTypes>(
  draft: Draft<M>,
  id: MessageId,
): Told<M> | null {
  const found = find(draft, id)
  if (found === null) return null
  const { message, connection } = found
  if (message.kind === 'response') {
    breakConnection(draft, connection)
    report(draft, message.from, { type: 'AnswerLost', message: id })
  } else if (message.kind === 'request') {
    putConnection(draft, { ...connection, breaksAt: message.correlationId })
  }
  return null
}

/**
 * What TCP makes of "a message is overtaken": the client's connection breaks while its request is
 * on its way, the client tries again on a new one, and the old request arrives after that. Rule N8.
 */
export function reorderMessage<M extends ModelTypes>(
  draft: Draft<M>,
  id: MessageId,
  byMicros: number,
): Told<M> | null {
  const found = find(draft, id)
  if (found === null) return null
  const { message, connection } = found
  const client = draft.processes.get(connection.client)
  if (message.kind !== 'request' || isThere(message, draft)) return null
  if (client?.status !== 'running' || connection.toClient.deaf) return null
  delayMessage(draft, id, byMicros)
  const delayed = connectionOf(draft, connection.id) ?? connection
  putConnection(draft, withLane(delayed, 'toClient', { ...delayed.toClient, deaf: true }))
  transmit(draft, connection.id, {
    kind: 'close',
    direction: 'toServer',
    correlationId: -1,
    body: null,
  })
  report(draft, client.id, { type: 'ConnectionClosed', connection: connection.id })
  return {
    process: client.id,
    input: { type: 'Disconnected', connection: connection.id, side: 'client' },
  }
}
