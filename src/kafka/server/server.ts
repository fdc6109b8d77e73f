import type { Mutable } from '~/base/mutable'
import {
  bootBroker,
  onBrokerInput,
  onBrokerMetadata,
  onBrokerRequest,
  onBrokerTimer,
  onBrokerTold,
} from '../broker/brokerRole'
import type { BrokerState } from '../broker/brokerState'
import type { KafkaInput } from '../channel/channelState'
import { serverConfig } from '../config/effective'
import type { Gathered, KafkaContext, RoleStep } from '../effects'
import { take } from '../effects'
import {
  bootController,
  onCommitted,
  onControllerRequest,
  onControllerTimer,
  onLeaderChange,
  onSnapshot,
} from '../controller/controllerRole'
import type { ControllerState, ControllerStep } from '../controller/controllerState'
import type { KafkaTimer, ProcessState } from '../model'
import type { Request, Response } from '../protocol/rpc'
import { bootQuorum } from '../quorum/boot'
import { appendRecords } from '../quorum/appendRecords'
import { onQuorumInput, onQuorumRequest, onQuorumTimer } from '../quorum/quorumRole'
import { committedSince, leaderAndEpoch, nextOffsetOf } from '../quorum/reads'
import type { Snapshotting } from '../quorum/snapshots'
import { createSnapshot, freshSnapshotting } from '../quorum/snapshots'
import { kraftVersionAccess, upgradeKRaftVersion } from '../quorum/kraftVersion'
import type { QuorumState } from '../quorum/quorumState'
import type { ServerSpec } from '../serverSpec'
import { isControllerRequest, isQuorumRequest } from './requestKinds'
import { bootstrapRecordsIn, formatted } from './metaProperties'
import type { MetadataImage } from '../metadata/image'
import { EMPTY_IMAGE } from '../metadata/image'
import type { ControllerRegistration } from './controllerRegistration'
import { newRegistration, register, registrationTook } from './controllerRegistration'
import { apiVersions, describeControllers } from './describe'
import { STARTUP_MS } from './durations'
import { answerConfigs } from './configRequests'
import type { LogLevels } from './logLevels'
import { startLevels } from './logLevels'
import { leaderNews, STANDBY } from './leaderNews'
import { haltsOnDisk } from './metadataDisk'
import { refuses } from './refuses'
import { exitWhenLed, finish, onSignal, onStop, setServerTimer } from './shutdown'
import type { Counted } from './snapshotting'
import { countApplied, snapshotToLoad, snapshotOfAll } from './snapshotting'
import {
  brokerConfigOf,
  controllerConfigOf,
  controllerPortsOf,
  metadataDirOf,
  quorumConfigOf,
  serverDirsOf,
} from './serverConfigs'

/** A Kafka server: the roles of `process.roles` in one process. Kafka: KafkaRaftServer. */
export interface ServerState extends ProcessState {
  readonly kind: 'server'
  readonly spec: ServerSpec
  readonly phase: 'starting' | 'running' | 'stopping'
  /** `null` until the process has come up. */
  readonly quorum: QuorumState | null
  readonly controller: ControllerState | null
  readonly broker: BrokerState | null
  /** The ports of `controller.listener.names`. */
  readonly controllerPorts: readonly number[]
  readonly metadataDir: string
  /** Metadata offset up to which the roles have been told, exclusive; -1: nothing yet. */
  readonly told: number
  /** What has been applied since the last snapshot. C-90. */
  readonly snapshotting: Snapshotting
  /** The leader and epoch that the controller was told of, as text. */
  readonly toldLeader: string
  /** Of a controller: how it makes itself known. */
  readonly registration: ControllerRegistration | null
  readonly logLevels: LogLevels
}

/** True when a process is a server. */
export function isServer(state: ProcessState | null): state is ServerState {
  return state?.kind === 'server'
}

interface ServerWork extends Gathered {
  readonly ctx: KafkaContext
  /** This input's own copy, changed field by field; decision record 0006. */
  readonly state: Mutable<ServerState>
}

function workOn(state: ServerState, ctx: KafkaContext): ServerWork {
  const copy: Mutable<ServerState> = {
    kind: state.kind,
    spec: state.spec,
    phase: state.phase,
    quorum: state.quorum,
    controller: state.controller,
    broker: state.broker,
    controllerPorts: state.controllerPorts,
    metadataDir: state.metadataDir,
    told: state.told,
    snapshotting: state.snapshotting,
    toldLeader: state.toldLeader,
    registration: state.registration,
    logLevels: state.logLevels,
  }
  return { ctx, state: copy, effects: [], facts: [] }
}

function stepOf(work: ServerWork): RoleStep<ServerState> {
  const { state: next, effects, facts } = work
  return { next, effects, facts }
}

/** A server process begins: its roles come up after the start of the JVM. */
export function bootServer(spec: ServerSpec, ctx: KafkaContext): RoleStep<ServerState> {
  const state: ServerState = {
    kind: 'server',
    spec,
    phase: 'starting',
    quorum: null,
    controller: null,
    broker: null,
    controllerPorts: controllerPortsOf(spec),
    told: -1,
    snapshotting: freshSnapshotting(-1, ctx),
    metadataDir: metadataDirOf(serverConfig(spec)),
    toldLeader: '',
    registration: null,
    logLevels: startLevels(),
  }
  const work = workOn(state, ctx)
  setServerTimer(work, 'startup', STARTUP_MS + ctx.draw('startup', 400))
  return stepOf(work)
}

