import { byText } from '~/base/integers'
import type { Completion } from '../channel/channelState'
import type { KafkaEffect } from '../effects'
import type { BrokerEpoch } from '../ids'
import { EMPTY_IMAGE } from '../metadata/image'
import type { KafkaFile } from '../model'
import type { Response } from '../protocol/rpc'
import type { BrokerLifecycleEvent } from './brokerLifecycle.machine'
import { brokerLifecycleTable } from './brokerLifecycle.machine'
import type { BrokerState, BrokerWork } from './brokerState'
import { cancelBrokerTimer, setBrokerTimer } from './brokerState'
import { directoryIdOf, liveDirs } from './logDirs'
import { missedController, toControllerAsLifecycle } from './toController'
import { supportedRanges } from '../protocol/features'

/** The file that a clean shutdown leaves: the epoch of the registration. Kafka: CleanShutdownFileHandler. */
export interface CleanShutdownFile extends KafkaFile {
  readonly kind: 'cleanShutdown'
  readonly brokerEpoch: number
}

/** Where it is kept: in each log directory. */
export function cleanShutdownPath(logDir: string): string {
  return `${logDir}/.kafka_cleanshutdown`
}

/** True when a file is the mark of a clean shutdown. */
export function isCleanShutdown(file: KafkaFile | undefined): file is CleanShutdownFile {
  return file?.kind === 'cleanShutdown'
}

/** Logs are loaded with the first metadata. Kafka: BrokerMetadataPublisher.initializeManagers. */
export function hasLoadedLogs({ image }: BrokerState): boolean {
  return image !== EMPTY_IMAGE
}

/** The marks of the last process are used up: a crash from now on is unclean. Kafka: LogManager.loadLogs. */
export function forgetMarks({ cleanDirs }: BrokerState): readonly KafkaEffect[] {
  return cleanDirs.map((dir) => ({ type: 'DeleteFile', path: cleanShutdownPath(dir) }))
}

/**
 * What a clean shutdown leaves in every directory that works; one that has not loaded its logs
 * leaves what the last process left. Kafka: LogManager.shutdown.
 */
export function cleanShutdownMarks(state: BrokerState): readonly KafkaEffect[] {
  if (!hasLoadedLogs(state)) return []
  const content: CleanShutdownFile = {
    kind: 'cleanShutdown',
    brokerEpoch: state.brokerEpoch ?? -1,
  }
  return liveDirs(state).map((dir) => {
    return { type: 'WriteFile', path: cleanShutdownPath(dir), content, flush: true }
  })
}

/**
 * Nobody has taken the first registration in time: the server cannot start. C-16.
 * Kafka: BrokerLifecycleManager.RegistrationTimeoutEvent, BrokerServer.startup, Kafka.main.
 */
export function onRegistrationTimeout(work: BrokerWork): void {
  const { brokerEpoch, lifecycle, config } = work.state
  if (brokerEpoch !== null || lifecycle !== 'STARTING') return
  const error = (logger: string, text: string) => {
    work.facts.push({ type: 'Logged', level: 'ERROR', logger, text })
  }
  const what = 'unable to register with the controller quorum'
  error('kafka.server.BrokerLifecycleManager', `Shutting down because we were ${what}.`)
  advanceLife(work, 'registrationTimedOut')
  const fatal = 'Fatal error during broker startup. Prepare to shutdown'
  error('kafka.server.BrokerServer', `[BrokerServer id=${config.nodeId}] ${fatal}`)
  error('kafka.Kafka$', 'Exiting Kafka due to fatal exception during startup.')
  work.effects.push({ type: 'Exit', code: 1 })
}

/** Takes an edge of the broker's life. */
export function advanceLife(work: BrokerWork, event: BrokerLifecycleEvent): void {
  const from = work.state.lifecycle
  const to = brokerLifecycleTable.next(from, event)
  const id = `broker ${work.state.config.nodeId}`
  work.facts.push({ type: 'Transitioned', machine: 'brokerLifecycle', id, from, event, to })
  work.state.lifecycle = to
}

/** Registers, or beats: what is due in this state. Kafka: BrokerLifecycleManager.CommunicationEvent. */
export function communicate(work: BrokerWork): void {
  if (work.state.lifecycle === 'NOT_RUNNING') return
  if (work.state.isHeartbeating) {
    work.state.isNextImmediate = true
    return
  }
  const { brokerEpoch } = work.state
  const isSent = brokerEpoch === null ? register(work) : beat(work, brokerEpoch)
  if (isSent) work.state.isHeartbeating = true
  else retryLater(work)
}

/** Kafka: scheduleNextCommunication. */
function communicateIn(work: BrokerWork, ms: number): void {
  setBrokerTimer(work, 'communicate', { ms: work.state.isNextImmediate ? 0 : ms })
  work.state.isNextImmediate = false
}

/** Kafka: scheduleNextCommunicationAfterSuccess. */
function communicateLater(work: BrokerWork): void {
  communicateIn(work, work.state.config.settings.int('broker.heartbeat.interval.ms'))
}

/** Never at once. C-15. Kafka: scheduleNextCommunicationAfterFailure. */
function retryLater(work: BrokerWork): void {
  work.state.isNextImmediate = false
  communicateLater(work)
}

function register(work: BrokerWork): boolean {
  const { config, incarnationId, previousBrokerEpoch } = work.state
  return toControllerAsLifecycle(work, 'register', {
    api: 'BrokerRegistration',
    brokerId: config.nodeId,
    clusterId: config.clusterId,
    incarnationId,
    listeners: config.advertised.map((listener) => ({
      ...listener,
      securityProtocol: 'PLAINTEXT',
    })),
    rack: config.rack,
    logDirs: liveIds(work),
    features: supportedRanges(),
    previousBrokerEpoch,
  })
}

