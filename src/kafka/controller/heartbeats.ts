import { logFencedShutdown } from './controllerLog'
import type { NodeId } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { BrokerHeartbeatRequest } from '../protocol/rpc/controller'
import { fencing, leave, update } from './leaderAndIsr'
import { brokerControlState, takeControlEdge } from './brokerControl'
import { offlineDirectoriesRecords } from './directories'
import { changeContact, trackHeartbeat } from './heartbeatTracker'
import type { Contact, ControllerCaller, ControllerWork } from './controllerState'
import {
  answerNow,
  answerWhenCommitted,
  controllerNow,
  partitionsWhere,
  write,
} from './controllerState'

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

/** Answers a heartbeat. C-18. Kafka: QuorumController, ReplicationControlManager.processBrokerHeartbeat. */
export function onBrokerHeartbeat(
  work: ControllerWork,
  caller: ControllerCaller,
  body: BrokerHeartbeatRequest,
): void {
  const { brokerId: id } = body
  trackHeartbeat(work, { id, brokerEpoch: body.brokerEpoch })
  const { image, registrationOffsets } = work.state
  if (!registrationOffsets.has(id) || image.brokers.get(id)?.epoch !== body.brokerEpoch) {
    return answerNow(work, caller, {
      api: 'BrokerHeartbeat',
      error: 'STALE_BROKER_EPOCH',
      isCaughtUp: false,
      isFenced: true,
      shouldShutDown: false,
    })
  }
  const before = controlState(work, id)
  const after = nextState(work, body, before)
  const records = after === before ? [] : enter(work, body, after)
  const offline = offlineDirectoriesRecords(work, body)
  write(work, [...records, ...offline])
  changeContact(work, id, contactAfter(work, { body, after, records: [...records, ...offline] }))
  answerWhenCommitted(work, caller, {
    api: 'BrokerHeartbeat',
    error: 'NONE',
    isCaughtUp: isCaughtUp(work, body),
    isFenced: after === 'FENCED' || after === 'SHUTDOWN_NOW',
    shouldShutDown: after === 'SHUTDOWN_NOW',
  })
}

/**
 * What is remembered of a heartbeat. A change of the registration, which is replayed after it, forgets
 * the offset again. C-18, C-31. Kafka: BrokerHeartbeatManager.touch, register.
 */
function contactAfter(
  work: ControllerWork,
  {
    body,
    after,
    records,
  }: {
    readonly body: BrokerHeartbeatRequest
    readonly after: ControlState
    readonly records: readonly MetadataRecord[]
  },
): Partial<Contact> {
  const toldOffset = body.currentMetadataOffset
  const isChanged = records.some(({ type }) => type === 'BrokerRegistrationChangeRecord')
  const metadataOffset = isChanged ? -1 : toldOffset
  if (after !== 'CONTROLLED_SHUTDOWN') {
    return { toldOffset, metadataOffset, controlledShutdownOffset: -1 }
  }
  const limit = work.state.contacts.get(body.brokerId)?.controlledShutdownOffset ?? -1
  // It is set once: the offset of the last record that moves its leaders.
  const controlledShutdownOffset = limit < 0 ? work.nextOffset - 1 : limit
  return { toldOffset, metadataOffset, controlledShutdownOffset }
}

/** The records of another state. Kafka: handleBrokerFenced, handleBrokerUnfenced. */
function enter(
  work: ControllerWork,
  body: BrokerHeartbeatRequest,
  state: ControlState,
): readonly MetadataRecord[] {
  const id = body.brokerId
  const wasFenced = work.state.image.brokers.get(id)?.fenced === true
  switch (state) {
    case 'FENCED':
      takeControlEdge(work, id, 'fenceAsked')
      return [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')]
    case 'UNFENCED': {
      takeControlEdge(work, id, 'caughtUp')
      const leaderless = partitionsWhere(work.state.image, ({ leader }) => leader === null)
      const found = leaderless.flatMap((at) => update(work, { at, because: 'unfenced', add: id }))
      work.facts.push({ type: 'BrokerUnfenced', broker: id })
      return [fencing(work, id, 'UNFENCE'), ...found]
    }
    case 'CONTROLLED_SHUTDOWN':
      takeControlEdge(work, id, 'shutdownAsked')
      return controlledShutdownRecords(work, id)
    case 'SHUTDOWN_NOW': {
      if (wasFenced) {
        logFencedShutdown(work, id)
      } else {
        takeControlEdge(work, id, 'shutdownGranted')
        work.facts.push({
          type: 'BrokerFenced',
          broker: id,
          because: 'shutDown',
          lastHeartbeatMs: controllerNow(work),
          sessionTimeoutMs: work.state.config.sessionTimeoutMs,
        })
      }
      // Fenced or not: the records are written again. Table 2.5.
      return [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')]
    }
  }
}

/** Leaders move first; the broker may go when all others know. C-24. handleBrokerInControlledShutdown. */
function controlledShutdownRecords(work: ControllerWork, id: NodeId): readonly MetadataRecord[] {
  const isFlagged = work.state.image.brokers.get(id)?.inControlledShutdown === true
  const flag = isFlagged ? [] : [fencing(work, id, 'NONE')]
  const left = leave(work, id, 'controlledShutdown')
  work.facts.push({ type: 'ControlledShutdownBegun', broker: id })
  return [...flag, ...left]
}
