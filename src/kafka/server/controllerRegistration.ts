import type { Channel, Completion } from '../channel/channelState'
import type { KafkaInput } from '../channel/channelState'
import { newChannel } from '../channel/channelState'
import { backoffMs } from '../channel/backoff'
import { onChannelInput, send } from '../channel/channel'
import type { ControllerState } from '../controller/controllerState'
import type { EffectiveConfig } from '../config/effective'
import { parseListeners } from '../config/effective'
import { drawId } from '../drawUuid'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import type { NodeId } from '../ids'
import type { MetadataImage } from '../metadata/image'
import { METADATA_VERSION, supportedRanges } from '../protocol/features'
import type { ListenerEndpoint } from '../protocol/rpc/controller'
import type { QuorumEndpoint } from '../protocol/rpc/quorum'
import { leaderAndEpoch } from '../quorum/reads'
import type { QuorumState } from '../quorum/quorumState'
import type { ServerSpec } from '../serverSpec'

/** The level of metadata.version, 3.7-IV0, from which controllers register. */
const REGISTRATION_LEVEL = 15
/** Between two failed tries. Kafka: ControllerRegistrationManager.resendExponentialBackoff. */
const RESEND = { initialMs: 100, maxMs: 120_000, multiplier: 2, jitter: 0.02 }
/** A request that found no controller rests, ms. Kafka: NodeToControllerRequestThread. */
const NO_CONTROLLER_MS = 100
/** A request that nobody answers is given up, ms. Kafka: ControllerServer.startup. */
const TIMEOUT_MS = 5000
const PARTS = 1_048_576

/**
 * How a controller, active or not, makes itself known in the metadata log. KIP-919.
 * Kafka: ControllerRegistrationManager.
 */
export interface ControllerRegistration {
  readonly nodeId: NodeId
  readonly incarnationId: string
  readonly listeners: readonly ListenerEndpoint[]
  readonly channel: Channel
  /** `sent`: asked, no answer yet; `resting`: a try failed; `acknowledged`: not replayed here yet. */
  readonly phase: 'idle' | 'sent' | 'resting' | 'acknowledged' | 'registered'
  /** Failed tries since the last one that succeeded. */
  readonly failures: number
}

type Registration = ControllerRegistration

/** Nothing has been sent. */
export function newRegistration(
  spec: ServerSpec,
  config: EffectiveConfig,
  ctx: KafkaContext,
): Registration {
  const names = config.list('controller.listener.names').map((name) => name.toUpperCase())
  const forControllers = (text: string) =>
    parseListeners(text).filter(({ name }) => names.includes(name))
  const advertised = forControllers(config.string('advertised.listeners'))
  const listeners = advertised.length > 0 ? advertised : forControllers(config.string('listeners'))
  return {
    nodeId: spec.nodeId,
    incarnationId: drawId(ctx),
    listeners: listeners.map(({ name, host, port }) => ({
      name,
      host: host === '' || host === '0.0.0.0' ? (spec.hostName ?? 'localhost') : host,
      port,
      securityProtocol: 'PLAINTEXT',
    })),
    channel: newChannel({
      name: 'registration',
      handshake: true,
      requestTimeoutMs: Math.min(config.int('controller.socket.timeout.ms'), TIMEOUT_MS),
      maxInFlight: 1,
      reconnectBackoffMs: 50,
      reconnectBackoffMaxMs: 50,
      setupTimeoutMs: config.int('socket.connection.setup.timeout.ms'),
      setupTimeoutMaxMs: config.int('socket.connection.setup.timeout.max.ms'),
      clientId: `controller-${spec.nodeId}`,
    }),
    phase: 'idle',
    failures: 0,
  }
}

interface Work extends Gathered {
  readonly ctx: KafkaContext
  state: Registration
}

function workOn(state: Registration, ctx: KafkaContext): Work {
  return { ctx, state, effects: [], facts: [] }
}

function stepOf({ state: next, effects, facts }: Work): RoleStep<Registration> {
  return { next, effects, facts }
}

function log(work: Work, text: string): void {
  const { nodeId, incarnationId } = work.state
  work.facts.push({
    type: 'Logged',
    level: 'INFO',
    logger: 'kafka.server.ControllerRegistrationManager',
    text: `[ControllerRegistrationManager id=${nodeId} incarnation=${incarnationId}] ${text}`,
  })
}

/** What of a server registers its controller. */
interface Server extends Gathered {
  readonly ctx: KafkaContext
  readonly state: {
    registration: Registration | null
    readonly controller: ControllerState | null
    readonly quorum: QuorumState | null
  }
}

