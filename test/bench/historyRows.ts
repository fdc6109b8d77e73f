import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { busyScenario } from './clusters'
import type { Row } from './measure'
import { heapInUse, median, quantile, wallMs } from './measure'

const FOREVER = Number.MAX_SAFE_INTEGER
const MEGABYTE = 1_000_000

function busyRun(): Run {
  const scenario = busyScenario({ brokers: 3, partitions: 3, ratePerSecond: 200 })
  return startRun(scenario, 1, kafkaProgram)
}

/** Places in a run, far apart and in no order. */
function placesIn(count: number, end: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 1 + ((index * 7_919_317) % (end - 1)))
}

/** Memory that a run keeps, and going back in it. */
export function historyRows(): readonly Row[] {
  const run = busyRun()
  run.advance(FOREVER, 8_000)
  const atStart = heapInUse()
  run.advance(FOREVER, 10_000)
  const perEvent = (heapInUse() - atStart) / 10_000
  run.advance(FOREVER, 100_000 - run.endIndex())
  const whole = heapInUse() - atStart
  const back = placesIn(500, run.endIndex()).map((index) =>
    wallMs(() => {
      run.stepAt(index)
      run.worldAt(index - 1)
    }),
  )
  const p99 = quantile(back, 99)
  run.advance(FOREVER, 1_000_000 - run.endIndex())
  const seeks = placesIn(100, run.endIndex()).map((index) => wallMs(() => run.worldAt(index)))
  const row = (name: string, value: number, budget: number) => ({ name, value, budget })
  return [
    {
      ...row('memory kept per event in the dense window', perEvent / 1_000, 4),
      unit: ' KB',
      note: `${Math.round(perEvent)} bytes`,
    },
    {
      ...row('memory kept for 100,000 events in all', whole / MEGABYTE, 160),
      unit: ' MB',
      note: 'worlds: one in 16 of 20,000, one in 64 before',
    },
    {
      ...row('step back anywhere in 100,000 events, median', median(back), 1),
      unit: ' ms',
      note: '500 places',
    },
    { ...row('step back anywhere in 100,000 events, p99', p99, 10), unit: ' ms', note: '' },
    {
      ...row('seek to an event in 1,000,000', Math.max(...seeks), 100),
      unit: ' ms',
      note: `slowest of 100; median ${median(seeks).toFixed(2)} ms`,
    },
  ]
}
