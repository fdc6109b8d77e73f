import type { MessageView } from '~/views/clusterView'
import { messageView } from '~/views/projectMessages'
import { serversOf } from '~/views/servers'
import type { ConnectionId } from '~/sim/ids'
import type { Noted } from './notes'
import type { Run } from './run'

/** A message that was dropped on its way: as it flew, and when it stopped, µs. */
export interface DroppedMessage {
  readonly message: MessageView
  readonly at: number
}

/** So many of the newest are looked at. */
const LOOKED_AT = 16

/** A message as it was when it was dropped, and its connection; null: it is none that is drawn. */
export type Lost = { readonly connection: ConnectionId; readonly message: MessageView } | null

/** What a drop took away: the world before it is made again for that, so ask once. */
export function lostMessage(run: Run, { event, fact }: Noted<'MessageDropped'>): Lost {
  const before = run.worldAt(event)
  const flying = before.network.inFlight.get(fact.message)
  if (flying === undefined) return null
  const message = messageView(flying, new Set(serversOf(before).map(({ process }) => process)))
  return message === null ? null : { connection: flying.connection, message }
}

/**
 * Messages whose loss still holds at the cursor: nothing behind them is delivered on their
 * connection until its client gives it up. A function of (run, cursor); `lostBy` says what a drop
 * took away.
 */
export function droppedMessages(
  run: Run,
  lostBy: (drop: Noted<'MessageDropped'>) => Lost = (drop) => lostMessage(run, drop),
): readonly DroppedMessage[] {
  const cursor = run.cursor()
  const drops = run.notes().drops.filter(({ event }) => event < cursor)
  const { connections } = run.world().network
  return drops.slice(-LOOKED_AT).flatMap((drop): readonly DroppedMessage[] => {
    const lost = lostBy(drop)
    const hangs = lost === null ? undefined : connections.get(lost.connection)
    // Its client has given it up: that side is closed.
    if (lost === null || hangs === undefined || hangs.toClient.deaf) return []
    return [{ message: lost.message, at: drop.at }]
  })
}
