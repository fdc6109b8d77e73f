import { isWaiting } from '../channel/channelReads'
import type { Completion, KafkaInput } from '../channel/channelState'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import type { ListenerKind } from '../protocol/apis'
import { ERRORS } from '../protocol/errors'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import { WALL_CLOCK_START_MS } from '../wallClock'
import type { ClientCore, CoreWork } from './clientCore'
import { leaderOf, nodeOf } from './knownLeaders'
import {
  clientNow,
  coreCopy,
  leastLoaded,
  newClientCore,
  onCoreInput,
  refresh,
  requestRefresh,
  sendRequest,
  setClientTimer,
} from './clientCore'

/** Whom a call goes to. */
export type Route = (
  | { readonly type: 'any' }
  | { readonly type: 'broker'; readonly id: number }
  | { readonly type: 'leader'; readonly topic: string; readonly partition: number }
) & {
  /** The caller waits no longer. */
  readonly limitMs?: number
  /** The caller sleeps so long before it asks. */
  readonly afterMs?: number
}

/** One call of the admin client. */
export interface AdminCall {
  readonly id: number
  readonly body: Request
  readonly route: Route
  /** What the admin client calls it in its errors. Kafka: KafkaAdminClient.Call.callName. */
  readonly name: string
}

/** How a call ended. */
export type AdminAnswer =
  | { readonly type: 'response'; readonly body: Response }
  | {
      readonly type: 'timeout'
      readonly message: string
      /** The exception below it, or null. */
      readonly cause: string | null
    }
  /** What it began with cannot serve it: the exception's simple name, and its message. */
  | { readonly type: 'failed'; readonly exception: string; readonly message: string }

/** A client for administration: one call at a time. Kafka: KafkaAdminClient. */
export interface Admin {
  readonly core: ClientCore
  readonly call: AdminCall | null
  readonly isSent: boolean
  readonly attempts: number
  /** When the call must have ended, ms. */
  readonly deadlineMs: number
  /** The node that was asked last. */
  readonly node: string
}

/** A step of the admin client with the answer that came in it, if any. */
export interface AdminWork extends CoreWork {
  admin: Admin
  answer: AdminAnswer | null
}

/** An admin client that has not connected yet. */
export function newAdmin(
  bootstrapServers: string,
  properties: Readonly<Record<string, string>>,
  endpointType: ListenerKind = 'BROKER',
): Admin {
  const settings = effectiveConfig('admin', properties)
  const core = newClientCore({
    name: 'admin',
    settings,
    bootstrapServers,
    clientId: settings.given('client.id') ?? 'adminclient-1',
    maxInFlight: 1,
    mayCreate: false,
    wanted: [],
    endpointType,
  })
  return { core, call: null, isSent: false, attempts: 0, deadlineMs: 0, node: '0' }
}

/** Begins to work on an input. */
export function adminWork(admin: Admin, ctx: KafkaContext): AdminWork {
  return { ctx, admin, core: coreCopy(admin.core), answer: null, effects: [], facts: [] }
}

/** The admin client as the work leaves it. */
export function adminOf(work: AdminWork): Admin {
  return { ...work.admin, core: work.core }
}

/** Begins a call; it has `default.api.timeout.ms` in all. */
export function beginCall(work: AdminWork, call: AdminCall): void {
  const { limitMs, afterMs = 0 } = call.route
  const timeoutMs = work.core.settings.int('default.api.timeout.ms')
  const ms = Math.min(timeoutMs, limitMs ?? timeoutMs)
  const deadlineMs = clientNow(work) + ms
  work.admin = { ...work.admin, call, isSent: false, attempts: 0, deadlineMs }
  setClientTimer(work, 'deadline', { ms: ms + afterMs })
  if (afterMs > 0) setClientTimer(work, 'retry', { ms: afterMs })
  else if (call.route.type === 'leader') {
    work.core.wanted = [call.route.topic]
    refresh(work)
  } else if (work.core.version === 0) refresh(work)
  else dispatch(work)
}

function dispatch(work: AdminWork): void {
  const { call, isSent } = work.admin
  if (call === null || isSent || work.core.version === 0) return
  const to = target(work, call.route)
  if (to === null) {
    requestRefresh(work)
    return
  }
  work.admin = { ...work.admin, isSent: true, node: to.key }
  // Its thread sleeps until an answer or the call's deadline comes: that a request is late is not
  // noticed before. Kafka: KafkaAdminClient.processRequests, a poll of its NetworkClient.
  const timeoutMs = work.admin.deadlineMs - clientNow(work) + NOTICED_MS
  sendRequest(work, { to, body: call.body, tag: `call ${call.id}`, timeoutMs })
}

/** After the deadline, ms: whatever comes first then, the call has ended. */
const NOTICED_MS = 1000

function target(work: AdminWork, route: Route): ReturnType<typeof leastLoaded> {
  switch (route.type) {
    case 'any':
      // A client of controllers asks the active one. Kafka: LeastLoadedBrokerOrActiveKController.
      return work.core.endpointType === 'BROKER'
        ? leastLoaded(work)
        : nodeOf(work.core, work.core.controllerId)
    case 'broker':
      return nodeOf(work.core, route.id)
    case 'leader':
      return leaderOf(work.core, route.topic, route.partition)
  }
}

