import { isWaiting, stateOf } from '../channel/channelReads'
import type { Completion, KafkaInput } from '../channel/channelState'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import type { ListenerKind } from '../protocol/apis'
import { ERRORS, exceptionText } from '../protocol/errors'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import { WALL_CLOCK_START_MS } from '../wallClock'
import { callNameOf, isForController } from './adminCalls'
import type { ClientCore, CoreWork } from './coreState'
import { leaderOf, nodeOf } from './knownLeaders'
import { leastLoaded } from './leastLoaded'
import { retryBackoffMs } from './retryBackoff'
import {
  clientNow,
  coreCopy,
  newClientCore,
  onCoreInput,
  refresh,
  requestRefresh,
  sendRequest,
  setClientTimer,
} from './clientCore'
import { logLine } from './logLine'

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
  /** It goes to whom the call before has found, and has what that one left of its time. */
  readonly isFound?: true
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
  /** The lookup of its leader has failed, and is not tried again. */
  | { readonly type: 'unfound'; readonly exception: string; readonly message: string }

/** A client for administration: one call at a time. Kafka: KafkaAdminClient. */
export interface Admin {
  readonly core: ClientCore
  readonly call: AdminCall | null
  readonly isSent: boolean
  readonly attempts: number
  /** When the call must have ended, and when it may be tried again, ms. */
  readonly deadlineMs: number
  readonly nextTryMs: number
  /** The node that was asked last. */
  readonly node: string
  /** Whom a lookup has found, who is asked until a request fails. Kafka: ConstantNodeIdProvider. */
  readonly found: number | null
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
  return { core, call: null, ...UNTRIED, deadlineMs: 0, node: '0' }
}

const UNTRIED = { isSent: false, attempts: 0, nextTryMs: 0, found: null } as const

/** Begins to work on an input. */
export function adminWork(admin: Admin, ctx: KafkaContext): AdminWork {
  return { ctx, admin, core: coreCopy(admin.core), answer: null, effects: [], facts: [] }
}

/** The admin client as the work leaves it. */
export function adminOf(work: AdminWork): Admin {
  return { ...work.admin, core: work.core }
}

/**
 * Begins a call; it has `default.api.timeout.ms` in all, together with the lookup that has found
 * whom it goes to. Kafka: KafkaAdminClient.invokeDriver.
 */
export function beginCall(work: AdminWork, call: AdminCall): void {
  const { limitMs, afterMs = 0, isFound } = call.route
  const timeoutMs = work.core.settings.int('default.api.timeout.ms')
  const own = Math.min(timeoutMs, limitMs ?? timeoutMs)
  const now = clientNow(work)
  const ms = isFound === true ? Math.max(0, work.admin.deadlineMs - now) : own
  const deadlineMs = now + ms
  work.admin = { ...work.admin, call, ...UNTRIED, deadlineMs }
  setClientTimer(work, 'deadline', { ms: ms + afterMs + wokenLateMs(work, ms) })
  if (afterMs > 0) setClientTimer(work, 'retry', { ms: afterMs })
  else if (call.route.type === 'leader') {
    work.core.wanted = [call.route.topic]
    refresh(work)
  } else if (work.core.version === 0) refresh(work)
  else dispatch(work)
}

/**
 * How much later than asked for the thread of a client wakes that sleeps for `ms`: the kernel lets a
 * long wait end up to a thousandth later, so an answer of the last moment may still be heard. Rule
 * T4. Kafka: Selector.poll; Linux: select_estimate_accuracy.
 */
function wokenLateMs({ ctx }: AdminWork, ms: number): number {
  const slackMs = Math.min(100, Math.floor(ms / 1000))
  return slackMs > 0 ? ctx.draw('slack', slackMs + 1) : 0
}

