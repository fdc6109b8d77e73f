import { kafkaProgram } from '~/engine/kafkaProgram'
import { newLaboratory } from '~/engine/trial/trial'
import { newBench } from './bench'
import type { FromLaboratory, ToLaboratory } from './messages'

/** The laboratory in a thread of its own: only its messages cross over. */
const bench = newBench({
  laboratory: newLaboratory(kafkaProgram),
  clock: () => performance.now(),
  sliceMs: 40,
  later: (work) => setTimeout(work),
  say: (message: FromLaboratory) => postMessage(message),
})

addEventListener('message', ({ data }: MessageEvent<ToLaboratory>) => bench.hear(data))
