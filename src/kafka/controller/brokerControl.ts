import { takeEdge } from '../effects'
import type { NodeId } from '../ids'
import type { BrokerControlEvent, BrokerControlState } from './brokerControl.machine'
import { brokerControlTable } from './brokerControl.machine'
import type { ControllerState, ControllerWork } from './controllerState'

/** A broker as the active controller sees it. Kafka: BrokerHeartbeatManager.currentBrokerState. */
export function brokerControlState(
  { image, contacts }: Pick<ControllerState, 'image' | 'contacts'>,
  id: NodeId,
): BrokerControlState {
  const broker = image.brokers.get(id)
  if (broker === undefined) return 'UNREGISTERED'
  if (broker.fenced) return 'FENCED'
  const shutdown = contacts.get(id)?.controlledShutdownOffset ?? -1
  return shutdown >= 0 ? 'CONTROLLED_SHUTDOWN' : 'UNFENCED'
}

/** Says that a broker's standing changes, before it does. */
export function takeControlEdge(work: ControllerWork, id: NodeId, event: BrokerControlEvent): void {
  const from = brokerControlState(work.state, id)
  takeEdge(work, brokerControlTable, { id: `broker ${id}`, from, event })
}
