import type { LeaderHint } from '../protocol/rpc/quorum'
import type { QuorumState, QuorumWork } from './quorumState'
import { knownLeader } from './quorumState'

/**
 * What Kafka does not expect ends the process at once: nothing more is sent or written. §1.3, row 1;
 * Kafka: KafkaRaftClientDriver.doWork, ProcessTerminatingFaultHandler.
 */
export function raftFault(work: QuorumWork, thrown: string): void {
  work.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'org.apache.kafka.server.fault.ProcessTerminatingFaultHandler',
    text: 'Encountered fatal fault: Unexpected error in raft IO thread',
    thrown,
  })
  work.effects.push({ type: 'Exit', code: 1 })
}

/**
 * Why what a message says of the leader cannot be: this node is named and does not lead, as when it
 * has lost its disk, or an epoch has two leaders. Null: it can. Kafka: KafkaRaftClient.maybeTransition,
 * hasConsistentLeader.
 */
export function contradiction(state: QuorumState, hint: LeaderHint): string | null {
  const { leaderId, leaderEpoch } = hint
  const known = knownLeader(state)
  const isSame = leaderEpoch === state.epoch && leaderId !== null && known !== null
  const isTrue =
    leaderId === state.config.nodeId ? state.role.name === 'Leader' : !isSame || known === leaderId
  if (isTrue) return null
  const told = `leader ${optionalInt(leaderId)} and epoch ${leaderEpoch}`
  const own = `leader ${optionalInt(known)} and epoch ${state.epoch}`
  return `java.lang.IllegalStateException: Received request or response with ${told} which is inconsistent with current ${own}`
}

function optionalInt(id: number | null): string {
  return id === null ? 'OptionalInt.empty' : `OptionalInt[${id}]`
}
