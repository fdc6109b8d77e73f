import type { Draft } from './draft'
import { putProcess, report } from './draft'
import type { ProcessId } from './ids'
import type { ModelTypes } from './model'

/** Sets the clock that a process reads so much ahead of the run's; 0 is the right time. Fault T1. */
export function setClock<M extends ModelTypes>(
  draft: Draft<M>,
  order: { readonly process: ProcessId; readonly aheadMicros: number },
): null {
  const process = draft.processes.get(order.process)
  if (process === undefined) return null
  const { aheadMicros } = order
  report(draft, order.process, { type: 'ClockChanged', aheadMicros })
  putProcess(draft, { ...process, aheadMicros })
  return null
}
