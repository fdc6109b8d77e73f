import { javaHashOrder } from '~/base/javaOrder'
import type { NodeId } from '../ids'
import type { Contact, ControllerState, ControllerWork, StrayContact } from './controllerState'
import { controllerNow } from './controllerState'

/** A broker in one of its epochs. Kafka: BrokerIdAndEpoch. */
interface IdAndEpoch {
  readonly id: NodeId
  readonly brokerEpoch: number
}

type Tracking = Pick<ControllerState, 'contacts' | 'strays' | 'config'>

/** What is known of a broker that has not beaten yet. Kafka: BrokerHeartbeatManager.register. */
export function newContact(brokerEpoch: number): Contact {
  return {
    brokerEpoch,
    lastContactMs: null,
    toldOffset: -1,
    metadataOffset: -1,
    controlledShutdownOffset: -1,
  }
}

/**
 * A heartbeat has come: its sender, in the epoch that it names, is alive, whatever is to be said of
 * the rest. C-18. Kafka: ClusterControlManager.trackBrokerHeartbeat.
 */
export function trackHeartbeat(work: ControllerWork, { id, brokerEpoch }: IdAndEpoch): void {
  const { contacts, strays } = work.state
  const lastContactMs = controllerNow(work)
  const contact = contacts.get(id)
  if (contact?.brokerEpoch === brokerEpoch) {
    work.state = { ...work.state, contacts: contacts.set(id, { ...contact, lastContactMs }) }
    return
  }
  const stray = { id, brokerEpoch, lastContactMs }
  const isIt = (row: StrayContact) => row.id === id && row.brokerEpoch === brokerEpoch
  const others = strays.filter((row) => !isIt(row))
  work.state = { ...work.state, strays: [...others, stray] }
}

/** The contact of a broker that another registration or none replaces: its session goes on. C-27. */
export function leaveContact(work: ControllerWork, id: NodeId): void {
  const { contacts, strays } = work.state
  const contact = contacts.get(id)
  if (contact === undefined) return
  const { brokerEpoch, lastContactMs } = contact
  const stray = lastContactMs === null ? [] : [{ id, brokerEpoch, lastContactMs }]
  work.state = { ...work.state, contacts: contacts.delete(id), strays: [...strays, ...stray] }
}

/** Remembers something else of a registered broker. */
export function changeContact(work: ControllerWork, id: NodeId, change: Partial<Contact>): void {
  const { contacts } = work.state
  const contact = contacts.get(id)
  if (contact === undefined) return
  work.state = { ...work.state, contacts: contacts.set(id, { ...contact, ...change }) }
}

/** True when a contact is too long ago, and not yet when it is just as long. Kafka: isExpired. */
function isExpired({ config }: Tracking, lastContactMs: number, nowMs: number): boolean {
  return lastContactMs + config.sessionTimeoutMs < nowMs
}

/** The last contact counts for so long. C-27. Kafka: BrokerHeartbeatTracker.hasValidSession. */
export function hasValidSession(work: ControllerWork, { id, brokerEpoch }: IdAndEpoch): boolean {
  const contact = work.state.contacts.get(id)
  if (contact?.brokerEpoch !== brokerEpoch || contact.lastContactMs === null) return false
  return !isExpired(work.state, contact.lastContactMs, controllerNow(work))
}

/**
 * Takes one session that is over out of those that are kept, the first in the order of Kafka's hash
 * table; null: none is over. C-27. Kafka: BrokerHeartbeatTracker.maybeRemoveExpired.
 */
export function takeExpired(work: ControllerWork): StrayContact | null {
  const { contacts, strays } = work.state
  const kept = [...contacts].flatMap(([id, { brokerEpoch, lastContactMs }]) =>
    lastContactMs === null ? [] : [{ id, brokerEpoch, lastContactMs }],
  )
  const now = controllerNow(work)
  // A table of twelve has grown already, one entry sooner than a HashMap does.
  const capacity = kept.length + strays.length === 12 ? 32 : 16
  const expired = javaHashOrder([...strays, ...kept], hashOf, capacity).find(({ lastContactMs }) =>
    isExpired(work.state, lastContactMs, now),
  )
  if (expired === undefined) return null
  const { id } = expired
  const contact = contacts.get(id)
  if (contact?.brokerEpoch === expired.brokerEpoch) {
    const silent = { ...contact, lastContactMs: null }
    work.state = { ...work.state, contacts: contacts.set(id, silent) }
  } else {
    work.state = { ...work.state, strays: strays.filter((row) => row !== expired) }
  }
  return expired
}

/** Kafka: BrokerIdAndEpoch.hashCode. */
function hashOf({ id, brokerEpoch }: IdAndEpoch): number {
  const high = Math.floor(brokerEpoch / 0x1_0000_0000)
  return (961 + 31 * id + ((brokerEpoch | 0) ^ high)) | 0
}
