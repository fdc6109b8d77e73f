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
  /** What its number counts: ms, s, min, h, bytes; null = nothing, or it is no number. */
  readonly unit: 'ms' | 's' | 'min' | 'h' | 'bytes' | null
  /** How a broker's setting may change while it runs; null for other scopes. CFG-05. */
  readonly update: 'read-only' | 'per-broker' | 'cluster-wide' | null
}

type Row = readonly (string | null)[]

const SCOPES: Readonly<Record<ConfigScope, Readonly<Record<string, Row>>>> = table

const UNITS = ['ms', 's', 'min', 'h', 'bytes'] as const

const UPDATES: Readonly<Record<string, ConfigSetting['update']>> = {
  R: 'read-only',
  B: 'per-broker',
  C: 'cluster-wide',
}

/** A setting of a scope, or undefined: Kafka knows none of this name there. */
export function settingOf(scope: ConfigScope, name: string): ConfigSetting | undefined {
  const row = Object.hasOwn(SCOPES[scope], name) ? SCOPES[scope][name] : undefined
  if (row === undefined) return undefined
  const [type, fallback, validator, unit, update] = row
  return {
    name,
    type: type ?? 'STRING',
    default: fallback ?? null,
    validator: validator ?? null,
    unit: UNITS.find((known) => known === unit) ?? null,
    update: UPDATES[update ?? ''] ?? null,
  }
}

/** The names of a scope, in Kafka's order. */
export function settingNames(scope: ConfigScope): readonly string[] {
  return Object.keys(SCOPES[scope])
}
