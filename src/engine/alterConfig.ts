import { hostId, processId } from '~/sim/ids'
import { isAlive } from '~/sim/world'
import { OUTER_HOST } from './build'
import { TOOL_PREFIX } from './journal'
import type { Run } from './run'

/** What a setting is changed of. */
export interface ConfigTarget {
  readonly kind: 'topic' | 'broker' | 'cluster'
  /** The topic or the broker's id; empty for the cluster's default. */
  readonly name: string
}

/** The tools that change settings, numbered; like those of the terminal they make no moments. */
const PREFIX = `${TOOL_PREFIX}configs-`

function entityOf({ kind, name }: ConfigTarget): readonly string[] {
  if (kind === 'cluster') return ['--entity-type', 'brokers', '--entity-default']
  return ['--entity-type', kind === 'topic' ? 'topics' : 'brokers', '--entity-name', name]
}

/**
 * Changes a setting as a person with a shell does: `kafka-configs.sh --alter` runs on the person's
 * machine and sends IncrementalAlterConfigs; it may be refused, and can time out.
 * @returns the process that does it
 */
export function alterConfig(
  run: Run,
  target: ConfigTarget,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  const count = [...run.world().processes.keys()].filter((id) => id.startsWith(PREFIX)).length
  const process = processId(`${PREFIX}${count + 1}`)
  const start = ['--bootstrap-server', run.scenario.bootstrap, '--alter']
  run.command({
    type: 'Spawn',
    process,
    host: hostId(OUTER_HOST),
    spec: {
      kind: 'client',
      program: 'kafka-configs',
      // Brackets keep a list one value. Kafka: ConfigCommand, parseConfigsToBeAdded.
      args: [...start, ...entityOf(target), '--add-config', `${name}=[${value}]`],
      files: {},
      properties: {},
    },
  })
  return process
}

/** True while the process that changes a setting has not ended. */
export function isAltering(run: Run, process: string): boolean {
  const tool = run.world().processes.get(processId(process))
  return tool !== undefined && isAlive(tool)
}
