import type { ClientProgram } from '~/kafka/effects'
import { consoleConsumer } from './consoleConsumer'
import { consoleProducer } from './consoleProducer'
import { consumerGroupsTool } from './consumerGroups'
import { getOffsetsTool } from './getOffsets'
import { leaderElectionTool } from './leaderElection'
import { metadataQuorumTool } from './metadataQuorum'
import { scriptProgram } from './script'
import { topicsTool } from './topics'

/** Every tool that asks and ends. */
const SCRIPTS = [
  topicsTool,
  getOffsetsTool,
  leaderElectionTool,
  consumerGroupsTool,
  metadataQuorumTool,
]

/** The programs that a command line can run, by their name without `.sh`. */
export const cliPrograms: Readonly<Record<string, ClientProgram>> = {
  ...Object.fromEntries(SCRIPTS.map((tool) => [tool.name, scriptProgram(tool)] as const)),
  'kafka-console-consumer': consoleConsumer,
  'kafka-console-producer': consoleProducer,
}

/** A program's name from a word of a command line: path and `.sh` are left out. */
export function toolName(word: string): string {
  const base = word.slice(word.lastIndexOf('/') + 1)
  return base.endsWith('.sh') ? base.slice(0, -3) : base
}