/** Takes an input. False: it was not for this client. */
export function onAdminInput(work: AdminWork, input: KafkaInput): boolean {
  if (input.type === 'Timer' && input.timer.role === 'client') {
    if (input.timer.name === 'deadline') return expire(work)
    if (input.timer.name === 'retry') {
      dispatch(work)
      return true
    }
  }
  const result = onCoreInput(work, input)
  if (result === null) return false
  for (const completion of result.completions) onCompletion(work, completion)
  if (work.core.fatal !== null) giveUp(work, work.core.fatal)
  else if (result.isUpdated) dispatch(work)
  return true
}

function giveUp(work: AdminWork, fatal: NonNullable<ClientCore['fatal']>): void {
  if (work.admin.call === null) return
  work.admin = { ...work.admin, call: null }
  work.effects.push({ type: 'CancelTimer', key: 'client/deadline/' })
  work.answer = { type: 'failed', ...fatal }
}

/**
 * The time for a call is over. One that waits for a node says so; one on its way is cancelled, and
 * one whose partition has no leader was asking for it. Kafka: KafkaAdminClient.handleTimeoutFailure.
 */
function expire(work: AdminWork): boolean {
  const { call, isSent, attempts, deadlineMs } = work.admin
  if (call === null) return true
  work.admin = { ...work.admin, call: null }
  if (isSent && isWaiting(work.core.channel, work.admin.node, `call ${call.id}`)) {
    const message = `Timed out waiting to send the call. Call: ${call.name}`
    work.answer = { type: 'timeout', message, cause: null }
    return true
  }
  const asksForLeader = !isSent && call.route.type === 'leader' && work.core.version > 0
  if (!isSent && !asksForLeader) {
    const lookup = call.route.type === 'leader' ? '(api=METADATA)' : ''
    const message = `Timed out waiting for a node assignment. Call: ${call.name}${lookup}`
    work.answer = { type: 'timeout', message, cause: null }
    return true
  }
  const name = asksForLeader ? `${call.name}(api=METADATA)` : call.name
  // Instants stand in it as the machine's clock shows them.
  const wall = (ms: number) => WALL_CLOCK_START_MS + ms
  // One on its way fails with its connection, which counts as a try.
  const tries = asksForLeader ? Math.max(1, work.core.refreshAttempts) : attempts + 1
  const next = asksForLeader ? deadlineMs : clientNow(work) + backoffOf(work, attempts)
  const { nextCorrelationId } = work.core.channel
  work.answer = {
    type: 'timeout',
    message: `Call(callName=${name}, deadlineMs=${wall(deadlineMs)}, tries=${tries}, nextAllowedTryMs=${wall(next)}) timed out at ${wall(clientNow(work))} after ${tries} attempt(s)`,
    cause: `org.apache.kafka.common.errors.DisconnectException: Cancelled ${name} request with correlation id ${nextCorrelationId - 1} due to node ${work.admin.node} being disconnected`,
  }
  return true
}

function onCompletion(work: AdminWork, completion: Completion): void {
  const { call } = work.admin
  if (call === null || completion.tag !== `call ${call.id}`) return
  const { body, failure, correlationId } = completion
  if (body === null && correlationId < 0 && failure !== 'unsupported') return unassign(work)
  if (body === null || isRetriable(body)) return retry(work)
  work.admin = { ...work.admin, call: null }
  work.effects.push({ type: 'CancelTimer', key: 'client/deadline/' })
  work.answer = { type: 'response', body }
}

/**
 * The node that it was to go to cannot be reached: it looks for another one, and no attempt is
 * counted. Kafka: KafkaAdminClient.unassignUnsentCalls.
 */
function unassign(work: AdminWork): void {
  work.admin = { ...work.admin, isSent: false }
  requestRefresh(work)
  setClientTimer(work, 'retry', { ms: work.core.settings.int('reconnect.backoff.ms') })
}

function retry(work: AdminWork): void {
  const attempts = work.admin.attempts + 1
  const ms = backoffOf(work, attempts - 1)
  work.admin = { ...work.admin, isSent: false, attempts }
  requestRefresh(work)
  setClientTimer(work, 'retry', { ms })
}

/** After so many tries before this one, ms. */
function backoffOf({ core: { settings } }: AdminWork, attempts: number): number {
  return Math.min(
    settings.int('retry.backoff.max.ms'),
    settings.int('retry.backoff.ms') * (1 << Math.min(attempts, 4)),
  )
}

const RETRIED: readonly ErrorCode[] = [
  'NOT_CONTROLLER',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR',
  'NOT_LEADER_OR_FOLLOWER',
  'LEADER_NOT_AVAILABLE',
  'OFFSET_NOT_AVAILABLE',
]

function errorsOf(body: Response): readonly ErrorCode[] {
  const own = 'error' in body ? [body.error] : []
  const named = 'topics' in body ? body.topics : 'groups' in body ? body.groups : []
  const rows = 'partitions' in body ? body.partitions : named
  return [...own, ...rows.flatMap((row) => ('error' in row ? [row.error] : []))]
}

/** Errors that the client answers by asking again. */
function isRetriable(body: Response): boolean {
  return errorsOf(body).some((error) => RETRIED.includes(error) && ERRORS[error].code !== 0)
}
