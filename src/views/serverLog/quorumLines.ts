import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { beforeFact, beforeVote } from './raftLines'
import { roleText, voterSetText } from './roleText'
import type { LogScope } from './scope'
import { info } from './scope'

const LOGGER = 'org.apache.kafka.raft.QuorumState'

/** Roles that a node takes without writing `quorum-state` first. Kafka: QuorumState.memoryTransitionTo. */
const IN_MEMORY: readonly string[] = ['Resigned', 'Prospective']

/** A node of the quorum changed its role. Kafka: QuorumState.durableTransitionTo, memoryTransitionTo. */
export function quorumLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  voterLines(scope, fact)
  beforeFact(scope, fact)
  if (fact.type !== 'Transitioned' || fact.machine !== 'quorumRole') return
  const { quorum } = scope.after
  if (quorum === null) return
  const prefix = `[RaftManager id=${scope.after.spec.nodeId}] `
  const from = textBefore(scope, fact)
  const to = quorum.role.name === fact.to ? roleText(beforeVote(scope, quorum)) : fact.to
  if (!IN_MEMORY.includes(fact.to)) {
    info(scope, LOGGER, `${prefix}Attempting durable transition to ${to} from ${from}`)
  }
  info(scope, LOGGER, `${prefix}Completed transition to ${to} from ${from}`)
}

/** The role before: one event may take two edges, and only the first begins where the event did. */
function textBefore(
  scope: LogScope,
  fact: Extract<FactRecord<KafkaModel>['fact'], { type: 'Transitioned' }>,
): string {
  const old = scope.before?.quorum ?? null
  if (old?.role.name === fact.from) return roleText(old)
  const first = scope.facts.find(({ fact: { type } }) => type === 'Transitioned')
  // Who follows from its start on has been nothing before.
  return old === null && first?.fact === fact && fact.event === 'leaderLearned' ? 'null' : fact.from
}

const CONTROL_LOGGER = 'org.apache.kafka.raft.internals.KRaftControlRecordStateMachine'

/** Which voters and which version the log brought. Kafka: KRaftControlRecordStateMachine.handleBatch. */
function voterLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  const prefix = `[RaftManager id=${scope.after.spec.nodeId}] `
  if (fact.type === 'VotersLearned') {
    const rows = scope.after.quorum?.log.voterSets ?? []
    const voters = rows.find(({ offset }) => offset === fact.offset)?.voters ?? []
    const text = `Latest set of voters is ${voterSetText(voters)} at offset ${fact.offset}`
    info(scope, CONTROL_LOGGER, `${prefix}${text}`)
  } else if (fact.type === 'KRaftVersionLearned') {
    const text = `Latest kraft.version is KRAFT_VERSION_${fact.version} at offset ${fact.offset}`
    info(scope, CONTROL_LOGGER, `${prefix}${text}`)
  }
}
