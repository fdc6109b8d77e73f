import type { GroupFact } from '~/kafka/facts/group'
import type { KafkaModel } from '~/kafka/model'
import { coordinatorPartition } from '~/kafka/protocol/coordinatorPartition'
import { topicByName } from '~/kafka/metadata/image'
import type { FactRecord } from '~/sim/facts'
import type { LogScope } from './scope'
import { info } from './scope'

const GROUPS = 'org.apache.kafka.coordinator.group.GroupMetadataManager'
const RUNTIME = 'org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime'

/** What a group coordinator reports. Kafka: GroupMetadataManager, CoordinatorRuntime. */
export function groupLines(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  const node = scope.after.spec.nodeId
  switch (fact.type) {
    case 'GroupRebalanceBegun':
      return line(
        scope,
        fact.group,
        `Preparing to rebalance group ${fact.group} in state PreparingRebalance with old generation ${fact.generation} (reason: ${reason(scope, fact)}).`,
      )
    case 'GroupStable':
      return assigned(scope, fact)
    case 'GroupMemberRemoved':
      return removed(scope, fact)
    case 'Transitioned':
      if (fact.machine === 'classicGroup') joined(scope, fact)
      return
    case 'GroupLoaded': {
      const name = `__consumer_offsets-${fact.partition}`
      const epoch = scope.after.broker?.groups.shards.get(fact.partition)?.leaderEpoch ?? 0
      const prefix = `[GroupCoordinator id=${node}] `
      info(
        scope,
        RUNTIME,
        `${prefix}Scheduling loading of metadata from ${name} with epoch ${epoch}`,
      )
      info(
        scope,
        RUNTIME,
        `${prefix}Finished loading of metadata from ${name} with epoch ${epoch} in 0ms where 0ms was spent in the scheduler. Loaded ${fact.groups} records which total to 0 bytes.`,
      )
      return
    }
    default:
  }
}

function line(scope: LogScope, group: string, text: string): void {
  const image = scope.after.broker?.image
  const topic = image === undefined ? undefined : topicByName(image, '__consumer_offsets')
  const partition = coordinatorPartition(group, topic?.partitions.size ?? 50)
  const where = `topic=__consumer_offsets partition=${partition}`
  info(scope, GROUPS, `[GroupCoordinator id=${scope.after.spec.nodeId} ${where}] ${text}`)
}

function reason(
  scope: LogScope,
  fact: Extract<GroupFact, { type: 'GroupRebalanceBegun' }>,
): string {
  const joiner = scope.facts.flatMap((record) =>
    record.fact.type === 'GroupMemberJoined' ? [record.fact.memberId] : [],
  )
  const gone = scope.facts.flatMap((record) =>
    record.fact.type === 'GroupMemberRemoved' ? [record.fact.memberId] : [],
  )
  switch (fact.because) {
    case 'memberJoined':
      return `Adding new member ${joiner.join('')} with group instance id null; client reason: not provided`
    case 'memberLeft':
      return `explicit \`LeaveGroup\` request for (${gone.join(', ')}) members.`
    case 'sessionExpired':
      return `removing member ${gone.join('')} on heartbeat expiration`
    default:
      return fact.because
  }
}

function assigned(scope: LogScope, fact: Extract<GroupFact, { type: 'GroupStable' }>): void {
  const group = groupOf(scope, fact.group)
  const fixed = group?.staticMembers.size ?? 0
  line(
    scope,
    fact.group,
    `Assignment received from leader ${group?.leaderId ?? ''} for group ${fact.group} for generation ${fact.generation}. The group has ${fact.members} members, ${fixed} of which are static.`,
  )
}

function groupOf(scope: LogScope, id: string) {
  for (const shard of scope.after.broker?.groups.shards.values() ?? []) {
    const group = shard.groups.get(id)
    if (group !== undefined) return group
  }
  return undefined
}

/** The join phase is over. Kafka: completeClassicGroupJoin. */
function joined(scope: LogScope, edge: { readonly id: string; readonly to: string }): void {
  const id = edge.id.replace(/^group /, '')
  const group = groupOf(scope, id)
  if (group === undefined) return
  if (edge.to === 'CompletingRebalance') {
    const count = group.members.keys.length
    const text = `Stabilized group ${id} generation ${group.generationId} with ${count} members.`
    line(scope, id, text)
  } else if (edge.to === 'Empty') {
    line(scope, id, `Group ${id} with generation ${group.generationId} is now empty.`)
  }
}

function removed(scope: LogScope, fact: Extract<GroupFact, { type: 'GroupMemberRemoved' }>): void {
  const { group, memberId } = fact
  if (fact.because === 'left') {
    const text = `Member ${memberId} has left group through explicit \`LeaveGroup\` request; client reason: the consumer is being closed`
    line(scope, group, `[Group ${group}] ${text}`)
  } else if (fact.because === 'sessionExpired') {
    line(
      scope,
      group,
      `Member ${memberId} in group ${group} has failed, removing it from the group.`,
    )
  } else if (fact.because === 'rebalanceTimedOut') {
    line(scope, group, `Group ${group} removed dynamic members who haven't joined: ${memberId}`)
  }
}
