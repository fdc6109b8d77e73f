import type { ClassicGroup } from '../group/classicGroup'
import { memberCount, memberOf, membersOf } from '../group/classicGroup'
import type { Shard } from '../group/shard'
import type { Rows, Violation, Watch } from './watched'
import { broken } from './watched'

/** Checks of classic groups, CC-*, on the shards that an event changed. */
export function groupChecks({ all, changed }: Watch): readonly Violation[] {
  const violations: Violation[] = []
  for (const { now, before } of changed) {
    const shards = now.broker?.groups.shards
    const oldShards = before?.broker?.groups.shards
    if (shards === undefined || shards === oldShards) continue
    shards.forEachNew(oldShards, (shard, partition) => {
      const seen = oldShards?.get(partition)
      const old = seen?.leaderEpoch === shard.leaderEpoch ? seen : undefined
      violations.push(...shardChecks(shard, old))
      if (old !== undefined) return
      const others = all().filter(({ now: other }) => other !== now)
      const twins = others.filter(
        ({ now: other }) =>
          other.broker?.groups.shards.get(partition)?.leaderEpoch === shard.leaderEpoch,
      )
      const what = () =>
        `__consumer_offsets-${partition} has two coordinators in ${shard.leaderEpoch}`
      violations.push(...broken([['CC-13', twins.length === 0, what]]))
    })
  }
  return violations
}

function shardChecks(shard: Shard, old: Shard | undefined): readonly Violation[] {
  const violations: Violation[] = []
  shard.groups.forEachNew(old?.groups, (group, id) => {
    const was = old?.groups.get(id)
    violations.push(...broken(groupShape(group)))
    const rises = was === undefined || group.generationId >= was.generationId
    const what = () => `${id}: generation ${String(was?.generationId)} became ${group.generationId}`
    violations.push(...broken([['CC-02', rises, what]]))
  })
  return violations
}

function groupShape(group: ClassicGroup): Rows {
  const { groupId, state, leaderId, protocolName } = group
  const members = membersOf(group)
  const isStable = state === 'Stable'
  const leads = leaderId !== null && memberOf(group, leaderId) !== undefined
  const allSpeak = members.every(({ protocols }) =>
    protocols.some(({ name }) => name === protocolName),
  )
  const given = members.flatMap(({ assignment }) => assignment.map((row) => row.join('-')))
  const statics = [...group.staticMembers.values()]
  return [
    [
      'CC-01',
      state !== 'Empty' || memberCount(group) === 0,
      () => `${groupId} is Empty with members`,
    ],
    ['CC-03', !isStable || (leads && allSpeak), () => `${groupId} is Stable without its leader`],
    [
      'CC-05',
      !isStable || new Set(given).size === given.length,
      () => `${groupId} gave a partition to two members: ${given.join(',')}`,
    ],
    [
      'CC-11',
      new Set(statics).size === statics.length &&
        statics.every((id) => memberOf(group, id) !== undefined),
      () => `${groupId}: an instance id names no member of its own`,
    ],
  ]
}
