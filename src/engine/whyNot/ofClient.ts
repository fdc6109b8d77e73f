import type { Consumer } from '~/kafka/client/consumerState'
import type { ClassicGroup } from '~/kafka/group/classicGroup'
import { memberCount, memberOf, membersOf } from '~/kafka/group/classicGroup'
import type { WorkloadProducer } from '~/kafka/client/workload'
import { topicByName } from '~/kafka/metadata/image'
import { processId } from '~/sim/ids'
import { consumerIn } from '~/views/consumerIn'
import { isUp } from '~/views/servers'
import type { FactRow } from '../why/lookBack'
import { isLifeOf } from './blames'
import type { Draft, Need } from './draft'
import { need } from './draft'
import { runsNeed } from './ofBroker'
import { partitionNoLeader, partitionRefuses } from './ofPartition'
import { uncommitted } from './ofRecord'
import type { Place, Scene } from './scene'
import { leaderOf, list, registrationOf } from './scene'

/** A group as its coordinator that is up has it, or null. */
function groupIn({ servers }: Scene, id: string): ClassicGroup | null {
  for (const server of servers.filter(isUp)) {
    for (const shard of server.state.broker?.groups.shards.values() ?? []) {
      const group = shard.groups.get(id)
      if (group !== undefined) return group
    }
  }
  return null
}

function isOfGroup({ fact }: FactRow, id: string): boolean {
  return (
    'group' in fact &&
    fact.group === id &&
    (fact.type === 'GroupRebalanceBegun' ||
      fact.type === 'GroupMemberJoined' ||
      fact.type === 'GroupMemberRemoved' ||
      fact.type === 'GroupStable')
  )
}

/** What a group's next state waits for. Kafka: GroupMetadataManager, ClassicGroup. */
function stateNeeds(group: ClassicGroup): readonly Need[] {
  const members = membersOf(group)
  const count = memberCount(group)
  const joined = members.filter(({ awaitingJoin }) => awaitingJoin !== null)
  const missing = members.filter(({ awaitingJoin }) => awaitingJoin === null)
  const hasMembers = need('hasMembers', count > 0 || group.pendingJoin.size > 0)
  switch (group.state) {
    case 'PreparingRebalance':
      return [
        hasMembers,
        need('delayOver', group.initialRemainingMs === null, {
          ms: group.initialRemainingMs ?? 0,
        }),
        need('allJoined', missing.length === 0 && group.pendingJoin.size === 0, {
          actual: joined.length,
          required: count + group.pendingJoin.size,
          missing: list(missing.map(({ memberId }) => memberId)),
        }),
      ]
    case 'CompletingRebalance':
      return [hasMembers, need('leaderSynced', false, { leader: group.leaderId ?? '–' })]
    case 'Empty':
    case 'Dead':
      return [hasMembers]
    case 'Stable':
      return []
  }
}

/** Why a group is not stable; null: it is. */
export function groupNotStable(scene: Scene, id: string): Draft | null {
  const group = groupIn(scene, id)
  if (group?.state === 'Stable') return null
  return {
    asked: 'groupNotStable',
    values: { group: id, state: group?.state ?? '–' },
    needs: [
      need('hasCoordinator', group !== null, { group: id }),
      ...(group === null ? [] : stateNeeds(group)),
    ],
    blames: (row) => isOfGroup(row, id),
    reads: 'GroupRebalanceBegun',
    settings: [],
  }
}

/** Why a member holds nothing; null: it holds something, or has no group. */
export function memberNoPartitions(scene: Scene, process: string): Draft | null {
  const consumer = consumerOf(scene, process)
  if (consumer === null || consumer.groupId === null || consumer.positions.size > 0) return null
  const { groupId, topics, memberId } = consumer
  const group = groupIn(scene, groupId)
  const members = group === null ? 0 : memberCount(group)
  const count = (topics ?? []).reduce(
    (sum, name) => sum + (topicByName(scene.image, name)?.partitions.size ?? 0),
    0,
  )
  const values = { member: process, group: groupId }
  const isMember = group !== null && memberOf(group, memberId) !== undefined
  return {
    asked: 'memberNoPartitions',
    values,
    needs: [
      runsNeed(scene, process),
      need('hasCoordinator', group !== null, values),
      need('isMember', isMember, values),
      need('groupStable', group?.state === 'Stable', { ...values, state: group?.state ?? '–' }),
      need('enoughPartitions', count >= members, { actual: count, required: members }),
      need('assigned', false, values),
    ],
    blames: (row) => isOfGroup(row, groupId),
    reads: 'GroupStable',
    settings: [['partition.assignment.strategy', { process }]],
  }
}

