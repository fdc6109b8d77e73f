import type { ReplicaLogView } from '~/views/partitionLogView'

/** The words that a strip is drawn with, in the page's language. */
export interface StripWords {
  /** What a replica is, beside its name, the longest first; the epoch is the metadata's. */
  readonly standing: (replica: ReplicaLogView, leaderEpoch: number) => readonly string[]
  /** What there is to say of it, at the right of its row. */
  readonly notes: (replica: ReplicaLogView) => readonly StripNote[]
  readonly position: (label: string, offset: number) => string
  readonly committed: (label: string | null, offset: number) => string
  readonly lag: (count: number) => string
  /** Over the segment that is written to. */
  readonly active: string
}

/** A remark beside a row. */
export interface StripNote {
  readonly text: string
  readonly tone: 'danger' | 'leader'
}