/** After each input: looks whether the controller is known, and asks when it is not. */
export function register(server: Server): void {
  const { controller, quorum, registration } = server.state
  if (registration === null || controller === null || quorum === null) return
  const image = controller.committed
  const noted = noteRegistrations(registration, image, server.ctx)
  if (noted !== null) server.state.registration = take(server, noted)
  const { leaderId, endpoint } = leaderAndEpoch(quorum)
  const asked = registerIfDue(
    server.state.registration ?? registration,
    { image, leaderId, endpoint },
    server.ctx,
  )
  if (asked !== null) server.state.registration = take(server, asked)
}

/** True when an input was for the registration. */
export function registrationTook(server: Server, input: KafkaInput): boolean {
  const { registration } = server.state
  if (registration === null) return false
  const step = onRegistrationInput(registration, input, server.ctx)
  if (step === null) return false
  server.state.registration = take(server, step)
  return true
}

/** The node's metadata has changed. Kafka: ControllerRegistrationManager.MetadataUpdateEvent. */
function noteRegistrations(
  state: Registration,
  { controllers }: MetadataImage,
  ctx: KafkaContext,
): RoleStep<Registration> | null {
  const own = controllers.get(state.nodeId)
  const isOurs = own?.incarnationId === state.incarnationId
  if (isOurs === (state.phase === 'registered')) return null
  const work = workOn(state, ctx)
  if (isOurs) {
    work.state = { ...state, phase: 'registered' }
    log(work, 'Our registration has been persisted to the metadata log.')
  } else if (state.phase === 'registered') work.state = { ...state, phase: 'idle' }
  return stepOf(work)
}

/** Who may be asked, and what the node knows. */
interface Asked {
  readonly image: MetadataImage
  readonly leaderId: NodeId | null
  readonly endpoint: QuorumEndpoint | null
}

/** Asks the active controller, when that is due and possible. Kafka: maybeSendControllerRegistration. */
function registerIfDue(
  state: Registration,
  { image, leaderId, endpoint }: Asked,
  ctx: KafkaContext,
): RoleStep<Registration> | null {
  if (state.phase !== 'idle' || leaderId === null || endpoint === null) return null
  if ((image.features.get(METADATA_VERSION) ?? 0) < REGISTRATION_LEVEL) return null
  const work = workOn(state, ctx)
  const { nodeId: controllerId, incarnationId, listeners } = state
  const to = { key: String(leaderId), host: endpoint.host, port: endpoint.port }
  const body = {
    api: 'ControllerRegistration',
    controllerId,
    incarnationId,
    listeners,
    features: supportedRanges(),
  } as const
  const channel = take(work, send(state.channel, ctx, { to, body, tag: 'register' }))
  work.state = { ...state, channel, phase: 'sent' }
  return stepOf(work)
}

/** What its connection or its timer says. `null`: it is not for it. */
function onRegistrationInput(
  state: Registration,
  input: KafkaInput,
  ctx: KafkaContext,
): RoleStep<Registration> | null {
  if (input.type === 'Timer' && input.timer.role === 'registration') {
    const phase = state.phase === 'resting' ? 'idle' : state.phase
    return { next: { ...state, phase }, effects: [], facts: [] }
  }
  const taken = onChannelInput(state.channel, ctx, input)
  if (taken === null) return null
  const work = workOn(state, ctx)
  work.state = { ...state, channel: take(work, taken) }
  for (const completion of taken.completions) onAnswered(work, completion)
  return stepOf(work)
}

/** Kafka: ControllerRegistrationManager.RegistrationResponseHandler. */
function onAnswered(work: Work, { body }: Completion): void {
  if (work.state.phase !== 'sent') return
  if (body?.api !== 'ControllerRegistration' || body.error === 'NOT_CONTROLLER') {
    // The channel looks for the controller and asks again by itself.
    return rest(work, NO_CONTROLLER_MS)
  }
  if (body.error === 'NONE') {
    work.state = { ...work.state, phase: 'acknowledged', failures: 0 }
    return log(
      work,
      'RegistrationResponseHandler: controller acknowledged ControllerRegistrationRequest.',
    )
  }
  log(
    work,
    `RegistrationResponseHandler: controller returned error ${body.error} (${body.errorMessage ?? 'null'})`,
  )
  const { failures: attempts } = work.state
  const ms = backoffMs({ ...RESEND, attempts }, () => work.ctx.draw('registration', PARTS) / PARTS)
  work.state = { ...work.state, failures: attempts + 1 }
  rest(work, ms)
}

function rest(work: Work, ms: number): void {
  work.state = { ...work.state, phase: 'resting' }
  work.effects.push({
    type: 'SetTimer',
    key: 'registration/again',
    delayMicros: ms * 1000,
    timer: { role: 'registration', name: 'again', about: '' },
  })
}
