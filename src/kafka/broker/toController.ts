import type { Completion, Destination } from '../channel/channelState'
import { send } from '../channel/channel'
import { take } from '../effects'
import type { Request } from '../protocol/rpc'
import type { BrokerWork } from './brokerState'

/** Where the active controller is reached. Kafka: RaftControllerNodeProvider. */
function controllerEndpoint(work: BrokerWork): Destination | null {
  const { controllerId, controllerEndpoint: endpoint } = work.state
  if (controllerId === null || endpoint === null) return null
  return { key: String(controllerId), ...endpoint }
}

/** Sends a request to the active controller. False: nobody knows who that is. */
export function toController(work: BrokerWork, tag: string, body: Request): boolean {
  const to = controllerEndpoint(work)
  if (to === null) return false
  const channel = take(work, send(work.state.controllerChannel, work.ctx, { to, body, tag }))
  work.state.controllerChannel = channel
  return true
}

/** Registers or beats: on a connection of its own, with the heartbeat's period as time limit. C-17. */
export function toControllerAsLifecycle(work: BrokerWork, tag: string, body: Request): boolean {
  const to = controllerEndpoint(work)
  if (to === null) return false
  const channel = take(work, send(work.state.lifecycleChannel, work.ctx, { to, body, tag }))
  work.state.lifecycleChannel = channel
  return true
}

/** True when the answer only says that this is not the controller, or there is none. */
export function missedController({ body }: Completion): boolean {
  if (body === null) return true
  if ('error' in body && body.error === 'NOT_CONTROLLER') return true
  const rows =
    'topics' in body
      ? body.topics
      : 'results' in body
        ? body.results
        : 'entries' in body
          ? body.entries
          : []
  return rows.length > 0 && rows.every((row) => 'error' in row && row.error === 'NOT_CONTROLLER')
}
