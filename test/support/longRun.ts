import { runDocument } from '~/engine/document/runDocument'
import { linkText } from '~/engine/document/runLink'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'

/** The part of an address that opens the library's first run so many events long, at its end. */
export function longRun(events: number): string {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has its first scenario')
  const run = startRun(scenario, 1, kafkaProgram)
  while (run.endIndex() < events) run.advance(Number.MAX_SAFE_INTEGER, events - run.endIndex())
  run.seek(events)
  return `?play=0#run=${linkText(runDocument(run))}`
}
