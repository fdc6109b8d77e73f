import { startProblem } from '../config/serverStart'
import type { Gathered } from '../effects'
import type { ServerSpec } from '../serverSpec'

/**
 * True when the node does not start: the image's script refuses, or Kafka its settings. Then the
 * log says why and the process ends, with status 1 for Kafka's own refusal. CFG-12.
 * Kafka: Kafka.main.
 */
export function refuses(spec: ServerSpec, into: Gathered): boolean {
  if (spec.refusal !== undefined) {
    const { stdout, stderr, code } = spec.refusal
    for (const text of stdout) into.facts.push({ type: 'Printed', stream: 'stdout', text })
    for (const text of stderr) into.facts.push({ type: 'Printed', stream: 'stderr', text })
    into.effects.push({ type: 'Exit', code })
    return true
  }
  const given = Object.entries(spec.properties).map(([name, { value }]) => [name, value] as const)
  const problem = startProblem(Object.fromEntries(given))
  if (problem === null) return false
  into.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'kafka.Kafka$',
    text: 'Exiting Kafka due to fatal exception',
    thrown: `${problem.javaClass}: ${problem.message}`,
  })
  into.effects.push({ type: 'Exit', code: 1 })
  return true
}
