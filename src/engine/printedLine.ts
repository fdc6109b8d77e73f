import type { ProcessId } from '~/sim/ids'

/** A line that a process printed. */
export interface PrintedLine {
  readonly index: number
  readonly process: ProcessId
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}
