import { runDocument } from '~/engine/document/runDocument'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { Scenario } from '~/scenarios/scenario'
import { refuse, threeBrokers } from '../support/refusedProduce'
import { unflushed } from '../support/unflushed'
import { contentProducer, cutOneWay } from '../support/zombieLeader'

/**
 * Prints a saved run for browser tests: `refused-produce` before the refusal, `zombie-leader`, or
 * `unflushed`, which breaks a property.
 */
function example(name: string | undefined): Run {
  const start = (scenario: Scenario) => startRun(scenario, 1, kafkaProgram)
  switch (name) {
    case 'refused-produce': {
      const run = start(threeBrokers())
      refuse(run)
      run.seek(run.indexAtTime(12_000_000))
      return run
    }
    case 'zombie-leader': {
      const run = start(contentProducer())
      cutOneWay(run)
      return run
    }
    case 'unflushed':
      return unflushed(start)
    default:
      throw new Error(`no example is called ${name ?? ''}`)
  }
}

console.log(JSON.stringify(runDocument(example(process.argv[2]))))