/** The ids of the log directories that work, sorted. */
function liveIds({ state }: BrokerWork): readonly string[] {
  return liveDirs(state)
    .flatMap((dir) => directoryIdOf(state, dir) ?? [])
    .sort(byText)
}

/** The failed directories that had an id. */
function failedIds({ state }: BrokerWork): readonly string[] {
  return state.failedDirs.offline.flatMap((dir) => directoryIdOf(state, dir) ?? [])
}

function beat(work: BrokerWork, brokerEpoch: BrokerEpoch): boolean {
  const { config, lifecycle, image } = work.state
  const offlineLogDirs = failedIds(work)
  work.state.failedDirs = { ...work.state.failedDirs, telling: offlineLogDirs }
  return toControllerAsLifecycle(work, 'heartbeat', {
    api: 'BrokerHeartbeat',
    brokerId: config.nodeId,
    brokerEpoch,
    currentMetadataOffset: image.offset,
    // Until recovery is over it does not ask to be let in.
    wantFence: lifecycle === 'STARTING',
    wantShutDown: lifecycle === 'PENDING_CONTROLLED_SHUTDOWN',
    offlineLogDirs,
  })
}

/** A registration or a heartbeat has ended. Rules C-15, C-18. */
export function onLifecycleCompletion(work: BrokerWork, completion: Completion): void {
  work.state.isHeartbeating = false
  const { body } = completion
  if (body === null || missedController(completion)) return retryLater(work)
  if (body.api === 'BrokerRegistration') return onRegistered(work, body)
  if (body.api === 'BrokerHeartbeat') onBeaten(work, body)
}

function log(work: BrokerWork, text: string, level: 'INFO' | 'WARN' = 'INFO'): void {
  work.facts.push({ type: 'Logged', level, logger: 'kafka.server.BrokerLifecycleManager', text })
}

function onRegistered(work: BrokerWork, body: Response<'BrokerRegistration'>): void {
  if (body.error !== 'NONE') {
    const id = work.state.config.nodeId
    log(work, `Unable to register broker ${id} because the controller returned error ${body.error}`)
    return retryLater(work)
  }
  work.state.brokerEpoch = body.brokerEpoch
  cancelBrokerTimer(work, 'registrationTimeout')
  communicateIn(work, 0)
}

function onBeaten(work: BrokerWork, body: Response<'BrokerHeartbeat'>): void {
  if (body.error !== 'NONE') {
    const id = work.state.config.nodeId
    // It asks on, and never registers anew. C-19.
    log(work, `Broker ${id} sent a heartbeat request but received error ${body.error}.`, 'WARN')
    return retryLater(work)
  }
  const { failedDirs } = work.state
  if (failedDirs.telling.length > 0) {
    work.state.failedDirs = { ...failedDirs, told: failedDirs.telling }
  }
  switch (work.state.lifecycle) {
    case 'STARTING':
      if (body.isCaughtUp) {
        advanceLife(work, 'caughtUp')
      }
      return communicateIn(work, 10)
    case 'RECOVERY':
      if (!body.isFenced) {
        advanceLife(work, 'unfenced')
        for (const { port } of work.state.config.listeners) {
          work.effects.push({ type: 'Listen', port })
        }
        work.facts.push({ type: 'BrokerStarted', broker: work.state.config.nodeId })
        work.facts.push({
          type: 'Logged',
          level: 'INFO',
          logger: 'kafka.server.KafkaRaftServer',
          text: 'Kafka Server started',
        })
      } else log(work, 'The broker is in RECOVERY.')
      work.state.isFenced = body.isFenced
      return communicateLater(work)
    case 'PENDING_CONTROLLED_SHUTDOWN':
      if (body.shouldShutDown) return grantShutdown(work)
      log(
        work,
        'The broker is in PENDING_CONTROLLED_SHUTDOWN state, still waiting for the active controller.',
      )
      if (work.state.gotControlledShutdownResponse) return communicateLater(work)
      // The first answer: quick shutdowns are asked about sooner than usual.
      work.state.gotControlledShutdownResponse = true
      return communicateIn(work, 50)
    case 'RUNNING':
      work.state.isFenced = body.isFenced
      return communicateLater(work)
    case 'NOT_RUNNING':
    case 'SHUTTING_DOWN':
  }
}

function grantShutdown(work: BrokerWork): void {
  advanceLife(work, 'shutdownGranted')
  setBrokerTimer(work, 'shutDown', { ms: 0 })
}

/** SIGTERM: a running broker asks to go, another one goes. Kafka: BeginControlledShutdownEvent. */
export function askShutdown(work: BrokerWork): void {
  const { lifecycle } = work.state
  if (lifecycle === 'PENDING_CONTROLLED_SHUTDOWN' || lifecycle === 'SHUTTING_DOWN') return
  if (lifecycle === 'NOT_RUNNING') return setBrokerTimer(work, 'shutDown', { ms: 0 })
  advanceLife(work, 'shutdownAsked')
  if (work.state.lifecycle === 'SHUTTING_DOWN') setBrokerTimer(work, 'shutDown', { ms: 0 })
  else {
    // The heartbeat that asks leaves at once.
    setBrokerTimer(work, 'communicate', { ms: 0 })
    const ms = 300_000
    setBrokerTimer(work, 'shutDown', { about: 'late', ms })
  }
}
