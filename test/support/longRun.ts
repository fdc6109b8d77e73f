import { runDocument } from '~/engine/document/runDocument'
import { linkText } from '~/engine/document/runLink'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { busyScenario } from '../bench/clusters'

/** When the large cluster is at work, µs. */
const AT_WORK = 6_000_000

/** The part of an address that opens the library's first run so many events long, at its end. */
export function longRun(events: number): string {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its first scenario')
  const run = startRun(scenario, 1, kafkaProgram)
  while (run.endIndex() < events) run.advance(Number.MAX_SAFE_INTEGER, events - run.endIndex())
  run.seek(events)
  return `?play=0#run=${linkText(runDocument(run))}`
}

/** The part of an address that opens 60 partitions on 9 brokers where records are written. */
export function largeRun(): string {
  const run = startRun(
    busyScenario({ brokers: 9, partitions: 60, ratePerSecond: 20 }),
    1,
    kafkaProgram,
  )
  while (run.now() < AT_WORK) run.advance(AT_WORK, 1_000)
  run.seek(run.endIndex())
  return `?play=0#run=${linkText(runDocument(run))}`
}