/** Hands an input to the role it is for, then what was committed to all of them. */
export function handleServer(
  state: ServerState,
  input: KafkaInput,
  ctx: KafkaContext,
): RoleStep<ServerState> {
  const work = workOn(state, ctx)
  switch (input.type) {
    case 'Timer':
      onTimer(work, input.timer, input)
      break
    case 'Request':
      onRequest(work, input)
      break
    case 'Signal':
      onSignal(work)
      break
    case 'Call':
    case 'FileCorrupted':
      if (asksForSnapshot(input)) writeSnapshot(work, snapshotOfAll(work.state, ctx))
      if (state.broker !== null) setBroker(work, onBrokerTold(state.broker, input, ctx))
      break
    default:
      onNetwork(work, input)
  }
  propagate(work)
  register(work)
  snapshotIfDue(work)
  exitWhenLed(work, state.quorum)
  haltsOnDisk(work, work.state.metadataDir)
  return stepOf(work)
}

function startUp(work: ServerWork): void {
  const { spec } = work.state
  if (refuses(spec, work, work.ctx)) return
  const config = serverConfig(spec)
  // A broker's own listeners open when it is let in. Kafka: SocketServer.enableRequestProcessing.
  for (const port of work.state.controllerPorts) work.effects.push({ type: 'Listen', port })
  const bootstrap = bootstrapRecordsIn(work.state.metadataDir, work.ctx)
  const { directories, effects } = formatted(spec, serverDirsOf(config), work.ctx)
  work.effects.push(...effects)
  const quorumConfig = quorumConfigOf(spec, config, directories[0]?.id ?? '')
  const quorum = take(work, bootQuorum(quorumConfig, work.ctx))
  const controller = spec.roles.includes('controller')
    ? bootController({ ...controllerConfigOf(spec, config), bootstrap })
    : null
  work.state.phase = 'running'
  work.state.quorum = quorum
  work.state.controller = controller
  if (controller !== null) work.state.registration = newRegistration(spec, config, work.ctx)
  if (!spec.roles.includes('broker')) return
  work.state.broker = take(work, bootBroker(brokerConfigOf(spec, config, directories), work.ctx))
}

function setQuorum(work: ServerWork, step: RoleStep<QuorumState>): void {
  work.state.quorum = take(work, step)
}

function setBroker(work: ServerWork, step: RoleStep<BrokerState>): void {
  work.state.broker = take(work, step)
}
/** The controller's step; its records go to the quorum. */
function setController(work: ServerWork, step: ControllerStep): void {
  work.state.controller = take(work, step)
  if (step.upgradeKRaftVersion !== null && work.state.quorum !== null) {
    setQuorum(work, upgradeKRaftVersion(work.state.quorum, step.upgradeKRaftVersion, work.ctx))
  }
  for (const records of step.append) {
    const { quorum } = work.state
    if (quorum === null) return
    const { step: appended, lastOffset } = appendRecords(quorum, records, work.ctx)
    setQuorum(work, appended)
    if (lastOffset === null && records.length > 0) return renounce(work)
  }
}

/**
 * The quorum takes no more records from this controller: it is no longer active, whatever it has
 * been told.. Kafka: NotLeaderException, QuorumController.renounce.
 */
function renounce(work: ServerWork): void {
  const { quorum, controller } = work.state
  if (quorum === null || controller === null || controller.active === null) return
  work.state.toldLeader = STANDBY
  const change = { isLeader: false, epoch: quorum.epoch, nextOffset: nextOffset(work) }
  setController(work, onLeaderChange(controller, change, work.ctx))
}

function nextOffset(work: ServerWork): number {
  const { quorum } = work.state
  return quorum === null ? 0 : nextOffsetOf(quorum)
}

function onTimer(work: ServerWork, timer: KafkaTimer, input: KafkaInput): void {
  const { quorum, controller, broker } = work.state
  switch (timer.role) {
    case 'server':
      if (timer.name === 'startup') startUp(work)
      else if (timer.name === 'stop') onStop(work)
      else if (timer.name === 'exit') work.effects.push({ type: 'Exit', code: 143 })
      return
    case 'quorum':
      if (quorum !== null) setQuorum(work, onQuorumTimer(quorum, timer, work.ctx))
      return
    case 'controller': {
      const at = { ctx: work.ctx, nextOffset: nextOffset(work) }
      if (controller !== null) setController(work, onControllerTimer(controller, timer, at))
      return
    }
    case 'broker':
    case 'group': {
      if (broker === null) return
      const { step, shutsDown } = onBrokerTimer(broker, timer, work.ctx)
      setBroker(work, step)
      if (shutsDown) finish(work)
      return
    }
    default:
      onNetwork(work, input)
  }
}

