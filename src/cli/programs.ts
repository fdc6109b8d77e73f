import type { ClientProgram } from '~/kafka/effects'
import { apiVersionsTool } from './cluster/apiVersions'
import { clusterTool } from './cluster/cluster'
import { configsTool } from './configs/configs'
import { featuresTool } from './cluster/features'
import { reassignTool } from './reassign/reassign'
import { consoleConsumer } from './console/consoleConsumer'
import { CONSUMER_OPTIONS } from './console/consoleConsumerArgs'
import { consoleProducer, OPTIONS as PRODUCER_OPTIONS } from './console/consoleProducer'
import { catTool } from './cat'
import { consumerGroupsTool } from './consumerGroups/consumerGroups'
import { deleteRecordsTool } from './log/deleteRecords'
import { dumpLogTool } from './log/dumpLog'
import { groupsTool } from './groups'
import { logDirsTool } from './log/logDirs'
import { getOffsetsTool } from './getOffsets'
import { leaderElectionTool } from './cluster/leaderElection'
import { metadataQuorumTool } from './cluster/metadataQuorum'
import type { ArgparseParser } from './parse/argparseTable'
import type { OptionSpec } from './parse/options'
import { PERF_OPTIONS, PERF_PARSER } from './perf/perfParser'
import { producerPerf } from './perf/producerPerf'
import { scriptProgram } from './script'
import { storageTool } from './storage/storage'
import { topicsTool } from './topics/topics'

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

/** The command lines of those programs that read theirs as argparse4j does. */
export const toolParsers: Readonly<Record<string, ArgparseParser>> = {
  ...Object.fromEntries(
    SCRIPTS.flatMap(({ name, parser }) => (parser === undefined ? [] : [[name, parser] as const])),
  ),
  'kafka-producer-perf-test': PERF_PARSER,
}

/** A program's name from a word of a command line: path and `.sh` are left out. */
export function toolName(word: string): string {
  const base = word.slice(word.lastIndexOf('/') + 1)
  return base.endsWith('.sh') ? base.slice(0, -3) : base
}
