import { javaDigits } from '~/base/javaNumbers'
import { javaTrim } from '~/base/javaTrim'
import { NativeMap } from '~/base/nativeMap'
import type { ServerSpec } from '../serverSpec'
import type { ConfigScope } from './catalogue'
import { settingNames, settingOf } from './catalogue'
import { listOf } from './listValue'

/** Settings with Kafka's defaults where nothing was set. */
export interface EffectiveConfig {
  /** A whole number (INT, SHORT, LONG). Numbers beyond 2⁵³ are cut to the largest safe one. */
  readonly int: (name: string) => number
  readonly string: (name: string) => string
  readonly boolean: (name: string) => boolean
  readonly list: (name: string) => readonly string[]
  /** What was set, or undefined. */
  readonly given: (name: string) => string | undefined
  /** The names that were set. */
  readonly names: readonly string[]
}

interface Parsed {
  readonly text: string
  readonly number: number
}

function parsed(text: string): Parsed {
  return { text, number: wholeNumber(text) }
}

/** A value as Java reads it, or 0 for a text that is no number. Beyond 2⁵³: the largest safe one. */
export function wholeNumber(text: string): number {
  const value = Number(javaDigits(javaTrim(text)))
  if (Number.isNaN(value)) return 0
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(value)))
}

function defaultsOf(scope: ConfigScope): ReadonlyMap<string, Parsed> {
  return new NativeMap(
    settingNames(scope).map((name) => [name, parsed(settingOf(scope, name)?.default ?? '')]),
  )
}

/** Kafka's defaults, parsed once: settings are read at nearly every event. */
const DEFAULTS: Readonly<Record<ConfigScope, ReadonlyMap<string, Parsed>>> = {
  broker: defaultsOf('broker'),
  topic: defaultsOf('topic'),
  group: defaultsOf('group'),
  producer: defaultsOf('producer'),
  consumer: defaultsOf('consumer'),
  admin: defaultsOf('admin'),
}

const NOTHING = parsed('')

/** The settings of a scope over what was set. Unknown names and wrong values count as not set. */
export function effectiveConfig(
  scope: ConfigScope,
  given: Readonly<Record<string, string>>,
): EffectiveConfig {
  const set = new NativeMap(
    Object.entries(given).map(([name, text]) => [name, parsed(text)] as const),
  )
  const defaults = DEFAULTS[scope]
  const found = (name: string): Parsed => set.get(name) ?? defaults.get(name) ?? NOTHING
  return {
    int: (name) => found(name).number,
    string: (name) => found(name).text,
    boolean: (name) => javaTrim(found(name).text).toLowerCase() === 'true',
    list: (name) => listOf(found(name).text),
    given: (name) => set.get(name)?.text,
    names: Object.keys(given),
  }
}

/** The id of a node is that of its broker, too. Kafka: KafkaConfig.populateSynonyms. */
function withBrokerId(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const nodeId = given['node.id']
  if (nodeId === undefined || given['broker.id'] !== undefined) return given
  return { ...given, 'broker.id': nodeId }
}

/** The settings of a server. */
export function serverConfig(spec: ServerSpec): EffectiveConfig {
  const given = Object.entries(spec.properties).map(([name, { value }]) => [name, value] as const)
  return effectiveConfig('broker', withBrokerId(Object.fromEntries(given)))
}

/** A listener of `listeners` or `advertised.listeners`. */
export interface Listener {
  readonly name: string
  readonly host: string
  readonly port: number
}

/** `PLAINTEXT://host:9092,…` taken apart; an empty host stays empty. Kafka: CoreUtils.listenerListToEndPoints. */
export function parseListeners(text: string): readonly Listener[] {
  return listOf(text).flatMap((item) => {
    const match = /^([A-Za-z0-9_]+):\/\/(.*):(-?\d+)$/.exec(item)
    const [, name, host, port] = match ?? []
    if (name === undefined || host === undefined || port === undefined) return []
    return [{ name: name.toUpperCase(), host, port: Number(port) }]
  })
}

/** `host:9093,…` taken apart. Kafka: QuorumConfig.parseBootstrapServers. */
export function parseServers(
  text: string,
): readonly { readonly host: string; readonly port: number }[] {
  return listOf(text).flatMap((item) => {
    const match = /^(.+):(\d+)$/.exec(item)
    const [, host, port] = match ?? []
    return host === undefined || port === undefined ? [] : [{ host, port: Number(port) }]
  })
}

/** `1@host:9093,…` taken apart. Kafka: QuorumConfig.parseVoterConnections. */
export function parseVoters(
  text: string,
): readonly { readonly id: number; readonly host: string; readonly port: number }[] {
  return listOf(text).flatMap((item) => {
    const match = /^(\d+)@(.+):(\d+)$/.exec(item)
    const [, id, host, port] = match ?? []
    if (id === undefined || host === undefined || port === undefined) return []
    return [{ id: Number(id), host, port: Number(port) }]
  })
}
