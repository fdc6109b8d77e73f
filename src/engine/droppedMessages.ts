import type { MessageView } from '~/views/clusterView'
import { messageView } from '~/views/projectMessages'
import { serversOf } from '~/views/servers'
import type { Run } from './run'

/** A message that was dropped on its way: as it flew, and when it stopped, µs. */
export interface DroppedMessage {
  readonly message: MessageView
  readonly at: number
}

/** So many of the newest are looked at. */
const LOOKED_AT = 16

/**
 * Messages whose loss still holds at the cursor: nothing behind them is delivered on their
 * connection until its client gives it up. A function of (run, cursor).
 */
export function droppedMessages(run: Run): readonly DroppedMessage[] {
  const cursor = run.cursor()
  const drops = run.notes().drops.filter(({ event }) => event < cursor)
  const { connections } = run.world().network
  return drops.slice(-LOOKED_AT).flatMap(({ event, at, fact }): readonly DroppedMessage[] => {
    const before = run.worldAt(event)
    const lost = before.network.inFlight.get(fact.message)
    const hangs = lost === undefined ? undefined : connections.get(lost.connection)
    // Its client has given it up: that side is closed.
    if (lost === undefined || hangs === undefined || hangs.toClient.deaf) return []
    const servers = new Set(serversOf(before).map(({ process }) => process))
    const message = messageView(lost, servers)
    return message === null ? [] : [{ message, at }]
  })
}
