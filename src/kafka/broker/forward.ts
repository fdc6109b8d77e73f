import type { Completion } from '../channel/channelState'
import type { Request } from '../protocol/rpc'
import type { BrokerWork, Caller, Forwarded } from './brokerState'
import { answer, setBrokerTimer, takeId } from './brokerState'
import { missedController, toController } from './toController'

/** How long a request that found no controller rests, ms. Kafka: NodeToControllerRequestThread. */
const RETRY_MS = 100

/**
 * Passes a request on to the active controller; results of what the broker refused itself join the
 * answer. Kafka: ForwardingManager.forwardRequest.
 */
export function forward(
  work: BrokerWork,
  caller: Caller,
  { body, refused = [] }: { readonly body: Request; readonly refused?: Forwarded['refused'] },
): void {
  const tag = `forward ${takeId(work)}`
  const { connection, correlationId } = caller
  const row = { connection, correlationId, body, refused }
  work.state.forwarded = work.state.forwarded.set(tag, row)
  resend(work, tag)
}

/** Tries again what found no controller. */
export function resend(work: BrokerWork, tag: string): void {
  const row = work.state.forwarded.get(tag)
  if (row === undefined) return
  if (!toController(work, tag, row.body)) {
    setBrokerTimer(work, 'forward', { about: tag, ms: RETRY_MS })
  }
}

/** The controller has answered, or another one must be asked. */
export function onForwarded(work: BrokerWork, completion: Completion): void {
  const row = work.state.forwarded.get(completion.tag)
  if (row === undefined) return
  if (completion.body === null || missedController(completion)) {
    return setBrokerTimer(work, 'forward', { about: completion.tag, ms: RETRY_MS })
  }
  work.state.forwarded = work.state.forwarded.delete(completion.tag)
  const { body } = completion
  answer(
    work,
    row,
    body.api === 'IncrementalAlterConfigs'
      ? { ...body, results: [...row.refused, ...body.results] }
      : body,
  )
}
