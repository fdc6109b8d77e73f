import { logDropped, logFencedAgain } from './controllerLog'
import { takeControlEdge } from './brokerControl'
import { changeContact, takeExpired } from './heartbeatTracker'
import { fencing, leave } from './leaderAndIsr'
import type { ControllerWork } from './controllerState'
import { setControllerTimer, write } from './controllerState'

/**
 * Takes one session that is over, and fences its broker where it is registered in that epoch, fenced
 * already or not. C-27, C-28. Kafka: ReplicationControlManager.maybeFenceOneStaleBroker.
 */
export function fenceOneStaleBroker(work: ControllerWork): void {
  const { config, image } = work.state
  const expired = takeExpired(work)
  const periodMs = Math.max(1, Math.floor(config.sessionTimeoutMs / 8))
  setControllerTimer(work, 'fence', expired === null ? periodMs : 10)
  if (expired === null) return
  const { id, brokerEpoch: epoch, lastContactMs } = expired
  const broker = image.brokers.get(id)
  if (broker?.epoch !== epoch) return logDropped(work, expired)
  if (!broker.fenced) takeControlEdge(work, id, 'sessionExpired')
  write(work, [...leave(work, id, 'fenced'), fencing(work, id, 'FENCE')])
  changeContact(work, id, { metadataOffset: -1, controlledShutdownOffset: -1 })
  // A broker that has stopped in an orderly way is found here, too.
  if (broker.fenced) return logFencedAgain(work, broker)
  work.facts.push({
    type: 'BrokerFenced',
    broker: id,
    because: 'sessionExpired',
    lastHeartbeatMs: lastContactMs,
    sessionTimeoutMs: config.sessionTimeoutMs,
  })
}
