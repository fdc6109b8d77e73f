import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'

/** A member as the range assignor sees it. */
export interface RangeMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly topics: readonly string[]
}

/** A partition by topic and number. */
export type AssignedPartition = readonly [topic: string, partition: number]

/** Members with an instance id come first, by it; the others by member id. MemberInfo.compareTo. */
export function byMember(a: RangeMember, b: RangeMember): number {
  if (a.groupInstanceId !== null && b.groupInstanceId !== null) {
    return byText(a.groupInstanceId, b.groupInstanceId)
  }
  if (a.groupInstanceId !== null) return -1
  if (b.groupInstanceId !== null) return 1
  return byText(a.memberId, b.memberId)
}

/**
 * Topic by topic, in order of its members, each gets a range; the first ones get one more.
 * Rule AS-10. Kafka: RangeAssignor.assignRanges without racks.
 */
export function assignRanges(
  members: readonly RangeMember[],
  partitionsOf: (topic: string) => number,
): ReadonlyMap<string, readonly AssignedPartition[]> {
  const assigned = new Map<string, AssignedPartition[]>(
    members.map(({ memberId }) => [memberId, []]),
  )
  // Kafka gathers the topics in a HashMap; its order is the order of the assignment.
  const named = [...new Set(members.flatMap((member) => member.topics))]
  const topics = javaHashOrder(named, javaHashCode)
  for (const topic of topics) {
    const takers = members.filter((member) => member.topics.includes(topic)).sort(byMember)
    const count = partitionsOf(topic)
    const each = Math.floor(count / takers.length)
    const more = count % takers.length
    let next = 0
    takers.forEach(({ memberId }, index) => {
      const end = next + each + (index < more ? 1 : 0)
      for (; next < end; next += 1) assigned.get(memberId)?.push([topic, next])
    })
  }
  return assigned
}
