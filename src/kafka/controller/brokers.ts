import type { NodeId } from '../ids'
import { brokerEpoch } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { ErrorCode } from '../protocol/errors'
import type { UnregisterBrokerRequest } from '../protocol/rpc/cluster'
import type { BrokerHeartbeatRequest, BrokerRegistrationRequest } from '../protocol/rpc/controller'
import { leave, update } from './leaderAndIsr'
import { registrationProblem } from './registrationProblem'
import { brokerControlState, takeControlEdge } from './brokerControl'
import { onOfflineDirectories } from './directories'
import type { ControllerCaller, ControllerWork } from './controllerState'
import {
  answerNow,
  answerWhenCommitted,
  controllerNow,
  isElrEnabled,
  partitionsWhere,
  setControllerTimer,
  write,
} from './controllerState'

/** The last contact counts for so long. C-27. */
function hasValidSession(work: ControllerWork, id: NodeId, epoch: number): boolean {
  const contact = work.state.contacts.get(id)
  if (contact === undefined || contact.brokerEpoch !== epoch) return false
  if (contact.lastContactMs === null) return false
  return contact.lastContactMs + work.state.config.sessionTimeoutMs >= controllerNow(work)
}

/** Registers a broker. Rules C-11 … C-14. Kafka: ClusterControlManager.registerBroker. */
export function onBrokerRegistration(
  work: ControllerWork,
  caller: ControllerCaller,
  body: BrokerRegistrationRequest,
): void {
  const { image } = work.state
  const refuse = (error: ErrorCode) => {
    answerNow(work, caller, { api: 'BrokerRegistration', error, brokerEpoch: brokerEpoch(-1) })
  }
  const problem = ownerProblem(work, body) ?? registrationProblem(work, body)
  if (problem !== null) return refuse(problem)
  const existing = image.brokers.get(body.brokerId)
  const isSame = existing?.incarnationId === body.incarnationId
  const records = isSame
    ? []
    : shutdownRecords(work, body.brokerId, existing?.epoch === body.previousBrokerEpoch)
  if (!isSame) takeControlEdge(work, body.brokerId, 'registered')
  // The epoch of a registration is the offset of its record.
  const epoch = isSame ? existing.epoch : brokerEpoch(work.nextOffset + records.length)
  write(work, [
    ...records,
    {
      type: 'RegisterBrokerRecord',
      brokerId: body.brokerId,
      incarnationId: body.incarnationId,
      brokerEpoch: epoch,
      endpoints: body.listeners,
      rack: body.rack,
      fenced: isSame ? existing.fenced : true,
      inControlledShutdown: isSame ? existing.inControlledShutdown : false,
      logDirs: body.logDirs,
    },
  ])
  const { contacts, registrationOffsets } = work.state
  work.state = {
    ...work.state,
    registrationOffsets: registrationOffsets.set(body.brokerId, work.nextOffset - 1),
    contacts: contacts.set(body.brokerId, {
      brokerEpoch: epoch,
      lastContactMs: null,
      metadataOffset: -1,
      controlledShutdownOffset: -1,
    }),
  }
  work.facts.push({ type: 'BrokerRegistered', broker: body.brokerId, brokerEpoch: epoch })
  answerWhenCommitted(work, caller, {
    api: 'BrokerRegistration',
    error: 'NONE',
    brokerEpoch: epoch,
  })
}

/** Checks 2 and 3 of a registration: the cluster, and whether the old incarnation may still live. C-11. */
function ownerProblem(
  work: ControllerWork,
  { brokerId, clusterId, incarnationId }: BrokerRegistrationRequest,
): ErrorCode | null {
  const { image, config } = work.state
  if (clusterId !== config.clusterId) return 'INCONSISTENT_CLUSTER_ID'
  const existing = image.brokers.get(brokerId)
  if (existing === undefined || existing.incarnationId === incarnationId) return null
  const isAlive = hasValidSession(work, brokerId, existing.epoch)
  return isAlive ? 'DUPLICATE_BROKER_REGISTRATION' : null
}

/** A new incarnation: the old one is out of every ISR. Kafka: handleBrokerShutdown; KIP-966. */
function shutdownRecords(
  work: ControllerWork,
  id: NodeId,
  wasClean: boolean,
): readonly MetadataRecord[] {
  const { image } = work.state
  if (isElrEnabled(image) && !wasClean) {
    return partitionsWhere(image, ({ isr, elr }) => isr.includes(id) || elr.includes(id)).flatMap(
      (at) => update(work, { at, because: 'uncleanShutdown', unclean: id }),
    )
  }
  return leave(work, id, 'brokerShutdown')
}

