import { byText } from '~/base/integers'
import { listOf } from '../config/listValue'
import type { AssignedPartition, RangeMember } from './rangeAssignor'
import { assignRanges, byMember } from './rangeAssignor'

const PACKAGE = 'org.apache.kafka.clients.consumer.'

/** Names of the assignors by their classes. Kafka: ConsumerPartitionAssignor.name. */
export const ASSIGNOR_NAMES: Readonly<Record<string, string>> = {
  [`${PACKAGE}RangeAssignor`]: 'range',
  [`${PACKAGE}RoundRobinAssignor`]: 'roundrobin',
  [`${PACKAGE}StickyAssignor`]: 'sticky',
  [`${PACKAGE}CooperativeStickyAssignor`]: 'cooperative-sticky',
}

/** The classes of a list of assignors, in its order. */
export function assignorClasses(listed: string): readonly string[] {
  const classes = listOf(listed).map((text) => text.replace(/^class /, ''))
  return classes.filter((javaClass) => javaClass !== '')
}

/** What a member offers, by preference. Kafka: ConsumerCoordinator.metadata. */
export function offeredProtocols(listed: string): readonly string[] {
  return assignorClasses(listed).map((javaClass) => ASSIGNOR_NAMES[javaClass] ?? javaClass)
}

/**
 * Who gets what by the assignor that the group has chosen. The sticky ones give what range gives.
 * MODEL Simplified S170. Kafka: ConsumerCoordinator.onLeaderElected.
 */
export function assignBy(
  protocol: string,
  members: readonly RangeMember[],
  partitionsOf: (topic: string) => number,
): ReadonlyMap<string, readonly AssignedPartition[]> {
  return protocol === 'roundrobin'
    ? assignRoundRobin(members, partitionsOf)
    : assignRanges(members, partitionsOf)
}

/**
 * The members stand in a ring; each partition, by topic and number, goes to the next one that
 * subscribes to its topic. Rule AS-15. Kafka: RoundRobinAssignor.assignPartitions.
 */
function assignRoundRobin(
  members: readonly RangeMember[],
  partitionsOf: (topic: string) => number,
): ReadonlyMap<string, readonly AssignedPartition[]> {
  const assigned = new Map<string, AssignedPartition[]>(
    members.map(({ memberId }) => [memberId, []]),
  )
  const ring = members.toSorted(byMember)
  const topics = [...new Set(members.flatMap((member) => member.topics))].toSorted(byText)
  let turn = 0
  for (const topic of topics) {
    for (let partition = 0; partition < partitionsOf(topic); partition += 1) {
      while (ring[turn]?.topics.includes(topic) === false) turn = (turn + 1) % ring.length
      assigned.get(ring[turn]?.memberId ?? '')?.push([topic, partition])
      turn = (turn + 1) % ring.length
    }
  }
  return assigned
}
