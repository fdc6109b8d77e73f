import table from './catalogue.json'

/** What a setting belongs to. */
export type ConfigScope = 'broker' | 'topic' | 'group' | 'producer' | 'consumer' | 'admin'

/** A setting of Kafka. Kafka: the ConfigDef of its scope. */
export interface ConfigSetting {
  readonly name: string
  readonly type: string
  /** As Kafka prints it; null = none. */
  readonly default: string | null
  /** The range or the values allowed, as Kafka prints them. */
  readonly validator: string | null
}

type Row = readonly (string | null)[]

const SCOPES: Readonly<Record<ConfigScope, Readonly<Record<string, Row>>>> = table

/** A setting of a scope, or undefined: Kafka knows none of this name there. */
export function settingOf(scope: ConfigScope, name: string): ConfigSetting | undefined {
  const row = Object.hasOwn(SCOPES[scope], name) ? SCOPES[scope][name] : undefined
  if (row === undefined) return undefined
  const [type, fallback, validator] = row
  return { name, type: type ?? 'STRING', default: fallback ?? null, validator: validator ?? null }
}

/** The names of a scope, in Kafka's order. */
export function settingNames(scope: ConfigScope): readonly string[] {
  return Object.keys(SCOPES[scope])
}
