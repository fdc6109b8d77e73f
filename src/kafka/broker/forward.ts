import type { Completion } from '../channel/channelState'
import { errorAnswer } from '../protocol/errorAnswer'
import type { Request, Response } from '../protocol/rpc'
import type { BrokerWork, Caller, Forwarded } from './brokerState'
import { answer, brokerNow, setBrokerTimer, takeId } from './brokerState'
import { missedController, toController } from './toController'

/** How long a request that found no controller rests, ms. Kafka: NodeToControllerRequestThread. */
const RETRY_MS = 100
/** After how long it is given up, ms. Kafka: BrokerServer.startup, retryTimeoutMs. */
const GIVE_UP_MS = 60_000

/**
 * Passes a request on to the active controller; results of what the broker refused itself join the
 * answer. C-86. Kafka: ForwardingManagerImpl.forwardRequest.
 */
export function forward(
  work: BrokerWork,
  caller: Caller,
  { body, refused = [] }: { readonly body: Request; readonly refused?: Forwarded['refused'] },
): void {
  const tag = `forward ${takeId(work)}`
  const { connection, correlationId } = caller
  const row = { connection, correlationId, body, sinceMs: brokerNow(work), refused }
  work.state.forwarded = work.state.forwarded.set(tag, row)
  if (toController(work, tag, row.body)) return
  // The thread that rests is not woken by what comes: it looks when its rest is over.
  setBrokerTimer(work, 'forward', { about: tag, ms: 1 + work.ctx.draw('forward', RETRY_MS) })
}

/** Tries again what found no controller, unless that is a minute ago. */
export function resend(work: BrokerWork, tag: string): void {
  const row = work.state.forwarded.get(tag)
  if (row === undefined) return
  if (brokerNow(work) - row.sinceMs >= GIVE_UP_MS) {
    const late = { error: 'REQUEST_TIMED_OUT', errorMessage: null } as const
    return end(work, tag, errorAnswer(row.body, late))
  }
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
  end(work, completion.tag, completion.body)
}

function end(work: BrokerWork, tag: string, body: Response | null): void {
  const row = work.state.forwarded.get(tag)
  if (row === undefined) return
  work.state.forwarded = work.state.forwarded.delete(tag)
  answer(
    work,
    row,
    body?.api === 'IncrementalAlterConfigs'
      ? { ...body, results: [...row.refused, ...body.results] }
      : body,
  )
}