function consumerOf({ world }: Scene, process: string): Consumer | null {
  return consumerIn(world.processes.get(processId(process))?.state ?? null)
}

/** Why a member is given nothing new: nothing is committed behind its position. */
function memberWaits(scene: Scene, process: string): Draft | null {
  const consumer = consumerOf(scene, process)
  const rows = [...(consumer?.positions ?? [])].map(([name, position]) => {
    const cut = name.lastIndexOf('-')
    const at = { topic: name.slice(0, cut), partition: Number(name.slice(cut + 1)) }
    const high = leaderOf(scene, at)?.replica.log.highWatermark ?? null
    return { name, at, position: position ?? 0, high }
  })
  if (rows.some(({ position, high }) => high !== null && high > position)) return null
  const [row] = rows
  if (row === undefined) return null
  const { name, position, high } = row
  const runs = runsNeed(scene, process)
  const needs = [
    runs,
    need('hasLeader', high !== null, { partition: name }),
    need('newRecords', false, { partition: name, actual: high ?? '–', required: position }),
  ]
  const asked = { asked: 'memberWaits', values: { member: process }, needs } as const
  const reads = 'RecordsConsumed' as const
  if (!runs.isMet) return { ...asked, blames: isLifeOf(process), reads, settings: [] }
  return { ...waitsBy(scene, process, row), ...asked, reads }
}

interface Position {
  readonly at: Place
  readonly position: number
}

/** A record that waits for its commit explains why a reader gets nothing, as a leader that is down does. */
function waitsBy(
  scene: Scene,
  process: string,
  { at, position }: Position,
): Pick<Draft, 'blames' | 'settings'> {
  const end = leaderOf(scene, at)?.replica.log.logEndOffset ?? Infinity
  if (end > position) return uncommitted(scene, { ...at, offset: position })
  const isRead: Draft['blames'] = ({ process: own, fact }) =>
    own === process && fact.type === 'RecordsConsumed'
  return { blames: isRead, settings: [] }
}

/** Why a client does nothing at all: it is down or held; a producer may not know its topic. */
export function clientDoesNothing(scene: Scene, process: string): Draft {
  const state = scene.world.processes.get(processId(process))?.state
  const topic = state?.kind === 'workload-producer' ? (state as WorkloadProducer).topic : null
  const producer = topic === null ? null : (state as WorkloadProducer).producer
  const knows = topic === null || (producer?.core.topics.has(topic) ?? false)
  return {
    asked: 'clientDoesNothing',
    values: { member: process },
    needs: [
      runsNeed(scene, process),
      need('knowsTopic', knows, { member: process, topic: topic ?? '–' }),
    ],
    blames: isLifeOf(process),
    reads: 'ProcessKilled',
    settings: [],
  }
}

type Removed = Extract<FactRow['fact'], { type: 'GroupMemberRemoved' }>

const KEPT = {
  left: 'stayed',
  sessionExpired: 'beatInTime',
  rebalanceTimedOut: 'rejoinedInTime',
  replaced: 'onlyOne',
} as const

/** Why a group did not keep a member. */
export function memberNotKept(fact: Removed): Draft {
  const values = { member: fact.memberId, group: fact.group }
  return {
    asked: 'memberNotKept',
    values,
    needs: [need(KEPT[fact.because], false, values)],
    blames: (row) => row.fact === fact,
    reads: 'GroupMemberRemoved',
    settings: [],
  }
}

/** What is to be asked of a producer: which of its partitions takes nothing. */
function ofProducer(scene: Scene, process: string): readonly Draft[] {
  const state = scene.world.processes.get(processId(process))?.state
  if (state?.kind !== 'workload-producer') return []
  const { topic } = state as WorkloadProducer
  const partitions = topicByName(scene.image, topic)?.partitions.keys() ?? []
  return [...partitions].flatMap((partition) => {
    const at = { topic, partition }
    const isLed = registrationOf(scene, at)?.leader !== null
    return isLed ? [partitionRefuses(scene, at)] : [partitionNoLeader(scene, at)]
  })
}

/** What is to be asked of a client at this instant. */
export function ofClient(scene: Scene, process: string): readonly Draft[] {
  const { status, state } = scene.world.processes.get(processId(process)) ?? {}
  // What came to its end by itself has done what it was there for.
  const isDone = status === 'exited' && state?.kind === 'workload-admin'
  const found = [
    isDone ? null : clientDoesNothing(scene, process),
    memberNoPartitions(scene, process),
    memberWaits(scene, process),
    ...ofProducer(scene, process),
  ]
  return found.filter((draft) => draft !== null)
}