function dispatch(work: AdminWork): void {
  const { call, isSent } = work.admin
  if (call === null || isSent || work.core.version === 0) return
  // Fresh metadata does not end its rest. Kafka: AdminClientRunnable.maybeDrainPendingCalls.
  if (clientNow(work) < work.admin.nextTryMs) return
  if (lacksLeader(work, call) && hasFailed(work, call)) return
  const to = target(work, call)
  if (to === null) {
    requestRefresh(work)
    return
  }
  const found = call.route.type === 'leader' ? Number(to.key) : null
  work.admin = { ...work.admin, isSent: true, node: to.key, found }
  // Its thread sleeps until an answer or the call's deadline comes: that a request is late is not
  // noticed before. Kafka: KafkaAdminClient.processRequests, a poll of its NetworkClient.
  const timeoutMs = work.admin.deadlineMs - clientNow(work) + NOTICED_MS
  sendRequest(work, { to, body: call.body, tag: `call ${call.id}`, timeoutMs })
}

/** What a lookup that has failed logs and throws, or null. Kafka: PartitionLeaderStrategy.handleTopicError. */
function failureOf(call: AdminCall, topic: string, error: ErrorCode) {
  if (error === 'INVALID_TOPIC_EXCEPTION') {
    return {
      logged: `Received invalid topic error for topic ${topic} in \`Metadata\` response`,
      why: `due to invalid topic \`${topic}\``,
    }
  }
  // Others ask on for a topic that is not there. Kafka: ListOffsetsHandler.
  if (error !== 'UNKNOWN_TOPIC_OR_PARTITION' || call.body.api !== 'ListOffsets') return null
  return {
    logged: `Received unknown topic error for topic ${topic}`,
    why: `because metadata for topic \`${topic}\` could not be found`,
  }
}

/** True when the lookup of its leader ends the call. */
function hasFailed(work: AdminWork, call: AdminCall): boolean {
  if (call.route.type !== 'leader') return false
  const { topic, partition } = call.route
  const error = work.core.topics.get(topic)?.error ?? 'NONE'
  const failure = failureOf(call, topic, error)
  if (failure === null) return false
  logLine(work, {
    level: 'ERROR',
    logger: 'admin.internals.PartitionLeaderStrategy',
    text: failure.logged,
    thrown: exceptionText(error),
  })
  work.admin = { ...work.admin, call: null }
  work.effects.push({ type: 'CancelTimer', key: 'client/deadline/' })
  const message = `Failed to fetch metadata for partition ${topic}-${partition} ${failure.why}`
  work.answer = { type: 'unfound', exception: ERRORS[error].exception, message }
  return true
}

/** After the deadline, ms: whatever comes first then, the call has ended. */
const NOTICED_MS = 1000

