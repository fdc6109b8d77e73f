import { logAmended } from './controllerLog'
import type { BrokerEpoch, NodeId } from '../ids'
import { brokerEpoch } from '../ids'
import type { BrokerRegistration } from '../metadata/image'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { ErrorCode } from '../protocol/errors'
import type { UnregisterBrokerRequest } from '../protocol/rpc/cluster'
import type { BrokerRegistrationRequest } from '../protocol/rpc/controller'
import { leave, update } from './leaderAndIsr'
import { registrationProblem } from './registrationProblem'
import { takeControlEdge } from './brokerControl'
import { hasValidSession, leaveContact, newContact } from './heartbeatTracker'
import type { ControllerCaller, ControllerWork } from './controllerState'
import {
  answerNow,
  answerWhenCommitted,
  isElrEnabled,
  partitionsWhere,
  write,
} from './controllerState'

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
  const epoch = isSame ? amend(work, existing, body) : registerNew(work, existing, body)
  answerWhenCommitted(work, caller, {
    api: 'BrokerRegistration',
    error: 'NONE',
    brokerEpoch: epoch,
  })
}

/** The same incarnation again: epoch, session and what it was found to be stay. C-12. */
function amend(
  work: ControllerWork,
  existing: BrokerRegistration,
  body: BrokerRegistrationRequest,
): BrokerEpoch {
  const { id, epoch, fenced, inControlledShutdown } = existing
  write(work, [{ ...registerRecord(body, epoch), fenced, inControlledShutdown }])
  const lastContactMs = work.state.contacts.get(id)?.lastContactMs ?? null
  const contact = { ...newContact(epoch), lastContactMs }
  work.state = { ...work.state, contacts: work.state.contacts.set(id, contact) }
  logAmended(work, existing)
  return epoch
}

/** A new incarnation is fenced; what the last one left in ISRs and ELRs is cleaned up first. C-13, C-14. */
function registerNew(
  work: ControllerWork,
  existing: BrokerRegistration | undefined,
  body: BrokerRegistrationRequest,
): BrokerEpoch {
  const { brokerId, previousBrokerEpoch } = body
  const records = shutdownRecords(work, brokerId, existing?.epoch === previousBrokerEpoch)
  takeControlEdge(work, brokerId, 'registered')
  // The next offset of the log, where the first record that cleans up may come to lie. C-12.
  const epoch = brokerEpoch(work.nextOffset)
  write(work, [...records, registerRecord(body, epoch)])
  leaveContact(work, brokerId)
  const contacts = work.state.contacts.set(brokerId, newContact(epoch))
  work.state = { ...work.state, contacts }
  work.facts.push({ type: 'BrokerRegistered', broker: brokerId, brokerEpoch: epoch })
  return epoch
}

function registerRecord(body: BrokerRegistrationRequest, epoch: BrokerEpoch) {
  return {
    type: 'RegisterBrokerRecord',
    brokerId: body.brokerId,
    incarnationId: body.incarnationId,
    brokerEpoch: epoch,
    endpoints: body.listeners,
    rack: body.rack,
    fenced: true,
    inControlledShutdown: false,
    logDirs: body.logDirs,
  } as const
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
  const isAlive = hasValidSession(work, { id: brokerId, brokerEpoch: existing.epoch })
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
    const inSync = partitionsWhere(image, ({ isr }) => isr.includes(id))
    const eligible = partitionsWhere(image, ({ elr }) => elr.includes(id))
    return [...inSync, ...eligible].flatMap((at) =>
      update(work, { at, because: 'uncleanShutdown', unclean: id }),
    )
  }
  return leave(work, id, 'brokerShutdown')
}

/** Forgets a broker, alive or not. C-25. Kafka: ReplicationControlManager.unregisterBroker. */
export function onUnregisterBroker(
  work: ControllerWork,
  caller: ControllerCaller,
  { brokerId }: UnregisterBrokerRequest,
): void {
  const { image } = work.state
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
  leaveContact(work, brokerId)
  answerWhenCommitted(work, caller, { api: 'UnregisterBroker', error: 'NONE', errorMessage: null })
}