/** Fences one broker whose session is over. C-27, C-28. Kafka: maybeFenceOneStaleBroker. */
export function fenceOneStaleBroker(work: ControllerWork): void {
  const { contacts, config, image } = work.state
  const now = controllerNow(work)
  const expired = [...contacts]
    .filter(
      ([, contact]) =>
        contact.lastContactMs !== null && contact.lastContactMs + config.sessionTimeoutMs < now,
    )
    .sort((a, b) => (a[1].lastContactMs ?? 0) - (b[1].lastContactMs ?? 0) || a[0] - b[0])[0]
  setControllerTimer(
    work,
    'fence',
    expired === undefined ? Math.max(1, Math.floor(config.sessionTimeoutMs / 8)) : 10,
  )
  if (expired === undefined) return
  const [id, contact] = expired
  const isOut = image.brokers.get(id)?.fenced !== false
  if (!isOut && image.brokers.get(id)?.epoch === contact.brokerEpoch) {
    takeControlEdge(work, id, 'sessionExpired')
  }
  work.state = {
    ...work.state,
    contacts: contacts.set(id, { ...contact, lastContactMs: null, controlledShutdownOffset: -1 }),
  }
  const broker = image.brokers.get(id)
  if (broker?.epoch !== contact.brokerEpoch) return
  const wasFenced = broker.fenced
  write(work, [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')])
  if (wasFenced) return
  work.facts.push({
    type: 'BrokerFenced',
    broker: id,
    because: 'sessionExpired',
    lastHeartbeatMs: contact.lastContactMs,
    sessionTimeoutMs: config.sessionTimeoutMs,
  })
}

function fencing(
  work: ControllerWork,
  id: NodeId,
  fenced: 'FENCE' | 'UNFENCE' | 'NONE',
): MetadataRecord {
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId: id,
    brokerEpoch: work.state.image.brokers.get(id)?.epoch ?? brokerEpoch(-1),
    fenced,
    inControlledShutdown: fenced === 'NONE',
  }
}

type ControlState = 'FENCED' | 'UNFENCED' | 'CONTROLLED_SHUTDOWN' | 'SHUTDOWN_NOW'

/** Table 2.5. Kafka: BrokerHeartbeatManager.calculateNextBrokerState. */
// eslint-disable-next-line complexity -- the table of calculateNextBrokerState, row by row
function nextState(
  work: ControllerWork,
  body: BrokerHeartbeatRequest,
  current: ControlState,
): ControlState {
  const id = body.brokerId
  switch (current) {
    case 'FENCED':
      if (body.wantShutDown) return 'SHUTDOWN_NOW'
      return !body.wantFence && isCaughtUp(work, body) ? 'UNFENCED' : 'FENCED'
    case 'UNFENCED':
      if (body.wantFence) return body.wantShutDown ? 'SHUTDOWN_NOW' : 'FENCED'
      if (!body.wantShutDown) return 'UNFENCED'
      return leadsSomething(work, id) ? 'CONTROLLED_SHUTDOWN' : 'SHUTDOWN_NOW'
    case 'CONTROLLED_SHUTDOWN': {
      if (leadsSomething(work, id)) return current
      const limit = work.state.contacts.get(id)?.controlledShutdownOffset ?? -1
      return limit <= lowestActiveOffset(work) ? 'SHUTDOWN_NOW' : current
    }
    case 'SHUTDOWN_NOW':
      return current
  }
}

/** True when the broker has replayed its own registration. C-13. */
function isCaughtUp(work: ControllerWork, body: BrokerHeartbeatRequest): boolean {
  const registered = work.state.registrationOffsets.get(body.brokerId) ?? 0
  return body.currentMetadataOffset >= registered
}

function leadsSomething(work: ControllerWork, id: NodeId): boolean {
  return work.state.image.topics.some((topic) =>
    topic.partitions.some((partition) => partition.leader === id),
  )
}

/** The metadata offset that every active broker has passed. */
function lowestActiveOffset(work: ControllerWork): number {
  const { image, contacts } = work.state
  const offsets = [...contacts]
    .filter(([id, { controlledShutdownOffset }]) => {
      const broker = image.brokers.get(id)
      return broker !== undefined && !broker.fenced && controlledShutdownOffset < 0
    })
    .map(([, { metadataOffset }]) => metadataOffset)
  return offsets.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...offsets)
}

function controlState(work: ControllerWork, id: NodeId): ControlState {
  const state = brokerControlState(work.state, id)
  return state === 'UNREGISTERED' ? 'FENCED' : state
}

