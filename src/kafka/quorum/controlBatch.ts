import type { Offset } from '../ids'
import { offset } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { metadataBatchSize } from '../protocol/metadataSize'
import type { QuorumWork } from './quorumState'
import { quorumNow, setQuorumTimer } from './quorumState'

/**
 * Puts control records into a batch of their own, which is written without a linger. Q-34.
 * @returns the offset of its last record, or null when this node does not lead.
 * Kafka: BatchAccumulator.appendControlMessages.
 */
export function appendControl(work: QuorumWork, records: readonly MetadataRecord[]): Offset | null {
  const { role, epoch } = work.state
  if (role.name !== 'Leader') return null
  const baseOffset = role.nextOffset
  const lastOffset = offset(baseOffset + records.length - 1)
  const batch = {
    baseOffset,
    lastOffset,
    epoch,
    appendTimestampMs: quorumNow(work),
    isControl: true,
    sizeInBytes: metadataBatchSize(records),
    records,
  }
  work.state.role = {
    ...role,
    accumulator: [...role.accumulator, batch],
    nextOffset: offset(lastOffset + 1),
  }
  setQuorumTimer(work, 'append', { about: '', ms: 0 })
  return lastOffset
}
