import { offersFor } from '~/engine/faults/offers'
import type { FaultScene, FaultTarget } from '~/engine/faults/targets'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { threeNodes } from '~/scenarios/library/threeNodes'
import { newClusterProjection } from '~/views/projectCluster'

/** Simulated µs in a second. */
export const SECOND = 1_000_000
/** As many events as it takes. */
export const FOREVER = Number.MAX_SAFE_INTEGER

/** The run of three nodes, so many simulated seconds on. */
export function runTo(seconds: number): Run {
  const run = startRun(threeNodes, 1, kafkaProgram)
  run.advance(seconds * SECOND, FOREVER)
  return run
}

/** What verbs are offered for, at the cursor. */
export function scene(run: Run): FaultScene {
  return { world: run.world(), cluster: newClusterProjection()(run.world()) }
}

/** A verb as it is offered for a target; throws where it is not. */
export function offer(run: Run, target: FaultTarget, verb: string) {
  const found = offersFor(scene(run), target).find((row) => row.verb === verb)
  if (found === undefined) throw new Error(`${verb} is offered`)
  return found
}

/** A node of the run as a target. */
export const node = (id: number): FaultTarget => ({ kind: 'node', id, process: `kafka-${id}` })
