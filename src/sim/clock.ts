import type { Draft } from './draft'
import { putProcess, report } from './draft'
import type { ProcessId } from './ids'
import type { ModelTypes } from './model'
import { ownTime } from './timing'

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

/**
 * Sets how a process's timers run. What they have counted stays: a monotonic clock does not jump.
 * Faults T2, T3.
 */
export function setTiming<M extends ModelTypes>(
  draft: Draft<M>,
  order: {
    readonly process: ProcessId
    readonly fastPerMille: number
    readonly grainMicros: number
  },
): null {
  const process = draft.processes.get(order.process)
  if (process === undefined) return null
  const { fastPerMille, grainMicros } = order
  const { timing: old } = process
  const own = old === null ? draft.now : ownTime(old, draft.now)
  const isUsual = fastPerMille === 0 && grainMicros === 0 && own === draft.now
  const timing = isUsual ? null : { fastPerMille, grainMicros, since: draft.now, own }
  report(draft, order.process, { type: 'TimingChanged', fastPerMille, grainMicros })
  putProcess(draft, { ...process, timing })
  return null
}
