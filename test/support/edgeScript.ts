import type { QuorumLab, QuorumSetup } from './quorumLab'

/** A run that takes an edge which chance seldom takes. */
export interface EdgeScript {
  /** As `countEdges` names it. */
  readonly edge: string
  readonly setup?: QuorumSetup
  readonly play: (lab: QuorumLab, isTaken: () => boolean) => void
}

/** When everybody has started, seconds. */
export const STARTED = 12
