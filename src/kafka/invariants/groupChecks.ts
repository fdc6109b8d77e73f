import type { ClassicGroup } from '../group/classicGroup'
import { memberCount, memberOf, membersOf } from '../group/classicGroup'
import type { Shard } from '../group/shard'
import { assignedWell, commitChecks } from './commitChecks'
import type { Watch, Watched } from './watched'
import { broken, serversOf } from './watched'

/** Checks of classic groups, CC-*, on the shards that an event changed. */
export function groupChecks(watch: Watch): void {
  for (const watched of watch.changed) brokerGroups(watch, watched)
}

function brokerGroups(watch: Watch, { now, before }: Watched): void {
  const shards = now.broker?.groups.shards
  const oldShards = before?.broker?.groups.shards
  if (shards === undefined || shards === oldShards) return
  shards.forEachNew(oldShards, (shard, partition) => {
    const seen = oldShards?.get(partition)
    const old = seen?.leaderEpoch === shard.leaderEpoch ? seen : undefined
    shardChecks(watch, shard, old)
    if (old !== undefined) return commitChecks(watch, shard, old)
    for (const other of serversOf(watch)) {
      const twin = other === now ? undefined : other.broker?.groups.shards.get(partition)
      if (twin?.leaderEpoch !== shard.leaderEpoch) continue
      const name = `__consumer_offsets-${partition}`
      broken(watch, 'CC-13', `${name} has two coordinators in ${shard.leaderEpoch}`)
    }
  })
}

function shardChecks(watch: Watch, shard: Shard, old: Shard | undefined): void {
  shard.groups.forEachNew(old?.groups, (group, id) => {
    const was = old?.groups.get(id)
    groupShape(watch, group)
    if (group.state === 'Stable' && was?.state !== 'Stable') assignedWell(watch, group)
    if (was !== undefined && group.generationId < was.generationId) {
      const [from, to] = [was.generationId, group.generationId]
      broken(watch, 'CC-02', `${id}: generation ${from} became ${to}`)
    }
  })
}

function groupShape(watch: Watch, group: ClassicGroup): void {
  const { groupId, state } = group
  if (state === 'Empty' && memberCount(group) > 0) {
    broken(watch, 'CC-01', `${groupId} is Empty with members`)
  }
  if (state === 'Stable') stableShape(watch, group)
  const statics = [...group.staticMembers.values()]
  const isOwn = statics.every((id) => memberOf(group, id) !== undefined)
  if (new Set(statics).size !== statics.length || !isOwn) {
    broken(watch, 'CC-11', `${groupId}: an instance id names no member of its own`)
  }
}

function stableShape(watch: Watch, group: ClassicGroup): void {
  const { groupId, leaderId, protocolName } = group
  const members = membersOf(group)
  const leads = leaderId !== null && memberOf(group, leaderId) !== undefined
  const allSpeak = members.every(({ protocols }) =>
    protocols.some(({ name }) => name === protocolName),
  )
  if (!leads || !allSpeak) broken(watch, 'CC-03', `${groupId} is Stable without its leader`)
  const given = members.flatMap(({ assignment }) => assignment.map((row) => row.join('-')))
  if (new Set(given).size !== given.length) {
    const rows = given.join(',')
    broken(watch, 'CC-05', `${groupId} gave a partition to two members: ${rows}`)
  }
}
