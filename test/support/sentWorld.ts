import { serverProcess } from '~/engine/build'
import type { KafkaWorld } from '~/kafka/model'
import type { Body } from '~/kafka/protocol/rpc'
import type { ConnectionId } from '~/sim/ids'
import { connectionId, hostId, messageId } from '~/sim/ids'
import { withServer } from './soundWorld'

/** Whom a call connects. */
export const CALL: { readonly connection: ConnectionId; readonly correlationId: number } = {
  connection: connectionId('a call'),
  correlationId: 3,
}

interface Sending {
  readonly kind: 'request' | 'response'
  readonly from: number
  readonly to: number
  readonly body: Body
}

/** A world with a message more on its way from one node to another, which the sender has just sent. */
export function sends(of: KafkaWorld, { kind, from, to, body }: Sending): KafkaWorld {
  const id = messageId(of.network.nextMessage)
  const message = {
    id,
    kind,
    ...CALL,
    direction: kind === 'request' ? 'toServer' : 'toClient',
    body,
    from: serverProcess(from),
    to: serverProcess(to),
    fromHost: hostId(`node-${from}`),
    toHost: hostId(`node-${to}`),
    sentAt: of.now,
    arrivesAt: of.now,
  } as const
  const inFlight = of.network.inFlight.set(id, message)
  const network = { ...of.network, inFlight, nextMessage: id + 1 }
  return { ...withServer(from, (state) => ({ ...state }), of), network }
}
