import type { KafkaModel } from '~/kafka/model'
import { parseListeners, serverConfig } from '~/kafka/config/effective'
import type { FactRecord } from '~/sim/facts'
import { toMillis } from '~/sim/ids'
import type { LogScope } from './scope'
import { info, push } from './scope'

type Fact = FactRecord<KafkaModel>['fact']

const BROKER = 'kafka.server.BrokerServer'
const CONTROLLER = 'kafka.server.ControllerServer'
const LIFECYCLE = 'kafka.server.BrokerLifecycleManager'
const SOCKETS = 'kafka.network.SocketServer'
const ACCEPTOR = 'kafka.network.DataPlaneAcceptor'
const APP_INFO = 'org.apache.kafka.common.utils.AppInfoParser'

/** The instant at which every run begins, as a server's clock shows it: 2026-01-01, UTC. */
const FIRST_DAY_MS = 1_767_225_600_000

const nodeOf = (scope: LogScope) => scope.after.spec.nodeId

/** The name of a server's socket server in its log. Kafka: SocketServer.logIdent. */
function socketPrefix(scope: LogScope, type: 'BROKER' | 'CONTROLLER'): string {
  return `[SocketServer listenerType=${type}, nodeId=${nodeOf(scope)}] `
}

function listenersOf(scope: LogScope, type: 'BROKER' | 'CONTROLLER') {
  const config = serverConfig(scope.after.spec)
  const names = config.list('controller.listener.names').map((name) => name.toUpperCase())
  return parseListeners(config.string('listeners')).filter(
    ({ name }) => names.includes(name) === (type === 'CONTROLLER'),
  )
}

function awaitConnections(scope: LogScope, type: 'BROKER' | 'CONTROLLER'): void {
  for (const { host, port } of listenersOf(scope, type)) {
    info(scope, ACCEPTOR, `Awaiting socket connections on ${host || '0.0.0.0'}:${port}.`)
  }
}

function created(scope: LogScope, type: 'BROKER' | 'CONTROLLER'): void {
  for (const { name } of listenersOf(scope, type)) {
    const text = `Created data-plane acceptor and processors for endpoint : ListenerName(${name})`
    info(scope, SOCKETS, `${socketPrefix(scope, type)}${text}`)
  }
}

/** A server comes up. Kafka: KafkaRaftServer.startup, ControllerServer.startup, BrokerServer.startup. */
export function startLines(scope: LogScope): void {
  const { before, after } = scope
  const isStart = after.phase === 'running' && (before === null || before.phase === 'starting')
  if (!isStart) return
  const node = nodeOf(scope)
  const { roles } = after.spec
  if (roles.includes('controller')) {
    info(scope, CONTROLLER, `[ControllerServer id=${node}] Starting controller`)
    created(scope, 'CONTROLLER')
    info(scope, SOCKETS, `${socketPrefix(scope, 'CONTROLLER')}Enabling request processing.`)
    awaitConnections(scope, 'CONTROLLER')
  }
  if (!roles.includes('broker')) return started(scope)
  info(scope, BROKER, `[BrokerServer id=${node}] Transition from SHUTDOWN to STARTING`)
  info(scope, BROKER, `[BrokerServer id=${node}] Starting broker`)
  created(scope, 'BROKER')
}

function started(scope: LogScope): void {
  info(scope, APP_INFO, 'Kafka version: 4.1.2')
  info(scope, APP_INFO, `Kafka startTimeMs: ${FIRST_DAY_MS + toMillis(scope.event.at)}`)
  if (scope.after.spec.roles.includes('broker')) return
  info(
    scope,
    'kafka.server.KafkaRaftServer',
    `[KafkaRaftServer nodeId=${nodeOf(scope)}] Kafka Server started`,
  )
}

/** The first process of every log. Kafka: Log4jControllerRegistration, LoggingSignalHandler. */
export function lifeLines(scope: LogScope, fact: Fact): void {
  if (fact.type === 'ProcessStarted') {
    const mbean = 'Registered `kafka:type=kafka.Log4jController` MBean'
    info(scope, 'kafka.utils.Log4jControllerRegistration$', mbean)
  } else if (fact.type === 'Logged') passOn(scope, fact)
  else if (fact.type === 'Transitioned' && fact.machine === 'brokerLifecycle') {
    transition(scope, fact.event)
  }
}

const PREFIXES: Readonly<Record<string, (node: number) => string>> = {
  [LIFECYCLE]: (node) => `[BrokerLifecycleManager id=${node}] `,
  'kafka.server.KafkaRaftServer': (node) => `[KafkaRaftServer nodeId=${node}] `,
}

function passOn(scope: LogScope, fact: Extract<Fact, { type: 'Logged' }>): void {
  const { level, logger, text, thrown } = fact
  const prefix = text.startsWith('[') ? '' : (PREFIXES[logger]?.(nodeOf(scope)) ?? '')
  const line = { logger, text: `${prefix}${text}` }
  push(scope, level, thrown === undefined ? line : { ...line, thrown })
}

