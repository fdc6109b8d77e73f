import type { ProcessId } from './ids'
import type { Input, ModelTypes } from './model'

/** The process a command is about, and what it is told (by the step that called). */
export interface Told<M extends ModelTypes> {
  readonly process: ProcessId
  readonly input: Input<M> | null
  /** Others that are told the same. */
  readonly others?: readonly ProcessId[]
}
