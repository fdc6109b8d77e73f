import { settingNames, settingOf } from '~/kafka/config/catalogue'
import type { ConfigScope } from '~/kafka/config/catalogue'
import { OTHER_UNITS } from '~/kafka/broker/brokerState'
import { BROKER_CONFIG_NAMES } from '~/kafka/log/logConfig'
import type { KafkaWorld } from '~/kafka/model'
import { processId } from '~/sim/ids'
import { newestImage, serversOf } from './servers'

/**
 * How a setting may change while the cluster runs. CFG-05; Kafka: DynamicBrokerConfig.
 * `topic`, `broker`, `cluster`: by IncrementalAlterConfigs for that resource; `restart`: a broker
 * reads it when it starts; `client`: a client does.
 */
export type ConfigChange = 'topic' | 'broker' | 'cluster' | 'restart' | 'client'

/** An effective setting and where it comes from. */
export interface ConfigRow {
  readonly name: string
  readonly value: string
  readonly source: 'default' | 'given' | 'topic' | 'broker' | 'cluster'
  /** The file and line that gave it, where one did. */
  readonly place: { readonly file: string; readonly line: number } | null
  readonly change: ConfigChange
}

const CHANGES = {
  'read-only': 'restart',
  'per-broker': 'broker',
  'cluster-wide': 'cluster',
} as const

function changeOf(scope: ConfigScope, name: string): ConfigChange {
  if (scope === 'topic') return 'topic'
  if (scope !== 'broker') return 'client'
  return CHANGES[settingOf('broker', name)?.update ?? 'read-only']
}

function defaultsBeyond(scope: ConfigScope, given: readonly ConfigRow[]): readonly ConfigRow[] {
  const known = new Set(given.map(({ name }) => name))
  return settingNames(scope)
    .filter((name) => !known.has(name))
    .map((name) => ({
      name,
      value: settingOf(scope, name)?.default ?? '',
      source: 'default',
      place: null,
      change: changeOf(scope, name),
    }))
}

/** What the cluster's metadata holds for a resource, as `TOPIC:orders` or `BROKER:1`. */
function dynamicOf(
  world: KafkaWorld,
  key: string,
  { source, scope }: { readonly source: ConfigRow['source']; readonly scope: ConfigScope },
): readonly ConfigRow[] {
  const image = newestImage(serversOf(world))
  return [...(image?.configs.get(key) ?? [])]
    .filter(([name]) => settingOf(scope, name) !== undefined)
    .map(([name, value]) => ({ name, value, source, place: null, change: changeOf(scope, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The first of each name: what stands nearer wins. */
function nearest(rows: readonly ConfigRow[]): readonly ConfigRow[] {
  const seen = new Set<string>()
  return rows.filter(({ name }) => !seen.has(name) && seen.add(name))
}

function placeOf({
  file,
  line,
}: {
  readonly file: string | null
  readonly line: number | null
}): ConfigRow['place'] {
  return file === null || line === null ? null : { file, line }
}

/** The settings of a process: changed while it runs, what it was given, then Kafka's defaults. */
export function configOfProcess(world: KafkaWorld, process: string): readonly ConfigRow[] {
  const found = world.processes.get(processId(process))
  if (found === undefined) return []
  const { spec } = found
  if (spec.kind === 'server') {
    const given = Object.entries(spec.properties).map(([name, { value, source }]): ConfigRow => ({
      name,
      value,
      source: 'given',
      place: placeOf(source),
      change: changeOf('broker', name),
    }))
    const id = spec.properties['node.id']?.value ?? ''
    const own = dynamicOf(world, `BROKER:${id}`, { source: 'broker', scope: 'broker' })
    const all = dynamicOf(world, 'BROKER:', { source: 'cluster', scope: 'broker' })
    const set = nearest([...own, ...all, ...given])
    return [...set, ...defaultsBeyond('broker', set)]
  }
  const given = Object.entries(spec.properties).map(([name, value]): ConfigRow => ({
    name,
    value,
    source: 'given',
    place: null,
    change: 'client',
  }))
  const scope = spec.program.includes('producer')
    ? 'producer'
    : spec.program.includes('consumer')
      ? 'consumer'
      : 'admin'
  return [...given, ...defaultsBeyond(scope, given)]
}

/** The broker of the smallest id, whose file stands for the cluster's. */
function firstBroker(world: KafkaWorld) {
  const server = serversOf(world).find(({ state }) => state.spec.roles.includes('broker'))
  const spec = server === undefined ? undefined : world.processes.get(server.process)?.spec
  if (server === undefined || spec?.kind !== 'server') return null
  return { id: server.state.spec.nodeId, properties: spec.properties }
}

type FirstBroker = NonNullable<ReturnType<typeof firstBroker>>

/** A topic's setting in a broker's file, in the topic's unit, or null. CFG-04. */
function ofFile({ properties }: FirstBroker, name: string): ConfigRow | null {
  const units = OTHER_UNITS[name] ?? [[BROKER_CONFIG_NAMES[name] ?? name, 1] as const]
  for (const [key, factor] of units) {
    const given = properties[key]
    if (given === undefined) continue
    const value = factor === 1 ? given.value : String(Number(given.value) * factor)
    const place = placeOf(given.source)
    return { name, value, source: 'given', place, change: changeOf('topic', name) }
  }
  return null
}

/** A topic's settings as brokers give them for every topic: while they run, then in their files. */
function ofBrokers(world: KafkaWorld): readonly ConfigRow[] {
  const configs = newestImage(serversOf(world))?.configs
  const broker = firstBroker(world)
  if (broker === null) return []
  const own = configs?.get(`BROKER:${broker.id}`)
  const all = configs?.get('BROKER:')
  return settingNames('topic').flatMap((name): readonly ConfigRow[] => {
    const key = BROKER_CONFIG_NAMES[name] ?? name
    const value = own?.get(key) ?? all?.get(key)
    if (value === undefined) {
      const given = ofFile(broker, name)
      return given === null ? [] : [given]
    }
    const source = own?.get(key) === undefined ? 'cluster' : 'broker'
    return [{ name, value, source, place: null, change: changeOf('topic', name) }]
  })
}

/**
 * The settings of a topic: its own, those that brokers are given for every topic (while they run,
 * then in their files), then Kafka's defaults. Kafka: ConfigHelper, LogConfig over KafkaConfig.
 */
export function configOfTopic(world: KafkaWorld, topic: string): readonly ConfigRow[] {
  const own = dynamicOf(world, `TOPIC:${topic}`, { source: 'topic', scope: 'topic' })
  const set = nearest([...own, ...ofBrokers(world)])
  return [...set, ...defaultsBeyond('topic', set)]
}
