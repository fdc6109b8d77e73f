import type { Completion, KafkaInput } from '../channel/channel'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import { gather } from '../effects'
import { ERRORS } from '../protocol/errors'
import type { ErrorCode } from '../protocol/errors'
import type { Request, Response } from '../protocol/rpc'
import type { ClientCore, CoreWork } from './clientCore'
import {
  leaderOf,
  leastLoaded,
  newClientCore,
  nodeOf,
  onCoreInput,
  refresh,
  requestRefresh,
  sendRequest,
  setClientTimer,
} from './clientCore'

/** Whom a call goes to. */
export type Route =
  | { readonly type: 'any' }
  | { readonly type: 'broker'; readonly id: number }
  | { readonly type: 'leader'; readonly topic: string; readonly partition: number }

/** One call of the admin client. */
export interface AdminCall {
  readonly id: number
  readonly body: Request
  readonly route: Route
}

/** How a call ended. */
export type AdminAnswer =
  | { readonly type: 'response'; readonly body: Response }
  | { readonly type: 'timeout'; readonly message: string }

/** A client for administration: one call at a time. Kafka: KafkaAdminClient. */
export interface Admin {
  readonly core: ClientCore
  readonly call: AdminCall | null
  readonly isSent: boolean
  readonly attempts: number
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
  })
  return { core, call: null, isSent: false, attempts: 0 }
}

/** Begins to work on an input. */
export function adminWork(admin: Admin, ctx: KafkaContext): AdminWork {
  return { ctx, admin, core: admin.core, answer: null, ...gather() }
}

/** The admin client as the work leaves it. */
export function adminOf(work: AdminWork): Admin {
  return { ...work.admin, core: work.core }
}

/** Begins a call; it has `default.api.timeout.ms` in all. */
export function beginCall(work: AdminWork, call: AdminCall): void {
  work.admin = { ...work.admin, call, isSent: false, attempts: 0 }
  const ms = work.core.settings.int('default.api.timeout.ms')
  setClientTimer(work, 'deadline', { ms })
  if (call.route.type === 'leader') {
    work.core = { ...work.core, wanted: [call.route.topic] }
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
  work.admin = { ...work.admin, isSent: true }
  sendRequest(work, { to, body: call.body, tag: `call ${call.id}` })
}

function target(work: AdminWork, route: Route): ReturnType<typeof leastLoaded> {
  switch (route.type) {
    case 'any':
      return leastLoaded(work)
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
  if (result.isUpdated) dispatch(work)
  return true
}

function expire(work: AdminWork): boolean {
  const { call, isSent } = work.admin
  if (call === null) return true
  const name = call.body.api.charAt(0).toLowerCase() + call.body.api.slice(1)
  work.admin = { ...work.admin, call: null }
  const message = isSent
    ? `Call(callName=${name}, deadlineMs=0) timed out.`
    : `Timed out waiting for a node assignment. Call: ${name}`
  work.answer = { type: 'timeout', message }
  return true
}

function onCompletion(work: AdminWork, completion: Completion): void {
  const { call } = work.admin
  if (call === null || completion.tag !== `call ${call.id}`) return
  const { body } = completion
  if (body === null || isRetriable(body)) return retry(work)
  work.admin = { ...work.admin, call: null }
  work.effects.push({ type: 'CancelTimer', key: 'client/deadline/' })
  work.answer = { type: 'response', body }
}

function retry(work: AdminWork): void {
  const attempts = work.admin.attempts + 1
  work.admin = { ...work.admin, isSent: false, attempts }
  const { settings } = work.core
  const ms = Math.min(
    settings.int('retry.backoff.max.ms'),
    settings.int('retry.backoff.ms') * (1 << Math.min(attempts - 1, 4)),
  )
  requestRefresh(work)
  setClientTimer(work, 'retry', { ms })
}

const RETRIED: readonly ErrorCode[] = [
  'NOT_CONTROLLER',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR',
  'NOT_LEADER_OR_FOLLOWER',
  'LEADER_NOT_AVAILABLE',
]

/** Errors that the client answers by asking again. */
function isRetriable(body: Response): boolean {
  const errors: ErrorCode[] = []
  if ('error' in body) errors.push(body.error)
  const rows = 'topics' in body ? body.topics : 'groups' in body ? body.groups : []
  for (const row of rows) if ('error' in row) errors.push(row.error)
  return errors.some((error) => RETRIED.includes(error) && ERRORS[error].code !== 0)
}
