import type { KafkaContext } from '~/kafka/effects'
import { hostId, processId, simTime } from '~/sim/ids'

/** What a process that is driven by hand sees: the time, µs, an empty disk, and what `draw` gives. */
export function fakeContext(micros: number, draw: KafkaContext['draw']): KafkaContext {
  return {
    now: simTime(micros),
    clock: simTime(micros),
    process: processId('process'),
    host: hostId('host'),
    incarnation: 0,
    draw,
    readFile: () => undefined,
    listFiles: () => [],
    knowsHost: () => true,
    diskFault: () => null,
  }
}