/** Answers a heartbeat. C-18. Kafka: ReplicationControlManager.processBrokerHeartbeat. */
export function onBrokerHeartbeat(
  work: ControllerWork,
  caller: ControllerCaller,
  body: BrokerHeartbeatRequest,
): void {
  const id = body.brokerId
  const broker = work.state.image.brokers.get(id)
  if (broker?.epoch !== body.brokerEpoch) {
    return answerNow(work, caller, {
      api: 'BrokerHeartbeat',
      error: 'STALE_BROKER_EPOCH',
      isCaughtUp: false,
      isFenced: true,
      shouldShutDown: false,
    })
  }
  touch(work, body)
  const before = controlState(work, id)
  const after = nextState(work, body, before)
  if (after !== before) enter(work, body, after)
  if (body.offlineLogDirs.length > 0) onOfflineDirectories(work, body)
  answerWhenCommitted(work, caller, {
    api: 'BrokerHeartbeat',
    error: 'NONE',
    isCaughtUp: isCaughtUp(work, body),
    isFenced: after === 'FENCED',
    shouldShutDown: after === 'SHUTDOWN_NOW',
  })
}

function touch(work: ControllerWork, body: BrokerHeartbeatRequest): void {
  const { contacts } = work.state
  const old = contacts.get(body.brokerId)
  const shutdown = old?.controlledShutdownOffset ?? -1
  work.state = {
    ...work.state,
    contacts: contacts.set(body.brokerId, {
      brokerEpoch: body.brokerEpoch,
      lastContactMs: controllerNow(work),
      metadataOffset: body.currentMetadataOffset,
      controlledShutdownOffset: shutdown,
    }),
  }
}

function enter(work: ControllerWork, body: BrokerHeartbeatRequest, state: ControlState): void {
  const id = body.brokerId
  switch (state) {
    case 'FENCED':
      takeControlEdge(work, id, 'fenceAsked')
      write(work, [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')])
      return
    case 'UNFENCED': {
      takeControlEdge(work, id, 'caughtUp')
      const unfence = fencing(work, id, 'UNFENCE')
      const leaderless = partitionsWhere(work.state.image, ({ leader }) => leader === null)
      const found = leaderless.flatMap((at) => update(work, { at, because: 'unfenced', add: id }))
      write(work, [unfence, ...found])
      work.facts.push({ type: 'BrokerUnfenced', broker: id })
      return
    }
    case 'CONTROLLED_SHUTDOWN':
      takeControlEdge(work, id, 'shutdownAsked')
      beginControlledShutdown(work, id)
      return
    case 'SHUTDOWN_NOW':
      if (work.state.image.brokers.get(id)?.fenced === false) {
        takeControlEdge(work, id, 'shutdownGranted')
        write(work, [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')])
        work.facts.push({
          type: 'BrokerFenced',
          broker: id,
          because: 'shutDown',
          lastHeartbeatMs: controllerNow(work),
          sessionTimeoutMs: work.state.config.sessionTimeoutMs,
        })
      }
  }
}

/** Leaders move first; the broker may go when all others know. C-22. handleBrokerInControlledShutdown. */
function beginControlledShutdown(work: ControllerWork, id: NodeId): void {
  const flag =
    work.state.image.brokers.get(id)?.inControlledShutdown === true
      ? []
      : [fencing(work, id, 'NONE')]
  write(work, [...flag, ...leave(work, id, 'controlledShutdown')])
  const contact = work.state.contacts.get(id)
  if (contact !== undefined) {
    const controlledShutdownOffset = work.nextOffset - 1
    work.state = {
      ...work.state,
      contacts: work.state.contacts.set(id, { ...contact, controlledShutdownOffset }),
    }
  }
  work.facts.push({ type: 'ControlledShutdownBegun', broker: id })
}

/** Forgets a broker, alive or not. C-25. Kafka: ReplicationControlManager.unregisterBroker. */
export function onUnregisterBroker(
  work: ControllerWork,
  caller: ControllerCaller,
  { brokerId }: UnregisterBrokerRequest,
): void {
  const { image, contacts } = work.state
  const broker = image.brokers.get(brokerId)
  if (broker === undefined) {
    const errorMessage = `Broker ID ${brokerId} is not currently registered`
    const error = 'BROKER_ID_NOT_REGISTERED'
    return answerNow(work, caller, { api: 'UnregisterBroker', error, errorMessage })
  }
  const eligible = partitionsWhere(
    image,
    ({ isr, elr }) => !isr.includes(brokerId) && elr.includes(brokerId),
  )
  write(work, [
    ...leave(work, brokerId, 'unregistered'),
    ...eligible.flatMap((at) => update(work, { at, because: 'unregistered', remove: brokerId })),
    { type: 'UnregisterBrokerRecord', brokerId, brokerEpoch: broker.epoch },
  ])
  work.state = { ...work.state, contacts: contacts.delete(brokerId) }
  answerWhenCommitted(work, caller, { api: 'UnregisterBroker', error: 'NONE', errorMessage: null })
}
