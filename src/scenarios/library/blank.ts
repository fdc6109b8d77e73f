import type { Scenario } from '../scenario'
import { loopbackScenario } from '../transcriptCluster'
import { bootstrapOf } from './famousRun'

const SHAPE = { type: 'combined', nodes: 3 } as const

/** Three nodes and nothing on them: topics and clients are a person's. */
export const blank: Scenario = {
  ...loopbackScenario({ shape: SHAPE, properties: {}, perNode: {} }),
  id: 'blank',
  title: 'Blank cluster',
  bootstrap: bootstrapOf(SHAPE),
}
