import { settingNames, settingOf } from './catalogue'
import { valueProblem } from './configDef'

/** A config as it is asked for. */
export interface ConfigPair {
  readonly name: string
  readonly value: string | null
}

/**
 * The first thing wrong with a topic's configs, in Kafka's words, or null: unknown names, then
 * values in the order of definition, then pairs that conflict. Kafka: LogConfig.validate.
 */
export function validateTopicConfigs(configs: readonly ConfigPair[]): string | null {
  const unknown = configs.find(({ name }) => settingOf('topic', name) === undefined)
  if (unknown !== undefined) return `Unknown topic config name: ${unknown.name}`
  const given = new Map(configs.map(({ name, value }) => [name, value] as const))
  for (const name of settingNames('topic')) {
    const value = given.get(name)
    const setting = settingOf('topic', name)
    if (setting === undefined || value === undefined || value === null) continue
    const problem = valueProblem(setting, value)
    if (problem !== null) return problem
  }
  return lagConflict(given)
}

function lagConflict(given: ReadonlyMap<string, string | null>): string | null {
  const low = given.get('min.compaction.lag.ms') ?? '0'
  const high = given.get('max.compaction.lag.ms') ?? '9223372036854775807'
  if (BigInt(low) <= BigInt(high)) return null
  return `conflict topic config setting min.compaction.lag.ms (${low}) > max.compaction.lag.ms (${high})`
}
