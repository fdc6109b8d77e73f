import { startProblem } from '../config/serverStart'
import { serverConfig } from '../config/effective'
import type { Gathered, KafkaContext } from '../effects'
import type { ServerSpec } from '../serverSpec'
import { logDirsOf, metadataDirOf } from './serverConfigs'

/**
 * True when the node does not start: the image's script refuses, or Kafka its settings. Then the
 * log says why and the process ends, with status 1 for Kafka's own refusal. CFG-12.
 * Kafka: Kafka.main.
 */
export function refuses(spec: ServerSpec, into: Gathered, ctx: KafkaContext): boolean {
  if (spec.refusal !== undefined) {
    const { stdout, stderr, code } = spec.refusal
    for (const text of stdout) into.facts.push({ type: 'Printed', stream: 'stdout', text })
    for (const text of stderr) into.facts.push({ type: 'Printed', stream: 'stderr', text })
    into.effects.push({ type: 'Exit', code })
    return true
  }
  const given = Object.entries(spec.properties).map(([name, { value }]) => [name, value] as const)
  const problem = startProblem(Object.fromEntries(given))
  const thrown =
    problem === null ? diskProblem(spec, ctx) : `${problem.javaClass}: ${problem.message}`
  if (thrown === null) return hasNoLogDir(spec, into, ctx)
  into.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'kafka.Kafka$',
    text: 'Exiting Kafka due to fatal exception',
    thrown,
  })
  into.effects.push({ type: 'Exit', code: 1 })
  return true
}

/** The directories that a start needs. Kafka: MetaPropertiesEnsemble.verify. */
function diskProblem(spec: ServerSpec, ctx: KafkaContext): string | null {
  const dir = metadataDirOf(serverConfig(spec))
  if (ctx.diskFault(dir) !== 'failed') return null
  const what = `Encountered I/O error in metadata log directory ${dir}. Cannot continue.`
  return `java.lang.RuntimeException: ${what}`
}

/** A broker without any log directory halts. Kafka: LogManager.createAndValidateLogDirs. */
function hasNoLogDir(spec: ServerSpec, into: Gathered, ctx: KafkaContext): boolean {
  const dirs = logDirsOf(serverConfig(spec))
  const isThere = dirs.some((dir) => ctx.diskFault(dir) !== 'failed')
  if (isThere || !spec.roles.includes('broker')) return false
  const all = dirs.join(', ')
  into.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'kafka.log.LogManager',
    text: `Shutdown broker because none of the specified log dirs from ${all} can be created or validated`,
  })
  into.effects.push({ type: 'Exit', code: 1 })
  return true
}
