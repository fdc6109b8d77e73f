import type { TrialAnswer, TrialRequest } from '~/engine/trial/trial'

/** What the page says to its laboratory. */
export type ToLaboratory =
  | { readonly type: 'begin'; readonly id: number; readonly request: TrialRequest }
  /** Nobody waits for this one any more. */
  | { readonly type: 'drop'; readonly id: number }

/** What the laboratory says to its page. */
export type FromLaboratory =
  | { readonly type: 'answer'; readonly id: number; readonly answer: TrialAnswer }
  /** A rule of ours did not hold, or the document belongs to another model. */
  | { readonly type: 'broken'; readonly id: number; readonly message: string }
