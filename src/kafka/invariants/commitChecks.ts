import type { ClassicGroup, ClassicMember } from '../group/classicGroup'
import { memberOf, membersOf } from '../group/classicGroup'
import type { PendingAppend, Shard } from '../group/shard'
import type { OffsetCommitRequest } from '../protocol/rpc/group'
import { isPastLeader } from './clientChecks'
import type { Watch } from './watched'
import { broken, requestOf } from './watched'

/** CC-04, CC-08: whose commits a coordinator takes, and of what, in the event in which it does. */
export function commitChecks(watch: Watch, shard: Shard, old: Shard): void {
  if (shard.pending !== old.pending) {
    const row = shard.pending.at(-1)
    if (row !== undefined && !old.pending.includes(row)) taken(watch, row, old)
  }
  if (shard.offsets === old.offsets) return
  shard.offsets.forEachNew(old.offsets, (rows, group) => {
    rows.forEachNew(old.offsets.get(group), ({ offset }, name) => {
      if (!isPastLeader(watch, name, offset)) return
      broken(watch, 'CC-08', `${group} committed ${offset} of ${name}, past its leader's end`)
    })
  })
}

function taken(watch: Watch, { after }: PendingAppend, { groups }: Shard): void {
  if (after.type !== 'reply' || after.body.api !== 'OffsetCommit') return
  const asked = requestOf(watch, after.to)
  if (asked?.api !== 'OffsetCommit' || !('memberId' in asked)) return
  const group = groups.get(asked.groupId)
  if (mayCommit(group, asked)) return
  const { memberId, generationIdOrMemberEpoch: generation } = asked
  const who = `${memberId === '' ? 'nobody' : memberId} of generation ${generation}`
  broken(watch, 'CC-04', `${asked.groupId} (${group?.state ?? 'new'}) took a commit of ${who}`)
}

/** A member of this generation outside its assignment; without members anybody of none. */
function mayCommit(group: ClassicGroup | undefined, asked: OffsetCommitRequest): boolean {
  const generation = asked.generationIdOrMemberEpoch
  if (group === undefined || (group.state === 'Empty' && generation < 0)) return generation < 0
  if (group.state === 'CompletingRebalance' || group.state === 'Dead') return false
  return generation === group.generationId && memberOf(group, asked.memberId) !== undefined
}

/** CC-07: only who subscribed is given, without gaps, and by range as many of a topic as others. */
export function assignedWell(watch: Watch, group: ClassicGroup): void {
  const given = new Map<string, Given>()
  for (const member of membersOf(group)) {
    const stray = addGiven(given, member, group.protocolName)
    if (stray === undefined) continue
    broken(watch, 'CC-07', `${group.groupId} gave ${stray.join('-')} to ${member.memberId}`)
  }
  for (const [topic, { numbers, counts }] of given) {
    if (isWhole(numbers) && (group.protocolName !== 'range' || isEven(counts))) continue
    broken(watch, 'CC-07', `${group.groupId} gave ${topic} unevenly: ${numbers.join(',')}`)
  }
}

/** Adds what a member was given of its topics; a partition of another topic, if it was given one. */
function addGiven(
  given: Map<string, Given>,
  { protocols, assignment }: ClassicMember,
  protocolName: string | null,
): readonly [string, number] | undefined {
  const topics = protocols.find(({ name }) => name === protocolName)?.subscription.topics ?? []
  for (const topic of topics) {
    const own = assignment.filter(([name]) => name === topic).map(([, number]) => number)
    const { numbers, counts } = given.get(topic) ?? { numbers: [], counts: [] }
    given.set(topic, { numbers: [...numbers, ...own], counts: [...counts, own.length] })
  }
  return assignment.find(([topic]) => !topics.includes(topic))
}

/** What of a topic was given, and how many to each that subscribed. */
interface Given {
  readonly numbers: readonly number[]
  readonly counts: readonly number[]
}

function isWhole(numbers: readonly number[]): boolean {
  return numbers.every((number) => number < numbers.length)
}

function isEven(counts: readonly number[]): boolean {
  return Math.max(...counts) - Math.min(...counts) <= 1
}
