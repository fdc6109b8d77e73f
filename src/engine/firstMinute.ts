import type { WorkloadProducer } from '~/kafka/client/workload'
import { FIRST_MINUTE } from '~/scenarios/library/firstMinute'
import { hostId, processId } from '~/sim/ids'
import type { Run } from './run'

/** How many records the producer of the first minute has been told to write, the script's included. */
export function recordsAsked(run: Run): number {
  const state = run.world().processes.get(processId(FIRST_MINUTE.producer))?.state
  return state?.kind === 'workload-producer' ? (state as WorkloadProducer).sent : 0
}

/** A person sends one record. */
export function sendOne(run: Run): void {
  const process = processId(FIRST_MINUTE.producer)
  run.command({ type: 'Call', process, call: { type: 'Set', name: 'send', value: 1 } })
}

/** A person pulls the plug of a node: what runs there is gone without a word. */
export function unplugNode(run: Run, node: number): void {
  run.command({ type: 'PowerOff', host: hostId(`node-${node}`) })
}
