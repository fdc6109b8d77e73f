import { settingNames } from './catalogue'
import order from './definitionOrder.json'
import { requirementProblem } from './serverRequirements'
import { settingProblem } from './serverValues'
import { configException, startSettings } from './startSettings'
import type { StartProblem } from './startSettings'

/** Settings that have no default. Kafka: KRaftConfigs. */
const REQUIRED: readonly string[] = ['process.roles', 'node.id']

/**
 * What Kafka refuses of a `server.properties` when a node starts, or null: a value that does not
 * parse, in the order in which Kafka defines its settings; then what does not fit together.
 * CFG-01, CFG-12. Kafka: AbstractConfig, KafkaConfig.validateValues.
 */
export function startProblem(given: Readonly<Record<string, string>>): StartProblem | null {
  const properties = withSynonyms(given)
  for (const name of orderedNames()) {
    const value = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (value === undefined) {
      if (REQUIRED.includes(name)) return configException(missing(name), name)
      continue
    }
    const message = settingProblem(name, value)
    if (message !== null) return configException(message, name)
  }
  return requirementProblem(startSettings(properties))
}

function missing(name: string): string {
  return `Missing required configuration "${name}" which has no default value.`
}

/** An old file's `broker.id` stands in for `node.id`, and the other way. KafkaConfig.populateSynonyms. */
function withSynonyms(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const brokerId = given['broker.id']
  const nodeId = given['node.id']
  if (brokerId === undefined && nodeId !== undefined) return { ...given, 'broker.id': nodeId }
  if (nodeId === undefined && brokerId !== undefined) return { ...given, 'node.id': brokerId }
  return given
}

/** Names in the order of definition; a name that the order does not know comes last. */
function orderedNames(): readonly string[] {
  const known = settingNames('broker')
  return known.length === order.length
    ? order
    : [...order, ...known.filter((name) => !order.includes(name))]
}
