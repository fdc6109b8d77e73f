import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { Listener } from './effective'
import { configException, csv, illegal, unless } from './startSettings'
import type { StartProblem, StartSettings } from './startSettings'

/** Protocols of a listener. Kafka: SecurityProtocol. */
const PROTOCOLS: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']
const MAP = 'listener.security.protocol.map'
/** Kafka: ListenerName.normalised. */
const NO_NAME = 'The provided listener name is null or empty string'

/** Listener name to protocol, or why it cannot be read. */
export type ProtocolMap =
  | { readonly ok: true; readonly value: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: StartProblem }

/** Kafka: AbstractKafkaConfig.effectiveListenerSecurityProtocolMap. */
export function protocolMap(settings: StartSettings): ProtocolMap {
  const written = new Map<string, string>()
  for (const item of javaItems(settings.config.string(MAP))) {
    const cut = item.lastIndexOf(':')
    if (cut < 0) {
      const why = `begin 0, end -1, length ${item.length}`
      const message = `Error parsing configuration property '${MAP}': ${why}`
      return { ok: false, problem: illegal(message, MAP) }
    }
    written.set(item.slice(0, cut).trim(), item.slice(cut + 1).trim())
  }
  const map = new Map<string, string>()
  for (const [name, protocol] of javaHashOrder([...written], ([key]) => javaHashCode(key))) {
    const problem = addMapped(map, name, protocol)
    if (problem !== null) return { ok: false, problem }
  }
  addControllers(settings, map)
  return { ok: true, value: map }
}

/** The items of a list as String.split gives them: none that are empty at its end. Kafka: Csv.parseCsvMap. */
function javaItems(text: string): readonly string[] {
  if (text === '') return []
  const items = text.split(/\s*,\s*/)
  const last = items.findLastIndex((item) => item !== '')
  return items.slice(0, last + 1)
}

/** Names are the same in any case; the same one twice is nothing that a map can hold. */
function addMapped(map: Map<string, string>, name: string, protocol: string): StartProblem | null {
  if (name === '') return configException(NO_NAME, MAP)
  if (!PROTOCOLS.includes(protocol.toUpperCase())) {
    return configException(`Invalid security protocol \`${protocol}\` defined in ${MAP}`, MAP)
  }
  const [key, value] = [name.toUpperCase(), protocol.toUpperCase()]
  const other = map.get(key)
  if (other !== undefined) {
    const merging = `attempted merging values ${other} and ${value}`
    const message = `Duplicate key ListenerName(${key}) (${merging})`
    return { javaClass: 'java.lang.IllegalStateException', message, property: MAP }
  }
  map.set(key, value)
  return null
}

/** Without a map of one's own, and without TLS or SASL, controllers' listeners are PLAINTEXT. */
function addControllers(settings: StartSettings, map: Map<string, string>): void {
  const { given, controllerNames, config } = settings
  if (Object.hasOwn(given, MAP)) return
  const isSecured = (name: string) => ['SSL', 'SASL_SSL', 'SASL_PLAINTEXT'].includes(name)
  const listed = csv(config.string('listeners')).map((item) => item.split(':')[0]?.toUpperCase())
  if (controllerNames.some(isSecured) || listed.some((name) => isSecured(name ?? ''))) return
  for (const name of controllerNames) if (name !== 'PLAINTEXT') map.set(name, 'PLAINTEXT')
}

/** Listeners, or why they cannot be read. */
export type ListenerList =
  | { readonly ok: true; readonly value: readonly Listener[] }
  | { readonly ok: false; readonly problem: StartProblem }

/**
 * Reads `listeners` or `advertised.listeners`.
 * Kafka: CoreUtils.listenerListToEndPoints, SocketServerConfigs.listenerListToEndPoints.
 */