/** Kafka: BrokerLifecycleManager, BrokerServer.maybeChangeStatus. */
function transition(scope: LogScope, event: string): void {
  const node = nodeOf(scope)
  const life = (text: string) => {
    info(scope, LIFECYCLE, `[BrokerLifecycleManager id=${node}] ${text}`)
  }
  const broker = scope.after.broker ?? scope.before?.broker
  switch (event) {
    case 'started':
      return life(
        `Incarnation ${broker?.incarnationId ?? ''} of broker ${node} in cluster ${scope.after.spec.clusterId} is now STARTING.`,
      )
    case 'caughtUp':
      return life('The broker has caught up. Transitioning from STARTING to RECOVERY.')
    case 'unfenced':
      life('The broker has been unfenced. Transitioning from RECOVERY to RUNNING.')
      info(scope, SOCKETS, `${socketPrefix(scope, 'BROKER')}Enabling request processing.`)
      awaitConnections(scope, 'BROKER')
      info(scope, BROKER, `[BrokerServer id=${node}] Transition from STARTING to STARTED`)
      return started(scope)
    case 'registrationTimedOut':
      return life('Transitioning from STARTING to SHUTTING_DOWN.')
    case 'shutdownAsked':
      if (scope.after.broker?.lifecycle === 'PENDING_CONTROLLED_SHUTDOWN') {
        return life('Beginning controlled shutdown.')
      }
      return life(
        `Skipping controlled shutdown because we are in state ${scope.before?.broker?.lifecycle ?? 'STARTING'}.`,
      )
    case 'shutdownGranted':
      life('The controller has asked us to exit controlled shutdown.')
      return life('Transitioning from PENDING_CONTROLLED_SHUTDOWN to SHUTTING_DOWN.')
  }
}

/** A signal has come, and what a running server says then. Kafka: LoggingSignalHandler, shutdown(). */
export function stopLines(scope: LogScope): void {
  const { before } = scope
  if (before !== null && before.broker?.brokerEpoch === null) registered(scope)
  const name = signalOf(scope)
  if (name === null) return
  const logger = 'org.apache.kafka.common.utils.LoggingSignalHandler'
  info(scope, logger, `Terminating process due to signal ${name}`)
  if (before?.phase !== 'running') return
  const node = nodeOf(scope)
  if (before.broker === null) {
    info(scope, CONTROLLER, `[ControllerServer id=${node}] shutting down`)
    return
  }
  info(scope, BROKER, `[BrokerServer id=${node}] Transition from STARTED to SHUTTING_DOWN`)
  info(scope, BROKER, `[BrokerServer id=${node}] shutting down`)
}

/** The signal that the process is told of; a paused one is told when it wakes. */
function signalOf({ event, facts, before, after }: LogScope): string | null {
  const { what } = event
  if (what.type === 'Input' && what.input.type === 'Signal') return what.input.signal
  // What a paused process is sent changes nothing yet.
  if (before === after) return null
  for (const { fact } of facts) if (fact.type === 'SignalSent') return fact.signal
  return null
}

function registered(scope: LogScope): void {
  const epoch = scope.after.broker?.brokerEpoch
  if (epoch === null || epoch === undefined) return
  const text = `Successfully registered broker ${nodeOf(scope)} with broker epoch ${epoch}`
  info(scope, LIFECYCLE, `[BrokerLifecycleManager id=${nodeOf(scope)}] ${text}`)
}

/** A server ends. Kafka: BrokerServer.shutdown, ControllerServer.shutdown, AppInfoParser. */
export function endLines(scope: LogScope, fact: Fact): void {
  if (fact.type !== 'ProcessExited' || scope.before?.phase !== 'stopping') return
  const node = nodeOf(scope)
  const { roles } = scope.after.spec
  if (roles.includes('broker')) {
    const sockets = socketPrefix(scope, 'BROKER')
    info(scope, SOCKETS, `${sockets}Stopping socket server request processors`)
    info(scope, SOCKETS, `${sockets}Stopped socket server request processors`)
    const replicas = 'kafka.server.ReplicaManager'
    info(scope, replicas, `[ReplicaManager broker=${node}] Shutting down`)
    info(scope, replicas, `[ReplicaManager broker=${node}] Shut down completely`)
    info(scope, SOCKETS, `${sockets}Shutting down socket server`)
    info(scope, SOCKETS, `${sockets}Shutdown completed`)
    info(scope, BROKER, `[BrokerServer id=${node}] shut down completed`)
    info(scope, BROKER, `[BrokerServer id=${node}] Transition from SHUTTING_DOWN to SHUTDOWN`)
  }
  if (roles.includes('controller')) {
    if (roles.includes('broker')) {
      info(scope, CONTROLLER, `[ControllerServer id=${node}] shutting down`)
    }
    info(scope, SOCKETS, `${socketPrefix(scope, 'CONTROLLER')}Shutdown completed`)
  }
  info(scope, APP_INFO, `App info kafka.server for ${node} unregistered`)
}