function onNetwork(work: ServerWork, input: KafkaInput): void {
  const { quorum, broker } = work.state
  const isServerSide = input.type === 'Disconnected' && input.side === 'server'
  const taken = quorum === null ? null : onQuorumInput(quorum, input, work.ctx)
  if (taken !== null) {
    setQuorum(work, taken)
    if (!isServerSide) return
  }
  if (registrationTook(work, input)) return
  const step = broker === null ? null : onBrokerInput(broker, input, work.ctx)
  if (step !== null) setBroker(work, step)
}

// eslint-disable-next-line complexity -- one line a kind of request
function onRequest(work: ServerWork, input: Extract<KafkaInput, { type: 'Request' }>): void {
  const { quorum, controller, broker } = work.state
  const { connection, correlationId, port, from } = input
  // What a server receives on a connection that it accepted is a request.
  const body = input.body as Request
  const isForController = work.state.controllerPorts.includes(port)
  const reply = (answer: Response) => {
    work.effects.push({ type: 'Reply', connection, correlationId, body: answer })
  }
  if (body.api === 'ApiVersions') {
    const image = broker?.image ?? controller?.committed ?? EMPTY_IMAGE
    return reply(apiVersions(image, isForController))
  }
  if (body.api === 'DescribeCluster' && isForController && quorum !== null) {
    const image = controller?.committed ?? EMPTY_IMAGE
    return reply(describeControllers({ quorum, image }, body))
  }
  const configs = answerConfigs(work.state, body, isForController)
  if (configs !== null) {
    work.state.logLevels = configs.levels
    return reply(configs.response)
  }
  if (isQuorumRequest(body) && quorum !== null && (isForController || broker === null)) {
    return setQuorum(work, onQuorumRequest(quorum, { connection, correlationId, body }, work.ctx))
  }
  if (isForController && isControllerRequest(body) && controller !== null) {
    if (quorum === null) return
    const at = {
      ctx: work.ctx,
      nextOffset: nextOffset(work),
      kraft: kraftVersionAccess(quorum),
      leaderId: leaderAndEpoch(quorum).leaderId,
    }
    return setController(
      work,
      onControllerRequest(controller, { connection, correlationId, body }, at),
    )
  }
  if (broker !== null)
    setBroker(
      work,
      onBrokerRequest(broker, { connection, correlationId, port, from, body }, work.ctx),
    )
}

/** Begins from a snapshot, when the log does not reach back far enough; what it holds, or null. */
function loadSnapshot(work: ServerWork): MetadataImage | null {
  const found = snapshotToLoad(work.state)
  if (found === null) return null
  work.state.told = found.snapshot?.endOffset ?? 0
  if (found.snapshot === null) return null
  const { image, endOffset, epoch } = found.snapshot
  if (work.state.controller !== null)
    work.state.controller = onSnapshot(work.state.controller, image)
  work.state.snapshotting = freshSnapshotting(image.offset, work.ctx)
  work.facts.push({ type: 'SnapshotLoaded', rule: 'Q-57', endOffset, epoch })
  return image
}

/** Writes a snapshot of what has been applied, when one is due. C-90. */
function snapshotIfDue(work: ServerWork): void {
  writeSnapshot(work, countApplied(work.state, work.ctx))
}

function asksForSnapshot(input: KafkaInput): boolean {
  return input.type === 'Call' && input.call.type === 'RunTask' && input.call.task === 'snapshot'
}

function writeSnapshot(work: ServerWork, counted: Counted | null): void {
  if (counted === null) return
  work.state.snapshotting = counted.snapshotting
  const { quorum } = work.state
  if (counted.due !== null && quorum !== null)
    setQuorum(work, createSnapshot(quorum, counted.due, work.ctx))
}

/** Tells the roles what has been committed and who leads. */
function propagate(work: ServerWork): void {
  const { quorum } = work.state
  if (quorum === null) return
  const end = quorum.highWatermark ?? 0
  const image = loadSnapshot(work)
  const batches = end > work.state.told ? committedSince(quorum, work.state.told) : []
  const { leaderId, endpoint } = leaderAndEpoch(quorum)
  if (batches.length > 0) {
    work.state.told = (batches.at(-1)?.lastOffset ?? -1) + 1
    const { controller } = work.state
    if (controller !== null) setController(work, onCommitted(controller, batches, work.ctx))
  }
  tellLeader(work)
  const { broker } = work.state
  if (broker === null) return
  if (image !== null || batches.length > 0 || broker.controllerId !== leaderId) {
    setBroker(
      work,
      onBrokerMetadata(
        broker,
        { image, batches, controllerId: leaderId, controllerEndpoint: endpoint },
        work.ctx,
      ),
    )
  }
}

/** Tells the controller whether it is the active one. */
function tellLeader(work: ServerWork): void {
  const { quorum, controller, toldLeader } = work.state
  if (quorum === null || controller === null) return
  const told = leaderNews(quorum, toldLeader)
  if (told === null) return
  work.state.toldLeader = told
  const change = { isLeader: told !== STANDBY, epoch: quorum.epoch, nextOffset: nextOffset(work) }
  setController(work, onLeaderChange(controller, change, work.ctx))
}
