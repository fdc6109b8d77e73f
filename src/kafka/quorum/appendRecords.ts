import type { KafkaContext, RoleStep } from '../effects'
import type { Offset } from '../ids'
import type { MetadataRecord } from '../protocol/metadataRecords'
import { accumulate } from './leader'
import type { QuorumState } from './quorumState'
import { quorumStep, quorumWork } from './quorumState'

/** Gives records to the log; only the active controller's node can. `lastOffset` null: it leads no more. */
export function appendRecords(
  state: QuorumState,
  records: readonly MetadataRecord[],
  ctx: KafkaContext,
): { readonly step: RoleStep<QuorumState>; readonly lastOffset: Offset | null } {
  const work = quorumWork(state, ctx)
  const lastOffset = accumulate(work, records)
  return { step: quorumStep(work), lastOffset }
}
