import type { ClientProgram } from '~/kafka/effects'
import { apiVersionsTool } from './apiVersions'
import { clusterTool } from './cluster'
import { configsTool } from './configs'
import { featuresTool } from './features'
import { reassignTool } from './reassign'
import { consoleConsumer } from './consoleConsumer'
import { CONSUMER_OPTIONS } from './consoleConsumerArgs'
import { consoleProducer, OPTIONS as PRODUCER_OPTIONS } from './consoleProducer'
import { catTool } from './cat'
import { consumerGroupsTool } from './consumerGroups'
import { deleteRecordsTool } from './deleteRecords'
import { dumpLogTool } from './dumpLog'
import { groupsTool } from './groups'
import { logDirsTool } from './logDirs'
import { getOffsetsTool } from './getOffsets'
import { leaderElectionTool } from './leaderElection'
import { metadataQuorumTool } from './metadataQuorum'
import type { OptionSpec } from './options'
import { PERF_OPTIONS } from './perfParser'
import { producerPerf } from './producerPerf'
import { scriptProgram } from './script'
import { storageTool } from './storage'
import { topicsTool } from './topics'

/** Every tool that asks and ends. */
const SCRIPTS = [
  topicsTool,
  getOffsetsTool,
  leaderElectionTool,
  consumerGroupsTool,
  groupsTool,
  deleteRecordsTool,
  dumpLogTool,
  logDirsTool,
  catTool,
  metadataQuorumTool,
  configsTool,
  clusterTool,
  featuresTool,
  reassignTool,
  apiVersionsTool,
  storageTool,
]

/** The programs that a command line can run, by their name without `.sh`. */
export const cliPrograms: Readonly<Record<string, ClientProgram>> = {
  ...Object.fromEntries(SCRIPTS.map((tool) => [tool.name, scriptProgram(tool)] as const)),
  'kafka-console-consumer': consoleConsumer,
  'kafka-console-producer': consoleProducer,
  'kafka-producer-perf-test': producerPerf,
}

/** The options of each program, for completion. */
export const toolOptions: Readonly<Record<string, readonly OptionSpec[]>> = {
  ...Object.fromEntries(SCRIPTS.map(({ name, options }) => [name, options] as const)),
  'kafka-console-consumer': CONSUMER_OPTIONS,
  'kafka-console-producer': PRODUCER_OPTIONS,
  'kafka-producer-perf-test': PERF_OPTIONS,
}

/** A program's name from a word of a command line: path and `.sh` are left out. */
export function toolName(word: string): string {
  const base = word.slice(word.lastIndexOf('/') + 1)
  return base.endsWith('.sh') ? base.slice(0, -3) : base
}
