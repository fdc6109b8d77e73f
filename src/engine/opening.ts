import { firstMinute } from '~/scenarios/library/firstMinute'
import type { Scenario } from '~/scenarios/scenario'
import type { ClusterView } from '~/views/clusterView'
import { newClusterProjection } from '~/views/projectCluster'
import { learningProgram } from './pageProgram'
import type { Run } from './run'
import { startRun } from './run'

/** A run without anything to wait for is shown from here, µs. */
export const OPENING_LIMIT = 15_000_000

/** The seed of a run where nobody wishes another. */
export const FIRST_SEED = 1

/** The scenario that the page opens where nobody wishes another. */
export function firstScenario(): Scenario {
  return firstMinute
}

/** True when the newest event is what a scenario was opened for: the first interesting instant. */
export function isInteresting(run: Run): boolean {
  const newest = run.endIndex() - 1
  if (newest < 0) return false
  const [begin] = run.scenario.script ?? []
  // A run with a script begins where the script does.
  if (begin !== undefined) return run.timeAt(newest) >= begin.atMs * 1000
  if (run.scenario.workload.some(({ kind }) => kind === 'producer')) {
    return run.stepAt(newest).facts.some(({ fact }) => fact.type === 'RecordSent')
  }
  const brokers = run.scenario.servers.filter(({ spec }) => spec.roles.includes('broker')).length
  return run.moments().filter(({ kind }) => kind === 'brokerUnfenced').length >= brokers
}

/**
 * What stands on the stage when the first scenario is open, as its run arrives there: the build
 * puts it into the page, which draws it before it has the engine. Nothing flies over it.
 */
export function firstPicture(): ClusterView {
  const run = startRun(firstScenario(), FIRST_SEED, learningProgram().program)
  while (run.advance(OPENING_LIMIT, 1) === 1 && !isInteresting(run));
  return { ...newClusterProjection()(run.world()), messages: [], quietMessages: [] }
}