function target(work: AdminWork, { route, body }: AdminCall): ReturnType<typeof leastLoaded> {
  switch (route.type) {
    case 'any':
      // A client of controllers asks the active one. Kafka: LeastLoadedBrokerOrActiveKController.
      return work.core.endpointType === 'BROKER' && !isForController(body.api)
        ? leastLoaded(work)
        : nodeOf(work.core, work.core.controllerId)
    case 'broker':
      return nodeOf(work.core, route.id)
    case 'leader': {
      const { found } = work.admin
      if (found !== null) return nodeOf(work.core, found)
      return leaderOf(work.core, route.topic, route.partition)
    }
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
  const { call, attempts, deadlineMs } = work.admin
  if (call === null) return true
  const message = waitedText(work, call)
  work.admin = { ...work.admin, call: null }
  if (message !== null) {
    work.answer = { type: 'timeout', message, cause: null }
    return true
  }
  const name = nameOf(work, call)
  // One on its way fails with its connection, which counts as a try.
  const isLookup = lacksLeader(work, call)
  const tries = isLookup ? Math.max(1, work.core.refreshAttempts) : attempts + 1
  const nextMs = isLookup ? deadlineMs : clientNow(work) + retryBackoffMs(work, attempts)
  const cause = cancelled(work, name, work.core.channel.nextCorrelationId - 1)
  timeOut(work, { name, tries, nextMs, cause })
  return true
}

/** True while the leader that it is for has not been found. */
function lacksLeader({ admin }: AdminWork, { route }: AdminCall): boolean {
  return route.type === 'leader' && admin.found === null
}

function nameOf(work: AdminWork, call: AdminCall): string {
  return lacksLeader(work, call) ? callNameOf(call.body.api, 'Metadata') : call.name
}

/** What a call has waited for that was not on its way; null: it was. */
function waitedText(work: AdminWork, call: AdminCall): string | null {
  const { isSent, node } = work.admin
  const { channel } = work.core
  const name = nameOf(work, call)
  const isUnsent = isSent && isWaiting(channel, node, `call ${call.id}`)
  // A node that cannot be reached is taken from it with every poll. Kafka: unassignUnsentCalls.
  const isAssigned = isSent && !(isUnsent && stateOf(channel, node) === 'backoff')
  if (!isAssigned) {
    const isOnItsWay = isLookingUp(work, call)
    return isOnItsWay ? null : `Timed out waiting for a node assignment. Call: ${name}`
  }
  return isUnsent ? `Timed out waiting to send the call. Call: ${name}` : null
}

/**
 * A lookup that finds nobody is asked again at once: it is always on its way.
 * Kafka: AdminApiDriver.clearInflightRequest.
 */
function isLookingUp(work: AdminWork, call: AdminCall): boolean {
  if (lacksLeader(work, call)) return work.core.version > 0
  return call.body.api === 'FindCoordinator' && work.admin.attempts > 0
}

/** Kafka: KafkaAdminClient.AdminClientRunnable.handleResponses. */
function cancelled(work: AdminWork, name: string, correlationId: number): string {
  return `org.apache.kafka.common.errors.DisconnectException: Cancelled ${name} request with correlation id ${correlationId} due to node ${work.admin.node} being disconnected`
}

/** Kafka: KafkaAdminClient.Call.handleTimeoutFailure, toString. */
function timeOut(
  work: AdminWork,
  call: {
    readonly name: string
    readonly tries: number
    readonly nextMs: number
    readonly cause: string
  },
): void {
  const { name, tries, nextMs, cause } = call
  // Instants stand in it as the machine's clock shows them.
  const wall = (ms: number) => WALL_CLOCK_START_MS + ms
  const text = `Call(callName=${name}, deadlineMs=${wall(work.admin.deadlineMs)}, tries=${tries}, nextAllowedTryMs=${wall(nextMs)})`
  const message = `${text} timed out at ${wall(clientNow(work))} after ${tries} attempt(s)`
  work.answer = { type: 'timeout', message, cause }
}

function onCompletion(work: AdminWork, completion: Completion): void {
  const { call } = work.admin
  if (call === null || completion.tag !== `call ${call.id}`) return
  const { body, failure, correlationId } = completion
  if (body === null && correlationId < 0 && failure !== 'unsupported') return unassign(work)
  const error = body === null ? null : retriedError(body, call.route)
  if (body === null || error !== null) return retry(work, call, { error, correlationId })
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

/** Asks again after a rest, as often as `retries` allows. A-40. Kafka: KafkaAdminClient.Call.fail. */
function retry(
  work: AdminWork,
  call: AdminCall,
  { error, correlationId }: { readonly error: ErrorCode | null; readonly correlationId: number },
): void {
  const attempts = work.admin.attempts + 1
  const { settings } = work.core
  const ms = retryBackoffMs(work, attempts - 1)
  const nextMs = clientNow(work) + ms
  if (attempts > settings.int('retries')) {
    work.admin = { ...work.admin, call: null }
    work.effects.push({ type: 'CancelTimer', key: 'client/deadline/' })
    const { name } = call
    const cause = error === null ? cancelled(work, name, correlationId) : exceptionText(error)
    return timeOut(work, { name, tries: attempts, nextMs, cause })
  }
  const found = error === null || MOVED.includes(error) ? null : work.admin.found
  work.admin = { ...work.admin, isSent: false, attempts, nextTryMs: nextMs, found }
  if (found === null) requestRefresh(work)
  setClientTimer(work, 'retry', { ms })
}

/** Errors after which a leader is looked up anew; after others it is asked again. ListOffsetsHandler. */
const MOVED: readonly ErrorCode[] = ['NOT_LEADER_OR_FOLLOWER', 'LEADER_NOT_AVAILABLE']

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

/**
 * The error that the client answers by asking again, or null. What is asked of a leader is asked
 * again after every retriable one. Kafka: DeleteRecordsHandler, ListOffsetsHandler.
 */
function retriedError(body: Response, route: Route): ErrorCode | null {
  const isRetried = (error: ErrorCode) =>
    route.type === 'leader' ? ERRORS[error].retriable : RETRIED.includes(error)
  return errorsOf(body).find(isRetried) ?? null
}
