import { runDocument } from '~/engine/document/runDocument'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { refuse, threeBrokers } from '../support/refusedProduce'
import { contentProducer, cutOneWay } from '../support/zombieLeader'

/** Prints a saved run for browser tests: `refused-produce` before the refusal, or `zombie-leader`. */
function example(name: string | undefined): Run {
  const isRefused = name === 'refused-produce'
  const run = startRun(isRefused ? threeBrokers() : contentProducer(), 1, kafkaProgram)
  if (!isRefused) {
    cutOneWay(run)
    return run
  }
  refuse(run)
  run.seek(run.indexAtTime(12_000_000))
  return run
}

console.log(JSON.stringify(runDocument(example(process.argv[2]))))
