import type { BrokerState, Replica } from '../broker/brokerState'
import type { RecordBatch } from '../protocol/records'

/** A replica that an event changed, with its broker. */
export interface Changed {
  readonly broker: BrokerState
  readonly replica: Replica
  readonly old: Replica | undefined
}

/** True unless two batches are both known and differ. */
export function isSameBatch(a: RecordBatch | undefined, b: RecordBatch | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return true
  return (
    a.baseOffset === b.baseOffset &&
    a.leaderEpoch === b.leaderEpoch &&
    a.producerId === b.producerId &&
    a.baseSequence === b.baseSequence &&
    a.records[0]?.value === b.records[0]?.value
  )
}
