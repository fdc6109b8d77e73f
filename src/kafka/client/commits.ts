import type { TopicPartition } from '../ids'
import { splitTopicPartition } from '../ids'
import type { Consumer, ConsumerWork } from './consumerState'
import { ask, findCoordinator } from './coordinatorCalls'

type Position = readonly [TopicPartition, number]

function mayCommit(consumer: Consumer): boolean {
  const isMember =
    consumer.topics === null || (consumer.membership === 'STABLE' && consumer.memberId !== '')
  return consumer.autoCommit && consumer.groupId !== null && isMember
}

/** Every position that is known, of a consumer that may commit. Kafka: SubscriptionState.allConsumed. */
export function consumedOffsets(consumer: Consumer): readonly Position[] {
  if (!mayCommit(consumer)) return []
  return [...consumer.positions].flatMap(([name, position]) =>
    position === null ? [] : [[name, position] as const],
  )
}

/**
 * Commits every position, moved or not. G-83. `lastCommit`: before it closes, which waits for it.
 * False: nobody could be told, and the coordinator is looked for.
 * Kafka: ConsumerCoordinator.autoCommitOffsetsAsync, maybeAutoCommitOffsetsSync.
 */
export function commit(work: ConsumerWork, tag: 'commit' | 'lastCommit' = 'commit'): boolean {
  const { consumer } = work
  const consumed = consumedOffsets(consumer)
  if (consumer.groupId === null || consumed.length === 0) return true
  if (consumer.coordinator === null) {
    findCoordinator(work)
    return false
  }
  // Who waits for the answer tries again when it is a refusal.
  if (tag === 'commit') noteOffsets(work, consumed)
  sendOffsets(work, tag, consumed)
  return true
}

/** Takes positions as committed. */
function noteOffsets(work: ConsumerWork, positions: readonly Position[]): void {
  const { consumer } = work
  const committed = positions.reduce((map, [name, at]) => map.set(name, at), consumer.committed)
  work.consumer = { ...consumer, committed }
}

/** Asks the coordinator to keep positions. Kafka: ConsumerCoordinator.sendOffsetCommitRequest. */
export function sendOffsets(work: ConsumerWork, tag: string, positions: readonly Position[]): void {
  const { consumer } = work
  ask(work, tag, {
    api: 'OffsetCommit',
    groupId: consumer.groupId ?? '',
    generationIdOrMemberEpoch: consumer.topics === null ? -1 : consumer.generationId,
    memberId: consumer.topics === null ? '' : consumer.memberId,
    groupInstanceId: consumer.groupInstanceId,
    partitions: positions.map(([name, position]) => ({
      ...splitTopicPartition(name),
      committedOffset: position,
      committedLeaderEpoch: consumer.epochs.get(name)?.offsetEpoch ?? -1,
      metadata: '',
    })),
  })
}
