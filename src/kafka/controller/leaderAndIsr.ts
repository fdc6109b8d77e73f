import type { NodeId } from '../ids'
import { brokerEpoch } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import type { ControllerWork, Wanted } from './controllerState'
import { changePartition, isActiveBroker, partitionsWhere } from './controllerState'

/** Takes a broker out of every ISR it is in; leaders move. */
export function leave(
  work: ControllerWork,
  id: NodeId,
  because: string,
): readonly MetadataRecord[] {
  return partitionsWhere(work.state.image, ({ isr }) => isr.includes(id)).flatMap((at) =>
    update(work, { at, because, remove: id }),
  )
}

interface Update {
  readonly at: Pick<Wanted, 'topicId' | 'partition'>
  readonly because: string
  readonly remove?: NodeId
  readonly add?: NodeId
  readonly unclean?: NodeId
}

/** Kafka: ReplicationControlManager.generateLeaderAndIsrUpdates, for one partition. */
export function update(work: ControllerWork, change: Update): readonly MetadataRecord[] {
  const { at, because, remove, add, unclean } = change
  const { image } = work.state
  const isr = image.topics.get(at.topicId)?.partitions.get(at.partition)?.isr ?? []
  const record = changePartition(work, {
    ...at,
    because,
    targets: {
      targetIsr: isr.filter((id) => id !== remove && id !== unclean),
      ...(unclean === undefined ? {} : { uncleanShutdownReplicas: [unclean] }),
    },
    isAcceptableLeader: (id) =>
      id !== remove && id !== unclean && (id === add || isActiveBroker(image, id)),
  })
  return record === null ? [] : [record]
}

/** A record that fences a broker, lets it in, or notes that it stops (`NONE`). C-22 … C-24. */
export function fencing(
  work: ControllerWork,
  id: NodeId,
  fenced: 'FENCE' | 'UNFENCE' | 'NONE',
): MetadataRecord {
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId: id,
    brokerEpoch: work.state.image.brokers.get(id)?.epoch ?? brokerEpoch(-1),
    fenced,
    inControlledShutdown: fenced === 'NONE',
  }
}