export function listenersOf(settings: StartSettings, property: string): ListenerList {
  const text = settings.config.string(property)
  const map = protocolMap(settings)
  if (!map.ok) return map
  const found: Listener[] = []
  for (const entry of csv(text)) {
    const listener = endpoint(entry)
    const why =
      listener === null
        ? `Unable to parse ${entry} to a broker endpoint`
        : `No security protocol defined for listener ${listener.name}`
    if (listener === null || !map.value.has(listener.name)) {
      const message = `Error creating broker listeners from '${text}': ${why}`
      const javaClass = 'java.lang.IllegalArgumentException'
      const below = listener === null ? 'org.apache.kafka.common.KafkaException' : javaClass
      return { ok: false, problem: { javaClass, message, property, cause: `${below}: ${why}` } }
    }
    found.push(listener)
  }
  const problem = clash(found, { text, property })
  return problem === null ? { ok: true, value: found } : { ok: false, problem }
}

function endpoint(entry: string): Listener | null {
  const match = /^(.*):\/\/\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)$/.exec(entry)
  const [, name, host, port] = match ?? []
  if (name === undefined || host === undefined || port === undefined) return null
  return { name: name.toUpperCase(), host, port: Number(port) }
}

function clash(
  found: readonly Listener[],
  { text, property }: { readonly text: string; readonly property: string },
): StartProblem | null {
  const names = new Set(found.map(({ name }) => name))
  const byName = unless(
    names.size === found.length,
    `Each listener must have a different name, listeners: ${text}`,
    property,
  )
  if (byName !== null || property !== 'listeners') return byName
  return samePort(found, text)
}

const isV4 = (host: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
const isIp = (host: string) => isV4(host) || host.includes(':')

/** Two listeners may share a port only as IPv4 and IPv6. */
function samePort(found: readonly Listener[], text: string): StartProblem | null {
  for (const port of new Set(found.map((row) => row.port))) {
    const rows = found.filter((row) => row.port === port && port !== 0)
    if (rows.length < 2) continue
    const named = rows.filter(({ host }) => !isIp(host))
    const addressed = rows.filter(({ host }) => isIp(host))
    const different = `Each listener must have a different port`
    if (named.length > 1) return unless(false, `${different}, listeners: ${text}`, 'listeners')
    const pair = `If you have two listeners on the same port then one needs to be IPv4 and the other IPv6, listeners: ${text}, port: ${port}`
    if (addressed.length === 2) {
      const isMixed = addressed.filter(({ host }) => isV4(host)).length === 1
      if (!isMixed) return unless(false, pair, 'listeners')
      if (named.length > 0) return illegal(pair, 'listeners')
    } else if (addressed.length > 2) {
      const why = `${different} unless exactly one listener has an IPv4 address and the other IPv6 address, listeners: ${text}, port: ${port}`
      return illegal(why, 'listeners')
    }
  }
  return null
}

/** The listener between brokers and its protocol. AbstractKafkaConfig.interBrokerListenerName…. */
export function interBroker(
  settings: StartSettings,
):
  | { readonly ok: true; readonly name: string; readonly protocol: string }
  | { readonly ok: false; readonly problem: StartProblem } {
  const named = settings.config.given('inter.broker.listener.name')
  const protocol = settings.config.string('security.inter.broker.protocol')
  if (named === undefined) return { ok: true, name: protocol, protocol }
  const property = 'inter.broker.listener.name'
  if (Object.hasOwn(settings.given, 'security.inter.broker.protocol')) {
    const message = `Only one of ${property} and security.inter.broker.protocol should be set.`
    return { ok: false, problem: configException(message, property) }
  }
  if (named === '') return { ok: false, problem: configException(NO_NAME, property) }
  const map = protocolMap(settings)
  if (!map.ok) return map
  const found = map.value.get(named.toUpperCase())
  if (found !== undefined) return { ok: true, name: named.toUpperCase(), protocol: found }
  const message = `Listener with name ${named.toUpperCase()} defined in ${property} not found in ${MAP}.`
  return { ok: false, problem: configException(message, property) }
}
