import type { Gathered } from '../effects'
import { takeEdge } from '../effects'
import type { PartitionRegistration, TopicImage } from '../metadata/image'
import type { ReassignmentEvent, ReassignmentState } from './reassignment.machine'
import { reassignmentTable } from './reassignment.machine'

type Replicas = Pick<PartitionRegistration, 'replicas' | 'addingReplicas' | 'removingReplicas'>

/** True while replicas of the partition come or go. Kafka: PartitionReassignmentReplicas.isReassignmentInProgress. */
export function isReassigning({
  addingReplicas,
  removingReplicas,
}: Omit<Replicas, 'replicas'>): boolean {
  return addingReplicas.length > 0 || removingReplicas.length > 0
}

/** Whether the partition's replicas come and go. */
export function reassignmentState(partition: Omit<Replicas, 'replicas'>): ReassignmentState {
  return isReassigning(partition) ? 'Moving' : 'Stable'
}

/** What a change of a partition does to its reassignment; most do nothing. §7.2. */
export function takeReassignmentEdges(
  into: Pick<Gathered, 'facts'>,
  { id, because }: { readonly id: string; readonly because: string },
  { before, after }: { readonly before: Replicas; readonly after: Replicas },
): void {
  const take = (event: ReassignmentEvent, from: ReassignmentState) =>
    takeEdge(into, reassignmentTable, { id, from, event })
  const from = reassignmentState(before)
  if (because === 'reassignmentCancelled') {
    take('cancelled', from)
    return
  }
  const isStarted = because === 'reassignmentStarted' && movesReplicas(before, after)
  const now = isStarted ? take('started', from) : from
  if (now === 'Moving' && !isReassigning(after)) take('replicasJoined', now)
}

/** Another order of the same replicas moves nothing. */
function movesReplicas(before: Replicas, after: Replicas): boolean {
  if (isReassigning(after)) return true
  return before.replicas.some((id) => !after.replicas.includes(id))
}

/** A topic is deleted with its partitions. §8.1. */
export function endReassignments(into: Pick<Gathered, 'facts'>, topic: TopicImage): void {
  for (const [partition, registration] of topic.partitions) {
    if (!isReassigning(registration)) continue
    const id = `${topic.name}-${partition}`
    takeEdge(into, reassignmentTable, { id, from: 'Moving', event: 'topicDeleted' })
  }
}
