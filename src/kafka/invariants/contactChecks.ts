import type { Contact, ControllerState } from '../controller/controllerState'
import type { NodeId } from '../ids'
import type { BrokerRegistration, MetadataImage } from '../metadata/image'
import type { Watch } from './watched'
import { broken } from './watched'

/** An active controller before and after an event; `nowMs` by its own timers. */
export interface Contacts {
  readonly now: ControllerState
  readonly old: ControllerState
  readonly nowMs: number
}

/**
 * What the active controller may decide of a broker, by the heartbeats that it has heard: LE-20,
 * MC-05, MC-06, MC-08.
 */
export function contactChecks(watch: Watch, both: Contacts): void {
  const { image } = both.now
  if (image.brokers === both.old.image.brokers) return
  image.brokers.forEachNew(both.old.image.brokers, (broker, id) => {
    const was = both.old.image.brokers.get(id)
    if (was === undefined) return
    if (was.incarnationId !== broker.incarnationId) replaced(watch, both, was)
    else if (was.fenced && !broker.fenced) letIn(watch, both, id)
    else if (!was.fenced && broker.fenced) fenced(watch, both, id)
  })
}

/** Kafka: BrokerHeartbeatManager.hasValidSession. */
function isHeard({ old, nowMs }: Contacts, contact: Contact | undefined): boolean {
  const last = contact?.lastContactMs ?? null
  return last !== null && last + old.config.sessionTimeoutMs >= nowMs
}

/** Another incarnation registers when the session of the last one is over. */
function replaced(watch: Watch, both: Contacts, { id, epoch }: BrokerRegistration): void {
  const contact = both.old.contacts.get(id)
  if (contact?.brokerEpoch !== epoch || !isHeard(both, contact)) return
  broken(watch, 'MC-05', `broker ${id} was registered anew while its session was valid`)
}

/** Who is let in has read of its own registration. */
function letIn(watch: Watch, { now }: Contacts, id: NodeId): void {
  const { toldOffset = -1 } = now.contacts.get(id) ?? {}
  const registered = now.registrationOffsets.get(id) ?? 0
  if (toldOffset >= registered) return
  broken(watch, 'MC-06', `broker ${id} was let in at ${toldOffset}, before ${registered}`)
}

/** Who is fenced was not heard for a session, or has just said that it wants to be. */
function fenced(watch: Watch, both: Contacts, id: NodeId): void {
  const { now, old } = both
  const [is, was] = [now.contacts.get(id), old.contacts.get(id)]
  const hasBeaten = is !== was && (is?.lastContactMs ?? null) !== null
  if (!hasBeaten && isHeard(both, was)) {
    broken(watch, 'MC-08', `broker ${id} was fenced while its session was valid`)
  }
  const limit = was?.controlledShutdownOffset ?? -1
  if (hasBeaten && limit >= 0) letGo(watch, both, { id, limit })
}

interface Leaving {
  readonly id: NodeId
  readonly limit: number
}

/** Who stops in an orderly way leads nothing, and everybody else has read that it does not. */
function letGo(watch: Watch, { now, old }: Contacts, { id, limit }: Leaving): void {
  if (leads(old.image, id)) broken(watch, 'LE-20', `broker ${id} was let go while it led`)
  for (const [other, { metadataOffset, controlledShutdownOffset }] of now.contacts) {
    const isOut = other === id || controlledShutdownOffset >= 0
    if (isOut || now.image.brokers.get(other)?.fenced !== false) continue
    if (metadataOffset >= limit) continue
    const what = `broker ${other} had read ${metadataOffset} of ${limit}`
    broken(watch, 'LE-20', `broker ${id} was let go when ${what}`)
  }
}

function leads({ topics }: MetadataImage, id: NodeId): boolean {
  return topics.some(({ partitions }) => partitions.some(({ leader }) => leader === id))
}
