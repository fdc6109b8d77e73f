import type { BrokerState, Replica } from './brokerState'
import { minIsrOf } from './brokerState'

/** True where so many replicas in sync are enough for the min ISR that counts. */
export function isMinIsr(state: BrokerState, replica: Replica, inSync: number): boolean {
  const { role } = replica
  // All replicas are always enough: the config need not be looked up.
  if (role.type === 'leader' && inSync > role.followers.size) return true
  return inSync >= minIsrOf(state, replica)
}
